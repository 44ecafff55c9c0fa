"""
mongod or Valkey killed, frozen, slow, full: nobody waits, what is known is served.

Issue 3: "Valkey or mongod frozen for 20 s: no request over 2 s, event loop lag
under 100 ms, recovery under 5 s." On a machine that is too busy for that before
anything is broken, only what does not depend on it is asserted.
"""

from collections.abc import AsyncIterator

import pytest
from redis.asyncio import Redis
from tests.faults.depending import (
    LAG_PROMISED,
    PROMISED,
    RECOVERY_PROMISED,
    Depending,
    Figures,
    depending_on,
    watch,
)
from tests.faults.servers import own_servers
from tests.faults.toxic_proxy import ToxicProxy, Toxics

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(240)]

FROZEN_SECONDS = 20.0
BUSY = 3.0
"""What a busy machine may take longer."""


@pytest.fixture(scope="module")
async def depending(anyio_backend: str) -> AsyncIterator[Depending]:  # noqa: ARG001
    """Run one product for the tests of this module; each leaves it well."""
    async with own_servers() as servers, depending_on(servers) as product:
        yield product


def hold(figures: Figures) -> None:
    """Assert the promises; print the figures."""
    print(figures.told())
    assert set(figures.fault.kinds) == {200}, figures.fault.kinds
    assert figures.recovery < RECOVERY_PROMISED * (1 if figures.is_quiet else BUSY)
    assert figures.fault.worst < PROMISED * (1 if figures.is_quiet else BUSY)
    if figures.is_quiet:
        assert figures.lag <= LAG_PROMISED


@pytest.mark.parametrize("name", ["mongod", "valkey"])
async def test_a_server_is_frozen(depending: Depending, name: str) -> None:
    """SIGSTOP for 20 seconds."""
    server = getattr(depending.servers, name)
    hold(
        await watch(
            depending,
            f"{name} frozen for {FROZEN_SECONDS:g} s",
            server.freeze,
            FROZEN_SECONDS,
            server.thaw,
        )
    )


@pytest.mark.parametrize("name", ["mongod", "valkey"])
async def test_a_server_is_killed_and_started_again(
    depending: Depending, name: str
) -> None:
    """SIGKILL, five seconds without it, and the same data again."""
    server = getattr(depending.servers, name)
    hold(
        await watch(depending, f"{name} killed for 5 s", server.kill, 5.0, server.start)
    )


async def test_valkey_is_full(depending: Depending) -> None:
    """It refuses every write: what is there is read, what is new is not kept."""
    client = Redis.from_url(depending.servers.valkey.url)

    async def fill() -> None:
        await client.config_set("maxmemory", "1")

    async def make_room() -> None:
        await client.config_set("maxmemory", "256mb")

    try:
        hold(await watch(depending, "Valkey full for 5 s", fill, 5.0, make_room))
    finally:
        await make_room()
        await client.aclose()


async def test_valkey_is_read_only(depending: Depending) -> None:
    """As the replica of a server that is not there, after a failed failover."""
    client = Redis.from_url(depending.servers.valkey.url)

    async def follow() -> None:
        await client.replicaof("127.0.0.1", 1)

    async def lead() -> None:
        await client.replicaof("NO", "ONE")

    try:
        hold(await watch(depending, "Valkey read-only for 5 s", follow, 5.0, lead))
    finally:
        await lead()
        await client.aclose()


async def test_mongod_is_slow() -> None:
    """Each answer takes a second: what is known does not wait for it."""
    async with (
        own_servers() as servers,
        ToxicProxy(servers.mongod.socket) as proxy,
    ):
        url = f"mongodb://127.0.0.1:{proxy.port}/?directConnection=true"
        async with depending_on(servers, mongo_url=url) as product:
            hold(
                await watch(
                    product,
                    "mongod slow (1 s an answer) for 10 s",
                    lambda: proxy.become(Toxics(latency=1.0)),
                    10.0,
                    lambda: proxy.become(Toxics()),
                )
            )


async def test_valkey_is_slow() -> None:
    """Each answer takes longer than a call may: as if it were not there."""
    async with (
        own_servers() as servers,
        ToxicProxy(servers.valkey.socket) as proxy,
    ):
        url = f"redis://127.0.0.1:{proxy.port}/0"
        async with depending_on(servers, redis_url=url) as product:
            hold(
                await watch(
                    product,
                    "Valkey slow (0.5 s an answer) for 10 s",
                    lambda: proxy.become(Toxics(latency=0.5)),
                    10.0,
                    lambda: proxy.become(Toxics()),
                )
            )
