"""Who buys what a rival already has."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from fplbanter.banter.folds import carried
from fplbanter.banter.guards import keeps_squad
from fplbanter.banter.moves import moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import EntryId, PlayerId

BUYS = 5
"""Fewer of his own prove nothing."""
Buys = tuple[int, Counter[EntryId]]
"""(all he bought, those whom a rival had, by rival)"""
Owners = Mapping[PlayerId, tuple[EntryId, ...]]


def owners(review: Review) -> Owners:
    """Return who had each player at the deadline; a free hit's squad is borrowed."""
    found: dict[PlayerId, list[EntryId]] = {}
    for outing in review.picked:
        for player in outing.lineup.squad if keeps_squad(outing) else ():
            found.setdefault(player, []).append(outing.entry_id)
    return {player: tuple(entries) for player, entries in found.items()}


def had(review: Review, entry_id: EntryId) -> list[tuple[EntryId, ...]]:
    """Return, for each of a member's buys, who had that player a gameweek ago."""
    before, outing = review.previous, review.outings[entry_id]
    if before is None or not review.follows(before):
        return []
    known = before.once("owners", lambda: owners(before))
    return [known.get(m.player_in, ()) for m in moves(review, outing)]


def step(before: Buys | None, review: Review, outing: Outing) -> Buys:
    """Count on."""
    buys, total = before or (0, Counter[EntryId]())
    entry_id = outing.entry_id
    made = had(review, entry_id)
    rivals = (e for entries in made for e in entries if e != entry_id)
    return buys + len(made), total + Counter(rivals)


def verdict(found: Buys) -> tuple[int, EntryId, int] | None:
    """Return his buys, the rival most copied, and how many were copied from him."""
    buys, total = found
    if buys < BUYS or not total:
        return None
    rival = min(total, key=lambda e: (-total[e], e))
    return buys, rival, total[rival]


def share(found: Buys) -> Number | None:
    """Return the share of his buys that one rival had already."""
    judged = verdict(found)
    return None if judged is None else exact(Fraction(judged[2], judged[0]))


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the rival, and by gameweek how many were copied; the divisor are all."""
    buys: Buys | None = None
    for review, outing in span.weeks(entry_id):
        buys = step(buys, review, outing)
    found = verdict(buys) if buys else None
    if found is None:
        return Receipt(entry_id, ())
    made, rival, _ = found
    weeks = (
        (r, sum(rival in entries for entries in had(r, entry_id)))
        for r, _ in span.weeks(entry_id)
    )
    lines = (
        Line("copied", n, entry_id=rival, gameweek=r.gameweek) for r, n in weeks if n
    )
    return Receipt(entry_id, tuple(lines), divisor=made)


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
