"""
The engine held to a plain twin, number by number and receipt by receipt.

A twin (`plain/<key>.py`) defines `week` (everybody's number in a gameweek),
`holders` (who holds it, with which number) and `season` (everybody's number in
the season so far), each where the stat has it.
"""

from collections.abc import Collection
from importlib import import_module
from types import ModuleType

from tests.banter.plain.season import Numbers, Weeks
from tests.banter.story import Story

from fplbanter.banter.judging import judge, judge_span, span_numbers, week_numbers
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span
from fplbanter.banter.stat import Pick, SpanRule, Stat, Unit
from fplbanter.banter.verdict import Receipt, Verdict


def twin(stat: Stat) -> ModuleType:
    """Find the second implementation."""
    return import_module(f"tests.banter.plain.{stat.key}")


def check(stat: Stat, story: Story, weeks: Weeks, at: Collection[int]) -> None:
    """Hold the given gameweeks, and the season up to each, to the twin."""
    plain = twin(stat)
    assert hasattr(plain, "holders") or stat.week is None, "the twin has no holders"
    assert hasattr(plain, "season") or stat.span is None, "the twin has no season"
    for review in story.reviews():
        if review.gameweek in at and stat.week:
            check_week(stat, review, weeks)
        if review.gameweek in at and stat.span:
            check_season(stat, stat.span, review, weeks)


def check_week(stat: Stat, review: Review, weeks: Weeks) -> None:
    """Hold one gameweek's numbers, holders and receipts to the twin's."""
    plain = twin(stat)
    said = f"{stat.key} in gameweek {review.gameweek}"
    if hasattr(plain, "week"):
        ours = {int(e): v for e, v in week_numbers(stat, review).items()}
        assert ours == plain.week(weeks, review.gameweek), said
    verdicts = judge(stat, review).verdicts
    held = sorted((tuple(v.holders), v.value) for v in verdicts)
    assert held == sorted(plain.holders(weeks, review.gameweek)), said
    for verdict in verdicts:
        check_verdict(stat, review, verdict)


def check_season(stat: Stat, rule: SpanRule, review: Review, weeks: Weeks) -> None:
    """Hold the season's numbers and holders to the twin's numbers."""
    span = season_span(review)
    said = f"{stat.key} up to gameweek {review.gameweek}"
    theirs: Numbers = twin(stat).season(weeks, review.gameweek)
    ours = {int(e): v for e, v in span_numbers(stat, span).items()}
    assert ours == theirs, said
    judgement = judge_span(stat, span)
    for verdict in judgement.verdicts:
        check_verdict(stat, review, verdict)
    if judgement.refusal in (None, "nobody") and rule.pick is not Pick.EVERY:
        held = {int(e) for v in judgement.verdicts for e in (*v.holders, *v.tied)}
        assert held == best(rule, theirs), said


def best(rule: SpanRule, numbers: Numbers) -> set[int]:
    """Find by plain counting who has the season's best number."""
    able = {e: v for e, v in numbers.items() if rule.threshold.met(v, len(numbers))}
    top = (max if rule.pick is Pick.MOST else min)(able.values(), default=None)
    return {e for e, v in able.items() if v == top}


def check_verdict(stat: Stat, review: Review, verdict: Verdict) -> None:
    """Add every receipt up; the gameweeks are checked and everybody was read."""
    assert {r.entry_id for r in verdict.receipts} <= {*verdict.holders}
    assert verdict.receipts
    assert verdict.is_final
    assert verdict.coverage.is_complete
    for receipt in verdict.receipts:
        assert receipt.total == verdict.value, verdict
        check_facts(stat, review, receipt)


def check_facts(stat: Stat, review: Review, receipt: Receipt) -> None:
    """Hold a row with a player's minutes to his gameweek, and his points to it."""
    for line in receipt.lines:
        ours = line.gameweek in (None, review.gameweek)
        if line.player_id is not None and line.minutes is not None and ours:
            assert line.minutes == review.minutes(line.player_id)
            if stat.unit is Unit.POINTS:
                assert line.points == review.raw(line.player_id), stat.key


def check_everybody(stat: Stat, review: Review) -> None:
    """Prove everybody's number, not only the holders'."""
    if stat.week:
        for entry_id, value in review.numbers(stat.week.weigh, stat.needs).items():
            if value is not None:
                receipt = stat.week.prove(review, review.outings[entry_id])
                assert receipt.total == value, (stat.key, entry_id)
                check_facts(stat, review, receipt)
    if stat.span:
        span = season_span(review)
        for entry_id, value in span_numbers(stat, span).items():
            assert stat.span.prove(span, entry_id).total == value, stat.key
