"""Laws of the banter: every stat against its plain twin, and sums that must agree."""

from functools import cache
from pathlib import Path

import pytest
from tests.banter.comparing import check, check_everybody
from tests.banter.golden import golden_stories
from tests.banter.plain.season import Weeks, plain_season
from tests.banter.story import Story, simulated

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge, span_numbers, week_numbers
from fplbanter.banter.needs import Need
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span
from fplbanter.banter.stat import Stat
from fplbanter.game.model import Chip

LEAGUES = {"classic": 900, "head_to_head": 950}
STATS = list(catalogue().values())
CLASSIC_AT = (1, 2, 3, 4, 5, 9, 14, 19, 20, 27, 38)
HEAD_TO_HEAD_AT = (1, 2, 8, 20)
GOLDEN_HAS = {Need.PICKS, Need.PREVIOUS, Need.WHOLE}
GOLDEN = [stat for stat in STATS if stat.needs <= GOLDEN_HAS]

each_stat = pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)
each_golden_stat = pytest.mark.parametrize("stat", GOLDEN, ids=lambda stat: stat.key)


@cache
def told(league: str, seed: int = 26, members: int = 12) -> tuple[Story, Weeks]:
    """Play a season once for all tests."""
    story = simulated(seed, league_id=LEAGUES[league], members=members)
    return story, plain_season(story)


@cache
def golden(data: Path) -> list[tuple[Story, Weeks]]:
    """Regroup the golden rows once for all tests."""
    return [(story, plain_season(story)) for story in golden_stories(data).values()]


@each_stat
def test_a_stat_is_what_its_plain_twin_says(stat: Stat) -> None:
    """Numbers, holders and receipts agree over a simulated season of twelve."""
    check(stat, *told("classic"), CLASSIC_AT)


@each_stat
def test_a_stat_is_what_its_plain_twin_says_head_to_head(stat: Stat) -> None:
    """Numbers, holders and receipts agree in a head-to-head league of nine."""
    check(stat, *told("head_to_head"), HEAD_TO_HEAD_AT)


@pytest.mark.faults
@pytest.mark.parametrize("seed", [27, 28, 29])
@each_stat
def test_a_stat_is_what_its_plain_twin_says_in_every_gameweek(
    stat: Stat, seed: int
) -> None:
    """The whole season of a whole league of fifty, three times."""
    check(stat, *told("classic", seed, 50), range(1, 39))


@each_golden_stat
def test_a_stat_is_what_its_plain_twin_says_of_real_gameweeks(
    stat: Stat, shared_data: Path
) -> None:
    """Numbers, holders and receipts agree in leagues regrouped from golden rows."""
    for story, weeks in golden(shared_data):
        last = len(story.weeks)
        check(stat, story, weeks, {1, 2, last // 2, last})


@pytest.mark.faults
@each_golden_stat
def test_a_stat_is_what_its_plain_twin_says_of_every_real_gameweek(
    stat: Stat, shared_data: Path
) -> None:
    """All golden gameweeks, each in its regrouped league."""
    for story, weeks in golden(shared_data):
        check(stat, story, weeks, range(1, len(story.weeks) + 1))


@each_stat
def test_everybody_s_receipt_adds_up(stat: Stat) -> None:
    """Not only a holder's number can be proven: everybody's can."""
    for league in LEAGUES:
        for review in told(league)[0].reviews()[3::7]:
            check_everybody(stat, review)


def test_the_season_s_bench_is_what_fpl_says() -> None:
    """The beast's season is the sum of FPL's bench points without bench boosts."""
    story, _ = told("classic")
    expected = {
        diary.entry_id: sum(
            row.bench_points
            for row in diary.results
            if diary.lineups[row.gameweek].chip is not Chip.BENCH_BOOST
        )
        for diary in story.diaries
    }
    span = season_span(story.reviews()[-1])
    assert span_numbers(catalogue()["benched_beast"], span) == expected
    assert span_numbers(catalogue()["bench_warmer"], span) == expected


def test_what_armbands_win_others_lose() -> None:
    """All members' captain swings together are nothing, exactly."""
    for league in LEAGUES:
        for review in told(league)[0].reviews():
            assert sum(week_numbers(catalogue()["captain_swing"], review).values()) == 0


def test_every_gameweek_is_won_and_every_table_has_a_top_and_a_bottom() -> None:
    """Wins, first places and last places are as many as gameweeks, or more."""
    story, _ = told("classic")
    span = season_span(story.reviews()[-1])
    for key in ("weekly_wins", "king_of_the_hill", "basement_dweller"):
        assert sum(span_numbers(catalogue()[key], span).values()) >= 38, key


def test_one_entry_s_catastrophes_are_part_of_what_he_left_on_the_table() -> None:
    """Row 2 counts some gameweeks of row 19, so nobody has more of it."""
    story, _ = told("classic")
    span = season_span(story.reviews()[-1])
    left = span_numbers(catalogue()["points_left_on_the_table"], span)
    for entry_id, regret in span_numbers(
        catalogue()["captain_catastrophe"], span
    ).items():
        assert 0 <= regret <= left[entry_id]


def test_the_seasons_tell_something() -> None:
    """A law that is never tried is kept by nobody: nearly all stats have holders."""
    reviews = [r for league in LEAGUES for r in told(league)[0].reviews()]
    weekly = [stat for stat in STATS if stat.week]
    silent = {s.key for s in weekly if not any(judged(s, r) for r in reviews)}
    assert silent <= {"nice_score"}


def judged(stat: Stat, review: Review) -> bool:
    return bool(judge(stat, review).verdicts)
