"""Saving everybody's numbers: a document for each entry of a tournament."""

from collections.abc import Iterable, Mapping
from typing import Final

from fplbanter.clock import Clock
from fplbanter.game.model import EntryId, LeagueId, Season
from fplbanter.services.banter.numbers import Known, changed_numbers
from fplbanter.store.banter import BanterStats

EVERYBODY: Final = "fpl_banter"
"""The tournament of all entries that are scored here."""

LEAGUE: Final = "league_"

BATCH: Final = 500
"""Documents of one question to the store."""


def tournament_of(league_id: LeagueId) -> str:
    """Return the name of a league's own tournament."""
    return f"{LEAGUE}{league_id}"


async def save_tournament(
    store: BanterStats,
    clock: Clock,
    season: Season,
    tournament_id: str,
    known: Mapping[EntryId, Known],
    entrants: Iterable[EntryId],
) -> int:
    """
    Save the numbers that have changed, and forget whoever is no entrant any more.

    Returns how many documents were written.
    """
    entry_ids, written = sorted(known), 0
    for first in range(0, len(entry_ids), BATCH):
        some = {e: known[e] for e in entry_ids[first : first + BATCH]}
        users = [str(entry_id) for entry_id in some]
        stored = await store.find_numbers(season, tournament_id, users)
        changed = list(changed_numbers(some, stored, clock.now()))
        await store.save_numbers(season, tournament_id, changed)
        written += len(changed)
    there = [str(entry_id) for entry_id in entrants]
    await store.drop_others(season, tournament_id, there)
    return written
