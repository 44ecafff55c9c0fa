"""What would undo something: not believed at once, and not never."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.fpl.guarding import (
    CLASSIC,
    FIXTURES,
    HISTORY,
    LIVE,
    NOW,
    REGIONS,
    ROUND,
    SEASON,
    STATUS,
    dumped,
    path,
    reason,
    said,
)

from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.guards import AGREED, MOST_DOUBTS, MOST_MARKS, Guards
from fplbanter.fpl.reasons import Reason
from fplbanter.simulator.simulator import Simulator

# -- nothing where there was something -----------------------------------------


@pytest.mark.parametrize(
    ("asked", "empty"),
    [
        (LIVE, lambda _: {"elements": []}),
        (ROUND, lambda _: []),
        (REGIONS, lambda _: []),
        (STATUS, lambda body: body | {"status": []}),
        (HISTORY, lambda body: body | {"current": []}),
        (
            CLASSIC,
            lambda body: body | {"standings": {"has_next": False, "results": []}},
        ),
    ],
    ids=path,
)
def test_an_empty_list_needs_several_reads_to_be_believed(
    simulator: Simulator, asked: Asked, empty: Callable[[Any], object]
) -> None:
    """Rows do not vanish at once; where there were none before it is a good answer."""
    simulator.move_to(8, "upcoming")
    good = said(simulator, asked)
    body, guards = dumped(empty(json.loads(good))), Guards()
    assert reason(asked, body) == ""
    read = [reason(asked, body, good, guards=guards) for _ in range(AGREED)]
    assert read == [*[Reason.EMPTY] * (AGREED - 1), ""]


@pytest.mark.parametrize("name", ["events", "teams", "elements"])
def test_a_season_without_anything_in_it_is_never_believed(
    simulator: Simulator, name: str
) -> None:
    """However often it is said."""
    body = dumped(json.loads(said(simulator, SEASON)) | {name: []})
    guards = Guards()
    assert {reason(SEASON, body, guards=guards) for _ in range(5)} == {Reason.EMPTY}
    assert {reason(FIXTURES, b"[]", guards=guards) for _ in range(5)} == {Reason.EMPTY}


def test_newcomers_who_move_into_the_table_are_still_there(
    simulator: Simulator,
) -> None:
    """Before a league is scored for the first time all its members are newcomers."""
    table = json.loads(said(simulator, CLASSIC))
    before = table | {
        "standings": {"has_next": False, "results": []},
        "new_entries": {
            "has_next": False,
            "results": [
                {"entry": row["entry"]} for row in table["standings"]["results"]
            ],
        },
    }
    after = table | {"new_entries": {"has_next": False, "results": []}}
    assert reason(CLASSIC, dumped(after), dumped(before)) == ""


# -- backwards -----------------------------------------------------------------


def match(**parts: object) -> dict[str, object]:
    """Return a match in play, as FPL lists it."""
    return {
        "id": 61,
        "event": 7,
        "kickoff_time": "2026-10-17T14:00:00Z",
        "team_h": 1,
        "team_a": 2,
        "team_h_score": 1,
        "team_a_score": 0,
        "minutes": 63,
        "started": True,
        "finished": False,
        "finished_provisional": False,
        "stats": [],
    } | parts


def turn(after: dict[str, object], before: dict[str, object]) -> str:
    """Return the word for a list of matches that follows another."""
    return reason(ROUND, dumped([match(**after)]), dumped([match(**before)]))


@pytest.mark.parametrize(
    ("after", "before"),
    [
        ({"minutes": 45}, {}),
        ({"started": False, "minutes": 0}, {"minutes": 0}),
        ({"minutes": 90}, {"minutes": 90, "finished_provisional": True}),
        (
            {"minutes": 90, "finished_provisional": True},
            {"minutes": 90, "finished_provisional": True, "finished": True},
        ),
        ({"id": 62}, {}),
    ],
)
def test_a_match_does_not_go_backwards(
    after: dict[str, object], before: dict[str, object]
) -> None:
    """Not unfinished, not unstarted, no minute taken back, not gone in play."""
    assert turn(after, before) == Reason.BACKWARDS


@pytest.mark.parametrize(
    ("after", "before"),
    [
        ({"team_h_score": 0}, {}),
        ({"stats": []}, {"stats": [{"identifier": "bps", "h": [], "a": []}]}),
        (
            {"kickoff_time": None, "started": False, "minutes": 0},
            {"started": False, "minutes": 0},
        ),
        ({"id": 62, "started": False, "minutes": 0}, {"started": False, "minutes": 0}),
    ],
    ids=["VAR", "bonus gone", "postponed", "moved to another gameweek"],
)
def test_a_correction_is_no_step_backwards(
    after: dict[str, object], before: dict[str, object]
) -> None:
    """A referee takes goals back; the league moves matches."""
    assert turn(after, before) == ""


def feed(*minutes: int, points: int = 2) -> bytes:
    """Return live points of players with so many minutes."""
    rows = [
        {"id": n, "stats": {"minutes": m, "total_points": points}, "explain": []}
        for n, m in enumerate(minutes, 1)
    ]
    return dumped({"elements": rows})


@pytest.mark.parametrize(
    ("after", "word"),
    [
        (feed(90, 60), Reason.BACKWARDS),
        (feed(90, 75, 0), Reason.BACKWARDS),
        (feed(90, 80), Reason.BACKWARDS),
        (feed(90, 75, 5, points=-1), ""),
        (feed(91, 74, 5), ""),
        (feed(90, 75, 5, 15), ""),
    ],
    ids=["fewer minutes", "fewer players", "one gone", "points fell", "moved", "on"],
)
def test_minutes_are_not_unplayed(after: bytes, word: str) -> None:
    """Summed over all players; points may fall, a player's minutes be corrected."""
    assert reason(LIVE, after, feed(90, 75, 5)) == word


def day(points: str, date: str = "2026-10-17", *, bonus: bool = False) -> bytes:
    row = {"date": date, "event": 7, "points": points, "bonus_added": bonus}
    return dumped({"status": [row], "leagues": ""})


@pytest.mark.parametrize(
    ("after", "before", "word"),
    [
        (day("l"), day("r"), Reason.BACKWARDS),
        (day("r"), day("r", bonus=True), Reason.BACKWARDS),
        (day("r", bonus=True), day("l"), ""),
        (day("", "2026-10-18"), day("r", bonus=True), ""),
        (day("new"), day("r"), ""),
    ],
)
def test_a_day_is_counted_further_and_further(
    after: bytes, before: bytes, word: str
) -> None:
    """Days that have gone by are no longer listed."""
    assert reason(STATUS, after, before) == word


def test_a_history_does_not_grow_shorter(simulator: Simulator) -> None:
    """A row for each gameweek, and none is taken back."""
    body = json.loads(said(simulator, HISTORY))
    shorter = dumped(body | {"current": body["current"][:-1]})
    assert reason(HISTORY, shorter, dumped(body)) == Reason.BACKWARDS


def test_a_table_is_not_older_than_before(simulator: Simulator) -> None:
    """FPL says when it was made."""
    body = json.loads(said(simulator, CLASSIC))
    newer = dumped(body | {"last_updated_data": "2026-10-17T15:00:00Z"})
    older = dumped(body | {"last_updated_data": "2026-10-17T14:00:00Z"})
    assert reason(CLASSIC, older, newer) == Reason.BACKWARDS
    assert reason(CLASSIC, newer, older) == ""


# -- several reads -------------------------------------------------------------


def test_several_reads_that_agree_are_a_correction() -> None:
    """FPL undoes things too: it is only not believed at once."""
    guards, newer, older = Guards(), feed(90, 75), feed(90, 45)
    read = [reason(LIVE, older, newer, guards=guards) for _ in range(AGREED)]
    assert read == [*[Reason.BACKWARDS] * (AGREED - 1), ""]
    assert reason(LIVE, older, newer, guards=guards) == Reason.BACKWARDS


def test_a_good_read_in_between_begins_the_count_anew() -> None:
    """Two nodes that answer in turn never wear us out."""
    guards, newer, older = Guards(), feed(90, 75), feed(90, 45)
    for _ in range(10):
        assert reason(LIVE, older, newer, guards=guards) == Reason.BACKWARDS
        assert reason(LIVE, newer, newer, guards=guards) == ""


def test_reads_that_contradict_each_other_are_not_counted() -> None:
    """Each is older than the one before: nobody corrects like that."""
    guards, newer = Guards(), feed(90, 90)
    for minutes in range(80, 10, -10):
        older = feed(90, minutes)
        assert reason(LIVE, older, newer, guards=guards) == Reason.BACKWARDS


def test_one_questions_doubts_are_not_anothers() -> None:
    """Three gameweeks read from one old node are three first doubts."""
    guards = Guards()
    for gw in range(1, 20):
        asked = Asked.of(endpoints.LIVE, gw=gw)
        word = reason(asked, feed(90, 45), feed(90, 75), guards=guards)
        assert word == Reason.BACKWARDS


def test_doubts_and_marks_are_bounded() -> None:
    """However many entries are asked for."""
    guards = Guards()
    row = {"event": 1, "points": 1, "total_points": 1, "event_transfers_cost": 0}
    long, short = dumped({"current": [row, row]}), dumped({"current": [row]})
    for entry_id in range(1, MOST_DOUBTS + 50):
        asked = Asked.of(endpoints.HISTORY, entry_id=entry_id)
        assert reason(asked, short, long, guards=guards) == Reason.BACKWARDS
    assert len(guards._doubts) == MOST_DOUBTS
    assert len(guards._known) == MOST_MARKS


def test_a_copy_that_would_not_be_taken_today_stands_in_nobodys_way() -> None:
    """What an earlier version kept, or a 404 that is known."""
    assert reason(LIVE, feed(90), known=b"nonsense") == ""
    assert Guards().check(LIVE, feed(90), Copy(None, NOW, NOW))


def test_a_refusal_with_status_200_is_seen_where_there_is_no_model() -> None:
    """It must not be kept for a player."""
    asked = Asked.of(endpoints.CUP_STATUS, league_id=900)
    assert reason(asked, b'{"detail": "Not found."}') == Reason.SHAPE
