"""
Judging gameweeks: pure, and much work for a league; it is done in a thread.

A gameweek that was judged by the same evidence is not judged again: what is
stored of it is all that later gameweeks need to know.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.headlines import headlines, victims
from fplbanter.banter.judging import judge, judge_span
from fplbanter.banter.rarity import NOTHING, Past, rarity
from fplbanter.banter.records import Told
from fplbanter.banter.review import Review
from fplbanter.banter.span import Span, month_span, season_span
from fplbanter.banter.verdict import Judgement, Scope, Verdict
from fplbanter.game.model import Gameweek, Month
from fplbanter.services.banter.chains import Chain, Link
from fplbanter.services.banter.remembered import (
    judged_stats,
    told_of_holdings,
    told_of_judgements,
)
from fplbanter.services.banter.threads import Check, go_on
from fplbanter.store.ruled import Holding
from fplbanter.store.rulings import Stretch
from fplbanter.store.sittings import Headline, StoredSitting

SEASON_PERIOD: Final = 0


@dataclass(frozen=True, slots=True)
class Heard:
    """
    A gameweek that was judged, and what ends with it: months, or the season.

    `rarity` has each verdict's, by stat and in the order of its verdicts.
    """

    link: Link
    judgements: Mapping[Stretch, tuple[Judgement, ...]]
    headlines: Mapping[Scope, tuple[Headline, ...]]
    rarity: Mapping[Scope, Mapping[str, tuple[float | None, ...]]]

    @property
    def gameweek(self) -> Gameweek:
        """The gameweek."""
        return self.link.review.gameweek


@dataclass(frozen=True, slots=True)
class History:
    """What is stored of the gameweeks that need not be judged."""

    sittings: Mapping[Gameweek, StoredSitting] = field(default_factory=dict)
    holdings: Iterable[Holding] = ()


def hear(
    chain: Chain,
    months: Iterable[Month],
    stale: Collection[Gameweek],
    history: History,
    check: Check = go_on,
) -> list[Heard]:
    """Judge the `stale` gameweeks of a chain, oldest first, each knowing the past."""
    past, heard = NOTHING, []
    before = _by_gameweek(history.holdings)
    for link in chain.links:
        check()
        review = link.review
        if review.gameweek not in stale:
            kept = before.get(review.gameweek, [])
            past = _remember(past, kept, history.sittings.get(review.gameweek))
            continue
        spans = _ending(chain, review, months)
        found = _hear(link, spans, past)
        heard.append(found)
        past = _remember_heard(past, found)
    return heard


def _hear(link: Link, spans: Mapping[Stretch, Span], past: Past) -> Heard:
    """Judge one gameweek, and the spans that end with it."""
    review = link.review
    stretches: dict[Stretch, tuple[Judgement, ...]] = {
        (Scope.GAMEWEEK, review.gameweek): judge_gameweek(review)
    }
    stretches |= {stretch: judge_stretch(span) for stretch, span in spans.items()}
    chosen: dict[Scope, tuple[Headline, ...]] = {}
    rare: dict[Scope, Mapping[str, tuple[float | None, ...]]] = {}
    for (scope, _), judgements in stretches.items():
        known = past if scope is Scope.GAMEWEEK else NOTHING
        chosen[scope] = _headlines(judgements, known, len(review.outings))
        rare[scope] = _rarity(judgements, known)
    return Heard(link, stretches, chosen, rare)


def judge_gameweek(review: Review) -> tuple[Judgement, ...]:
    """Judge a gameweek by every stat that can."""
    return tuple(judge(s, review) for s in catalogue().values() if s.week)


def judge_stretch(span: Span) -> tuple[Judgement, ...]:
    """Judge a month or a season by every stat that can."""
    return tuple(judge_span(s, span) for s in catalogue().values() if s.span)


def _ending(
    chain: Chain, review: Review, months: Iterable[Month]
) -> dict[Stretch, Span]:
    """Return the spans of which a gameweek is the last that was played."""
    is_newest = review is chain.last
    spans: dict[Stretch, Span] = {
        (Scope.MONTH, month.month_id): month_span(review, month)
        for month in months
        if month.first <= review.gameweek <= month.last
        and (is_newest or review.gameweek == month.last)
    }
    if is_newest:
        spans[Scope.SEASON, SEASON_PERIOD] = season_span(review)
    return spans


# -- headlines -----------------------------------------------------------------


def _headlines(
    judgements: Iterable[Judgement], past: Past, members: int
) -> tuple[Headline, ...]:
    places: dict[int, Headline] = {}
    verdicts: list[Verdict] = []
    for judgement in judgements:
        for place, verdict in enumerate(judgement.verdicts):
            places[id(verdict)] = Headline(verdict.stat, place)
            verdicts.append(verdict)
    chosen = headlines(verdicts, past, members=members)
    return tuple(places[id(headline.verdict)] for headline in chosen)


def _rarity(
    judgements: Iterable[Judgement], past: Past
) -> dict[str, tuple[float | None, ...]]:
    found = {
        j.stat: tuple(_rounded(verdict, past) for verdict in j.verdicts)
        for j in judgements
    }
    return {stat: rare for stat, rare in found.items() if set(rare) - {None}}


def _rounded(verdict: Verdict, past: Past) -> float | None:
    found = rarity(verdict, past)
    return None if found is None else round(float(found), 4)


# -- the past ------------------------------------------------------------------


def _by_gameweek(holdings: Iterable[Holding]) -> dict[int, list[Holding]]:
    found: dict[int, list[Holding]] = {}
    for holding in holdings:
        found.setdefault(holding.period, []).append(holding)
    return found


def _remember(
    past: Past, holdings: Sequence[Holding], sitting: StoredSitting | None
) -> Past:
    """Remember a gameweek as it is stored."""
    lines = sitting.headlines.get(Scope.GAMEWEEK, ()) if sitting else ()
    told = told_of_holdings(holdings)
    return _after(past, told, judged_stats(holdings), lines)


def _remember_heard(past: Past, heard: Heard) -> Past:
    """Remember a gameweek that was judged a moment ago."""
    judgements = heard.judgements[Scope.GAMEWEEK, heard.gameweek]
    told = told_of_judgements(judgements)
    lines = heard.headlines[Scope.GAMEWEEK]
    return _after(past, told, judged_stats(judgements), lines)


def _after(
    past: Past,
    told: Sequence[Told],
    judged: Iterable[str],
    lines: Sequence[Headline],
) -> Past:
    first = lines[0] if lines else None
    same = [t for t in told if first and t.stat == first.stat]
    # What was told by another version of a rule is not among what is told.
    headed = same[first.place] if first and first.place < len(same) else None
    return past.after(told, judged, victims(headed) if headed else frozenset())
