"""Everybody's numbers of a season, as documents keep them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import span_numbers
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span
from fplbanter.banter.verdict import shown
from fplbanter.game.model import EntryId
from fplbanter.services.banter.threads import Check, go_on
from fplbanter.store.banter import StoredNumbers

Figure = int | float
Known = Mapping[str, Figure | None]
"""An entry's numbers by stat, None where all was read and he has none."""


def season_numbers(review: Review, check: Check = go_on) -> dict[EntryId, Known]:
    """
    Return everybody's numbers of the season up to a review, rounded at the end.

    A stat of which not everything was read for an entry is left out (guard G7).
    """
    span = season_span(review)
    found: dict[EntryId, dict[str, Figure | None]] = {e: {} for e in review.outings}
    for stat in catalogue().values():
        check()
        if stat.span is None or not span.is_whole:
            continue
        numbers = span_numbers(stat, span)
        for entry_id in span.able(stat.needs):
            number = numbers.get(entry_id)
            rounded = None if number is None else shown(number, stat.places)
            found[entry_id][stat.key] = rounded
    return dict(found)


def changed_numbers(
    known: Mapping[EntryId, Known], stored: Mapping[str, StoredNumbers], now: datetime
) -> Iterable[StoredNumbers]:
    """
    Yield the documents that are not stored as they should be.

    What is not known just now stays as it was, since it was true: a gameweek's
    line-ups come one after the other, and nobody's season begins anew by that.
    """
    for entry_id, numbers in known.items():
        user_id = str(entry_id)
        before = stored.get(user_id)
        after = _merged(before.stats if before else {}, numbers)
        if after and (before is None or after != before.stats):
            yield StoredNumbers(user_id, after, now)


def _merged(before: Mapping[str, Figure], numbers: Known) -> dict[str, Figure]:
    kept = {
        stat: number
        for stat, number in before.items()
        if stat in catalogue() and stat not in numbers
    }
    merged = kept | {stat: n for stat, n in numbers.items() if n is not None}
    # In one order, so that documents read alike.
    return {stat: merged[stat] for stat in sorted(merged)}
