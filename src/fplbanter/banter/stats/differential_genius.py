"""The best player whom hardly anybody else in the league has."""

from fractions import Fraction

from fplbanter.banter.folds import total_of
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import PlayerId

RARE = Fraction(15, 100)
SMALL_LEAGUE = 10
HAUL = 8


def qualifies(review: Review, player_id: PlayerId) -> bool:
    """Say whether few enough have him: 15 %, or one other in a league below ten."""
    if review.own(player_id) <= RARE:
        return True
    return len(review.outings) < SMALL_LEAGUE and review.owners(player_id) <= 2


def worth(review: Review, outing: Outing, player_id: PlayerId) -> Fraction:
    """Return his points, multiplied, less the share of squads that have him."""
    times = outing.score.multipliers[player_id]
    return review.raw(player_id) * times * (1 - review.own(player_id))


def best(review: Review, outing: Outing) -> PlayerId | None:
    """Return the best differential that counted, if there is one."""
    able = (p for p in outing.counted if review.raw(p) >= HAUL)
    rare = [p for p in able if qualifies(review, p)]
    return max(rare, key=lambda p: worth(review, outing, p), default=None)


def weigh(review: Review, outing: Outing) -> Fraction | None:
    """Return what the best differential is worth."""
    found = best(review, outing)
    return None if found is None else worth(review, outing, found)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show him with his multiplier and his ownership."""
    found = best(review, outing)
    if found is None:
        return Receipt(outing.entry_id, ())
    line = Line(
        "differential",
        points=review.raw(found),
        times=outing.score.multipliers[found],
        player_id=found,
        minutes=review.minutes(found),
        ownership=review.own(found),
    )
    return Receipt(outing.entry_id, (line,))


STAT = Stat(
    key="differential_genius",
    number=3,
    title="Differential Genius",
    emoji="🧠",
    side=Side.FAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points, multiplier included, times the share of the league that "
        "does not have him, of a player who counted, scored 8 or more himself and "
        "is in 15 % of the squads at most, or in one other squad where the league "
        "is below ten. Season: the sum of the gameweeks, rounded at the end."
    ),
    example=("A captain with 12 points whom 1 of 10 squads has: 12 x 2 x 0.9 = 21.6."),
    week=WeekRule(weigh, prove),
    span=total_of(weigh),
    relative=True,
)
