"""Field names and types are FPL's: the recording's, and the fact sheet's of 2026/27."""

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from fplbanter.simulator import Simulator
from fplbanter.simulator.answers import JsonValue

Get = Callable[..., Any]

Json = dict[str, Any]
Kinds = dict[str, set[str]]

NEW_IN_ELEMENTS = {
    "price_change_calibrating",
    "price_change_hourly_rate",
    "price_change_locked_until",
    "price_change_projections",
}
"""2026/27 (fact sheet 4)."""
EXPECTED = {
    "expected_goals",
    "expected_assists",
    "expected_goal_involvements",
    "expected_goals_conceded",
}
"""Real, but trimmed from the recording."""
PER_90 = {f"{name}_per_90" for name in EXPECTED}

# name -> (only in the simulator, only in the recording), each with its reason.
ALLOWED: dict[str, tuple[set[str], set[str]]] = {
    "elements": (NEW_IN_ELEMENTS | EXPECTED | PER_90, set()),
    "teams": ({"link_url"}, set()),  # Trimmed from the recording.
    "scoring": (EXPECTED, set()),
    "settings": ({"price_change_deadlines"}, set()),  # New in 2026/27.
    "live stats": (EXPECTED | {"played"}, set()),  # `played`: late in 2025/26.
    "history rows": ({"overall_rank_percentage"}, set()),  # New in 2026/27.
    "past rows": ({"rank_percentage"}, set()),  # New in 2026/27.
    "standings rows": ({"club_badge_src"}, {"id", "has_played"}),  # As of 2026/27.
}
NULLABLE = {
    "event",
    "kickoff_time",
    "started",
    "rank",
    "rank_sort",
    "percentile_rank",
    "overall_rank",
    "overall_rank_percentage",
    "highest_score",
    "active_chip",
    "last_updated_data",
    "summary_event_rank",
    "favourite_team",
    "news_added",
    "chance_of_playing_next_round",
    "chance_of_playing_this_round",
    "team_h_score",
    "team_a_score",
}


def kinds(rows: Iterable[Json]) -> Kinds:
    """Return field -> the JSON types seen; int and float are one."""
    found: Kinds = {}
    for row in rows:
        for name, value in row.items():
            kind = type(value).__name__
            found.setdefault(name, set()).add("number" if kind == "float" else kind)
    for seen in found.values():
        if "number" in seen:
            seen.discard("int")
    return found


def rows_of(get: Get, entry: int, gameweek: int) -> dict[str, list[Json]]:
    """Return the rows of all recorded kinds, by the name of the kind."""
    boot, live = get("bootstrap-static"), get(f"event/{gameweek}/live")["elements"]
    history, league = (
        get(f"entry/{entry}/history"),
        get("leagues-classic/900/standings"),
    )
    picks = get(f"entry/{entry}/event/{gameweek}/picks")
    return {
        "bootstrap": [boot],
        "events": boot["events"],
        "elements": boot["elements"],
        "teams": boot["teams"],
        "element_types": boot["element_types"],
        "chips": boot["chips"],
        "phases": boot["phases"],
        "game_settings": [boot["game_settings"]],
        "rules": [boot["game_config"]["rules"]],
        "scoring": [boot["game_config"]["scoring"]],
        "settings": [boot["game_config"]["settings"]],
        "element_stats": boot["element_stats"],
        "fixtures": get("fixtures"),
        "live elements": live,
        "live stats": [row["stats"] for row in live],
        "explain": [fixture for row in live for fixture in row["explain"]],
        "entry": [get(f"entry/{entry}")],
        "history": [history],
        "history rows": history["current"],
        "past rows": history["past"],
        "chip rows": history["chips"],
        "picks": [picks],
        "pick rows": picks["picks"],
        "transfers": get(f"entry/{entry}/transfers"),
        "standings": [league],
        "league": [league["league"]],
        "standings rows": league["standings"]["results"],
    }


@pytest.fixture
def recorded(shared_data: Path) -> dict[str, list[Json]]:
    """Return the recording's rows by kind."""

    def read(path: str) -> JsonValue:
        file = shared_data / "recorded" / "2025-26" / f"{path}.json.gz"
        return json.loads(gzip.decompress(file.read_bytes()))

    return rows_of(read, 900001, 30)


@pytest.fixture
def pretended(season: Simulator, get: Get) -> dict[str, list[Json]]:
    """Return the simulator's rows by kind, of an entry with a past and chips."""
    season.move_to(9, "live")
    for entry in season.world.leagues.by_id[900].members:
        manager = season.world.careers.manager(entry)
        if manager.past and any(week < 9 for week in manager.chips):
            return rows_of(get, entry, 8)
    raise AssertionError("nobody in league 900 has a past and has played a chip")


def test_names_are_those_of_the_recording_or_listed(
    recorded: dict[str, list[Json]], pretended: dict[str, list[Json]]
) -> None:
    """Every field of every kind of row is FPL's, but for the listed differences."""
    for name, rows in recorded.items():
        theirs, ours = set(kinds(rows)), set(kinds(pretended[name]))
        more, less = ALLOWED.get(name, (set(), set()))
        assert (ours - theirs, theirs - ours) == (more, less), name


def test_types_are_those_of_the_recording(
    recorded: dict[str, list[Json]], pretended: dict[str, list[Json]]
) -> None:
    """Every field has a recorded type, or is null where FPL allows null."""
    for name, rows in recorded.items():
        theirs, ours = kinds(rows), kinds(pretended[name])
        for field in set(theirs) & set(ours):
            known = theirs[field] | ({"NoneType"} if field in NULLABLE else set())
            if theirs[field] == {"NoneType"}:
                continue  # The recording shows no other value of it.
            if "number" in known | ours[field]:
                known |= {"int", "number"}
            assert ours[field] <= known, (name, field, ours[field], theirs[field])


def test_the_counts_of_the_fact_sheet(get: Get) -> None:
    """109 player, 29 gameweek, 22 club, 17 fixture, 25 entry fields; 11 phases."""
    boot = get("bootstrap-static")
    assert len(boot["elements"][0]) == 109
    assert {len(row) for row in boot["elements"]} == {109}
    assert {len(row) for row in boot["events"]} == {29}
    assert {len(row) for row in boot["teams"]} == {22}
    assert {len(row) for row in get("fixtures")} == {17}
    assert len(get("entry/4711")) == 25
    assert len(boot["game_settings"]) == 35
    assert len(boot["element_stats"]) == 26
    assert len(boot["chips"]) == 8


def test_months_and_scoring_of_2026_27(get: Get) -> None:
    """The phases and the points are those of the fact sheet."""
    boot = get("bootstrap-static")
    spans = [(p["start_event"], p["stop_event"]) for p in boot["phases"]]
    assert spans[:4] == [(1, 38), (1, 2), (3, 5), (6, 9)]
    assert spans[4:] == [
        (10, 12),
        (13, 18),
        (19, 23),
        (24, 27),
        (28, 30),
        (31, 33),
        (34, 38),
    ]
    scoring = boot["game_config"]["scoring"]
    assert scoring["goals_scored"] == {"GKP": 10, "DEF": 6, "MID": 5, "FWD": 4}
    assert scoring["clean_sheets"] == {"GKP": 4, "DEF": 4, "MID": 1, "FWD": 0}
    assert scoring["defensive_contribution"] == {"GKP": 0, "DEF": 2, "MID": 2, "FWD": 2}


def test_every_block_of_a_played_match(season: Simulator, get: Get) -> None:
    """A played fixture lists the eleven identifiers, highest value first."""
    season.move_to(2, "settled")
    fixture = get("fixtures", event="2")[0]
    names = [block["identifier"] for block in fixture["stats"]]
    assert names == [
        "goals_scored",
        "assists",
        "own_goals",
        "penalties_saved",
        "penalties_missed",
        "yellow_cards",
        "red_cards",
        "saves",
        "bonus",
        "bps",
        "defensive_contribution",
    ]
    counts = [row["value"] for row in fixture["stats"][9]["h"]]
    assert counts == sorted(counts, reverse=True)


def test_other_endpoints(season: Simulator, get: Get) -> None:
    """The small endpoints answer in FPL's shape, and the rest is FPL's 404."""
    season.move_to(2, "settled")
    team = get("dream-team/2")
    assert set(team) == {"top_player", "team"}
    assert [row["position"] for row in team["team"]] == list(range(1, 12))
    assert {"id", "name", "code"} <= set(get("regions")[0])
    assert len(get("team/set-piece-notes")["teams"]) == 20
    summary = get("element-summary/5")
    assert set(summary) == {"fixtures", "history", "history_past"}
    assert len(summary["history"][0]) == 41
    past = [get(f"element-summary/{player}")["history_past"] for player in range(1, 20)]
    assert {len(row) for rows in past for row in rows} == {31}
    for path in (
        "entry/0",
        "entry/99999999",
        "element-summary/0",
        "event/39/live",
        "event/0/live",
        "entry/5/cup",
        "stats",
        "entry/5/event/3/picks",
        "entry/9" + "9" * 30,
        "dream-team/3",
    ):
        answer = season.answer(f"/api/{path}/")
        assert (answer.status, answer.json()) == (404, {"detail": "Not found."}), path
    for path in ("my-team/5", "leagues-classic/900", "entry/5/transfers-latest"):
        answer = season.answer(f"/api/{path}/")
        assert answer.status == 403
        assert "Authentication credentials" in answer.json()["detail"]
