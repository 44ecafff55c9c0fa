"""What happened between two reads, kind by kind, and what it is called."""

from dataclasses import replace

import pytest
from tests.live.matchdays import (
    MATCH,
    OVER,
    SECOND,
    SETTLED,
    Line,
    player,
    saka,
    state,
)

from fplbanter.game.model import Gameweek, PlayerId, PlayerStats
from fplbanter.live.events import MatchEvent, events, to_plain
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.state import MatchdayState, player_points

HOUR: Line = ("minutes", 60, 2)


def names(told: tuple[MatchEvent, ...]) -> list[str]:
    """Name events without season and gameweek."""
    return [event.event_id.removeprefix("2026-27:7:") for event in told]


def between(before: PlayerStats, after: PlayerStats) -> list[tuple[str, int]]:
    """Tell what happened to Saka, with what it was worth."""
    told = events(state(before), state(after))
    return list(zip(names(told), [event.points for event in told], strict=True))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], [("minutes", 1, 1)], [("appearance:12:17:1", 1)]),
        ([("minutes", 59, 1)], [HOUR], [("appearance:12:17:2", 1)]),
        ([], [HOUR], [("appearance:12:17:1", 1), ("appearance:12:17:2", 1)]),
        ([HOUR], [HOUR, ("goals_scored", 1, 5)], [("goal:12:17:1", 5)]),
        (
            [HOUR],
            [HOUR, ("goals_scored", 2, 10)],
            [("goal:12:17:1", 5), ("goal:12:17:2", 5)],
        ),
        ([HOUR], [HOUR, ("assists", 1, 3)], [("assist:12:17:1", 3)]),
        ([HOUR], [HOUR, ("own_goals", 1, -2)], [("own_goal:12:17:1", -2)]),
        ([HOUR], [HOUR, ("penalties_saved", 1, 5)], [("penalty_saved:12:17:1", 5)]),
        ([HOUR], [HOUR, ("penalties_missed", 1, -2)], [("penalty_missed:12:17:1", -2)]),
        ([HOUR], [HOUR, ("yellow_cards", 1, -1)], [("yellow_card:12:17:1", -1)]),
        ([HOUR], [HOUR, ("red_cards", 1, -3)], [("red_card:12:17:1", -3)]),
        ([HOUR], [HOUR, ("clean_sheets", 1, 4)], [("clean_sheet:12:17:1", 4)]),
        ([HOUR, ("clean_sheets", 1, 4)], [HOUR], [("clean_sheet_lost:12:17:0:t1", -4)]),
        ([HOUR], [HOUR, ("goals_conceded", 2, -1)], [("goals_conceded:12:17:1", -1)]),
        ([HOUR], [HOUR, ("saves", 2, 0)], []),
        ([HOUR], [HOUR, ("saves", 3, 1)], [("saves:12:17:1", 1)]),
        ([HOUR], [HOUR, ("defensive_contribution", 9, 0)], []),
        (
            [HOUR, ("defensive_contribution", 9, 0)],
            [HOUR, ("defensive_contribution", 12, 2)],
            [("defensive_contribution:12:17:1", 2)],
        ),
        ([HOUR], [HOUR, ("bonus", 3, 3)], [("bonus:12:17:3", 3)]),
        ([HOUR, ("bonus", 3, 3)], [HOUR, ("bonus", 1, 1)], [("bonus:12:17:1:t1", -2)]),
        ([HOUR], [HOUR, ("mng_win", 1, 6)], [("points:12:17:6", 6)]),
        ([HOUR], [HOUR, ("minutes", 0, 3)], [("points:12:17:3", 3)]),
        (
            [HOUR, ("goals_scored", 2, 10)],
            [HOUR, ("goals_scored", 1, 5)],
            [("corrected:goal:12:17:1:t1", -5)],
        ),
        (
            [HOUR, ("goals_scored", 1, 5)],
            [HOUR, ("goals_scored", 1, 6)],
            [("corrected:goal:12:17:1:t1", 1)],
        ),
        ([("minutes", 60, 2)], [("minutes", 61, 2)], []),
    ],
)
def test_what_happens_to_a_player(
    before: list[Line], after: list[Line], told: list[tuple[str, int]]
) -> None:
    """Each kind has its name and its worth; what gives no point is no event."""
    assert between(saka(*before), saka(*after)) == told


def test_points_that_no_line_explains_are_told_as_points() -> None:
    """A feed without lines, or with too few of them, still adds up."""
    told = between(saka(HOUR), saka(HOUR, unexplained=4))
    assert told == [("points:0:17:4", 4)]
    event = events(state(saka(HOUR)), state(saka(HOUR, unexplained=4)))[0]
    assert event.fixture_id is None


def test_bonus_that_the_feed_lacks_counts_as_bonus() -> None:
    """It is worked out from BPS; once the feed has it, nothing moves."""
    before = state(saka(HOUR))
    playing = replace(MATCH, bps={PlayerId(17): 30, PlayerId(18): 12})
    worked_out = state(saka(HOUR), fixtures=(playing, SECOND))
    assert names(events(before, worked_out)) == ["bonus:12:17:3", "bonus:12:18:2"]
    assert player_points(worked_out) == {17: 5, 18: 2}
    rival = player({12: [("bonus", 2, 2)]}, PlayerId(18))
    given = state(saka(HOUR, ("bonus", 3, 3)), rival, fixtures=(playing, SECOND))
    assert events(worked_out, given) == ()


def test_matches_start_and_end_and_the_gameweek_is_settled() -> None:
    """In this order, each named by its fixture."""
    coming = replace(MATCH, started=False, home_goals=None, away_goals=None)
    told = events(state(fixtures=(coming,)), state(fixtures=(MATCH,)))
    assert names(told) == ["match_started:12"]
    assert told[0].score == (1, 0)
    told = events(state(fixtures=(MATCH,)), state(fixtures=(OVER,)))
    assert names(told) == ["match_ended:12"]
    told = events(state(fixtures=(coming,)), state(fixtures=(SETTLED,), settled=True))
    assert names(told) == ["match_started:12", "match_ended:12", "gameweek_settled"]


def test_a_match_that_is_called_off_is_a_correction() -> None:
    """What had started, and who had points for it, is taken back."""
    before = state(saka(HOUR), fixtures=(MATCH,))
    told = events(before, state(player({}), fixtures=()))
    assert names(told) == [
        "corrected:match_started:12:0:t1",
        "corrected:appearance:12:17:0:t1",
    ]
    assert {event.kind for event in told} == {MatchEventKind.CORRECTED}


@pytest.mark.parametrize("settled", [True, False])
def test_what_moves_after_it_was_settled_is_a_correction(*, settled: bool) -> None:
    """By the match's review, or by the gameweek's: a late goal is no goal."""
    fixtures = (OVER if settled else SETTLED,)
    before = state(saka(HOUR), fixtures=fixtures, settled=settled)
    after = state(
        saka(HOUR, ("goals_scored", 2, 10), ("bonus", 1, 1)),
        fixtures=fixtures,
        settled=settled,
    )
    told = events(before, after)
    assert names(told) == ["corrected:goal:12:17:2", "corrected:bonus:12:17:1"]
    assert [event.corrected for event in told] == ["goal", "bonus"]
    assert sum(event.points for event in told) == 11


def test_a_clean_sheet_is_lost_in_play_and_corrected_afterwards() -> None:
    """After the whistle nobody can concede."""
    sheet = saka(HOUR, ("clean_sheets", 1, 4))
    told = events(state(sheet, fixtures=(OVER,)), state(saka(HOUR), fixtures=(OVER,)))
    assert names(told) == ["corrected:clean_sheet:12:17:0:t1"]


def test_a_double_gameweek_tells_its_matches_apart() -> None:
    """His goal in the other match is his first there."""
    before = state(player({12: [HOUR, ("goals_scored", 1, 5)], 13: []}))
    after = state(
        player({12: [HOUR, ("goals_scored", 1, 5)], 13: [("goals_scored", 1, 5)]})
    )
    assert names(events(before, after)) == ["goal:13:17:1"]


def test_a_goal_that_is_taken_away_and_given_back_is_told_three_times() -> None:
    """Its turns are kept in the state: each time has a name of its own."""
    none, goal = saka(HOUR), saka(HOUR, ("goals_scored", 1, 5))
    told, last = [], state(none)
    for read in (goal, none, goal, none, goal):
        following = state(read, before=last)
        told += names(events(last, following))
        last = following
    assert told == [
        "goal:12:17:1",
        "corrected:goal:12:17:0:t1",
        "goal:12:17:1:t1",
        "corrected:goal:12:17:0:t2",
        "goal:12:17:1:t2",
    ]
    assert last.turns == {"goal:12:17": 2}


def test_whoever_forgets_the_turns_never_posts_twice() -> None:
    """Without what was kept a goal that comes again has the name that it had."""
    goal = saka(HOUR, ("goals_scored", 1, 5))
    first = events(state(saka(HOUR)), state(goal))
    assert events(state(saka(HOUR)), state(goal)) == first


def test_a_restart_tells_the_same_again() -> None:
    """From what was kept last to a later read: all that was told, and what is new."""
    kept = state(saka())
    soon = state(saka(HOUR, ("goals_scored", 1, 5)), before=kept)
    late = state(
        saka(("minutes", 75, 2), ("goals_scored", 2, 10)),
        fixtures=(replace(MATCH, minutes=75), SECOND),
        before=soon,
    )
    told = [*events(kept, soon), *events(soon, late)]
    again = events(kept, state(saka(("minutes", 75, 2), ("goals_scored", 2, 10))))
    assert sorted(e.event_id for e in again) == sorted(e.event_id for e in told)


def test_from_nothing_everything_so_far_is_told() -> None:
    """An installation that starts at half-time names it as if it had been there."""
    blank = MatchdayState(state().season, state().gameweek)
    now = state(saka(HOUR, ("goals_scored", 1, 5)))
    assert names(events(blank, now)) == [
        "match_started:12",
        "goal:12:17:1",
        "appearance:12:17:1",
        "appearance:12:17:2",
    ]


def test_events_of_two_gameweeks_are_refused() -> None:
    """Ids and points begin anew with each; the loop starts from nothing then."""
    with pytest.raises(ValueError, match="within a gameweek"):
        events(state(), replace(state(), gameweek=Gameweek(8)))


def test_a_state_of_another_gameweek_is_no_memory() -> None:
    """Its turns are not carried over."""
    other = replace(state(), gameweek=Gameweek(6), turns={"goal:12:17": 3})
    assert state(before=other).turns == {}


def test_an_event_is_plain() -> None:
    """What it lacks is left out, what it is worth is in."""
    told = events(state(saka(HOUR)), state(saka(HOUR, ("goals_scored", 1, 5))))
    assert to_plain(told[0]) == {
        "event_id": "2026-27:7:goal:12:17:1",
        "kind": "goal",
        "fixture_id": 12,
        "player_id": 17,
        "before": 0,
        "after": 1,
        "points": 5,
        "points_before": 0,
        "points_after": 5,
        "score": [1, 0],
        "minute": 60,
    }
    assert not told[0].is_quiet
