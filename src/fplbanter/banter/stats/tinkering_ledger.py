"""What touching last week's team was worth, to the point."""

from dataclasses import dataclass

from fplbanter.banter import shadow, squads
from fplbanter.banter.folds import total_of
from fplbanter.banter.moves import Move
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Pick, Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import Lineup, PlayerId


@dataclass(frozen=True, slots=True)
class Ledger:
    """
    The difference to last week's team, in parts that always add up to it.

    `captaincy` is what the armband brought more, `transfers` what the new
    players brought in the places of the old ones, armband apart, and `bench`
    the rest: who was sent out, and the bench boost.
    """

    transfers: int
    hit: int
    captaincy: int
    bench: int

    @property
    def total(self) -> int:
        """Net points less those of last week's team."""
        return self.transfers - self.hit + self.captaincy + self.bench


def ledger(review: Review, outing: Outing) -> Ledger | None:
    """Keep the books of one gameweek; None in his first."""
    before = squads.kept_before(review, outing.entry_id)
    if before is None:
        return None
    idle = shadow.unchanged(before)
    kept = shadow.shadow_score(review, idle)
    swapped = shadow.traded(idle, _swaps(review, before, outing.lineup))
    bought = shadow.shadow_score(review, swapped)
    old, new = (shadow.armband_points(review, s) for s in (kept, bought))
    worn = shadow.own_armband_points(review, outing)
    return Ledger(
        transfers=(bought.gross_points - new) - (kept.gross_points - old),
        hit=outing.hit,
        captaincy=worn - old,
        bench=(outing.gross_points - worn) - (bought.gross_points - new),
    )


def weigh(review: Review, outing: Outing) -> int | None:
    """Return net points less those of last week's team; the books say why."""
    before = squads.kept_before(review, outing.entry_id)
    if before is None:
        return None
    kept = shadow.shadow_score(review, shadow.unchanged(before))
    return outing.net_points - kept.gross_points


def prove(review: Review, outing: Outing) -> Receipt:
    """Show the parts."""
    books = ledger(review, outing) or Ledger(0, 0, 0, 0)
    lines = (
        Line("ledger_transfers", books.transfers),
        Line("hit", books.hit, times=-1),
        Line("ledger_captaincy", books.captaincy),
        Line("ledger_bench", books.bench),
    )
    return Receipt(outing.entry_id, lines)


def _swaps(review: Review, before: Lineup, now: Lineup) -> tuple[Move, ...]:
    """Pair who left with who came, by position, whatever chip it took."""

    def missing(these: Lineup, those: Lineup) -> list[PlayerId]:
        players = set(these.squad) - set(those.squad)
        return sorted(players, key=lambda p: (review.appearance(p).position, p))

    gone, come = missing(before, now), missing(now, before)
    return tuple(Move(new, old) for new, old in zip(come, gone, strict=False))


STAT = Stat(
    key="tinkering_ledger",
    number=45,
    title="Tinkering Ledger",
    emoji="🔧",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.POINTS,
    definition=(
        "Net points less those of last week's team left alone, the one before a "
        "free hit after one. It is split into what the new players brought in "
        "the places of the old, the hit, what the armband brought more, and who was "
        "sent out. Told when it cost 8 or more. Season: the sum."
    ),
    example="Last week's team makes 61, his new one 50 after a hit: −11.",  # noqa: RUF001
    week=WeekRule(
        weigh, prove, pick=Pick.LEAST, threshold=Threshold(most=-8), otherwise=None
    ),
    span=total_of(weigh, pick=Pick.LEAST, threshold=Threshold(most=-1)),
    needs=frozenset({Need.PICKS, Need.KEPT}),
)
