"""What came of judging a stat, in few words."""

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge, judge_span, span_numbers, week_numbers
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span
from fplbanter.banter.verdict import Judgement, Number, Refusal

Held = list[tuple[tuple[int, ...], Number]]
"""(holders, number) of each verdict."""


def held(key: str, review: Review) -> Held:
    """Say who holds a stat after a gameweek, with which number; receipts add up."""
    return _held(judge(catalogue()[key], review))


def season_held(key: str, review: Review) -> Held:
    """Say who holds a stat in the season so far."""
    return _held(judge_span(catalogue()[key], season_span(review)))


def refused(key: str, review: Review) -> Refusal | None:
    """Say why nobody holds a stat after a gameweek."""
    return judge(catalogue()[key], review).refusal


def season_refused(key: str, review: Review) -> Refusal | None:
    """Say why nobody holds a stat in the season so far."""
    return judge_span(catalogue()[key], season_span(review)).refusal


def numbers(key: str, review: Review) -> dict[int, Number]:
    """Return everybody's number in a gameweek."""
    return {int(e): v for e, v in week_numbers(catalogue()[key], review).items()}


def season_numbers(key: str, review: Review) -> dict[int, Number]:
    """Return everybody's number in the season so far."""
    stat = catalogue()[key]
    return {int(e): v for e, v in span_numbers(stat, season_span(review)).items()}


def _held(judgement: Judgement) -> Held:
    for verdict in judgement.verdicts:
        assert all(r.total == verdict.value for r in verdict.receipts)
        assert verdict.receipts
    return [
        (tuple(int(e) for e in verdict.holders), verdict.value)
        for verdict in judgement.verdicts
    ]
