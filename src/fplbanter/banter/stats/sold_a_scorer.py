"""Who sold somebody just before he scored."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.moves import moves, moves_before
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import PlayerId

PENALTY_SAVED = "penalties_saved"


def sold(review: Review, outing: Outing) -> tuple[PlayerId, ...]:
    """Return whom he sold for this or the last gameweek and has not got back."""
    made = (*moves(review, outing), *moves_before(review, outing))
    gone = dict.fromkeys(m.player_out for m in made)
    squad = outing.lineup.squad
    return tuple(p for p in gone if p not in squad)


def deeds(review: Review, player_id: PlayerId) -> dict[str, int]:
    """Count a player's goals, assists and saved penalties."""
    did = (review.stats or {}).get(player_id)
    if did is None:
        return {}
    saved = sum(x.value for x in did.lines if x.identifier == PENALTY_SAVED)
    counts = {"goals": did.goals, "assists": did.assists, PENALTY_SAVED: saved}
    return {label: count for label, count in counts.items() if count}


def weigh(review: Review, outing: Outing) -> int:
    """Count what those whom he sold did."""
    return sum(sum(deeds(review, p).values()) for p in sold(review, outing))


def prove(review: Review, outing: Outing) -> Receipt:
    """Show who did what."""
    lines = (
        Line(label, count, player_id=p)
        for p in sold(review, outing)
        for label, count in deeds(review, p).items()
    )
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="sold_a_scorer",
    number=39,
    title="Sold a Scorer",
    emoji="🥅",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.TIMES,
    definition=(
        "The most goals, assists and saved penalties of players sold for this "
        "gameweek or the last one. Whom he has bought back is not among them, nor "
        "whom a wildcard or a free hit swept away. Season: the sum."
    ),
    example="The forward sold on Friday scores twice and assists once: 3.",
    week=WeekRule(weigh, prove, threshold=ONCE),
    span=total_of(weigh, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.EVENTS, Need.KEPT}),
)
