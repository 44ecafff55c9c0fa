"""Transfers: one document an entry, its whole season."""

from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.game.model import (
    EntryId,
    Gameweek,
    PlayerId,
    Price,
    Season,
    Transfer,
)
from fplbanter.store.database import Store
from fplbanter.store.transfers import StoredTransfers

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
ANN, BOB, CAT = EntryId(900001), EntryId(900002), EntryId(900003)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def bought(entry_id: EntryId, gameweek: int, new: int) -> Transfer:
    return Transfer(
        entry_id,
        Gameweek(gameweek),
        PlayerId(new),
        PlayerId(new + 1),
        NOW + timedelta(days=gameweek),
        Price(55),
        Price(61),
    )


def stored(entry_id: EntryId, through: int, *made: Transfer) -> StoredTransfers:
    return StoredTransfers(entry_id, made, Gameweek(through), NOW)


async def test_transfers_are_found_as_they_were_saved(store: Store) -> None:
    """In their order, of those that were asked for; an empty list is one as well."""
    ann = stored(ANN, 12, bought(ANN, 3, 7), bought(ANN, 12, 9))
    bob = stored(BOB, 12)
    await store.transfers.save_transfers(SEASON, [ann, bob])

    found = await store.transfers.find_transfers(SEASON, [ANN, BOB, CAT])

    assert found == {ANN: ann, BOB: bob}
    assert await store.transfers.find_transfers(SEASON, []) == {}


async def test_a_later_reading_replaces_the_one_before(store: Store) -> None:
    """The whole season comes each time; saving it twice is saving it once."""
    await store.transfers.save_transfers(SEASON, [stored(ANN, 11, bought(ANN, 3, 7))])
    later = stored(ANN, 12, bought(ANN, 3, 7), bought(ANN, 12, 9))
    for _ in range(2):
        await store.transfers.save_transfers(SEASON, [later])

    assert await store.transfers.find_transfers(SEASON, [ANN]) == {ANN: later}


async def test_a_reading_that_reaches_less_far_changes_nothing(store: Store) -> None:
    """Two processes race: what was asked for before the deadline may come last."""
    later = stored(ANN, 12, bought(ANN, 3, 7), bought(ANN, 12, 9))
    await store.transfers.save_transfers(SEASON, [later])
    await store.transfers.save_transfers(SEASON, [stored(ANN, 11, bought(ANN, 3, 7))])

    assert await store.transfers.find_transfers(SEASON, [ANN]) == {ANN: later}


async def test_how_far_they_reach_is_told_without_them(store: Store) -> None:
    """Of who was never read nothing is told; another season's are not his."""
    await store.transfers.save_transfers(SEASON, [stored(ANN, 12), stored(BOB, 11)])

    reach = await store.transfers.find_reach(SEASON, [ANN, BOB, CAT])

    assert reach == {ANN: 12, BOB: 11}
    assert await store.transfers.find_reach(Season("2025-26"), [ANN]) == {}
