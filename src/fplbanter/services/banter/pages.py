"""
A league's stretch as it is told: put together once per change of its rulings.

What is told follows from the rulings alone; how old they are, and whether they
are behind what is known by now, is asked anew each time (`desk.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers.banter import (
    Exoneration,
    RefusedLine,
    VerdictLine,
)
from fplbanter.services.banter.lines import Clerk, Rarity
from fplbanter.services.banter.names import find_holders
from fplbanter.services.banter.shelf import Shelf
from fplbanter.services.banter.stretch import Asked
from fplbanter.services.board import Board
from fplbanter.services.memory import Memory
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.ruled import StoredRuling
from fplbanter.store.sittings import Headline, SittingMark
from fplbanter.words.heat import Heat

LINES_KEPT: Final = 4_000
"""Verdicts of all pages in memory together; with its proof one takes some 5 kB."""

Marks = Mapping[Gameweek, SittingMark]


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of a league, all of it told."""

    headlines: tuple[VerdictLine, ...]
    lines: tuple[VerdictLine, ...]
    refused: tuple[RefusedLine, ...]
    exonerations: tuple[Exoneration, ...]


class Pages:
    """Puts pages together and keeps those in use."""

    def __init__(self, store: Store, board: Board, memory: Memory) -> None:
        self._store = store
        self._board = board
        self._memory = memory
        self._shelf: Shelf[Told] = Shelf(LINES_KEPT, lambda told: 1 + len(told.lines))

    async def marks(self, league_id: LeagueId) -> Marks:
        """Return which gameweeks of a league were judged, and when."""
        season = self._board.season
        return await self._memory.read(
            marks_key(self._board, league_id),
            lambda: self._store.sittings.find_marks(season, league_id),
        )

    async def told(
        self, league: StoredLeague, asked: Asked, mark: SittingMark, heat: Heat | None
    ) -> Told:
        """Return a stretch as it is told, from memory while nothing has changed."""
        league_id = league.league.league_id
        return await self._shelf.get(
            (self._board.season, league_id, asked.scope, asked.period, heat),
            # Names come with the league's table: a new one may have new names.
            (mark.digest, league.as_of),
            lambda: self._tell(league, asked, heat),
        )

    async def clerk(
        self, league: StoredLeague, rulings: Sequence[StoredRuling], heat: Heat | None
    ) -> Clerk:
        """Return who writes the lines of some rulings of a league."""
        season = self._board.season
        return Clerk(
            self._board,
            season,
            league.league.league_id,
            await find_holders(self._store, season, named(rulings)),
            heat,
            truncated=league.truncated,
        )

    async def close(self) -> None:
        """Stop what is under way."""
        await self._shelf.close()

    async def _tell(
        self, league: StoredLeague, asked: Asked, heat: Heat | None
    ) -> Told:
        store, season = self._store, self._board.season
        which = season, league.league.league_id
        sitting = await store.sittings.find_sitting(*which, asked.gameweek)
        rulings = _in_order(
            await store.rulings.find_rulings(*which, asked.scope, asked.period)
        )
        cleared = await store.rulings.find_cleared(
            *which, scope=asked.scope.value, period=asked.period
        )
        clerk = await self.clerk(league, [*rulings, *cleared], heat)
        rarity: Rarity = sitting.rarity.get(asked.scope, {}) if sitting else {}
        by_stat = {r.stat: clerk.verdicts(r, rarity) for r in rulings}
        headlines = sitting.headlines.get(asked.scope, ()) if sitting else ()
        return Told(
            headlines=_chosen(headlines, by_stat),
            lines=tuple(line for lines in by_stat.values() for line in lines),
            refused=clerk.refused(rulings),
            exonerations=clerk.exonerations(cleared),
        )


def marks_key(board: Board, league_id: LeagueId) -> tuple[object, ...]:
    """Return the key by which a league's sittings are remembered."""
    return "sittings", board.season, league_id


def named(rulings: Sequence[StoredRuling]) -> frozenset[EntryId]:
    """Return whose names some rulings need."""
    found: set[EntryId] = set()
    for ruling in rulings:
        found.update(c.entry_id for c in ruling.exonerated)
        for verdict in ruling.judgement.verdicts:
            found.update((*verdict.holders, *verdict.tied))
            rows = (line for receipt in verdict.receipts for line in receipt.lines)
            found.update(row.entry_id for row in rows if row.entry_id is not None)
    return frozenset(found)


def _in_order(rulings: Sequence[StoredRuling]) -> list[StoredRuling]:
    """Bring rulings in the order of the catalogue."""
    found = {ruling.stat: ruling for ruling in rulings}
    return [found[stat] for stat in catalogue() if stat in found]


def _chosen(
    headlines: Sequence[Headline], by_stat: Mapping[str, tuple[VerdictLine, ...]]
) -> tuple[VerdictLine, ...]:
    """Pick the headlines' lines; a ruling may be newer than its sitting."""
    return tuple(
        by_stat[h.stat][h.place]
        for h in headlines
        if h.place < len(by_stat.get(h.stat, ()))
    )
