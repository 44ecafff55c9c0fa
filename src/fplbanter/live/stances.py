"""How the members of a league stand to a player, and how a read moved them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from fplbanter.game.model import EntryId, PlayerId
from fplbanter.game.scoring import Certainty, Score
from fplbanter.live.events import MatchEvent
from fplbanter.live.lineups import MemberChange
from fplbanter.live.plain import Plain

NAMED_MOST: Final = 20
"""Members that a list names; the others are counted."""

Sold = Mapping[EntryId, Mapping[PlayerId, datetime]]
"""Which players each member sold for this gameweek, and when."""


class Stance(StrEnum):
    """How a member stands to a player. One who waits is on the bench, too."""

    OWNS = "owns"
    CAPTAINS = "captains"
    TRIPLES = "triples"
    BENCHES = "benches"
    WAITS = "waits"
    SOLD = "sold"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Holder:
    """
    A member in a list: how often the player counts for him, and what he got.

    `sold_at` is when the player was sold.
    """

    entry_id: EntryId
    name: str
    multiplier: int = 0
    points: int = 0
    sold_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Members of one stance: all are counted, the first of the table are named."""

    count: int
    named: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """A member whose place changed; net points are the gameweek's."""

    entry_id: EntryId
    name: str
    rank_before: int
    rank_after: int
    net_before: int
    net_after: int


@dataclass(frozen=True, slots=True)
class Moves:
    """Whose place changed: all are counted, the highest are named."""

    count: int = 0
    named: tuple[Move, ...] = ()


STILL: Final = Moves()
"""Nobody's place changed."""


def stances(
    members: Iterable[MemberChange], sold: Sold, event: MatchEvent
) -> dict[Stance, list[Holder]]:
    """Part the members by how they stand to the event's player, in their order."""
    found: dict[Stance, list[Holder]] = {}
    for member in members:
        held = _held(sold, member, event)
        if held is not None:
            found.setdefault(held[0], []).append(held[1])
    return found


def _held(
    sold: Sold, member: MemberChange, event: MatchEvent
) -> tuple[Stance, Holder] | None:
    """Say how a member stands to the event's player; None if not at all."""
    score, player_id = member.after, event.player_id
    if score is None or player_id is None:
        return None
    multiplier = score.multipliers.get(player_id)
    if multiplier is None:
        sold_at = sold.get(member.entry_id, {}).get(player_id)
        holder = Holder(member.entry_id, member.name, sold_at=sold_at)
        return None if sold_at is None else (Stance.SOLD, holder)
    points = multiplier * event.points
    holder = Holder(member.entry_id, member.name, multiplier, points)
    return _stance(score, player_id, multiplier), holder


def _stance(score: Score, player_id: PlayerId, multiplier: int) -> Stance:
    if multiplier:
        often = (Stance.OWNS, Stance.CAPTAINS, Stance.TRIPLES)
        return often[min(multiplier, len(often)) - 1]
    pending = (s for s in score.auto_subs if s.certainty is Certainty.PENDING)
    waits = any(s.player_in == player_id for s in pending)
    return Stance.WAITS if waits else Stance.BENCHES


def moves(members: Iterable[MemberChange]) -> Moves:
    """Return whose place changed, the highest first."""
    found = [
        Move(
            entry_id=member.entry_id,
            name=member.name,
            rank_before=member.stood.rank,
            rank_after=member.stands.rank,
            net_before=member.stood.contender.net_points,
            net_after=member.stands.contender.net_points,
        )
        for member in members
        if member.stood is not None and member.stands is not None
        if member.stood.rank != member.stands.rank
    ]
    found.sort(key=lambda move: (move.rank_after, -move.rank_before, move.entry_id))
    return Moves(len(found), tuple(found[:NAMED_MOST]))


def group(holders: Sequence[Holder]) -> Group:
    """Count the members of a stance, and name the first."""
    return Group(len(holders), tuple(holders[:NAMED_MOST]))


def place(member: MemberChange) -> tuple[bool, int, EntryId]:
    """Order members as the table has them, those without a place last."""
    stands = member.stands
    return stands is None, stands.rank if stands else 0, member.entry_id


def holder_plain(holder: Holder) -> Plain:
    """Return a member of a list as JSON holds it."""
    plain = {
        "entry_id": holder.entry_id,
        "name": holder.name,
        "multiplier": holder.multiplier,
        "points": holder.points,
    }
    sold_at = holder.sold_at
    return plain if sold_at is None else plain | {"sold_at": sold_at.isoformat()}


def move_plain(move: Move) -> Plain:
    """Return a move as JSON holds it."""
    return {name: getattr(move, name) for name in Move.__slots__}
