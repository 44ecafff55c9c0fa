"""
Leagues regrouped from golden rows: real squads, real gameweeks, mixed with each other.

The rows have one manager for a season's gameweek. A league needs rivals who share
some of their players: they are that squad with lines of two neighbouring rows'
squads (under other player ids), with other armbands, and with other chips.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.banter.story import CHIPS, Story
from tests.laws.plain import plain_score

from fplbanter.banter.chronicle import Diary, Week
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    League,
    LeagueId,
    Lineup,
    Phase,
    PlayerId,
    Position,
    Result,
)

Row = dict[str, Any]
Known = dict[PlayerId, Appearance]
LEAGUE = League(LeagueId(900), "Golden")
OFFSET = 10_000
D, M, F = Position.DEF, Position.MID, Position.FWD


def golden_stories(data: Path) -> dict[str, Story]:
    """Regroup every season's rows into one league's season."""
    lines = (data / "golden" / "settled.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["active_chip"] != "manager"]
    rows.sort(key=lambda row: (row["season"], row["event"]))
    seasons = groupby(rows, key=lambda row: str(row["season"]))
    grouped = {season: list(found) for season, found in seasons}
    return {season: story(found) for season, found in grouped.items() if found[2:]}


def story(rows: list[Row]) -> Story:
    """Play one season: row after row, with two later rows as neighbours."""
    weeks: list[Week] = []
    lineups: dict[EntryId, dict[Gameweek, Lineup]] = {}
    results: dict[EntryId, list[Result]] = {}
    for number, row in enumerate(rows, start=1):
        gameweek = Gameweek(number)
        three = [row, rows[number % len(rows)], rows[(number + 1) % len(rows)]]
        known: Known = {}
        for place, one in enumerate(three):
            known.update(appearances(one, place * OFFSET))
        squads = [submitted(one, place * OFFSET) for place, one in enumerate(three)]
        for entry, lineup in enumerate(rivals(squads, known), start=1):
            own = replace(lineup, entry_id=EntryId(entry), gameweek=gameweek)
            lineups.setdefault(own.entry_id, {})[gameweek] = own
            found = results.setdefault(own.entry_id, [])
            found.append(_result(own, known, found))
        real = results[EntryId(1)][-1]
        assert real.gross_points == row["expect"]["points"]
        assert real.bench_points == row["expect"]["points_on_bench"]
        weeks.append(Week(gameweek, Phase.FINAL, known))
    diaries = [Diary(e, results[e], lineups[e]) for e in lineups]
    return Story(LEAGUE, weeks, diaries)


def rivals(squads: Sequence[Lineup], known: Known) -> Iterable[Lineup]:
    """Yield the real squad first, then eleven of its relatives."""
    a, b, c = squads
    yield a
    yield b
    yield c
    yield mixed(a, b, {M}, known)
    yield mixed(a, b, {F}, known)
    yield mixed(a, c, {D}, known)
    yield mixed(b, a, {M, F}, known)
    yield mixed(c, a, {D, M}, known)
    yield replace(a, captain=a.eleven[7], vice_captain=a.eleven[2], hit=4)
    yield replace(a, captain=a.eleven[10], vice_captain=a.eleven[9])
    yield replace(mixed(a, c, {F}, known), chip=Chip.TRIPLE_CAPTAIN)
    yield replace(mixed(c, b, {D}, known), chip=Chip.BENCH_BOOST, hit=8)


def mixed(
    one: Lineup, other: Lineup, lines: Collection[Position], known: Known
) -> Lineup:
    """Give one line-up the other's defenders, say, place by place."""
    swap: dict[PlayerId, PlayerId] = {}
    for line in lines:
        mine = [p for p in one.squad if known[p].position is line]
        theirs = [p for p in other.squad if known[p].position is line]
        swap |= dict(zip(mine, theirs, strict=True))

    def changed(player_id: PlayerId | None) -> PlayerId | None:
        return player_id if player_id is None else swap.get(player_id, player_id)

    return replace(
        one,
        eleven=tuple(swap.get(p, p) for p in one.eleven),
        bench=tuple(swap.get(p, p) for p in one.bench),
        captain=changed(one.captain),
        vice_captain=changed(one.vice_captain),
    )


def appearances(row: Row, offset: int) -> Known:
    """Tell the players' gameweek; it is over."""
    return {
        PlayerId(offset + int(number)): Appearance(
            PlayerId(offset + int(number)),
            Position(player["type"]),
            player["points"],
            player["minutes"],
            played=player["minutes"] > 0 or player["cards"] > 0,
            done=True,
            fixtures=player["fixtures"],
        )
        for number, player in row["players"].items()
    }


def submitted(row: Row, offset: int) -> Lineup:
    """Submit the row's fifteen."""
    picks = tuple(PlayerId(offset + p) for p in row["original"])
    return Lineup(
        EntryId(1),
        Gameweek(row["event"]),
        picks[:11],
        picks[11:],
        PlayerId(offset + row["captain"]),
        PlayerId(offset + row["vice"]),
        CHIPS.get(row["active_chip"] or ""),
        # Whom he bought is not recorded, so that no transfers are told at all.
        hit=row["expect"]["event_transfers_cost"],
    )


def _result(lineup: Lineup, known: Known, before: list[Result]) -> Result:
    settled = plain_score(lineup, known)
    total = before[-1].total if before else 0
    return Result(
        lineup.entry_id,
        lineup.gameweek,
        settled.points,
        lineup.hit,
        total + settled.points - lineup.hit,
        bench_points=settled.points_on_bench,
    )
