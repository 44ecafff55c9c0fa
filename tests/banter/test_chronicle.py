"""From results and line-ups to reviews: totals, places, who is there."""

from tests.banter.league import SEASON, appearances, gameweek, member
from tests.game.builders import lineup

from fplbanter.banter.chronicle import Diary, Week, chronicle
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    League,
    LeagueId,
    Phase,
    Result,
)


def diary(entry: int, *rows: tuple[int, int, int], started: int = 1) -> Diary:
    """Write a member's results: (gameweek, gross, hit)."""
    results = [
        Result(EntryId(entry), Gameweek(n), gross, hit, 0) for n, gross, hit in rows
    ]
    return Diary(EntryId(entry), results, started=Gameweek(started))


def weeks(last: int, phase: Phase = Phase.FINAL) -> list[Week]:
    return [Week(Gameweek(n), phase, appearances()) for n in range(1, last + 1)]


def league(start: int = 1) -> League:
    return League(LeagueId(900), "By hand", start=Gameweek(start))


def test_totals_are_net_and_the_league_s_first_hit_is_not_deducted() -> None:
    """60 - 4 (waived) and 50 - 8 make 102; the gameweek's own points stay net."""
    diaries = [diary(1, (1, 60, 4), (2, 50, 8)), diary(2, (1, 59, 0), (2, 44, 0))]
    first, second = chronicle(SEASON, league(), weeks(2), diaries)
    assert [o.net_points for o in first.outings.values()] == [56, 59]
    assert {e: o.total for e, o in second.outings.items()} == {2: 103, 1: 102}
    assert [o.last_rank for o in second.outings.values()] == [2, 1]


def test_a_league_that_starts_late_leaves_out_what_was_before() -> None:
    """Gameweek 1 is not reviewed and not counted."""
    diaries = [diary(1, (1, 90, 0), (2, 50, 0)), diary(2, (1, 10, 0), (2, 60, 0))]
    [only] = chronicle(SEASON, league(start=2), weeks(2), diaries)
    assert only.is_first
    assert {e: (o.total, o.last_rank) for e, o in only.outings.items()} == {
        2: (60, 0),
        1: (50, 0),
    }


def test_who_joined_later_is_not_there_and_not_missing() -> None:
    """The roster grows with him."""
    diaries = [diary(1, (1, 50, 0), (2, 50, 0)), diary(2, (2, 40, 0), started=2)]
    first, second = chronicle(SEASON, league(), weeks(2), diaries)
    assert (len(first.outings), first.roster) == (1, 1)
    assert (len(second.outings), second.roster) == (2, 2)
    assert not second.outings[EntryId(2)].joined_before


def test_who_was_not_read_counts_in_the_roster() -> None:
    """One of two: nothing is known of the other."""
    [review] = chronicle(SEASON, league(), weeks(1), [diary(1, (1, 50, 0)), diary(2)])
    assert (len(review.outings), review.roster) == (1, 2)


def test_a_gameweek_in_play_is_scored_from_the_line_up() -> None:
    """Eleven with 2 points each and the armband: 24, less a hit of 4."""
    own = lineup(hit=4)
    playing = Diary(EntryId(1), lineups={Gameweek(1): own})
    [review] = chronicle(SEASON, league(), weeks(1, Phase.LIVE), [playing])
    assert review.outings[EntryId(1)].net_points == 20
    assert review.outings[EntryId(1)].total == 24


def test_shares_are_exact() -> None:
    """One of three owns 107: a third, not 0.333."""
    review = gameweek(member(1, swap={7: 107}), member(2), member(3))
    owned = review.own(next(p for p in review.shares if p == 107))
    assert (owned.numerator, owned.denominator) == (1, 3)
