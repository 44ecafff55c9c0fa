"""Who cannot leave his squad alone."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.guards import makes_transfers
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Scope


def weigh(_: Review, outing: Outing) -> int:
    """Return FPL's count of his transfers, none with a wildcard or free hit (G4)."""
    return outing.lineup.transfers if makes_transfers(outing) else 0


STAT = Stat(
    key="transfer_tornado",
    number=41,
    title="Transfer Tornado",
    emoji="🌪️",
    side=Side.SHAME,
    scope=Scope.SEASON,
    unit=Unit.TRANSFERS,
    definition=(
        "The most transfers of the season, those of wildcards and free hits left out."
    ),
    example="Two in each of 30 gameweeks, and a wildcard with nine: 60.",
    span=total_of(weigh, threshold=ONCE),
)
