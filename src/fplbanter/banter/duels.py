"""What several stats ask of a head-to-head league: matches, and playing everybody."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Line, Number, Receipt, exact
from fplbanter.game.model import EntryId, Match


@dataclass(frozen=True, slots=True)
class Duel:
    """A match as one side saw it; a `rival` of None is AVERAGE."""

    own_points: int
    rival_points: int
    rival: EntryId | None
    is_knockout: bool

    @property
    def margin(self) -> int:
        """Positive for a win, negative for a defeat."""
        return self.own_points - self.rival_points


@dataclass(frozen=True, slots=True)
class AllPlay:
    """A gameweek as if everybody had played everybody else."""

    wins: int
    ties: int
    losses: int

    @property
    def rivals(self) -> int:
        """Count the others."""
        return self.wins + self.ties + self.losses

    @property
    def share(self) -> Number:
        """What share of a win it is worth, a tie being half of one; 0 if alone."""
        points = Fraction(2 * self.wins + self.ties, 2)
        return exact(points / self.rivals) if self.rivals else 0


def duel(review: Review, outing: Outing) -> Duel | None:
    """Return a member's match of the gameweek; None where he had none."""
    return duels(review).get(outing.entry_id)


def duels(review: Review) -> Mapping[EntryId, Duel]:
    """Return everybody's match of the gameweek."""
    return review.once("duels", lambda: _duels(review.matches or ()))


def all_play(review: Review) -> Mapping[EntryId, AllPlay]:
    """Let everybody play everybody else, by net points."""
    return review.once("all play", lambda: _all_play(review))


def duel_receipt(outing: Outing, found: Duel | None, times: int) -> Receipt:
    """Prove a margin: the winner's points less the loser's; `times` -1 for a loser."""
    if found is None:
        return Receipt(outing.entry_id, ())
    own = Line("own_points", found.own_points, times, entry_id=outing.entry_id)
    rival = Line("rival_points", found.rival_points, -times, entry_id=found.rival)
    return Receipt(outing.entry_id, (own, rival))


def _duels(matches: tuple[Match, ...]) -> Mapping[EntryId, Duel]:
    found: dict[EntryId, Duel] = {}
    for m in matches:
        sides = (m.home, m.home_points), (m.away, m.away_points)
        for (one, own), (two, other) in (sides, sides[::-1]):
            if one is not None:
                found[one] = Duel(own, other, two, m.is_knockout)
    return found


def _all_play(review: Review) -> Mapping[EntryId, AllPlay]:
    nets = sorted(o.net_points for o in review.outings.values())
    found: dict[EntryId, AllPlay] = {}
    for entry_id, outing in review.outings.items():
        below = bisect_left(nets, outing.net_points)
        up_to = bisect_right(nets, outing.net_points)
        found[entry_id] = AllPlay(below, up_to - below - 1, len(nets) - up_to)
    return found
