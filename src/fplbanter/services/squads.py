"""Entries and their line-ups, for people: each pick with its points."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import NoReturn

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import (
    NotFound,
    Refused,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamSlow,
)
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    OfficialStanding,
    Result,
)
from fplbanter.game.scoring import score
from fplbanter.game.totals import points_through
from fplbanter.ops.deadline import left
from fplbanter.services.answers import (
    EntryAnswer,
    EntryGameweek,
    Freshness,
    LineupAnswer,
)
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.entries import EntryReader, is_away
from fplbanter.services.flights import Flights
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.lines import captain_line, sub_line
from fplbanter.services.memory import Memory
from fplbanter.services.picks import pick_lines
from fplbanter.services.recent import Recent
from fplbanter.services.refusals import Refusals
from fplbanter.services.season import SeasonReader
from fplbanter.services.tables import summary
from fplbanter.services.upstream_health import Part
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.results import StoredResults

PATIENCE_SECONDS = 1.8
"""How long somebody waits for an entry that nobody has looked at before."""

NOT_YET = "FPL has not answered yet: try again in a moment."

MISSING_FOR = 60.0
TRY_AGAIN_AFTER = 60.0
"""Seconds for which FPL's no is remembered, and between two tries behind."""

CAUGHT_UP_KEPT = 10_000

FIRST = Gameweek(1)

Key = tuple[str, EntryId] | tuple[str, EntryId, Gameweek]
Fetch = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class _Career:
    """What is stored of an entry's season."""

    entry: StoredEntry
    results: StoredResults | None
    leagues: tuple[StoredLeague, ...]
    names: OfficialStanding


@dataclass(frozen=True, slots=True)
class _Fielded:
    """What is stored of an entry's gameweek."""

    stored: StoredLineup
    results: StoredResults | None
    names: OfficialStanding


class Squads:
    """Hands out entries; one that nobody has looked at is read from FPL once."""

    def __init__(
        self,
        store: Store,
        board: Board,
        clock: Clock,
        reader: EntryReader,
        season_reader: SeasonReader,
        judge: FreshnessJudge,
        memory: Memory,
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._reader = reader
        self._season_reader = season_reader
        self._judge = judge
        self._memory = memory
        self._flights = Flights()
        self._refusals = Refusals(clock)
        self._caught_up: Recent[EntryId, float] = Recent(CAUGHT_UP_KEPT)

    async def entry(self, entry_id: EntryId) -> EntryAnswer:
        """Return who an entry is and its season; raises NotFound."""
        key = ("entry", self._board.season, entry_id)
        career = await self._memory.read(key, lambda: self._read_career(entry_id))
        self._catch_up(career.entry, career.results)
        freshness = self._memory.marked(self._freshness(career.results), key)
        return self._entry_answer(career, freshness)

    async def lineup(self, entry_id: EntryId, gameweek: Gameweek) -> LineupAnswer:
        """Return an entry's line-up with points; raises NotFound."""
        key = ("lineup", self._board.season, entry_id, gameweek)
        fielded = await self._memory.read(
            key, lambda: self._read_fielded(entry_id, gameweek)
        )
        if not await self._season_reader.need_points(
            gameweek, Lane.PERSON, left(PATIENCE_SECONDS)
        ):
            raise UpstreamSlow(NOT_YET)
        snapshot = await self._board.snapshot(gameweek)
        freshness = self._memory.marked(self._judge.of_gameweek(snapshot), key)
        return self._lineup_answer(fielded, snapshot, freshness)

    async def close(self) -> None:
        """Stop what is under way."""
        await self._flights.close()

    # -- reading what is stored, and what nobody has read ---------------------

    async def _read_career(self, entry_id: EntryId) -> _Career:
        season = self._board.season
        known = await self._store.entries.find_entry(season, entry_id)
        results = await self._results(entry_id)
        if known is None or (not known.entry_name and not known.deleted):
            await self._ask(
                ("profile", entry_id),
                lambda: self._reader.read_profile(entry_id, Lane.PERSON),
            )
            known = await self._store.entries.find_entry(season, entry_id)
        if known is None:
            raise NotFound(f"There is no entry {entry_id}.")
        if results is None and not known.deleted:
            await self._ask(
                ("history", entry_id),
                lambda: self._reader.read_history(entry_id, Lane.PERSON),
            )
            results = await self._results(entry_id)
        names = await self._names(entry_id)
        return _Career(known, results, await self._leagues_of(entry_id), names)

    async def _read_fielded(self, entry_id: EntryId, gameweek: Gameweek) -> _Fielded:
        stored = await self._stored_lineup(entry_id, gameweek)
        if stored is None:
            await self._refuse_if_away(entry_id, gameweek)
            await self._ask(
                ("lineup", entry_id, gameweek),
                lambda: self._reader.read_lineup(entry_id, gameweek, Lane.PERSON),
            )
            stored = await self._stored_lineup(entry_id, gameweek)
        if stored is None:
            raise NotFound(f"Entry {entry_id} has no line-up in gameweek {gameweek}.")
        results = await self._results(entry_id)
        return _Fielded(stored, results, await self._names(entry_id))

    async def _leagues_of(self, entry_id: EntryId) -> tuple[StoredLeague, ...]:
        """Find the leagues that somebody has looked at and that an entry is in."""
        season = self._board.season
        found = [
            await self._store.leagues.find_league(season, league_id)
            for league_id in await self._store.members.find_leagues_of(season, entry_id)
        ]
        return tuple(league for league in found if league)

    async def _ask(self, key: Key, fetch: Fetch) -> None:
        """Join or start a fetch; say in the game's words what FPL refused."""
        self._refusals.raise_known(key)
        if not await self._flights.join(
            key, lambda: self._fetch(key, fetch), patience=left(PATIENCE_SECONDS)
        ):
            raise UpstreamSlow(NOT_YET)

    async def _fetch(self, key: Key, fetch: Fetch) -> None:
        """Fetch, and remember a no: who asked may have left before it came."""
        try:
            await fetch()
        except UpstreamNotFound:
            self._refuse(key, NotFound(f"FPL has nothing on entry {key[1]} here."))
        except UpstreamForbidden:
            self._refuse(key, Refused(f"FPL does not show entry {key[1]}."))

    def _refuse(self, key: Key, error: NotFound | Refused) -> NoReturn:
        self._refusals.note(key, error, MISSING_FOR)
        raise error from None

    def _catch_up(self, entry: StoredEntry, results: StoredResults | None) -> None:
        """Have results read behind that FPL has settled since they were read."""
        if entry.deleted or not self._lag(results):
            return
        key, now = ("history", entry.entry_id), self._clock.elapsed()
        last = self._caught_up.get(entry.entry_id)
        if last is None or not 0 <= now - last < TRY_AGAIN_AFTER:
            self._caught_up.put(entry.entry_id, now)
            self._flights.launch(
                key, lambda: self._reader.read_history(entry.entry_id, Lane.BACKFILL)
            )

    def _lag(self, results: StoredResults | None) -> bool:
        """Say whether FPL has settled a gameweek since results were read."""
        return results is None or results.through < self._board.settled_through()

    async def _stored_lineup(
        self, entry_id: EntryId, gameweek: Gameweek
    ) -> StoredLineup | None:
        found = await self._store.lineups.find_lineups(
            self._board.season, gameweek, [entry_id]
        )
        return found.get(entry_id)

    async def _results(self, entry_id: EntryId) -> StoredResults | None:
        found = await self._store.results.find_results(self._board.season, [entry_id])
        return found.get(entry_id)

    async def _refuse_if_away(self, entry_id: EntryId, gameweek: Gameweek) -> None:
        """Refuse what is known not to be there; FPL need not be asked."""
        entry = await self._store.entries.find_entry(self._board.season, entry_id)
        if entry is not None and entry.deleted:
            raise NotFound(f"FPL has deleted entry {entry_id}.")
        if is_away(entry, gameweek):
            raise NotFound(f"Entry {entry_id} joined after gameweek {gameweek}.")

    # -- putting answers together --------------------------------------------

    def _entry_answer(self, career: _Career, freshness: Freshness) -> EntryAnswer:
        entry, names = career.entry, career.names
        rows = _settled_rows(career.results)
        return EntryAnswer(
            season=self._board.season,
            entry_id=entry.entry_id,
            entry_name=entry.entry_name or names.entry_name,
            manager_name=entry.manager_name or names.manager_name,
            started=entry.started,
            total=rows[-1].total if rows else 0,
            overall_rank=rows[-1].overall_rank if rows else None,
            freshness=freshness,
            gameweeks=tuple(_gameweek(r, career.results) for r in rows),
            leagues=tuple(summary(found) for found in career.leagues),
        )

    def _lineup_answer(
        self, fielded: _Fielded, snapshot: Snapshot, freshness: Freshness
    ) -> LineupAnswer:
        lineup, names = fielded.stored.lineup, fielded.names
        scored = score(lineup, snapshot.appearances)
        rows = _settled_rows(fielded.results)
        official = next((r for r in rows if r.gameweek == lineup.gameweek), None)
        gross = official.gross_points if official else scored.gross_points
        before = _total_before(fielded.results, snapshot)
        return LineupAnswer(
            season=self._board.season,
            gameweek=lineup.gameweek,
            phase=self._board.phase(lineup.gameweek),
            freshness=freshness,
            entry_id=lineup.entry_id,
            entry_name=names.entry_name,
            manager_name=names.manager_name,
            chip=lineup.chip,
            gross_points=gross,
            hit=lineup.hit,
            net_points=gross - lineup.hit,
            bench_points=official.bench_points if official else scored.bench_points,
            total=None if before is None else before + gross - lineup.hit,
            is_certain=official is not None or scored.is_certain,
            captain=captain_line(scored, lineup, self._board, snapshot),
            picks=pick_lines(lineup, scored, snapshot, self._board),
            auto_subs=tuple(
                sub_line(s, self._board, snapshot) for s in scored.auto_subs
            ),
            official_gross_points=official.gross_points if official else None,
        )

    def _freshness(self, results: StoredResults | None) -> Freshness:
        """Say when an entry's results were read, and whether there are newer."""
        if results is not None and self._lag(results):
            return self._judge.late(results.as_of, Part.ENTRIES)
        return self._judge.of_season(self._board.current())

    async def _names(self, entry_id: EntryId) -> OfficialStanding:
        """Find an entry's names: its own, else those of a league's table."""
        season = self._board.season
        known = await self._store.entries.find_entry(season, entry_id)
        if known is not None and known.entry_name:
            return OfficialStanding(entry_id, known.manager_name, known.entry_name)
        found = await self._store.members.find_standing_of(season, entry_id)
        return found or OfficialStanding(entry_id, "", f"Entry {entry_id}")


def _settled_rows(results: StoredResults | None) -> tuple[Result, ...]:
    """Leave out the gameweek in play: its row does not move until the end."""
    if results is None:
        return ()
    return tuple(r for r in results.results if r.gameweek <= results.through)


def _total_before(results: StoredResults | None, snapshot: Snapshot) -> int | None:
    """Return the season's net total before a gameweek; None while it is unknown."""
    if results is None or results.through < snapshot.settled_before:
        return None
    return points_through(results.results, FIRST, Gameweek(snapshot.gameweek - 1))


def _gameweek(row: Result, results: StoredResults | None) -> EntryGameweek:
    return EntryGameweek(
        gameweek=row.gameweek,
        gross_points=row.gross_points,
        hit=row.hit,
        net_points=row.net_points,
        total=row.total,
        bench_points=row.bench_points,
        transfers=row.transfers,
        overall_rank=row.overall_rank,
        chip=results.chips.get(row.gameweek) if results else None,
    )
