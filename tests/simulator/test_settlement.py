"""Settlement: against FPL's own settled rows, and sums that must agree."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fplbanter.simulator import Simulator
from fplbanter.simulator.selection import Selection
from fplbanter.simulator.settlement import as_submitted, gross_as_submitted, settle

Get = Callable[..., Any]


def _selection(row: dict[str, Any]) -> Selection:
    """Return a golden row's picks as submitted."""
    return Selection(
        gameweek=row["event"],
        squad=tuple(row["original"]),
        captain=row["captain"],
        vice=row["vice"],
        chip=row["active_chip"],
        transfers=0,
        cost=0,
        bank=0,
        value=0,
        swaps=(),
    )


def test_golden_rows(shared_data: Path) -> None:
    """Points, bench, auto-subs and multipliers of 254 real settled gameweeks."""
    lines = (shared_data / "golden" / "settled.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    # The assistant manager of 2024/25 does not exist in the season played here.
    rows = [row for row in rows if row["active_chip"] != "manager"]
    assert len(rows) == 254
    for row in rows:
        _check(row)


def _check(row: dict[str, Any]) -> None:
    """Settle one golden row and compare."""
    players = {int(number): p for number, p in row["players"].items()}
    size = max(players) + 1
    positions, points, minutes = [0] * size, [0] * size, [0] * size
    for number, player in players.items():
        positions[number], points[number] = player["type"], player["points"]
        minutes[number] = player["minutes"]
    played = {n for n, p in players.items() if p["minutes"] or p["cards"]}
    score = settle(_selection(row), positions, points, minutes, played)
    label = (row["season"], row["manager"], row["event"])
    assert score.gross == row["expect"]["points"], label
    assert score.bench == row["expect"]["points_on_bench"], label
    if row["has_autosub_list"]:
        assert [list(pair) for pair in score.subs] == row["automatic_subs"], label
    if row["season"] != "2017-18":  # Its bench had multiplier 1.
        theirs = {element: factor for element, _, factor in row["settled_picks"]}
        assert dict(score.picks) == theirs, label
        bench = [e for e, place, _ in sorted(row["settled_picks"], key=lambda p: p[1])]
        assert [player for player, _ in score.picks[11:]] == bench[11:], label


def test_both_ways_of_counting_submitted_picks_agree(season: Simulator) -> None:
    """The quick sum of league tables is the sum over the picks."""
    for member in season.world.leagues.by_id[904].members[:80]:
        career = season.world.careers.career(member)
        for week in (1, 5, 9):
            selection = career.selection(week)
            assert selection is not None
            points = season.world.live.final(week).points
            quick = gross_as_submitted(selection, points)
            assert quick == as_submitted(selection, points).gross


def test_settled_picks_add_up(season: Simulator, get: Get) -> None:
    """For 50 managers and eight gameweeks: picks, history and live agree."""
    season.move_to(8, "settled")
    points = {
        week: {
            row["id"]: row["stats"]["total_points"]
            for row in get(f"event/{week}/live")["elements"]
        }
        for week in range(1, 9)
    }
    for entry in season.world.leagues.by_id[900].members:
        total = 0
        for row in get(f"entry/{entry}/history")["current"]:
            body = get(f"entry/{entry}/event/{row['event']}/picks")
            worth = points[row["event"]]
            picks = [(worth[p["element"]], p["multiplier"]) for p in body["picks"]]
            assert body["entry_history"] == row
            assert row["points"] == sum(value * factor for value, factor in picks)
            bench = sum(value for value, factor in picks if factor == 0)
            assert row["points_on_bench"] == bench
            total += row["points"] - row["event_transfers_cost"]
            assert row["total_points"] == total


def test_transfers_agree_with_history(season: Simulator, get: Get) -> None:
    """Counts are equal but in wildcard and free hit weeks; the newest come first."""
    season.move_to(10, "settled")
    for entry in season.world.leagues.by_id[900].members:
        body = get(f"entry/{entry}/history")
        free = {
            c["event"] for c in body["chips"] if c["name"] in ("wildcard", "freehit")
        }
        rows = get(f"entry/{entry}/transfers")
        times = [row["time"] for row in rows]
        assert times == sorted(times, reverse=True)
        for week in body["current"]:
            made = sum(row["event"] == week["event"] for row in rows)
            assert week["event_transfers"] == (0 if week["event"] in free else made)


def test_ranks_fall_with_points(season: Simulator, get: Get) -> None:
    """Fewer points never rank higher; equal points share a rank."""
    season.move_to(6, "settled")
    rows = [
        get(f"entry/{entry}/history")["current"][-1]
        for entry in season.world.leagues.by_id[904].members[:120]
    ]
    for name, points in (("rank", "points"), ("overall_rank", "total_points")):
        pairs = sorted((row[points], -row[name]) for row in rows)
        ranks = [rank for _, rank in pairs]
        assert ranks == sorted(ranks)
        assert len(dict(pairs)) == len(set(pairs))
    assert {type(row["percentile_rank"]) for row in rows} == {int}


def test_a_correction_reaches_everything() -> None:
    """Points changed afterwards show in live, picks, history and tables."""
    world = (simulator := Simulator(26)).world
    simulator.move_to(4, "settled")
    entry = world.leagues.by_id[902].members[0]

    def ask(path: str) -> dict[str, Any]:
        return dict(simulator.answer(f"/api/{path}/").json())

    before = ask(f"entry/{entry}/event/3/picks")
    pick = next(p for p in before["picks"] if p["multiplier"] == 1)
    world.live.correct(3, pick["element"], 7)
    after = ask(f"entry/{entry}/event/3/picks")
    assert after["entry_history"]["points"] == before["entry_history"]["points"] + 7
    rows = ask(f"entry/{entry}/history")["current"]
    assert rows[2]["points"] == before["entry_history"]["points"] + 7
    assert rows[3]["total_points"] - rows[2]["total_points"] == (
        rows[3]["points"] - rows[3]["event_transfers_cost"]
    )
    table = ask("leagues-classic/902/standings")["standings"]["results"]
    assert (
        next(r for r in table if r["entry"] == entry)["total"]
        == rows[3]["total_points"]
    )
    elements = ask("event/3/live")["elements"]
    live = next(row for row in elements if row["id"] == pick["element"])
    lines = [line["points"] for part in live["explain"] for line in part["stats"]]
    assert live["modified"]
    assert sum(lines) == live["stats"]["total_points"]
