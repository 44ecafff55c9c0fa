"""Entries and their line-ups, for people: each pick with its points."""

from fplbanter.clock import Clock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamSlow
from fplbanter.game.model import (
    EntryId,
    Gameweek,
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
from fplbanter.services.careers import (
    NOT_YET,
    PATIENCE_SECONDS,
    Career,
    Careers,
    Fielded,
)
from fplbanter.services.entries import EntryReader
from fplbanter.services.flights import Flights
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.lines import captain_line, sub_line
from fplbanter.services.memory import Memory
from fplbanter.services.picks import pick_lines
from fplbanter.services.recent import Recent
from fplbanter.services.season import SeasonReader
from fplbanter.services.tables import summary
from fplbanter.services.upstream_health import Part
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.results import StoredResults

TRY_AGAIN_AFTER = 60.0
"""Seconds between two tries behind to read what FPL has settled since."""

CAUGHT_UP_KEPT = 10_000

FIRST = Gameweek(1)


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
        self._board = board
        self._clock = clock
        self._reader = reader
        self._season_reader = season_reader
        self._judge = judge
        self._memory = memory
        self._flights = Flights()
        self._careers = Careers(store, board, clock, reader, self._flights)
        self._caught_up: Recent[EntryId, float] = Recent(CAUGHT_UP_KEPT)

    async def entry(self, entry_id: EntryId) -> EntryAnswer:
        """Return who an entry is and its season; raises NotFound."""
        key = ("entry", self._board.season, entry_id)
        career = await self._memory.read(key, lambda: self._careers.of(entry_id))
        self._catch_up(career.entry, career.results)
        freshness = self._memory.marked(self._freshness(career.results), key)
        return self._entry_answer(career, freshness)

    async def lineup(self, entry_id: EntryId, gameweek: Gameweek) -> LineupAnswer:
        """Return an entry's line-up with points; raises NotFound."""
        key = ("lineup", self._board.season, entry_id, gameweek)
        fielded = await self._memory.read(
            key, lambda: self._careers.fielded(entry_id, gameweek)
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

    # -- catching up ---------------------------------------------------------

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

    # -- putting answers together --------------------------------------------

    def _entry_answer(self, career: Career, freshness: Freshness) -> EntryAnswer:
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
        self, fielded: Fielded, snapshot: Snapshot, freshness: Freshness
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
