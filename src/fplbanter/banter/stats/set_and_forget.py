"""What the first squad would have made if nobody had ever touched it."""

from collections.abc import Mapping

from fplbanter.banter import shadow
from fplbanter.banter.folds import total_of
from fplbanter.banter.guards import keeps_squad
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, Lineup


def first_squads(review: Review) -> Mapping[EntryId, Lineup]:
    """Return everybody's first line-up that was his own."""
    return review.once("first squads", lambda: _first_squads(review))


def weigh(review: Review, outing: Outing) -> int | None:
    """Return net points less those of the first squad, left alone."""
    first = first_squads(review).get(outing.entry_id)
    if first is None:
        return None
    kept = shadow.shadow_score(review, shadow.unchanged(first))
    return outing.net_points - kept.gross_points


def _first_squads(review: Review) -> Mapping[EntryId, Lineup]:
    own = {o.entry_id: o.lineup for o in review.picked if keeps_squad(o)}
    before = first_squads(review.previous) if review.previous else {}
    return {**own, **before}


STAT = Stat(
    key="set_and_forget",
    number=46,
    title="Set & Forget",
    emoji="🧊",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.POINTS,
    definition=(
        "The season's net points less those of the first squad, left alone with "
        "its captain and its bench. Told when that would have been better."
    ),
    example="1,904 points, the squad of gameweek 1 makes 1,940: −36.",  # noqa: RUF001
    span=total_of(weigh, pick=Pick.LEAST, threshold=Threshold(most=-1)),
    needs=frozenset({Need.PICKS, Need.SQUADS}),
)
