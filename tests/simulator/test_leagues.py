"""Leagues of every kind: sizes, pages, late ones, refused ones, head-to-head."""

from collections.abc import Callable
from typing import Any

import pytest

from fplbanter.simulator import Simulator

Get = Callable[..., Any]
Row = dict[str, Any]


def _rows(get: Get, league: int, **query: str) -> list[Row]:
    """Return all rows of a league's standings, page by page."""
    found: list[Row] = []
    for page in range(1, 100):
        body = get(
            f"leagues-classic/{league}/standings", page_standings=str(page), **query
        )
        assert body["standings"]["page"] == page
        found += body["standings"]["results"]
        if not body["standings"]["has_next"]:
            return found
    raise AssertionError("no last page")


@pytest.mark.parametrize(
    ("league", "members"),
    [(900, 50), (901, 20), (902, 4), (903, 1), (904, 312), (905, 1_200)],
)
def test_sizes_and_order(
    season: Simulator, get: Get, league: int, members: int
) -> None:
    """All members are on the pages, once, the best first, in competition ranking."""
    season.move_to(7, "live")
    rows = _rows(get, league)
    assert len(rows) == len({row["entry"] for row in rows}) == members
    totals = [row["total"] for row in rows]
    assert totals == sorted(totals, reverse=True)
    assert [row["rank_sort"] for row in rows] == list(range(1, members + 1))
    for at, row in enumerate(rows, 1):
        assert row["rank"] == at or row["rank"] == rows[at - 2]["rank"]
        if row["rank"] != at:
            assert row["total"] == rows[at - 2]["total"]


def test_totals_are_the_histories(season: Simulator, get: Get) -> None:
    """After settlement total and event_total are those of history."""
    season.move_to(7, "settled")
    for row in _rows(get, 900):
        last = get(f"entry/{row['entry']}/history")["current"][-1]
        assert (row["event_total"], row["total"]) == (
            last["points"],
            last["total_points"],
        )


def test_last_rank_is_the_rank_before(season: Simulator, get: Get) -> None:
    """last_rank is the rank after the gameweek before; 0 for who was not there."""
    season.move_to(3, "settled")
    before = {row["entry"]: row["rank"] for row in _rows(get, 900)}
    season.move_to(4, "live")
    rows = _rows(get, 900)
    assert len(rows) == len(before) + 1
    for row in rows:
        assert row["last_rank"] == before.get(row["entry"], 0)


def test_a_month_counts_its_own_gameweeks(season: Simulator, get: Get) -> None:
    """phase=3 is September: gameweeks 3 to 5, without a hit taken for the first."""
    season.move_to(7, "settled")
    assert get("leagues-classic/900/standings", phase="5")["standings"]["results"] == []
    for row in _rows(get, 900, phase="3"):
        rows = get(f"entry/{row['entry']}/history")["current"]
        own = [r for r in rows if 3 <= r["event"] <= 5]
        hits = sum(r["event_transfers_cost"] for r in own if r["event"] > 3)
        assert row["total"] == sum(r["points"] for r in own) - hits


def test_a_league_that_starts_late(season: Simulator, get: Get) -> None:
    """Totals count from gameweek 5 on; its first hit is free; late ones join late."""
    season.move_to(4, "settled")
    body = get("leagues-classic/906/standings")
    assert body["league"]["start_event"] == 5
    assert body["standings"]["results"] == []
    assert body["new_entries"]["results"]
    season.move_to(8, "settled")
    rows = _rows(get, 906)
    free_hits = 0
    for row in rows:
        own = [
            r
            for r in get(f"entry/{row['entry']}/history")["current"]
            if r["event"] >= 5
        ]
        hits = sum(r["event_transfers_cost"] for r in own if r["event"] > 5)
        free_hits += own[0]["event"] == 5 and own[0]["event_transfers_cost"] > 0
        assert row["total"] == sum(r["points"] for r in own) - hits
    assert free_hits > 0
    waiting = get("leagues-classic/906/standings")["new_entries"]["results"]
    assert len(rows) + len(waiting) == len(season.world.leagues.by_id[906].members)
    assert [season.world.leagues.started[r["entry"]] for r in waiting] == [9]


def test_a_league_of_new_entries_only(season: Simulator, get: Get) -> None:
    """73 members wait on two pages of new_entries; the table is empty."""
    season.move_to(7, "live")
    pages = [
        get("leagues-classic/907/standings", page_new_entries=str(page))
        for page in (1, 2, 3)
    ]
    assert [len(p["new_entries"]["results"]) for p in pages] == [50, 23, 0]
    assert [p["new_entries"]["has_next"] for p in pages] == [True, False, False]
    assert {len(p["standings"]["results"]) for p in pages} == {0}
    assert set(pages[0]["new_entries"]["results"][0]) == {
        "entry", "entry_name", "joined_time", "player_first_name", "player_last_name",
    }  # fmt: skip


def test_a_league_without_end(season: Simulator, get: Get) -> None:
    """Every page of Overall has fifty rows, and there is always another."""
    season.move_to(7, "live")
    seen: set[int] = set()
    for page in (1, 2, 41, 100_000):
        body = get("leagues-classic/314/standings", page_standings=str(page))[
            "standings"
        ]
        entries = {row["entry"] for row in body["results"]}
        assert (len(entries), body["has_next"]) == (50, True)
        assert not entries & seen
        assert body["results"][0]["rank"] == 50 * (page - 1) + 1
        seen |= entries
    assert get(f"entry/{seen.pop()}/event/7/picks")["picks"]


def test_a_deleted_entry_stays_in_the_table(season: Simulator, get: Get) -> None:
    """Its row is there; the entry, its history and its picks are FPL's 404."""
    season.move_to(7, "live")
    gone = next(iter(season.world.leagues.deleted))
    assert gone in {row["entry"] for row in _rows(get, 901)}
    for path in ("", "history/", "transfers/", "event/6/picks/"):
        assert season.answer(f"/api/entry/{gone}/{path}").status == 404


def test_refused_and_unknown_leagues(season: Simulator) -> None:
    """909 names a login; others, wrong kinds and nonsense pages are FPL's 404."""
    season.move_to(7, "live")
    refused = season.answer("/api/leagues-classic/909/standings/")
    assert refused.status == 403
    assert "Authentication credentials" in refused.json()["detail"]
    for path, query in (
        ("leagues-classic/1/standings", {}),
        ("leagues-classic/950/standings", {}),
        ("leagues-h2h/900/standings", {}),
        ("leagues-classic/900/standings", {"page_standings": "0"}),
        ("leagues-classic/900/standings", {"page_standings": "x"}),
        ("leagues-classic/900/standings", {"phase": "12"}),
        ("leagues-h2h-matches/league/950", {"event": "39"}),
    ):
        assert season.answer(f"/api/{path}/", query).status == 404, (path, query)


def test_an_entry_lists_its_leagues(season: Simulator, get: Get) -> None:
    """Overall first, then its mini-leagues with its rank there."""
    season.move_to(7, "live")
    entry = season.world.leagues.by_id[902].members[0]
    leagues = get(f"entry/{entry}")["leagues"]
    by_id = {league["id"]: league for league in leagues["classic"]}
    assert leagues["classic"][0]["short_name"] == "overall"
    assert {314, 900, 901, 902} == set(by_id)
    assert [league["id"] for league in leagues["h2h"]] == [950]
    row = next(row for row in _rows(get, 902) if row["entry"] == entry)
    assert by_id[902]["entry_rank"] == row["rank"]


@pytest.mark.parametrize(("league", "sides"), [(950, 10), (951, 8)])
def test_head_to_head(season: Simulator, get: Get, league: int, sides: int) -> None:
    """Net points, three for a win; the odd league plays against AVERAGE."""
    season.move_to(9, "settled")
    average = [e["average_entry_score"] for e in get("bootstrap-static")["events"]]
    table = {
        row["entry"]: row
        for row in get(f"leagues-h2h/{league}/standings")["standings"]["results"]
    }
    points: dict[int | None, int] = dict.fromkeys(table, 0)
    for week in range(1, 10):
        matches = get(f"leagues-h2h-matches/league/{league}", event=str(week))[
            "results"
        ]
        assert len(matches) == sides / 2
        for match in matches:
            for side in ("entry_1", "entry_2"):
                entry, own = match[f"{side}_entry"], match[f"{side}_points"]
                points[entry] += match[f"{side}_total"]
                if entry is None:
                    assert match[f"{side}_name"] == "AVERAGE"
                    assert own == average[week - 1]
                    continue
                rows = get(f"entry/{entry}/history")["current"]
                row = next(r for r in rows if r["event"] == week)
                assert own == row["points"] - row["event_transfers_cost"]
    assert points == {entry: row["total"] for entry, row in table.items()}
    assert (None in table) == (league == 950)
    totals = [(row["total"], row["points_for"]) for row in table.values()]
    assert totals == sorted(totals, reverse=True)


def test_head_to_head_pages_and_filters(season: Simulator, get: Get) -> None:
    """All 38 gameweeks' matches, fifty a page, or one entry's."""
    season.move_to(9, "live")
    path = "leagues-h2h-matches/league/950"
    rows, page = [], 1
    while True:
        body = get(path, page=str(page))
        rows += body["results"]
        if not body["has_next"]:
            break
        page += 1
    assert (len(rows), page) == (38 * 5, 4)
    entry = season.world.leagues.by_id[950].members[0]
    assert len(get(path, entry=str(entry))["results"]) == 38
    assert {row["entry_1_points"] for row in rows if row["event"] > 9} == {0}


def test_head_to_head_names(season: Simulator, get: Get) -> None:
    """The fields of rows and matches are those of the fact sheet (3.10)."""
    season.move_to(5, "live")
    table = get("leagues-h2h/951/standings")
    assert set(table["standings"]["results"][0]) == {
        "id", "division", "entry", "entry_name", "player_name", "rank", "last_rank",
        "rank_sort", "total", "matches_played", "matches_won", "matches_drawn",
        "matches_lost", "points_for",
    }  # fmt: skip
    assert "ko_rounds" in table["league"]
    match = get("leagues-h2h-matches/league/951", event="5")["results"][0]
    sides = ("entry", "name", "player_name", "points", "win", "draw", "loss", "total")
    assert set(match) == {
        "id", "event", "league", "is_knockout", "knockout_name", "winner",
        "seed_value", "tiebreak", "is_bye",
        *[f"entry_{side}_{name}" for side in (1, 2) for name in sides],
    }  # fmt: skip
