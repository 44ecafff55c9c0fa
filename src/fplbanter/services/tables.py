"""Leagues' tables: worked out once per change, then served from memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from fplbanter.game.model import Chip, EntryId, Gameweek, LeagueId, LeagueKind, Month
from fplbanter.game.ownership import ownership
from fplbanter.game.scoring import Score
from fplbanter.game.table import Placing, competition_ranks, live_table
from fplbanter.services.answers import (
    CaptainChoice,
    Captains,
    Coverage,
    LeagueSummary,
    Page,
    StandingRow,
    Standings,
)
from fplbanter.services.board import Board, Snapshot
from fplbanter.services.freshness import FreshnessJudge
from fplbanter.services.head_to_head import head_to_head_rows
from fplbanter.services.lines import captain_line, sub_line
from fplbanter.services.recent import Recent
from fplbanter.services.rosters import Roster, Rosters
from fplbanter.services.scored import ScoredMember, score_members
from fplbanter.store.leagues import StoredLeague

LONG_AGO = datetime.min.replace(tzinfo=UTC)

ROWS_KEPT = 20_000
"""Rows of all tables in memory together; 1,200 take about 3 MB."""


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table, and what it was made of."""

    rows: tuple[StandingRow, ...]
    scored: tuple[ScoredMember, ...]
    roster: Roster
    snapshot: Snapshot

    def is_of(self, roster: Roster, snapshot: Snapshot) -> bool:
        """Say whether it was made of these."""
        return self.roster is roster and self.snapshot is snapshot

    @property
    def coverage(self) -> Coverage:
        """How many of the members shown have been read."""
        return Coverage(
            read=sum(s.is_read for s in self.scored),
            members=len(self.scored),
            truncated=self.roster.league.truncated,
        )

    @property
    def lacks_lineups(self) -> bool:
        """Whether line-ups or results of members are still to be read."""
        gameweek = self.snapshot.gameweek
        return any(
            not s.is_read
            or (s.member.lineup is None and not s.member.is_away(gameweek))
            for s in self.scored
        )

    @property
    def lacks_points(self) -> bool:
        """Whether the players' points were not read since FPL checked them."""
        return self.snapshot.state.checked and not self.snapshot.final


class Tables:
    """Builds tables and keeps those in use; a change makes a new one."""

    def __init__(self, board: Board, rosters: Rosters, judge: FreshnessJudge) -> None:
        self._board = board
        self.rosters = rosters
        self._judge = judge
        self._kept: Recent[tuple[LeagueId, Gameweek, int | None], Table] = Recent(
            ROWS_KEPT, lambda table: len(table.rows) + 1
        )

    async def standings(
        self,
        league: StoredLeague,
        gameweek: Gameweek,
        month: Month | None,
        skip: int,
        limit: int,
    ) -> Standings:
        """Return a page of a league's table."""
        table = await self.table(league, gameweek, month)
        return Standings(
            league=summary(league),
            season=self._board.season,
            gameweek=gameweek,
            phase=self._board.phase(gameweek),
            coverage=table.coverage,
            freshness=self._judge.of_gameweek(table.snapshot),
            page=Page(table.rows[skip : skip + limit], len(table.rows), skip, limit),
            month_id=month.month_id if month else None,
            month_name=month.name if month else None,
        )

    async def captains(
        self, league: StoredLeague, gameweek: Gameweek, skip: int, limit: int
    ) -> Captains:
        """Return who is captained in a league, most chosen first."""
        table = await self.table(league, gameweek, None)
        choices = _captain_choices(table, self._board)
        return Captains(
            league=summary(league),
            season=self._board.season,
            gameweek=gameweek,
            phase=self._board.phase(gameweek),
            coverage=table.coverage,
            freshness=self._judge.of_gameweek(table.snapshot),
            page=Page(choices[skip : skip + limit], len(choices), skip, limit),
        )

    async def table(
        self, league: StoredLeague, gameweek: Gameweek, month: Month | None
    ) -> Table:
        """Return the whole table, from memory while nothing has changed."""
        key = (league.league.league_id, gameweek, month.month_id if month else None)
        snapshot = await self._board.snapshot(gameweek)
        roster = await self.rosters.roster(league, gameweek)
        kept = self._kept.get(key)
        if kept is not None and kept.is_of(roster, snapshot):
            return kept
        table = self.build(roster, snapshot, month)
        self._kept.put(key, table)
        return table

    async def close(self) -> None:
        """Stop what is under way."""
        await self.rosters.close()

    def build(
        self,
        roster: Roster,
        snapshot: Snapshot,
        month: Month | None = None,
        *,
        past: bool = False,
    ) -> Table:
        """
        Work a whole table out.

        In one of the `past` FPL's own points, which are of now, are nobody's.
        """
        if past:
            roster = replace(roster, league=replace(roster.league, as_of=LONG_AGO))
        current = past or snapshot.gameweek == self._board.current()
        scored = score_members(roster, snapshot, month, current=current)
        if roster.league.league.kind is LeagueKind.HEAD_TO_HEAD:
            lines = [self._row(_unplaced(s), s, snapshot) for s in scored]
            rows = head_to_head_rows(
                roster, scored, lines, snapshot.gameweek, self._average
            )
            return Table(rows, scored, roster, snapshot)
        placings = live_table([s.contender for s in scored])
        official = _official_ranks(scored)
        rows = tuple(
            self._row(p, official[p.contender.entry_id], snapshot) for p in placings
        )
        return Table(rows, scored, roster, snapshot)

    def _average(self, gameweek: Gameweek) -> int | None:
        """Return what AVERAGE scores; None while FPL has not counted it."""
        state = self._board.state(gameweek)
        return state.average if state.average > 0 or state.checked else None

    def _row(
        self, placing: Placing, scored: ScoredMember, snapshot: Snapshot
    ) -> StandingRow:
        contender, result = placing.contender, scored.score
        standing = scored.member.standing
        lineup = scored.member.lineup
        captain = None
        if result is not None and lineup is not None:
            captain = captain_line(result, lineup.lineup, self._board, snapshot)
        return StandingRow(
            rank=placing.rank,
            last_rank=placing.last_rank,
            movement=placing.movement,
            entry_id=contender.entry_id,
            entry_name=standing.entry_name,
            manager_name=standing.manager_name,
            gross_points=contender.gross_points,
            hit=contender.hit,
            net_points=contender.net_points,
            total=contender.total,
            source=scored.source,
            is_certain=scored.source == "settled" or _is_certain(result),
            bench_points=scored.bench_points,
            chip=scored.chip,
            captain=captain,
            players_left=result.players_left if result else None,
            players_playing=result.players_playing if result else None,
            auto_subs=tuple(
                sub_line(sub, self._board, snapshot)
                for sub in (result.auto_subs if result else ())
            ),
            official=scored.official,
        )


def summary(league: StoredLeague) -> LeagueSummary:
    """Return a league in short."""
    return LeagueSummary(
        league_id=league.league.league_id,
        name=league.league.name,
        kind=league.league.kind,
        start=league.league.start,
        members=league.member_count,
        truncated=league.truncated,
    )


def _is_certain(score: Score | None) -> bool:
    return score is not None and score.is_certain


def _official_ranks(scored: Sequence[ScoredMember]) -> dict[EntryId, ScoredMember]:
    """Give every official line its rank among all of them, once all are known."""
    ranks = competition_ranks(s.official.total for s in scored if s.official)
    known = all(s.official for s in scored)
    return {
        s.entry_id: replace(
            s, official=replace(s.official, rank=ranks[s.official.total])
        )
        if known and s.official
        else s
        for s in scored
    }


def _unplaced(scored: ScoredMember) -> Placing:
    """Stand in for a place: in a head-to-head league matches decide it."""
    return Placing(scored.contender, 0, scored.member.standing.last_rank)


def _captain_choices(table: Table, board: Board) -> list[CaptainChoice]:
    """Count the armbands as submitted, with what each player brought."""
    pairs = [
        (s.member.lineup.lineup, s.score)
        for s in table.scored
        if s.member.lineup is not None and s.score is not None
    ]
    shares = ownership([line for line, _ in pairs], [score for _, score in pairs])
    choices = []
    for player_id in {line.captain for line, _ in pairs if line.captain is not None}:
        own = [(line, score) for line, score in pairs if line.captain == player_id]
        found = table.snapshot.appearances.get(player_id)
        choices.append(
            CaptainChoice(
                player=board.player_name(player_id),
                captained_by=len(own),
                triple=sum(line.chip is Chip.TRIPLE_CAPTAIN for line, _ in own),
                vice_in_force=sum(
                    score.captain not in (None, line.captain) for line, score in own
                ),
                points=found.points if found else 0,
                effective_ownership=round(shares[player_id].effective, 4),
            )
        )
    return sorted(choices, key=lambda c: (-c.captained_by, c.player.player_id))
