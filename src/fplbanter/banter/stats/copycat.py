"""Who buys what a rival already has."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from itertools import chain

from fplbanter.banter.folds import carried
from fplbanter.banter.moves import moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.squads import kept
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import EntryId, PlayerId

BUYS = 5
"""Fewer of his own prove nothing."""
Entries = tuple[EntryId, ...]
Buys = tuple[EntryId, tuple[Entries, ...]]
"""Whose they are, and for each of them who had that player a gameweek before.

Rivals are counted only when somebody asks: a count of each for each would take
a square of the league's size in memory.
"""


def owners(review: Review) -> Mapping[PlayerId, Entries]:
    """Return who owned each player after a gameweek; a free hit's are borrowed."""
    found: dict[PlayerId, list[EntryId]] = {}
    for entry_id, lineup in kept(review).items():
        for player in lineup.squad:
            found.setdefault(player, []).append(entry_id)
    return {player: tuple(entries) for player, entries in found.items()}


def had(review: Review, outing: Outing) -> tuple[Entries, ...]:
    """Return, for each of a member's buys, who had that player a gameweek ago."""
    before = review.previous
    if before is None or not review.follows(before):
        return ()
    known = before.once("owners", lambda: owners(before))
    return tuple(known.get(m.player_in, ()) for m in moves(review, outing))


def step(before: Buys | None, review: Review, outing: Outing) -> Buys:
    """Count on."""
    entry_id, buys = before or (outing.entry_id, ())
    return entry_id, buys + had(review, outing)


def copied(found: Buys) -> Counter[EntryId]:
    """Count by rival what was copied from him; nothing of too few buys."""
    entry_id, buys = found
    rivals = Counter(chain.from_iterable(buys if len(buys) >= BUYS else ()))
    rivals.pop(entry_id, None)
    return rivals


def share(found: Buys) -> Number | None:
    """Return the share of his buys that one rival had already."""
    rivals = copied(found)
    if not rivals:
        return None
    return exact(Fraction(max(rivals.values()), len(found[1])))


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the rival, and by gameweek how many were copied; the divisor are all."""
    weeks = [(review, had(review, o)) for review, o in span.weeks(entry_id)]
    buys = tuple(chain.from_iterable(made for _, made in weeks))
    rivals = copied((entry_id, buys))
    if not rivals:
        return Receipt(entry_id, ())
    rival = min(rivals, key=lambda e: (-rivals[e], e))
    counts = ((r, sum(rival in entries for entries in made)) for r, made in weeks)
    lines = (
        Line("copied", n, entry_id=rival, gameweek=r.gameweek) for r, n in counts if n
    )
    return Receipt(entry_id, tuple(lines), divisor=len(buys))


STAT = Stat(
    key="copycat",
    number=55,
    title="Copycat",
    emoji="🐈",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.SHARE,
    definition=(
        "The largest share of somebody's buys whom one and the same rival had the "
        "gameweek before, when everybody could see it; a half at least, of five "
        "buys or more."
    ),
    example="18 of 30 buys were in one rival's squad the gameweek before: 0.6.",
    span=carried(
        step, share, prove, threshold=Threshold(least=Fraction(1, 2)), min_sample=5
    ),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.PREVIOUS}),
    relative=True,
    places=2,
)
