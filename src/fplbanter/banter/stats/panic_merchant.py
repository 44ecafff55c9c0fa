"""Who pays for transfers, a lot or all the time."""

from fplbanter.banter.folds import total_of
from fplbanter.banter.needs import NOTHING
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope

BIG = 8
"""From here on one gameweek's hit is panic."""
IN_A_ROW = 3
"""And so is a smaller one in that many gameweeks running."""
TOLD = Threshold(least=4)


def paid(_: Review, outing: Outing) -> int:
    """Return his hit."""
    return outing.hit


def run(review: Review, outing: Outing) -> int:
    """Count the gameweeks running, up to this one, with a hit."""
    count, now, here = 0, review, outing
    while here.hit:
        count += 1
        before = now.outing_before(here.entry_id)
        if before is None or now.previous is None:
            break
        now, here = now.previous, before
    return count


def weigh(review: Review, outing: Outing) -> int | None:
    """Return the hit, if it was a big one or one of a series."""
    panics = outing.hit >= BIG or run(review, outing) >= IN_A_ROW
    return outing.hit if panics else None


def prove(_: Review, outing: Outing) -> Receipt:
    """Show what was paid."""
    return Receipt(outing.entry_id, (Line("hit", outing.hit),))


STAT = Stat(
    key="panic_merchant",
    number=43,
    title="Panic Merchant",
    emoji="💸",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "The most points paid for transfers in a gameweek, 8 or more, or fewer if "
        "it is the third gameweek running with a hit. Season: all points paid."
    ),
    example="Five transfers with two free ones cost 12 points: 12.",
    week=WeekRule(weigh, prove, threshold=TOLD),
    span=total_of(paid, threshold=TOLD),
    needs=NOTHING,
)
