"""What the pretend FPL tells of transfers agrees with its picks and its history."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from fplbanter.simulator import Simulator

Get = Callable[..., Any]
WEEK = 14


@pytest.fixture
def members(season: Simulator) -> list[int]:
    """Return some managers, a late joiner among them, after their fourteenth deadline."""
    season.move_to(WEEK, "picks")
    found = season.world.leagues.by_id[900].members
    late = next(e for e in found if e in season.world.leagues.started)
    return [*found[:12], late]


def _squad(get: Get, entry: int, week: int) -> set[int]:
    picks = get(f"entry/{entry}/event/{week}/picks")["picks"]
    return {pick["element"] for pick in picks}


def test_squads_follow_from_the_list(get: Get, members: list[int]) -> None:
    """Made one after the other, they turn each squad into the next one's."""
    for entry in members:
        rows = get(f"entry/{entry}/transfers")
        weeks = [r["event"] for r in get(f"entry/{entry}/history")["current"]]
        own = _squad(get, entry, weeks[0])
        for week in weeks[1:]:
            picks = get(f"entry/{entry}/event/{week}/picks")
            squad = set(own)
            for row in reversed([r for r in rows if r["event"] == week]):
                assert row["element_out"] in squad
                assert row["element_in"] not in squad
                squad = squad - {row["element_out"]} | {row["element_in"]}
            assert squad == {pick["element"] for pick in picks["picks"]}
            if picks["active_chip"] != "freehit":
                own = squad


def test_the_list_has_as_many_as_history_counts(get: Get, members: list[int]) -> None:
    """Under a wildcard or a free hit history counts none (fact sheet 3.7)."""
    seen = set()
    for entry in members:
        history, rows = (
            get(f"entry/{entry}/history"),
            get(f"entry/{entry}/transfers"),
        )
        rebuilt = {
            c["event"] for c in history["chips"] if c["name"] in ("wildcard", "freehit")
        }
        for result in history["current"]:
            made = sum(row["event"] == result["event"] for row in rows)
            free = result["event"] in rebuilt
            assert result["event_transfers"] == (0 if free else made)
            seen.add((free, made > 0))
    assert {(False, True), (True, True)} <= seen


def test_they_are_made_between_two_deadlines_the_newest_first(
    season: Simulator, get: Get, members: list[int]
) -> None:
    """No two at the same moment; some in the last hour, most of them earlier."""
    late = []
    for entry in members:
        rows = get(f"entry/{entry}/transfers")
        times = [datetime.fromisoformat(row["time"]) for row in rows]
        assert times == sorted(set(times), reverse=True)
        for row, at in zip(rows, times, strict=True):
            deadline = season.world.calendar.gameweek(row["event"]).deadline
            before = season.world.calendar.gameweek(row["event"] - 1).deadline
            assert before < at < deadline
            late.append((deadline - at).total_seconds() <= 3_600)
    assert 0 < sum(late) < len(late) / 2


def test_nobody_sees_them_before_the_deadline(
    season: Simulator, get: Get, members: list[int]
) -> None:
    """What is bought for the gameweek to come is not in anybody's list."""
    season.move_to(WEEK + 1, "upcoming")
    newest = [row["event"] for e in members for row in get(f"entry/{e}/transfers")]
    assert max(newest) == WEEK
