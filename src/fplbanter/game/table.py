"""A classic league's table: totals, competition ranks, movement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fplbanter.game.model import EntryId


@dataclass(frozen=True, slots=True)
class Contender:
    """
    What the table needs to know of one member.

    `previous_total` counts the table's gameweeks before this one; `waived_hit`
    is the part of `hit` that this table does not deduct (its first gameweek).
    `transfers` are those made this season, the tie-break.
    """

    entry_id: EntryId
    previous_total: int
    gross_points: int
    hit: int
    waived_hit: int = 0
    transfers: int = 0
    joined_before: bool = True

    @property
    def net_points(self) -> int:
        """The gameweek's points after the hit."""
        return self.gross_points - self.hit

    @property
    def total(self) -> int:
        """The table's points: all before, and this gameweek's."""
        return self.previous_total + self.net_points + self.waived_hit


@dataclass(frozen=True, slots=True)
class Placing:
    """A member's place: `last_rank` 0 means that there was none before."""

    contender: Contender
    rank: int
    last_rank: int

    @property
    def movement(self) -> int:
        """Places won since the gameweek before; 0 without a place before."""
        return self.last_rank - self.rank if self.last_rank else 0


def competition_ranks(totals: Iterable[int]) -> dict[int, int]:
    """
    Rank totals, most first: equals share a rank, the next is skipped.

    Returns the rank for each distinct total.
    """
    ranks: dict[int, int] = {}
    for place, total in enumerate(sorted(totals, reverse=True), start=1):
        ranks.setdefault(total, place)
    return ranks


def live_table(
    contenders: Sequence[Contender], *, has_history: bool = True
) -> tuple[Placing, ...]:
    """
    Rank a league's members by net total.

    Equal totals share a rank and stand in the order of FPL's tie-break, fewer
    transfers first (fact sheet 6.7), then by entry id so that the order never
    depends on the input's. `has_history` is false in the table's first
    gameweek, when nobody had a place before.
    """
    ranks = competition_ranks(c.total for c in contenders)
    veterans = [c for c in contenders if has_history and c.joined_before]
    before = competition_ranks(c.previous_total for c in veterans)
    placings = [
        Placing(
            contender=c,
            rank=ranks[c.total],
            last_rank=before[c.previous_total]
            if has_history and c.joined_before
            else 0,
        )
        for c in contenders
    ]
    return tuple(sorted(placings, key=_order))


def _order(placing: Placing) -> tuple[int, int, int]:
    """Order by rank, then by the tie-break, then by entry id."""
    contender = placing.contender
    return placing.rank, contender.transfers, contender.entry_id
