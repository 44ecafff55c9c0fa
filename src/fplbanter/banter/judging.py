"""From rules to verdicts: guard, weigh, pick, prove."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from fplbanter.banter import guards
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span
from fplbanter.banter.stat import Claim, Pick, SpanRule, Stat, WeekRule
from fplbanter.banter.verdict import (
    Coverage,
    Judgement,
    Number,
    Receipt,
    Refusal,
    Scope,
    Verdict,
)
from fplbanter.game.model import EntryId

T = TypeVar("T")
Won = tuple[Claim, tuple[EntryId, ...]]
"""A claim that won, and whom a tie-break put behind it."""


def judge(stat: Stat, review: Review) -> Judgement:
    """
    Judge one gameweek of a league by one stat.

    Raises ValueError for a stat that only adds up over several.
    """
    rule = stat.week
    if rule is None:
        raise ValueError(f"{stat.key} has no rule for a gameweek")
    coverage = guards.week_coverage(stat, review)
    refusal = guards.week_refusal(stat, rule, review)
    won = [] if refusal else _week_winners(stat, rule, review)
    verdicts = tuple(
        Verdict(
            stat=stat.key,
            version=stat.version,
            scope=Scope.GAMEWEEK,
            season=review.season,
            gameweek=review.gameweek,
            holders=claim.holders,
            value=claim.value,
            receipts=claim.prove(),
            is_final=guards.week_is_final(review, coverage),
            coverage=coverage,
            tied=tied,
        )
        for claim, tied in won
    )
    lacking = guards.missing(stat, review) if refusal is Refusal.MISSING else ()
    return _judgement(stat, Scope.GAMEWEEK, verdicts, coverage, refusal, lacking)


def judge_span(stat: Stat, span: Span) -> Judgement:
    """
    Judge a month or a season so far by one stat.

    Raises ValueError for a stat that has nothing to say of several gameweeks.
    """
    rule = stat.span
    if rule is None:
        raise ValueError(f"{stat.key} has no rule for several gameweeks")
    coverage = guards.span_coverage(stat, span)
    refusal = guards.span_refusal(stat, rule, span)
    won = [] if refusal else _span_winners(stat, rule, span)
    verdicts = tuple(
        Verdict(
            stat=stat.key,
            version=stat.version,
            scope=span.scope,
            season=span.last.season,
            gameweek=span.last.gameweek,
            holders=claim.holders,
            value=claim.value,
            receipts=claim.prove(),
            is_final=guards.span_is_final(span, coverage),
            coverage=coverage,
            tied=tied,
            month_id=span.month.month_id if span.month else None,
        )
        for claim, tied in won
    )
    lacking = guards.missing(stat, span.last) if refusal is Refusal.MISSING else ()
    return _judgement(stat, span.scope, verdicts, coverage, refusal, lacking)


def week_numbers(stat: Stat, review: Review) -> Mapping[EntryId, Number]:
    """
    Return everybody's number in a gameweek, not only the holders'.

    Who has not been read has none, and nobody has where there is no rule.
    """
    rule = stat.week
    if rule is None:
        return {}
    weighed = review.numbers(rule.weigh, stat.needs)
    numbers = {e: rule.otherwise if v is None else v for e, v in weighed.items()}
    return {e: v for e, v in numbers.items() if v is not None}


def span_numbers(stat: Stat, span: Span) -> Mapping[EntryId, Number]:
    """
    Return everybody's number in a month or a season: what a document stores.

    Who has a gameweek that was not read has none (guard G7), nor has who has
    played fewer gameweeks than the rule takes (guard G5).
    """
    rule = stat.span
    if rule is None or not span.is_whole:
        return {}
    return span.once(
        (rule.numbers, stat.needs), lambda: _span_numbers(stat, rule, span)
    )


def _span_numbers(stat: Stat, rule: SpanRule, span: Span) -> Mapping[EntryId, Number]:
    found = rule.numbers(span, stat.needs)
    return {
        e: found[e]
        for e in span.able(stat.needs)
        if e in found
        and (rule.min_sample <= 1 or len(span.weeks(e)) >= rule.min_sample)
    }


def _judgement(
    stat: Stat,
    scope: Scope,
    verdicts: tuple[Verdict, ...],
    coverage: Coverage,
    refusal: Refusal | None,
    lacking: tuple[str, ...],
) -> Judgement:
    if not verdicts and refusal is None:
        refusal = Refusal.NOBODY
    return Judgement(
        stat.key, stat.version, scope, verdicts, coverage, refusal, lacking
    )


def _week_winners(stat: Stat, rule: WeekRule, review: Review) -> list[Won]:
    members = len(review.outings)
    if rule.claims:
        claims = list(rule.claims(review, stat.needs))
        best = [c for c, _ in _best(rule, [(c, c.value) for c in claims], members)]
    else:
        weighed = review.numbers(rule.weigh, stat.needs)
        numbers = [(e, v) for e, v in weighed.items() if v is not None]
        best = [_week_claim(rule, review, *n) for n in _best(rule, numbers, members)]
    won = _won(rule, best)
    return [_toss(review, *w) for w in won] if rule.coin else won


def _week_claim(
    rule: WeekRule, review: Review, entry_id: EntryId, value: Number
) -> Claim:
    outing, merit = review.outings[entry_id], rule.merit
    return Claim(
        (entry_id,),
        value,
        lambda: (rule.prove(review, outing),),
        (lambda: merit(review, outing)) if merit else tuple,
    )


def _span_winners(stat: Stat, rule: SpanRule, span: Span) -> list[Won]:
    numbers = list(span_numbers(stat, span).items())
    best = _best(rule, numbers, len(span.last.outings))
    return _won(rule, [_span_claim(rule, span, e, v) for e, v in best])


def _span_claim(rule: SpanRule, span: Span, entry_id: EntryId, value: Number) -> Claim:
    merit = rule.merit
    return Claim(
        (entry_id,),
        value,
        lambda: (rule.prove(span, entry_id),),
        (lambda: merit(span, entry_id)) if merit else tuple,
    )


def _best(
    rule: WeekRule | SpanRule, numbers: Sequence[tuple[T, Number]], members: int
) -> list[tuple[T, Number]]:
    """Take whose number qualifies, and of those the best ones."""
    able = [(who, v) for who, v in numbers if rule.threshold.met(v, members)]
    if rule.pick is Pick.EVERY or not able:
        return able
    best = (max if rule.pick is Pick.MOST else min)(v for _, v in able)
    return [(who, v) for who, v in able if v == best]


def _won(rule: WeekRule | SpanRule, claims: Sequence[Claim]) -> list[Won]:
    """Let equals share it (guard G3), unless each has it for himself."""
    if rule.pick is Pick.EVERY:
        return [(claim, ()) for claim in claims]
    return [_shared(claims)] if claims else []


def _shared(equals: Sequence[Claim]) -> Won:
    """Break a tie by merit, and let the rest share."""
    merits = [claim.merit() for claim in equals] if len(equals) > 1 else [()]
    top = max(merits)
    won = [c for c, merit in zip(equals, merits, strict=True) if merit == top]
    behind = [c for c, merit in zip(equals, merits, strict=True) if merit != top]
    holders = sorted(e for c in won for e in c.holders)
    proofs = {c.holders: c.prove for c in won}
    claim = Claim(tuple(holders), equals[0].value, _together(proofs))
    return claim, tuple(sorted(e for c in behind for e in c.holders))


def _together(
    proofs: Mapping[tuple[EntryId, ...], Callable[[], tuple[Receipt, ...]]],
) -> Callable[[], tuple[Receipt, ...]]:
    """Prove every holder's claim, in the holders' order."""
    return lambda: tuple(r for key in sorted(proofs) for r in proofs[key]())


def _toss(review: Review, claim: Claim, tied: tuple[EntryId, ...]) -> Won:
    """
    Decide between equals by a coin that falls the same way for ever.

    It is a digest of season, league, gameweek and entry: nothing to store, and
    nobody can toss again.
    """
    if len(claim.holders) == 1:
        return claim, tied
    chosen = min(claim.holders, key=lambda e: _coin(review, e))
    others = tuple(e for e in claim.holders if e != chosen)

    def prove() -> tuple[Receipt, ...]:
        return tuple(r for r in claim.prove() if r.entry_id == chosen)

    return Claim((chosen,), claim.value, prove), tuple(sorted((*tied, *others)))


def _coin(review: Review, entry_id: EntryId) -> str:
    league = review.league.league_id
    side = f"{review.season}/{league}/{review.gameweek}/{entry_id}"
    return hashlib.sha256(side.encode()).hexdigest()
