"""Whom the fixtures smiled on."""

from fractions import Fraction

from fplbanter.banter.duels import AllPlay, Duel, all_play, duel
from fplbanter.banter.folds import total_of
from fplbanter.banter.needs import Need
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.stat import Side, Stat, Threshold, Unit, WeekRule
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact


def league_duel(review: Review, outing: Outing) -> Duel | None:
    """Return his match, unless it is a knockout: that is not for the table."""
    found = duel(review, outing)
    return None if found is None or found.is_knockout else found


def parts(played: AllPlay, found: Duel) -> tuple[int, int]:
    """Return how many others did no worse, or no better, and with which sign."""
    if found.margin > 0:
        return played.losses + played.ties, 1
    return played.wins + played.ties, -1


def weigh(review: Review, outing: Outing) -> Number | None:
    """Return the share of the others that a win was lucky, or a defeat unlucky by."""
    found = league_duel(review, outing)
    played = all_play(review)[outing.entry_id]
    if found is None or not played.rivals:
        return None
    if not found.margin:
        return 0
    count, sign = parts(played, found)
    return exact(Fraction(sign * count, played.rivals))


def prove(review: Review, outing: Outing) -> Receipt:
    """Show how many others would have been a match for him, or no match."""
    found = league_duel(review, outing)
    played = all_play(review)[outing.entry_id]
    if found is None or not found.margin:
        return Receipt(outing.entry_id, ())
    count, sign = parts(played, found)
    label = "no_worse" if sign > 0 else "no_better"
    line = Line(label, count, sign, entry_id=found.rival)
    return Receipt(outing.entry_id, (line,), divisor=played.rivals)


def surplus(review: Review, outing: Outing) -> Number | None:
    """Return the win, a draw being half of one, less what playing all is worth."""
    found = league_duel(review, outing)
    if found is None:
        return None
    won = Fraction((found.margin > 0) - (found.margin < 0) + 1, 2)
    return exact(won - all_play(review)[outing.entry_id].share)


STAT = Stat(
    key="all_play_luck",
    number=62,
    title="All-Play Luck",
    emoji="🍀",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.WINS,
    definition=(
        "Wins, a draw being half of one, less what they would be if everybody "
        "played everybody. Gameweek: for a win the share of the others who scored "
        "as much or more, for a defeat, deducted, of those who scored as much or "
        "less. Head-to-head leagues, knockout matches left out."
    ),
    example="11 wins, by playing everybody 8.25 of them: 2.75.",
    week=WeekRule(
        weigh, prove, threshold=Threshold(least=Fraction(1, 2)), unit=Unit.SHARE
    ),
    span=total_of(surplus, threshold=Threshold(least=Fraction(1, 2))),
    needs=frozenset({Need.HEAD_TO_HEAD}),
    relative=True,
    places=2,
)
