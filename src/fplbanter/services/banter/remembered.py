"""What is remembered of earlier gameweeks, for records, rarity and trophies."""

from collections.abc import Iterable

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.records import Told, remembered
from fplbanter.banter.verdict import Judgement, Refusal
from fplbanter.store.ruled import Holding


def told_of_holdings(holdings: Iterable[Holding]) -> tuple[Told, ...]:
    """Return what was told, by the rules of today: numbers of two do not compare."""
    return tuple(
        Told(
            holding.stat,
            holding.scope,
            holding.gameweek,
            holders,
            value,
            holding.is_final,
            holding.league_id,
        )
        for holding in holdings
        if _is_of_today(holding.stat, holding.version)
        for holders, value in holding.verdicts
    )


def told_of_judgements(judgements: Iterable[Judgement]) -> tuple[Told, ...]:
    """Return what has just been judged as it will be remembered."""
    return tuple(
        remembered(verdict)
        for judgement in judgements
        for verdict in judgement.verdicts
    )


def judged_stats(ruled: Iterable[Holding | Judgement]) -> frozenset[str]:
    """Return what was judged, held or not: what was refused is no history."""
    return frozenset(
        one.stat
        for one in ruled
        if _is_of_today(one.stat, one.version) and one.refusal in (None, Refusal.NOBODY)
    )


def _is_of_today(stat: str, version: int) -> bool:
    found = catalogue().get(stat)
    return found is not None and found.version == version
