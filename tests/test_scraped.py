"""Every process can be watched, each at a port of its own."""

import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import httpx2
import pytest

from fplbanter import __version__
from fplbanter.settings import PORTS_FOR_METRICS, Settings
from fplbanter.web.server import listening
from fplbanter.wiring.scraped import tell_prometheus

pytestmark = pytest.mark.anyio


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """Give a stack that a process would stand on."""
    async with AsyncExitStack() as stack:
        yield stack


@pytest.fixture
def first(stack: AsyncExitStack) -> int:
    """Hold a port somewhere; those after it are free, or nearly all."""
    while True:
        listener = stack.enter_context(listening("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        if port <= 65_536 - PORTS_FOR_METRICS:
            return port


def settings(first: int) -> Settings:
    return Settings(host="127.0.0.1", metrics_port=first)


def places(caplog: pytest.LogCaptureFixture) -> list[str]:
    told = [record.getMessage() for record in caplog.records]
    return [t.removeprefix("Metrics are at ") for t in told if "Metrics are" in t]


async def test_each_process_takes_the_next_port(
    stack: AsyncExitStack, first: int, caplog: pytest.LogCaptureFixture
) -> None:
    """All with the same settings; the log says where each is."""
    caplog.set_level(logging.INFO)
    for command in ("live", "work"):
        await tell_prometheus(stack, settings(first), command)
    found = places(caplog)
    ports = [int(place.split(":")[2].split("/")[0]) for place in found]
    assert len(ports) == 2
    assert first < ports[0] < ports[1] < first + PORTS_FOR_METRICS
    async with httpx2.AsyncClient(trust_env=False) as http:
        for place in found:
            answer = await http.get(place)
            assert answer.status_code == 200
            labels = f'command="work",version="{__version__}"'
            assert f"fplbanter_build_info{{{labels}}} 1.0" in answer.text
        assert (await http.get(found[0].replace("metrics", ""))).status_code == 404


async def test_it_ends_with_the_process(
    first: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Its port is free again."""
    caplog.set_level(logging.INFO)
    for _ in range(2):
        async with AsyncExitStack() as inner:
            await tell_prometheus(inner, settings(first), "live")
    assert len(set(places(caplog))) == 1


async def test_without_a_free_port_a_process_goes_on(
    stack: AsyncExitStack, first: int, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can read its metrics, which the log says; readers are served all the same."""
    for _ in range(PORTS_FOR_METRICS):
        await tell_prometheus(stack, settings(first), "web")
    assert any("no port from" in r.getMessage() for r in caplog.records)


@pytest.mark.parametrize("off", [{"metrics_port": None}, {"metrics": False}])
async def test_it_is_off_where_nobody_asked_for_it(
    stack: AsyncExitStack,
    first: int,
    caplog: pytest.LogCaptureFixture,
    off: dict[str, bool | None],
) -> None:
    """As it comes, and where metrics are off altogether."""
    caplog.set_level(logging.INFO)
    chosen = settings(first).model_copy(update=off)
    await tell_prometheus(stack, chosen, "live")
    assert places(caplog) == []
