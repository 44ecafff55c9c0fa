"""The engine against 257 settled gameweeks of real managers, 2017/18 to 2025/26."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.game.builders import pairs

from fplbanter.game.autosubs import as_submitted
from fplbanter.game.model import (
    Appearance,
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)
from fplbanter.game.scoring import score

CHIPS = {
    "wildcard": Chip.WILDCARD,
    "freehit": Chip.FREE_HIT,
    "bboost": Chip.BENCH_BOOST,
    "3xc": Chip.TRIPLE_CAPTAIN,
    "manager": Chip.ASSISTANT_MANAGER,
}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[Row]:
    """Read the golden rows."""
    lines = (shared_data / "golden" / "settled.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def known(row: Row) -> dict[PlayerId, Appearance]:
    """Take the gameweek's sums as they are; it is over."""
    return {
        PlayerId(int(number)): Appearance(
            PlayerId(int(number)),
            Position(player["type"]),
            player["points"],
            minutes=player["minutes"],
            played=player["minutes"] > 0 or player["cards"] > 0,
            done=True,
            fixtures=player["fixtures"],
        )
        for number, player in row["players"].items()
    }


def submitted(row: Row) -> Lineup:
    """Submit the row's fifteen; a player of type 5 is the assistant manager."""
    extra = [int(n) for n, p in row["players"].items() if p["type"] == 5]
    return Lineup(
        EntryId(1),
        Gameweek(row["event"]),
        tuple(row["original"][:11]),
        tuple(row["original"][11:]),
        row["captain"],
        row["vice"],
        CHIPS.get(row["active_chip"] or ""),
        hit=row["expect"]["event_transfers_cost"],
        assistant_manager=PlayerId(extra[0]) if extra else None,
    )


def name(row: Row) -> str:
    return f"{row['season']} {row['manager']} gameweek {row['event']}"


def test_points_bench_and_substitutions_are_fpl_s(rows: list[Row]) -> None:
    """257 of 257: gross points, bench points, and the list with its order."""
    assert len(rows) == 257
    missed = []
    for row in rows:
        result = score(submitted(row), known(row))
        got = (result.gross_points, result.bench_points, pairs(result.auto_subs))
        expect = row["expect"]
        subs = [tuple(sub) for sub in row["automatic_subs"]]
        if got != (expect["points"], expect["points_on_bench"], subs):
            missed.append((name(row), got))
        assert result.is_certain
    assert missed == []


def test_multipliers_are_fpl_s(rows: list[Row]) -> None:
    """Who counts, and how often, is as FPL rewrote the picks."""
    for row in rows:
        result = score(submitted(row), known(row))
        for player_id, slot, multiplier in row["settled_picks"]:
            if row["season"] == "2017-18" and slot > 11:
                continue  # The bench kept its multiplier 1 then.
            points = row["players"][str(player_id)]["points"]
            ours = result.multipliers[player_id]
            # FPL leaves 2 on a captain who did not play and has no vice to serve.
            assert ours * points == multiplier * points, name(row)


def test_settled_picks_are_undone_to_what_was_submitted(rows: list[Row]) -> None:
    """The fifteen as submitted come back from the rewritten picks, in order."""
    for row in rows:
        position_of = {p: a.position for p, a in known(row).items()}
        subs = [AutoSub(*map(PlayerId, sub)) for sub in row["automatic_subs"]]
        picks = [PlayerId(p) for p, *_ in sorted(row["settled_picks"], key=_slot)]
        assert list(as_submitted(picks, subs, position_of)) == row["original"]


def test_season_totals_are_net(rows: list[Row]) -> None:
    """Each total is the one before, plus gross points, minus the hit."""
    seasons: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        seasons.setdefault((row["season"], row["manager"]), []).append(row)
    checked = 0
    for season in seasons.values():
        season.sort(key=lambda r: r["event"])
        for before, now in pairwise(season):
            if now["event"] == before["event"] + 1:
                result = score(submitted(now), known(now))
                total = before["expect"]["total_points"] + result.net_points
                assert total == now["expect"]["total_points"], name(now)
                checked += 1
    assert checked > 200


def _slot(pick: list[int]) -> int:
    return pick[1]
