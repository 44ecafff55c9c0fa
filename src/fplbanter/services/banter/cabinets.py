"""What an entry has won, in all leagues that somebody looks at."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.records import home_of
from fplbanter.banter.trophies import Trophy as FoundTrophy
from fplbanter.banter.trophies import cabinet
from fplbanter.banter.verdict import shown
from fplbanter.game.model import EntryId, LeagueId
from fplbanter.services.answers import Page
from fplbanter.services.answers.banter import Figure, Trophy, VerdictLine
from fplbanter.services.banter.documents import Documents
from fplbanter.services.banter.lines import Clerk
from fplbanter.services.banter.pages import Pages
from fplbanter.services.banter.remembered import told_of_holdings
from fplbanter.services.banter.shelf import Shelf
from fplbanter.services.board import Board
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.ruled import Holding, StoredRuling
from fplbanter.words.heat import Heat

HOLDINGS_KEPT: Final = 20_000
"""What entries hold, in memory together for when the store does not answer."""

His = tuple[Holding, int]
"""Which of a ruling's verdicts is an entry's own."""


@dataclass(frozen=True, slots=True)
class Cabinet:
    """An entry's trophies, numbers, and a page of its verdicts."""

    trophies: tuple[Trophy, ...]
    numbers: dict[str, Figure]
    page: Page[VerdictLine]
    held: int


class Cabinets:
    """Puts cabinets together."""

    def __init__(
        self, store: Store, board: Board, pages: Pages, documents: Documents
    ) -> None:
        self._store = store
        self._board = board
        self._pages = pages
        self._documents = documents
        self._shelf: Shelf[Cabinet] = Shelf(HOLDINGS_KEPT, lambda c: 1 + c.held)

    async def cabinet(
        self, entry_id: EntryId, heat: Heat | None, skip: int, limit: int
    ) -> Cabinet:
        """Return an entry's cabinet as it is now."""
        return await self._shelf.get(
            (self._board.season, entry_id, heat, skip, limit),
            None,
            lambda: self._cabinet(entry_id, heat, skip, limit),
        )

    async def close(self) -> None:
        """Stop what is under way."""
        await self._shelf.close()

    async def _cabinet(
        self, entry_id: EntryId, heat: Heat | None, skip: int, limit: int
    ) -> Cabinet:
        season = self._board.season
        held = await self._store.rulings.find_of_entry(season, entry_id)
        known = [holding for holding in held if holding.stat in catalogue()]
        his = [one for holding in known for one in _his(holding, entry_id)]
        lines = await self._lines(his[skip : skip + limit], heat)
        told = told_of_holdings(known)
        last = max(state.gameweek for state in self._board.facts.gameweeks)
        return Cabinet(
            trophies=tuple(
                _trophy(found) for found in cabinet(told, entry_id, season_end=last)
            ),
            numbers=await self._documents.numbers(entry_id),
            page=Page(lines, len(his), skip, limit),
            held=len(known),
        )

    async def _lines(
        self, some: Sequence[His], heat: Heat | None
    ) -> tuple[VerdictLine, ...]:
        """Write the lines of some verdicts, in their order."""
        season, keys = self._board.season, dict.fromkeys(h for h, _ in some)
        found = await self._store.rulings.find_these(season, list(keys))
        rulings = {_stretch(ruling): ruling for ruling in found}
        clerks = await self._clerks(found, heat)
        lines = []
        for holding, place in some:
            ruling = rulings.get(_stretch(holding))
            clerk = clerks.get(holding.league_id)
            # It may have been judged anew a moment ago.
            if ruling and clerk and place < len(ruling.judgement.verdicts):
                lines.append(clerk.verdict(ruling, place))
        return tuple(lines)

    async def _clerks(
        self, rulings: Sequence[StoredRuling], heat: Heat | None
    ) -> dict[LeagueId, Clerk]:
        """Return who writes for each league."""
        leagues = await self._leagues({ruling.league_id for ruling in rulings})
        return {
            league_id: await self._pages.clerk(
                league, [r for r in rulings if r.league_id == league_id], heat
            )
            for league_id, league in leagues.items()
        }

    async def _leagues(self, ids: set[LeagueId]) -> dict[LeagueId, StoredLeague]:
        return await self._store.leagues.find_leagues(self._board.season, sorted(ids))


def _his(holding: Holding, entry_id: EntryId) -> Iterator[His]:
    """Yield the places of an entry's own verdicts in a ruling."""
    for place, (holders, _) in enumerate(holding.verdicts):
        if entry_id in holders:
            yield holding, place


def _stretch(of: Holding | StoredRuling) -> tuple[object, ...]:
    return of.league_id, of.scope, of.period, of.stat


def _trophy(found: FoundTrophy) -> Trophy:
    stat = catalogue()[found.stat]
    return Trophy(
        stat=stat.key,
        title=stat.title,
        emoji=stat.emoji,
        side=stat.side,
        unit=stat.unit_in(home_of(stat)),
        times=found.times,
        best=shown(found.best, stat.places),
        last_gameweek=found.last,
        league_ids=tuple(found.league_ids),
    )
