"""A whole gameweek, from before its deadline to after its review."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fplbanter.simulator import Simulator

Get = Callable[..., Any]
WEEK = 9
"""Played on Saturday, Sunday and Monday."""


@pytest.fixture
def entry(season: Simulator) -> int:
    """Return an entry that has no chip, no hit and one auto-sub in that gameweek."""
    for member in season.world.leagues.by_id[904].members:
        career = season.world.careers.career(member)
        selection = career.selection(WEEK)
        score = season.world.scores.settled(career, WEEK)
        if (
            selection
            and not selection.chip
            and selection.cost == 4
            and score
            and score.subs
        ):
            return member
    raise AssertionError("nobody has a hit and an auto-sub")


def test_before_the_deadline(season: Simulator, get: Get, entry: int) -> None:
    """The gameweek is next; its picks are a 404; the one before is over."""
    season.move_to(WEEK, "upcoming")
    event = get("bootstrap-static")["events"][WEEK - 1]
    assert (event["is_next"], event["is_current"], event["finished"]) == (
        True,
        False,
        False,
    )
    assert season.answer(f"/api/entry/{entry}/event/{WEEK}/picks/").status == 404
    assert get(f"entry/{entry}/history")["current"][-1]["event"] == WEEK - 1
    assert {row["event"] for row in get("event-status")["status"]} == {WEEK - 1}
    assert get("event-status")["leagues"] == "Updated"


def test_updating_after_the_deadline(season: Simulator) -> None:
    """From six to twenty minutes after a deadline everything is a 503 with a string."""
    deadline = season.world.calendar.gameweek(WEEK).deadline
    for minute, status in ((0, 200), (5, 200), (6, 503), (19, 503), (20, 200)):
        season.clock.move_to(deadline + timedelta(minutes=minute))
        for path in (
            "bootstrap-static",
            "fixtures",
            f"event/{WEEK - 1}/live",
            "leagues-classic/902/standings",
            "event-status",
        ):
            answer = season.answer(f"/api/{path}/")
            assert answer.status == status
            if status == 503:
                assert answer.body == b'"The game is being updated."'


def test_picks_are_out_before_the_first_match(
    season: Simulator, get: Get, entry: int
) -> None:
    """Picks can be read; points are 0 and the total is still that of before."""
    season.move_to(WEEK, "picks")
    event = get("bootstrap-static")["events"][WEEK - 1]
    assert (event["is_next"], event["is_current"]) == (False, True)
    assert event["average_entry_score"] == 0
    body = get(f"entry/{entry}/event/{WEEK}/picks")
    rows = get(f"entry/{entry}/history")["current"]
    assert body["automatic_subs"] == []
    assert [pick["multiplier"] for pick in body["picks"]].count(2) == 1
    assert body["entry_history"] == rows[-1]
    assert (rows[-1]["points"], rows[-1]["rank"]) == (0, None)
    assert rows[-1]["total_points"] == rows[-2]["total_points"]
    assert {row["points"] for row in get("event-status")["status"]} == {""}


def test_in_play_tables_move_and_histories_do_not(
    season: Simulator, get: Get, entry: int
) -> None:
    """event_total is what the picks as submitted score; history waits for the batch."""
    season.move_to(WEEK, "live")
    body = get(f"entry/{entry}/event/{WEEK}/picks")
    points = {
        row["id"]: row["stats"]["total_points"]
        for row in get(f"event/{WEEK}/live")["elements"]
    }
    gross = sum(points[p["element"]] * p["multiplier"] for p in body["picks"])
    row = _row(get, 904, entry)
    history = get(f"entry/{entry}/history")["current"]
    assert row["event_total"] == gross
    assert row["total"] == history[-2]["total_points"] + gross - 4
    assert history[-1]["points"] == 0
    assert get(f"entry/{entry}")["summary_event_points"] == gross
    assert get("event-status")["status"][0]["points"] == "l"


def test_between_match_days_the_batch_counts_without_auto_subs(
    season: Simulator, get: Get, entry: int
) -> None:
    """After the first day's batch history holds its points, net in the total."""
    week = season.world.calendar.gameweek(WEEK)
    season.clock.move_to(week.days[0].updating)
    assert get("event-status")["leagues"] == "Updating"
    assert get(f"entry/{entry}/history")["current"][-1]["points"] == 0
    season.clock.move_to(week.days[0].batch)
    status = get("event-status")
    assert status["leagues"] == ""
    assert [row["points"] for row in status["status"]] == ["p", "", ""]
    body = get(f"entry/{entry}/event/{WEEK}/picks")
    rows = get(f"entry/{entry}/history")["current"]
    assert body["automatic_subs"] == []
    assert rows[-1]["points"] == _row(get, 904, entry)["event_total"]
    assert rows[-1]["rank"] is not None
    net = rows[-1]["points"] - 4
    assert rows[-1]["total_points"] == rows[-2]["total_points"] + net
    assert get("bootstrap-static")["events"][WEEK - 1]["average_entry_score"] > 0


def test_settlement_rewrites_the_picks(season: Simulator, get: Get, entry: int) -> None:
    """Auto-subs come in the night after the last match, the review the next noon."""
    week = season.world.calendar.gameweek(WEEK)
    season.move_to(WEEK, "over")
    before = get(f"entry/{entry}/event/{WEEK}/picks")
    assert before["automatic_subs"] == []
    assert {
        row["finished_provisional"] for row in get("fixtures", event=str(WEEK))
    } == {True}
    season.clock.move_to(week.settling)
    after = get(f"entry/{entry}/event/{WEEK}/picks")
    first = after["automatic_subs"][0]
    old = {pick["element"]: pick for pick in before["picks"]}
    new = {pick["element"]: pick for pick in after["picks"]}
    assert old[first["element_out"]]["position"] <= 11
    assert new[first["element_in"]]["multiplier"] >= 1
    assert new[first["element_out"]]["position"] == old[first["element_in"]]["position"]
    kinds = [pick["element_type"] for pick in after["picks"][:11]]
    assert kinds == sorted(kinds)
    for name in ("is_captain", "is_vice_captain"):
        assert [e for e in old if old[e][name]] == [e for e in new if new[e][name]]
    event = get("bootstrap-static")["events"][WEEK - 1]
    assert (event["finished"], event["data_checked"]) == (False, False)


def test_after_the_review_all_is_final(season: Simulator, get: Get, entry: int) -> None:
    """finished, data_checked, "r", bonus_added and Updated come together."""
    season.move_to(WEEK, "settled")
    event = get("bootstrap-static")["events"][WEEK - 1]
    assert (event["finished"], event["data_checked"], event["is_current"]) == (
        True,
    ) * 3
    assert event["highest_score"] >= event["average_entry_score"]
    assert event["top_element_info"]["id"] == event["top_element"]
    status = get("event-status")
    assert status["leagues"] == "Updated"
    assert {(r["points"], r["bonus_added"]) for r in status["status"]} == {("r", True)}
    assert {row["finished"] for row in get("fixtures", event=str(WEEK))} == {True}
    row, rows = _row(get, 904, entry), get(f"entry/{entry}/history")["current"]
    assert (row["event_total"], row["total"]) == (
        rows[-1]["points"],
        rows[-1]["total_points"],
    )


def test_before_the_season(season: Simulator, get: Get) -> None:
    """Before gameweek 1 everybody is in new_entries and nothing is scored."""
    season.move_to(1, "upcoming")
    assert get("event-status") == {"status": [], "leagues": ""}
    league = get("leagues-classic/900/standings")
    assert league["standings"]["results"] == []
    # One member joins only in gameweek 4.
    assert len(league["new_entries"]["results"]) == 49
    assert get("entry/4711")["summary_overall_points"] is None
    assert get("entry/4711/history")["current"] == []
    season.move_to(1, "picks")
    rows = get("leagues-classic/900/standings")["standings"]["results"]
    assert {(r["rank"], r["last_rank"], r["event_total"]) for r in rows} == {(1, 0, 0)}


def test_the_end_of_the_season(season: Simulator, get: Get) -> None:
    """After gameweek 38 there is no next one, and everything still answers."""
    season.move_to(38, "settled")
    events = get("bootstrap-static")["events"]
    assert [e["id"] for e in events if e["is_current"]] == [38]
    assert not any(e["is_next"] for e in events)
    assert len(get("entry/4711/history")["current"]) == 38
    assert get("fixtures", future="1") == []


def _row(get: Get, league: int, entry: int) -> dict[str, Any]:
    """Return an entry's row of a league, on whichever page it is."""
    for page in range(1, 10):
        body = get(f"leagues-classic/{league}/standings", page_standings=str(page))
        for row in body["standings"]["results"]:
            if row["entry"] == entry:
                return dict(row)
    raise AssertionError(f"{entry} is not in league {league}")
