"""The store as a whole: its promises to the server and to who waits for it."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from pymongo.asynchronous.database import AsyncDatabase

from fplbanter.errors import StartupError, StoreUnavailable
from fplbanter.ops.embedded import Services
from fplbanter.store.database import Store, connect

pytestmark = pytest.mark.anyio


class Freezer:
    """Passes on what client and server say, until it is frozen."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._running = asyncio.Event()
        self.thaw()

    def freeze(self) -> None:
        self._running.clear()

    def thaw(self) -> None:
        self._running.set()

    async def serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        answers, questions = await asyncio.open_unix_connection(self._server)
        async with asyncio.TaskGroup() as both:
            both.create_task(self._pass(reader, questions))
            both.create_task(self._pass(answers, writer))

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while said := await reader.read(65_536):
            await self._running.wait()
            writer.write(said)
        writer.close()


@pytest.fixture
async def frozen(services: Services) -> AsyncIterator[tuple[Store, Freezer]]:
    """Give a store and what can freeze the server that it has connected to."""
    address = services.mongo_url.removeprefix("mongodb://").partition("/")[0]
    freezer = Freezer(unquote(address))
    with tempfile.TemporaryDirectory(prefix="fplbanter-test-") as directory:
        path = str(Path(directory, "m.sock"))
        async with await asyncio.start_unix_server(freezer.serve, path):
            url = f"mongodb://{quote(path, safe='')}/?directConnection=true"
            store = connect(url, "unused")
            await store.ping()
            yield store, freezer
            freezer.thaw()
            await store.close()


async def test_a_connected_store_answers(
    services: Services, database: AsyncDatabase[dict[str, Any]]
) -> None:
    """A store on the server's address can be prepared twice and pinged."""
    store = connect(services.mongo_url, database.name)

    await store.prepare()
    await store.prepare()
    await store.ping()
    await store.close()


async def test_a_write_is_safe_before_it_is_told(services: Services) -> None:
    """Most servers of a set have it in their journal; a kill loses nothing."""
    store = connect(services.mongo_url, "unused")

    assert store.database.write_concern.document == {"w": "majority", "j": True}
    await store.close()


async def test_a_server_that_is_down_is_noticed_soon(tmp_path: Path) -> None:
    """Nobody waits for the driver's 30 seconds."""
    nowhere = quote(str(tmp_path / "m.sock"), safe="")
    store = connect(f"mongodb://{nowhere}", "unused")

    async with asyncio.timeout(5):
        with pytest.raises(StoreUnavailable):
            await store.ping()
    await store.close()


@pytest.mark.parametrize(
    "url", ["", "http://h", "mongodb://:x", "mongodb://a:b@c@d", "mongodb://h:99999999"]
)
def test_an_address_that_is_none_is_a_sentence(url: str) -> None:
    """It names the setting; the driver's own error would be a traceback."""
    with pytest.raises(StartupError, match="FPLBANTER_MONGO_URL is no address"):
        connect(url, "unused")


async def test_a_frozen_server_is_given_up(frozen: tuple[Store, Freezer]) -> None:
    """The driver's own defaults would wait for ever; once thawed it answers."""
    store, freezer = frozen
    freezer.freeze()

    async with asyncio.timeout(5):
        with pytest.raises(StoreUnavailable):
            await store.ping()

    freezer.thaw()
    async with asyncio.timeout(5):
        while store.reach.resting:
            await asyncio.sleep(0.01)
        await store.ping()


async def test_a_store_can_forget_everything(store: Store) -> None:
    """Every collection is empty then, and its indexes are still there."""
    await store.prepare()
    for collection in store.collections:
        # What is published has a source. The heads stay: versions only rise.
        await collection._collection.insert_one({"_id": "x", "source": "x"})
    await store.clear()

    for collection in store.collections:
        assert await collection._count({}) == 0
        found = await collection._collection.index_information()
        assert len(found) == 1 + len(collection.indexes)


async def test_every_collection_has_its_own_name(store: Store) -> None:
    """A name used twice would mix two kinds of documents."""
    names = [collection.name for collection in store.collections]

    assert len(set(names)) == len(names)
