"""
From a gameweek's number to a month's and a season's: sums, bests, counts, shares.

Each takes the same `weigh` that judges a gameweek, whose numbers a review keeps:
a season costs an addition for each gameweek.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from fplbanter.banter.needs import Needs
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review, Weigh
from fplbanter.banter.span import Span
from fplbanter.banter.stat import ANY, Pick, SpanRule, Threshold, Unit
from fplbanter.banter.verdict import Line, Number, Receipt, exact
from fplbanter.game.model import EntryId, Gameweek

ONCE = Threshold(least=1)
S = TypeVar("S")
Found = Sequence[tuple[Gameweek, Number]]
"""A member's numbers, by gameweek, those without one left out."""
Sums = dict[EntryId, Number]
Shares = dict[EntryId, tuple[Number, int]]


def total_of(
    weigh: Weigh, *, pick: Pick = Pick.MOST, threshold: Threshold = ANY
) -> SpanRule:
    """Add the gameweeks' numbers up; who never had one has 0."""

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        def step(before: Sums | None, review: Review) -> Sums:
            sums = dict(before or {})
            for entry_id, value in review.numbers(weigh, needs).items():
                sums[entry_id] = sums.get(entry_id, 0) + (value or 0)
            return sums

        sums = span.fold(("total", weigh, needs), step)
        return {e: exact(sums.get(e, 0)) for e in span.last.outings}

    def prove(span: Span, entry_id: EntryId) -> Receipt:
        found = [(g, v) for g, v in _found(weigh, span, entry_id) if v]
        return Receipt(entry_id, _lines(found))

    return SpanRule(numbers, prove, pick, threshold)


def best_of(
    weigh: Weigh, *, pick: Pick = Pick.MOST, threshold: Threshold = ANY
) -> SpanRule:
    """Take the best gameweek: the largest number, with LEAST the smallest."""
    better = min if pick is Pick.LEAST else max

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        def step(before: Sums | None, review: Review) -> Sums:
            best = dict(before or {})
            for entry_id, value in review.numbers(weigh, needs).items():
                if value is not None:
                    best[entry_id] = better(best.get(entry_id, value), value)
            return best

        return span.fold((pick, "best", weigh, needs), step)

    def prove(span: Span, entry_id: EntryId) -> Receipt:
        found = _found(weigh, span, entry_id)
        best = better(value for _, value in found)
        first = next(pair for pair in found if pair[1] == best)
        return Receipt(entry_id, _lines([first]))

    return SpanRule(numbers, prove, pick, threshold)


def times_of(
    weigh: Weigh, reached: Threshold = ANY, *, threshold: Threshold = ONCE
) -> SpanRule:
    """Count the gameweeks that have a number which reaches a threshold."""

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        def step(before: Sums | None, review: Review) -> Sums:
            count, members = dict(before or {}), len(review.outings)
            for entry_id, value in review.numbers(weigh, needs).items():
                once = value is not None and reached.met(value, members)
                count[entry_id] = count.get(entry_id, 0) + once
            return count

        count = span.fold(("times", weigh, reached, needs), step)
        return {e: count.get(e, 0) for e in span.last.outings}

    def prove(span: Span, entry_id: EntryId) -> Receipt:
        weeks = ((r, weigh(r, o)) for r, o in span.weeks(entry_id))
        hit: Found = [
            (r.gameweek, 1)
            for r, value in weeks
            if value is not None and reached.met(value, len(r.outings))
        ]
        return Receipt(entry_id, _lines(hit))

    return SpanRule(numbers, prove, Pick.MOST, threshold, unit=Unit.TIMES)


def share_of(weigh: Weigh, *, min_sample: int = 5) -> SpanRule:
    """
    Take the mean of the gameweeks' numbers: of hits and misses, the share of hits.

    A gameweek without a number is no part of it; it takes `min_sample` (G5).
    """

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        def step(before: Shares | None, review: Review) -> Shares:
            shares = dict(before or {})
            for entry_id, value in review.numbers(weigh, needs).items():
                if value is not None:
                    total, count = shares.get(entry_id, (0, 0))
                    shares[entry_id] = total + value, count + 1
            return shares

        shares = span.fold(("share", weigh, needs), step)
        return {
            e: exact(Fraction(total, count))
            for e, (total, count) in shares.items()
            if count >= min_sample
        }

    def prove(span: Span, entry_id: EntryId) -> Receipt:
        found = _found(weigh, span, entry_id)
        return Receipt(entry_id, _lines(found), divisor=len(found))

    return SpanRule(numbers, prove, min_sample=min_sample)


def carried(
    step: Callable[[S | None, Review, Outing], S],
    read: Callable[[S], Number | None],
    prove: Callable[[Span, EntryId], Receipt],
    *,
    pick: Pick = Pick.MOST,
    threshold: Threshold = ANY,
    min_sample: int = 1,
) -> SpanRule:
    """
    Carry something about each member from gameweek to gameweek, None at first.

    `read` makes it a number. For streaks, runs and what else is no sum: unlike
    with `by_member` one more gameweek is one more step.
    """

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        def one(before: dict[EntryId, S] | None, review: Review) -> dict[EntryId, S]:
            states = dict(before or {})
            for outing in review.able(needs):
                entry_id = outing.entry_id
                states[entry_id] = step(states.get(entry_id), review, outing)
            return states

        states = span.fold(("carried", step, needs), one)
        numbers = ((e, read(state)) for e, state in states.items())
        return {e: exact(v) for e, v in numbers if v is not None}

    return SpanRule(numbers, prove, pick, threshold, min_sample)


def by_member(
    weigh: Callable[[Span, EntryId], Number | None],
    prove: Callable[[Span, EntryId], Receipt],
    *,
    pick: Pick = Pick.MOST,
    threshold: Threshold = ANY,
    min_sample: int = 1,
) -> SpanRule:
    """
    Weigh each member's gameweeks as a whole, for what is no sum of them.

    Every gameweek walks over all of them again: take `carried` if it can be.
    """

    def numbers(span: Span, needs: Needs) -> Mapping[EntryId, Number]:
        weighed = {e: weigh(span, e) for e in span.able(needs)}
        return {e: exact(v) for e, v in weighed.items() if v is not None}

    return SpanRule(numbers, prove, pick, threshold, min_sample)


def _found(weigh: Weigh, span: Span, entry_id: EntryId) -> Found:
    """Weigh a member's gameweeks again, for the proof."""
    weighed = [(r.gameweek, weigh(r, o)) for r, o in span.weeks(entry_id)]
    return [(gameweek, value) for gameweek, value in weighed if value is not None]


def _lines(found: Found) -> tuple[Line, ...]:
    return tuple(Line("gameweek", v, gameweek=g) for g, v in found)
