"""Refused bodies: the newest few of each kind, and no more."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.store.database import Store
from fplbanter.store.quarantine import BEGINNING, MOST, MOST_ALIKE, RefusedBody

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def refused(
    minute: int, endpoint: str = "live", reason: str = "shape", body: bytes = b"{}"
) -> RefusedBody:
    return RefusedBody.of(
        f"event/{minute}/live/",
        body,
        endpoint=endpoint,
        reason=reason,
        message="elements: none at all",
        at=NOW + timedelta(minutes=minute),
    )


async def test_a_refused_body_is_found_again_byte_for_byte(store: Store) -> None:
    """Also one that no text could hold."""
    body = bytes(range(256))
    saved = refused(1, body=body)
    await store.quarantine.save_refused(saved)

    found = await store.quarantine.find_refused_body(saved.id)

    assert found == saved
    assert found.beginning == body
    assert found.size == 256


async def test_only_the_beginning_is_kept(store: Store) -> None:
    """With the size of the whole."""
    saved = refused(1, body=b"x" * (BEGINNING + 1_000))
    await store.quarantine.save_refused(saved)

    found = await store.quarantine.find_refused_body(saved.id)

    assert found
    assert len(found.beginning) == BEGINNING
    assert found.size == BEGINNING + 1_000


async def test_the_list_is_newest_first_and_without_bodies(store: Store) -> None:
    """Who looks for one need not read them all."""
    for minute, endpoint in ((2, "live"), (1, "season"), (3, "picks")):
        await store.quarantine.save_refused(refused(minute, endpoint))

    found = await store.quarantine.find_refused()

    assert [each.endpoint for each in found] == ["picks", "live", "season"]
    assert {each.beginning for each in found} == {b""}
    assert len(await store.quarantine.find_refused(limit=1)) == 1


async def test_of_what_is_alike_the_newest_three_are_kept(store: Store) -> None:
    """A storm of one kind pushes nothing else out."""
    await store.quarantine.save_refused(refused(0, "season", "other_season"))
    for minute in range(1, 30):
        await store.quarantine.save_refused(refused(minute))

    found = await store.quarantine.find_refused(limit=100)

    assert [each.key for each in found] == [
        "event/29/live/",
        "event/28/live/",
        "event/27/live/",
        "event/0/live/",
    ]
    assert MOST_ALIKE == 3


async def test_there_are_twenty_in_all(store: Store) -> None:
    """However many kinds there are."""
    for number in range(30):
        await store.quarantine.save_refused(refused(number, f"endpoint {number}"))

    found = await store.quarantine.find_refused(limit=100)

    assert len(found) == MOST
    assert found[0].endpoint == "endpoint 29"


async def test_several_processes_may_save_at_once(store: Store) -> None:
    """What is over is dropped by whoever saves last."""
    await asyncio.gather(
        *(store.quarantine.save_refused(refused(minute)) for minute in range(12))
    )
    await store.quarantine.save_refused(refused(20))

    assert len(await store.quarantine.find_refused(limit=100)) == MOST_ALIKE


async def test_what_is_not_kept_is_none(store: Store) -> None:
    """An id that was never given, or whose body had to go."""
    assert await store.quarantine.find_refused_body("3f9a01bc") is None
    assert await store.quarantine.find_refused() == ()


async def test_it_is_one_of_the_collections(store: Store) -> None:
    """A demo that begins anew begins without it."""
    await store.quarantine.save_refused(refused(1))
    await store.clear()

    assert await store.quarantine.find_refused() == ()
