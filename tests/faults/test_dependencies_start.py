"""Starting where something is missing: it starts and says so, or says why not."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from tests.faults.load import ask
from tests.faults.processes import Running, free_port, running
from tests.faults.servers import Servers, own_servers
from tests.pretend import fill, product_on, read_season, standings

from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(120)]

NO_FPL = "http://127.0.0.1:1/api/"


@asynccontextmanager
async def up(folder: Path, **settings: str) -> AsyncIterator[tuple[Running, int]]:
    """Run `fplbanter up` without an FPL; it may not come up."""
    port = free_port()
    given = {"fpl_url": NO_FPL, "port": str(port), "data_dir": str(folder)} | settings
    environment = {f"FPLBANTER_{name.upper()}": value for name, value in given.items()}
    async with running("-m", "fplbanter", "up", environment=environment) as program:
        yield program, port


@pytest.fixture(scope="module")
async def servers(anyio_backend: str) -> AsyncIterator[Servers]:  # noqa: ARG001
    async with own_servers() as found:
        yield found


async def test_without_fpl_and_with_nothing_stored_it_says_so(
    servers: Servers,
) -> None:
    """The process runs, is not ready, and every page is one."""
    urls = {"mongo_url": servers.mongod.url, "redis_url": servers.valkey.url}
    async with up(servers.folder / "empty", **urls) as (program, port):
        await program.line("FPL Banter is at")
        assert (await ask(port, "/livez"))[0] == 200
        status, body = await ask(port, "/readyz")
        assert status == 503
        checks = json.loads(body)["checks"]
        assert (checks["mongo"], checks["valkey"]) == ("ok", "ok")
        assert checks["season"] == "unknown"
        status, body = await ask(port, "/")
        assert status == 200
        assert "FPL" in body
        status, body = await ask(port, "/l/314")
        assert status == 503
        assert "FPL" in body
        status, body = await ask(port, "/leagues/314/standings")
        assert status == 503
        assert json.loads(body)["type"] == "/problems/fpl-down"
        assert await program.stop() == 0


async def test_without_fpl_it_serves_what_is_stored(servers: Servers) -> None:
    """A cold start during an outage: what was read before is there at once."""
    simulator = Simulator(26)
    simulator.move_to(7, "live")
    store = connect(servers.mongod.url, "known")
    async with product_on(store, simulator) as product:
        await read_season(product)
        await fill(product, 902)
        entry_id = (await standings(product, 902)).page.items[0].entry_id
        await product.entry(entry_id) if entry_id else None
    await store.close()

    urls = {"mongo_url": servers.mongod.url, "redis_url": servers.valkey.url}
    async with up(servers.folder / "known", mongo_database="known", **urls) as found:
        program, port = found
        await program.line("FPL Banter is at")
        assert (await ask(port, "/readyz"))[0] == 200
        status, body = await ask(port, f"/entries/{entry_id}")
        assert (status, json.loads(body)["entry_id"]) == (200, entry_id)
        status, body = await ask(port, "/gameweeks/7/fixtures")
        assert (status, json.loads(body)["total"]) == (200, 10)
        # By the machine's clock that gameweek may be over, or still to come.
        status, body = await ask(port, "/api/data")
        assert status == 200
        assert await program.stop() == 0


async def test_a_mongod_that_is_not_there_is_a_sentence(servers: Servers) -> None:
    """At the start nothing is known that could be served: exit code 1, the cure."""
    urls = {
        "mongo_url": "mongodb://127.0.0.1:1/?directConnection=true",
        "redis_url": servers.valkey.url,
    }
    async with up(servers.folder / "nowhere", **urls) as (program, _):
        assert await program.ended() == 1
        assert "MongoDB does not answer" in program.said
        assert "FPLBANTER_MONGO_URL" in program.said
        assert "Traceback" not in program.said


async def test_a_valkey_that_is_not_there_stops_nobody(servers: Servers) -> None:
    """It starts, is not ready, and goes on by itself once Valkey is there."""
    server = servers.valkey
    await server.kill()
    try:
        urls = {"mongo_url": servers.mongod.url, "redis_url": server.url}
        async with up(servers.folder / "alone", **urls) as (program, port):
            await program.line("FPL Banter is at")
            assert (await ask(port, "/livez"))[0] == 200
            status, body = await ask(port, "/readyz")
            assert status == 503
            assert json.loads(body)["checks"]["valkey"].startswith("failed")
            await server.start()
            async with asyncio.timeout(10):
                while True:
                    _, body = await ask(port, "/readyz")
                    if json.loads(body)["checks"]["valkey"] == "ok":
                        break
                    await asyncio.sleep(0.05)
    finally:
        await server.end()
        await server.start()


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
sys.argv = ["fplbanter", "up"]
from fplbanter.__main__ import main
main()
"""


async def test_too_few_open_files_are_a_sentence(tmp_path: Path) -> None:
    """`ulimit -n 64`: mongod would abort in its start; nothing is begun at all."""
    data = tmp_path / "data"
    environment = {
        "FPLBANTER_FPL_URL": NO_FPL,
        "FPLBANTER_PORT": str(free_port()),
        "FPLBANTER_DATA_DIR": str(data),
    }
    async with running("-c", LIMITED, environment=environment) as program:
        assert await program.ended() == 1
        assert "Only 64 files may be open at once" in program.said
        assert "ulimit -n" in program.said
        assert "Traceback" not in program.said
    assert not data.exists()
