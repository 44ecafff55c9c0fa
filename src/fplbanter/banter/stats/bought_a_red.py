"""Who bought somebody just before he was booked or sent off."""

from fplbanter.banter.folds import ONCE, total_of
from fplbanter.banter.moves import moves
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Unit, WeekRule
from fplbanter.banter.verdict import Line, Receipt, Scope
from fplbanter.game.model import PlayerId

RED = 3
"""A red card weighs as much as three yellow ones, as in the row of card collectors."""


def cards(review: Review, player_id: PlayerId) -> tuple[int, int]:
    """Count a player's yellow and red cards."""
    did = (review.stats or {}).get(player_id)
    return (did.yellow_cards, did.red_cards) if did else (0, 0)


def weigh(review: Review, outing: Outing) -> int:
    """Weigh the cards of those whom he bought."""
    shown = (cards(review, m.player_in) for m in moves(review, outing))
    return sum(yellow + RED * red for yellow, red in shown)


def prove(review: Review, outing: Outing) -> Receipt:
    """Show who saw which card."""
    lines: list[Line] = []
    for player in (m.player_in for m in moves(review, outing)):
        yellow, red = cards(review, player)
        if yellow:
            lines.append(Line("yellow_cards", yellow, player_id=player))
        if red:
            lines.append(Line("red_cards", red, RED, player_id=player))
    return Receipt(outing.entry_id, tuple(lines))


STAT = Stat(
    key="bought_a_red",
    number=40,
    title="Bought a Red",
    emoji="🟥",
    side=Side.SHAME,
    scope=Scope.GAMEWEEK,
    unit=Unit.TIMES,
    definition=(
        "The cards of players bought for the gameweek, a yellow one once, a red "
        "one three times. Season: the sum."
    ),
    example="The new midfielder is sent off, the new defender booked: 4.",
    week=WeekRule(weigh, prove, threshold=ONCE),
    span=total_of(weigh, threshold=ONCE),
    needs=frozenset({Need.PICKS, Need.TRANSFERS, Need.EVENTS}),
)
