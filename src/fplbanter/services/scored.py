"""
Each member's gameweek as a table needs it: settled, live, or FPL's own row.

A settled gameweek is FPL's result to the point; one in play is scored here;
a member whose picks have not been read is shown as FPL's table has him.
"""

from dataclasses import dataclass, replace

from fplbanter.game.model import Chip, EntryId, Gameweek, LeagueKind, Month, Result
from fplbanter.game.scoring import Score, score
from fplbanter.game.table import Contender
from fplbanter.game.totals import counted_hit, points_through, transfers_through
from fplbanter.services.answers import OfficialLine, RowSource
from fplbanter.services.board import Snapshot
from fplbanter.services.rosters import Member, Roster
from fplbanter.store.lineups import StoredLineup


@dataclass(frozen=True, slots=True)
class ScoredMember:
    """A member with his points. `score` is None where no line-up was read."""

    member: Member
    contender: Contender
    source: RowSource
    score: Score | None
    chip: Chip | None
    bench_points: int | None
    official: OfficialLine | None
    is_read: bool

    @property
    def entry_id(self) -> EntryId:
        """The member's entry."""
        return self.member.entry_id


def score_members(
    roster: Roster, snapshot: Snapshot, month: Month | None, *, current: bool
) -> tuple[ScoredMember, ...]:
    """
    Score all members of a roster for one gameweek, over a month or the league.

    Members who had not joined by a gameweek that is over are left out of it;
    in the `current` one FPL's row stands for whoever has not been read.
    """
    first = roster.league.league.start
    if month is not None:
        first = Gameweek(max(first, month.first))
    scored = (
        _score_member(m, roster, snapshot, first, current=current)
        for m in roster.members
    )
    return tuple(s for s in scored if s is not None)


def _score_member(
    member: Member,
    roster: Roster,
    snapshot: Snapshot,
    first: Gameweek,
    *,
    current: bool,
) -> ScoredMember | None:
    gameweek = snapshot.gameweek
    row = next((r for r in member.rows if r.gameweek == gameweek), None)
    settled = member.has_results_through(gameweek)
    if settled and row is not None:
        return _settled(member, snapshot, first, row)
    # Without the gameweeks before it a line-up would give too small a total.
    ready = member.has_results_through(snapshot.settled_before)
    if not settled and ready and member.lineup is not None:
        return _live(member, member.lineup, snapshot, first)
    if current:
        return _unread(member, roster, snapshot, first)
    return None if settled or member.is_away(gameweek) else _unknown(member)


def _settled(
    member: Member, snapshot: Snapshot, first: Gameweek, row: Result
) -> ScoredMember:
    scored = None
    if member.lineup is not None and snapshot.stats:
        scored = score(member.lineup.lineup, snapshot.appearances)
    transfers = transfers_through(member.rows, row.gameweek)
    contender = _contender(member, first, row, transfers)
    return ScoredMember(
        member=member,
        contender=contender,
        source="settled",
        score=scored,
        chip=member.results.chips.get(row.gameweek) if member.results else None,
        bench_points=row.bench_points,
        official=OfficialLine(row.gross_points, contender.total, None),
        is_read=True,
    )


def _live(
    member: Member, stored: StoredLineup, snapshot: Snapshot, first: Gameweek
) -> ScoredMember:
    scored = score(stored.lineup, snapshot.appearances)
    before = transfers_through(member.rows, Gameweek(snapshot.gameweek - 1))
    transfers = before + stored.lineup.transfers
    contender = _contender(member, first, scored, transfers)
    return ScoredMember(
        member=member,
        contender=contender,
        source="live",
        score=scored,
        chip=scored.chip,
        bench_points=scored.bench_points,
        official=_as_submitted(scored, contender),
        is_read=True,
    )


def _as_submitted(scored: Score, contender: Contender) -> OfficialLine:
    """
    Work out what FPL's own table shows while matches are on.

    It counts the picks as submitted, from the same points (fact sheet 0.3):
    worked out here it is of the same minute as the projection beside it.
    """
    gross = scored.submitted_points
    total = contender.previous_total + gross - contender.hit + contender.waived_hit
    return OfficialLine(gross, total, None)


def _contender(
    member: Member, first: Gameweek, points: Score | Result, transfers: int
) -> Contender:
    gameweek, hit = points.gameweek, points.hit
    before = Gameweek(gameweek - 1)
    return Contender(
        entry_id=member.entry_id,
        previous_total=points_through(member.rows, first, before),
        gross_points=points.gross_points,
        hit=hit,
        waived_hit=hit - counted_hit(hit, gameweek, first),
        transfers=transfers,
        joined_before=any(first <= r.gameweek < gameweek for r in member.rows),
    )


def _unread(
    member: Member, roster: Roster, snapshot: Snapshot, first: Gameweek
) -> ScoredMember:
    """Show a member as FPL's own table has him, as far as that is of now."""
    official = _official(member, roster, snapshot)
    settled = member.has_results_through(snapshot.gameweek)
    contender = Contender(
        entry_id=member.entry_id,
        previous_total=_total_before(member, roster, snapshot, first, official),
        gross_points=official.gross_points if official else 0,
        hit=0,
        joined_before=member.standing.last_rank > 0,
    )
    return replace(
        _unknown(member),
        contender=contender,
        official=official,
        is_read=settled or member.is_away(snapshot.gameweek),
    )


def _total_before(
    member: Member,
    roster: Roster,
    snapshot: Snapshot,
    first: Gameweek,
    official: OfficialLine | None,
) -> int:
    """
    Return what an unread member had before the gameweek.

    That is FPL's total less its points of the gameweek; while FPL does not
    count the gameweek yet, what his results say; without those, what FPL's
    table said last. Months and head-to-head leagues count other points than
    FPL's table: there results alone tell.
    """
    league = roster.league.league
    same = league.kind is LeagueKind.CLASSIC and first == league.start
    if same and official is not None:
        return official.total - official.gross_points
    if member.has_results_through(snapshot.settled_before):
        return points_through(member.rows, first, Gameweek(snapshot.gameweek - 1))
    return member.standing.total if same else 0


def _unknown(member: Member) -> ScoredMember:
    """Stand in for a member of whose gameweek nothing has been read."""
    return ScoredMember(
        member=member,
        contender=Contender(member.entry_id, previous_total=0, gross_points=0, hit=0),
        source="official",
        score=None,
        chip=None,
        bench_points=None,
        official=None,
        is_read=False,
    )


def _official(
    member: Member, roster: Roster, snapshot: Snapshot
) -> OfficialLine | None:
    """
    Return FPL's row, if it was read since the gameweek's first kick-off.

    Before that FPL's table may still show the gameweek before. A head-to-head
    table holds match points, which `head_to_head` has.
    """
    begun_at, league = snapshot.begun_at, roster.league
    if league.league.kind is LeagueKind.HEAD_TO_HEAD or member.is_new:
        return None
    if begun_at is None or league.as_of < begun_at:
        return None
    row = member.standing
    return OfficialLine(row.gross_points, row.total, row.rank or None)
