"""
The guards G1 to G7 of the catalogue, each in one place.

G1 and G2 (provisional or final, coverage) are here; G3 (ties are shared) is how
`judging.py` picks; G5 is a rule's `min_sample`; G6 (late joiners) is how reviews are
made; G7 (missing is never guessed) is `Review.able` and `Span.able`, asked here.
"""

from fractions import Fraction

from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import SpanRule, Stat, WeekRule
from fplbanter.banter.verdict import Coverage, Refusal
from fplbanter.game.model import Chip, Phase

MINIMUM_COVERAGE = Fraction(4, 5)
"""Below this share of members read nothing is awarded at all (G2)."""
SMALLEST_LEAGUE = 3
"""With fewer members there is nobody to compare with."""
SQUAD_CHIPS = frozenset({Chip.WILDCARD, Chip.FREE_HIT})
"""What is bought under these is no transfer (G4)."""


def has_bench(outing: Outing) -> bool:
    """Say whether there is a bench to waste: a bench boost has none (G4)."""
    return outing.chip is not Chip.BENCH_BOOST


def keeps_squad(outing: Outing) -> bool:
    """Say whether the squad is his own: a free hit's is borrowed (G4)."""
    return outing.chip is not Chip.FREE_HIT


def makes_transfers(outing: Outing) -> bool:
    """Say whether what he bought counts as transfers (G4)."""
    return outing.chip not in SQUAD_CHIPS


def week_coverage(stat: Stat, review: Review) -> Coverage:
    """Count the members of whom a gameweek has what a stat needs."""
    return Coverage(len(review.able(stat.needs)), review.roster)


def span_coverage(stat: Stat, span: Span) -> Coverage:
    """Count the members of whom every gameweek has what a stat needs."""
    return Coverage(len(span.able(stat.needs)), span.last.roster)


def week_is_final(review: Review, coverage: Coverage) -> bool:
    """Say whether nothing can move any more: checked, and everybody read (G1, G2)."""
    return review.phase is Phase.FINAL and coverage.is_complete


def span_is_final(span: Span, coverage: Coverage) -> bool:
    """Say whether nothing that has been counted can move any more (G1, G2)."""
    return span.is_final and coverage.is_complete


def week_refusal(stat: Stat, rule: WeekRule, review: Review) -> Refusal | None:
    """Return why a gameweek may not be judged; None if it may."""
    coverage = week_coverage(stat, review)
    return _too_thin(coverage) or _too_small(stat, rule, coverage.roster)


def span_refusal(stat: Stat, rule: SpanRule, span: Span) -> Refusal | None:
    """Return why a month or a season may not be judged; None if it may."""
    if not span.is_whole:
        return Refusal.MISSING
    coverage = span_coverage(stat, span)
    refusal = _too_thin(coverage) or _too_small(stat, rule, coverage.roster)
    if refusal is None and len(span.reviews) < rule.min_sample:
        return Refusal.TOO_EARLY
    return refusal


def missing(stat: Stat, review: Review) -> tuple[str, ...]:
    """Name the needs that no member of a gameweek meets, in order."""
    outings = review.outings.values()
    unmet = (n for n in stat.needs if not any(review.has(n, o) for o in outings))
    return tuple(sorted(n.value for n in unmet))


def _too_thin(coverage: Coverage) -> Refusal | None:
    if coverage.read == 0:
        return Refusal.MISSING
    return Refusal.THIN if coverage.share < MINIMUM_COVERAGE else None


def _too_small(stat: Stat, rule: WeekRule | SpanRule, roster: int) -> Refusal | None:
    if roster < SMALLEST_LEAGUE and stat.is_comparison(rule):
        return Refusal.SMALL_LEAGUE
    return None
