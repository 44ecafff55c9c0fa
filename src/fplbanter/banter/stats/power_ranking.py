"""Who is really the best: four tables in one."""

from collections.abc import Mapping
from fractions import Fraction

from fplbanter.banter.duels import all_play
from fplbanter.banter.folds import total_of
from fplbanter.banter.needs import Needs
from fplbanter.banter.outing import Outing
from fplbanter.banter.potential import optimal_points
from fplbanter.banter.review import Review, Weigh
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Pick, Side, SpanRule, Stat, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, Scope, exact
from fplbanter.game.model import EntryId

FORM = 5
"""So many gameweeks are form."""
Ranks = Mapping[EntryId, int]


def net(_: Review, outing: Outing) -> int:
    """Return net points."""
    return outing.net_points


def gross(_: Review, outing: Outing) -> int:
    """Return points before the hit."""
    return outing.gross_points


def shared_wins(review: Review, outing: Outing) -> Number:
    """Return what playing everybody is worth."""
    return all_play(review)[outing.entry_id].share


def tables(span: Span) -> Mapping[str, Ranks]:
    """Rank the members four times."""
    points, best = _totals(span, gross), _totals(span, optimal_points)
    return {
        "rank_net": _ranked(_totals(span, net)),
        "rank_efficiency": _ranked(
            {e: Fraction(points[e], best[e]) if best[e] > 0 else 0 for e in points}
        ),
        "rank_all_play": _ranked(_totals(span, shared_wins)),
        "rank_form": _ranked(_form(span)),
    }


def numbers(span: Span, _: Needs) -> Mapping[EntryId, Number]:
    """Return everybody's mean place."""
    four = _tables(span).values()
    everyone = next(iter(four))
    return {e: exact(Fraction(sum(t[e] for t in four), len(four))) for e in everyone}


def prove(span: Span, entry_id: EntryId) -> Receipt:
    """Show the four places."""
    four = _tables(span)
    lines = tuple(Line(label, ranks[entry_id]) for label, ranks in four.items())
    return Receipt(entry_id, lines, divisor=len(four))


def _tables(span: Span) -> Mapping[str, Ranks]:
    return span.once("power", lambda: tables(span))


def _totals(span: Span, weigh: Weigh) -> dict[EntryId, Number]:
    """Add up the members' numbers of all gameweeks."""
    totals = total_of(weigh).numbers(span, STAT.needs)
    return {e: totals[e] for e in span.able(STAT.needs)}


def _form(span: Span) -> dict[EntryId, Number]:
    """Add up the members' net points of the last gameweeks."""
    sums: dict[EntryId, Number] = dict.fromkeys(span.able(STAT.needs), 0)
    for review in span.reviews[-FORM:]:
        for entry_id, outing in review.outings.items():
            if entry_id in sums:
                sums[entry_id] += outing.net_points
    return sums


def _ranked(values: Mapping[EntryId, Number]) -> Ranks:
    """Rank the most first; equals share a place, the next is skipped."""
    places: dict[Number, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), start=1):
        places.setdefault(value, place)
    return {e: places[v] for e, v in values.items()}


STAT = Stat(
    key="power_ranking",
    number=64,
    title="Power Ranking",
    emoji="🔋",
    side=Side.FAME,
    scope=Scope.SEASON,
    unit=Unit.RANK,
    definition=(
        "The mean of four places among the members: by net points, by the share of "
        "what the own fifteen could have made, by wins if everybody played "
        "everybody, and by net points in the last five gameweeks."
    ),
    example="First, third, second and sixth: 3.",
    span=SpanRule(numbers, prove, pick=Pick.LEAST, min_sample=5),
    relative=True,
    places=2,
)
