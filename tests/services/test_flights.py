"""One fetch per key, whoever asks and whoever leaves."""

import asyncio

import pytest

from fplbanter.services.flights import Flights

pytestmark = pytest.mark.anyio


class Fetch:
    """A fetch that ends when it is told to."""

    def __init__(self, error: Exception | None = None) -> None:
        self.begun = 0
        self.ended = 0
        self.may_end = asyncio.Event()
        self.error = error

    async def __call__(self) -> None:
        self.begun += 1
        await self.may_end.wait()
        if self.error is not None:
            raise self.error
        self.ended += 1


async def test_who_asks_for_the_same_joins_the_fetch_under_way() -> None:
    """A hundred who ask together are one fetch; another key is another."""
    flights, fetch, other = Flights(), Fetch(), Fetch()
    waiting = [asyncio.create_task(flights.join("a", fetch)) for _ in range(100)]
    waiting.append(asyncio.create_task(flights.join("b", other)))
    await asyncio.sleep(0)
    assert flights.is_flying("a")
    fetch.may_end.set()
    other.may_end.set()
    assert all(await asyncio.gather(*waiting))
    assert (fetch.begun, other.begun) == (1, 1)
    assert not flights.is_flying("a")
    assert len(flights) == 0


async def test_after_it_has_ended_the_next_one_starts_anew() -> None:
    """Nothing is remembered of a fetch but that it is under way."""
    flights, fetch = Flights(), Fetch()
    fetch.may_end.set()
    for _ in range(3):
        await flights.join("a", fetch)
    assert fetch.begun == 3


async def test_who_leaves_does_not_stop_the_fetch() -> None:
    """The browser was closed: the others still get their answer."""
    flights, fetch = Flights(), Fetch()
    leaving = asyncio.create_task(flights.join("a", fetch))
    staying = asyncio.create_task(flights.join("a", fetch))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    fetch.may_end.set()
    assert await staying
    assert fetch.ended == 1


async def test_impatience_is_told_that_it_still_goes_on() -> None:
    """The fetch ends behind, and whoever comes later finds it done."""
    flights, fetch = Flights(), Fetch()
    assert not await flights.join("a", fetch, patience=0.0)
    assert flights.is_flying("a")
    fetch.may_end.set()
    assert await flights.join("a", fetch, patience=1.0)
    assert (fetch.begun, fetch.ended) == (1, 1)


async def test_an_error_reaches_everybody_who_waits() -> None:
    """And nobody else: an error that nobody waited for is no noise."""
    flights, fetch = Flights(), Fetch(ValueError("no"))
    waiting = [asyncio.create_task(flights.join("a", fetch)) for _ in range(3)]
    await asyncio.sleep(0)
    fetch.may_end.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(each) for each in found] == [ValueError] * 3
    lonely = Fetch(ValueError("unheard"))
    lonely.may_end.set()
    flights.launch("b", lonely)
    while flights.is_flying("b"):
        await asyncio.sleep(0)
    assert lonely.begun == 1


async def test_closing_cancels_what_is_under_way() -> None:
    """No fetch outlives the program."""
    flights, fetch = Flights(), Fetch()
    task = flights.launch("a", fetch)
    await asyncio.sleep(0)
    await flights.close()
    assert task.cancelled()
    assert fetch.ended == 0
    assert len(flights) == 0


async def test_a_launched_fetch_is_joined_like_any_other() -> None:
    """What was begun behind is not begun twice."""
    flights, fetch = Flights(), Fetch()
    first = flights.launch("a", fetch)
    assert flights.launch("a", fetch) is first
    fetch.may_end.set()
    await flights.join("a", fetch)
    assert fetch.begun == 1
