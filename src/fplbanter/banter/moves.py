"""What several stats ask of transfers: who came for whom, and who counts as sold."""

from collections.abc import Iterable
from dataclasses import dataclass

from fplbanter.banter.guards import makes_transfers
from fplbanter.banter.lines import player_line
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line
from fplbanter.game.model import Gameweek, PlayerId, Transfer

FIRST = Gameweek(1)
"""Before its deadline nobody has a squad to change."""


@dataclass(frozen=True, slots=True)
class Move:
    """One player for another, as it stands at the deadline."""

    player_in: PlayerId
    player_out: PlayerId


def listed(review: Review, outing: Outing) -> tuple[Transfer, ...]:
    """
    Return the transfers that count as such, in FPL's own number.

    A wildcard's and a free hit's do not (G4), nor would those of the first
    squad; what is sold and bought back does.
    """
    if review.gameweek <= FIRST or not makes_transfers(outing):
        return ()
    return outing.transfers


def moves(review: Review, outing: Outing) -> tuple[Move, ...]:
    """
    Return who came for whom in the end; what was undone did not happen.

    Whoever was bought and sold again before the deadline was never there, and
    whoever was sold and bought back never left.
    """
    return review.once(("moves", outing.entry_id), lambda: _net(listed(review, outing)))


def moves_before(review: Review, outing: Outing) -> tuple[Move, ...]:
    """Return the moves of the gameweek right before."""
    before = review.outing_before(outing.entry_id)
    if before is None or review.previous is None or not before.has_picks:
        return ()
    return moves(review.previous, before)


def gain(review: Review, move: Move) -> int:
    """Return what the new player scored more than the old one."""
    return review.raw(move.player_in) - review.raw(move.player_out)


def move_lines(review: Review, move: Move, times: int = 1) -> tuple[Line, Line]:
    """Write the rows of a move: who came and, deducted, who left."""
    return (
        player_line(review, "bought", move.player_in, times),
        player_line(review, "sold", move.player_out, -times),
    )


def _net(made: Iterable[Transfer]) -> tuple[Move, ...]:
    """Follow every place in the squad from its first owner to its last."""
    replaced: dict[PlayerId, PlayerId] = {}
    for transfer in sorted(made, key=lambda t: t.made_at):
        new, old = transfer.player_in, transfer.player_out
        first = replaced.pop(old, old)
        if first == new:
            continue
        successor = next((p for p, gone in replaced.items() if gone == new), None)
        replaced[new if successor is None else successor] = first
    return tuple(Move(new, old) for new, old in replaced.items())
