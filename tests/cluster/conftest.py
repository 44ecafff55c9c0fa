"""A real Valkey for every test: shared, with a prefix; or of its own, to be broken."""

import os
import signal
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from uuid import uuid4

import pytest
from tests.cluster.desks import Desk, desk_at

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.ops.embedded import Services, embedded


@pytest.fixture
def prefix() -> str:
    """Give a prefix for keys that no other test has."""
    return f"test-{uuid4().hex}:"


@pytest.fixture
async def valkey(
    services: Services,
    prefix: str,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Valkey]:
    """Give a door to the shared Valkey; its keys are gone afterwards."""
    async with connect(services.redis_url, prefix=prefix) as valkey:
        yield valkey
        if keys := await valkey.call("KEYS", f"{prefix}*"):
            await valkey.call("DEL", *keys)


@pytest.fixture
async def desk(
    services: Services,
    prefix: str,
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Desk]:
    """Give a desk for budgets on the shared Valkey."""
    async with desk_at(services.redis_url, prefix) as desk:
        yield desk


@dataclass(frozen=True, slots=True)
class Breakable:
    """A Valkey of one's own."""

    url: str
    pid: int

    @property
    def socket(self) -> Path:
        return Path(unquote(self.url.removeprefix("unix://")))

    def freeze(self) -> None:
        os.kill(self.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        os.kill(self.pid, signal.SIGCONT)

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)


@asynccontextmanager
async def breakable_valkey(directory: Path) -> AsyncIterator[Breakable]:
    async with embedded(directory, mongo_url="mongodb://not.used") as services:
        broken = Breakable(services.redis_url, services.children[0].pid)
        yield broken
        with suppress(ProcessLookupError):
            broken.thaw()


@pytest.fixture
async def breakable(
    anyio_backend: str,  # noqa: ARG001  Asking for it makes anyio run this fixture.
) -> AsyncIterator[Breakable]:
    """Give a Valkey that the test may freeze and kill."""
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory:
        async with breakable_valkey(Path(directory)) as broken:
            yield broken


@pytest.fixture
def directory() -> Iterator[Path]:
    """Give a directory with a short name, as sockets need one."""
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory:
        yield Path(directory)
