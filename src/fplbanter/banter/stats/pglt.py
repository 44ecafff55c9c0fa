"""Points gained over the lifetime of a transfer."""

from dataclasses import dataclass
from fractions import Fraction

from fplbanter.banter.folds import ONCE, carried
from fplbanter.banter.guards import keeps_squad
from fplbanter.banter.moves import Move, moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import EntryId, Gameweek


@dataclass(frozen=True, slots=True)
class Deal:
    """One transfer from the purchase to the sale, or to now."""

    move: Move
    bought: Gameweek
    share: Fraction
    scored: int = 0
    missed: int = 0

    @property
    def gain(self) -> Number:
        """What he brought more than the one he came for, less his share of the hit."""
        return exact(self.scored - self.missed - self.share)

    def after(self, review: Review) -> "Deal":
        """Return the deal with one more gameweek of both players."""
        scored = self.scored + review.raw(self.move.player_in)
        missed = self.missed + review.raw(self.move.player_out)
        return Deal(self.move, self.bought, self.share, scored, missed)


Book = tuple[Deal | None, tuple[Deal, ...]]
"""(the best of those that have ended, those that go on)"""


def follow(before: Book | None, review: Review, outing: Outing) -> Book:
    """Follow every transfer; a free hit's gameweek is no part of any."""
    ended, running = before or (None, ())
    if not keeps_squad(outing):
        return ended, running
    held = set(outing.lineup.squad)
    sold = [d for d in running if d.move.player_in not in held]
    made = moves(review, outing)
    new = (Deal(m, review.gameweek, Fraction(outing.hit, len(made))) for m in made)
    kept = (d for d in running if d.move.player_in in held)
    return _best(ended, *sold), tuple(d.after(review) for d in (*kept, *new))


def _best(*deals: Deal | None) -> Deal | None:
    """Return the best of some transfers, the first of equals."""
    return max((d for d in deals if d), key=lambda d: d.gain, default=None)


def best_gain(book: Book) -> Number | None:
    """Return what his best transfer gained; None without one."""
    deal = _best(book[0], *book[1])
    return None if deal is None else deal.gain


def best(span: Span, entry_id: EntryId) -> Deal | None:
    """Return his best transfer."""
    book: Book = None, ()
    for review, outing in span.weeks(entry_id):
        book = follow(book, review, outing)
    return _best(book[0], *book[1])


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show both players from the purchase to the sale, and the hit's share."""
    deal = best(span, entry_id)
    if deal is None:
        return Receipt(entry_id, ())
    at, move = deal.bought, deal.move
    lines = (
        Line("bought", deal.scored, player_id=move.player_in, gameweek=at),
        Line("sold", deal.missed, times=-1, player_id=move.player_out, gameweek=at),
        Line("hit", deal.share, times=-1, gameweek=at),
    )
    return Receipt(entry_id, lines)


STAT = Stat(
    key="pglt",
    number=47,
    title="Transfer of a Lifetime",
    emoji="💎",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.POINTS,
    definition=(
        "Points gained over the lifetime of a transfer: what the new player scored "
        "from the purchase to the sale, less what the old one did in that time and "
        "a share of the hit; the best of the season. A free hit's gameweek is left "
        "out."
    ),
    example="The new midfielder makes 90 by his sale, the old one 50, no hit: 40.",
    span=carried(follow, best_gain, prove, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS}),
    places=1,
)
