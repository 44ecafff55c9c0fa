"""Validators, where they are offered: a 304 for who has the body already."""

from collections.abc import AsyncIterator

import httpx2
import pytest

from fplbanter.simulator import Simulator, build_app
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.validators import Validators

pytestmark = pytest.mark.anyio
PATH = "/api/event-status/"


@pytest.fixture
def simulator() -> Simulator:
    """Return a simulator that offers validators."""
    simulator = Simulator(26)
    simulator.validators = Validators()
    return simulator


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=build_app(simulator))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as found:
        yield found


async def test_the_same_body_is_not_sent_twice(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """By tag or by date; the 304 carries the validators and nothing else."""
    first = await client.get(PATH)
    tag, date = first.headers["etag"], first.headers["last-modified"]
    assert date == "Sat, 17 Oct 2026 15:10:00 GMT"
    simulator.clock.advance(60)
    for headers in (
        {"If-None-Match": tag},
        {"If-None-Match": f'"other", W/{tag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": date},
    ):
        again = await client.get(PATH, headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["last-modified"]) == (tag, date)
        assert "content-length" not in again.headers
    assert [arrival.status for arrival in simulator.arrivals] == [200] + [304] * 4


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"If-None-Match": '"other"'},
        {"If-None-Match": ""},
        {"If-None-Match": '"other"', "If-Modified-Since": "LATER"},
        {"If-Modified-Since": "Sat, 17 Oct 2026 15:09:59 GMT"},
        {"If-Modified-Since": "Sat, 17 Oct 2026 15:09:59 -0000"},
        {"If-Modified-Since": "yesterday"},
        {"If-Modified-Since": "Sat, 99 Oct 2026 15:10:00 GMT"},
    ],
)
async def test_who_has_another_body_is_sent_this_one(
    client: httpx2.AsyncClient, headers: dict[str, str]
) -> None:
    """A tag goes before a date, and nonsense counts for nothing."""
    later = "Sat, 17 Oct 2026 16:00:00 GMT"
    asked = {k: v.replace("LATER", later) for k, v in headers.items()}
    assert (await client.get(PATH)).status_code == 200
    assert (await client.get(PATH, headers=asked)).status_code == 200


async def test_a_changed_body_has_new_validators(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """The old tag is no use any more; another query is another thing."""
    path = "/api/event/7/live/"
    old = await client.get(path)
    simulator.clock.advance(600)
    new = await client.get(path, headers={"If-None-Match": old.headers["etag"]})
    assert new.status_code == 200
    assert new.headers["etag"] != old.headers["etag"]
    assert new.headers["last-modified"] == "Sat, 17 Oct 2026 15:20:00 GMT"
    one, two = [await client.get("/api/fixtures/", params={"event": n}) for n in (1, 2)]
    assert one.headers["etag"] != two.headers["etag"]


async def test_only_good_answers_have_validators(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """Not what is refused, not what a fault has spoiled; late ones do."""
    assert "etag" not in (await client.get("/api/nowhere/")).headers
    simulator.faults.add(Fault("", "html", left=1))
    assert "etag" not in (await client.get(PATH)).headers
    simulator.faults.add(Fault("", "slow", left=1))
    assert "etag" in (await client.get(PATH)).headers


async def test_nothing_is_offered_unless_asked_for(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """FPL has shown none that could be trusted (fact sheet 1.3)."""
    simulator.validators = None
    answer = await client.get(PATH, headers={"If-None-Match": "*"})
    assert answer.status_code == 200
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers
