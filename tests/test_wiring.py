"""Putting the parts together: plans, work behind, and the port."""

import asyncio
import gzip
import hashlib
import json
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from urllib.parse import unquote

import pytest

from fplbanter.errors import StartupError
from fplbanter.ops.embedded import Services
from fplbanter.settings import Settings
from fplbanter.simulator.process import PretendFPL, pretend_fpl
from fplbanter.web.server import address, listening
from fplbanter.wiring import (
    DEMO,
    behind,
    data_directory,
    live,
    plan_up,
    running_product,
    serve_beside,
    web,
    work,
)
from fplbanter.wiring.behind import keep_going, run_behind
from fplbanter.wiring.plan import Plan

pytestmark = pytest.mark.anyio


def write(directory: Path, name: str, value: object) -> None:
    path = directory / f"{name}.json.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(value).encode()))


# -- plans -------------------------------------------------------------------


async def test_each_plan_has_a_data_directory_of_its_own(tmp_path: Path) -> None:
    """The demo, FPL, and every recording by its place."""
    plans = [DEMO, plan_up()]
    for place in ("a/26", "b/26"):
        write(tmp_path / place, "bootstrap-static", {})
        plans.append(plan_up(tmp_path / place))
    settings = Settings(data_dir=tmp_path / "data")
    places = [data_directory(settings, plan) for plan in plans]

    assert len(set(places)) == 4
    assert all(place.parent == tmp_path / "data" for place in places)
    digest = hashlib.sha256(str(tmp_path / "a/26").encode()).hexdigest()[:8]
    assert places[2].name == f"recording-26-{digest}"


async def test_without_a_setting_data_is_where_the_system_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """XDG_DATA_HOME, else below the home directory."""
    settings = Settings(data_dir=None)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert data_directory(settings, DEMO) == tmp_path / "fplbanter/demo"

    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    found = data_directory(settings, DEMO)
    assert found == tmp_path / ".local/share/fplbanter/demo"


@pytest.mark.parametrize("damage", ["nothing started", "no gzip", "cut", "no fixtures"])
async def test_a_damaged_recording_is_a_sentence(tmp_path: Path, damage: str) -> None:
    """It names the directory; nothing of it is a traceback."""
    recording = tmp_path / "recording"
    write(recording, "bootstrap-static", {})
    write(recording, "fixtures", [{"started": False, "kickoff_time": None}])
    fixtures = recording / "fixtures.json.gz"
    if damage == "no gzip":
        fixtures.write_bytes(b"[]")
    elif damage == "cut":
        fixtures.write_bytes(fixtures.read_bytes()[:-4])
    elif damage == "no fixtures":
        fixtures.unlink()
    settings = Settings(data_dir=tmp_path / "data")

    with pytest.raises(StartupError, match="cannot be served"):
        async with running_product(settings, plan_up(recording)):
            pass


# -- work behind -------------------------------------------------------------


async def test_work_that_breaks_is_logged_and_begins_anew(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A poller that met what nobody thought of must not end in silence."""
    monkeypatch.setattr(behind, "ANEW_SECONDS", 0.0)
    begun, again = 0, asyncio.Event()

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun > 1:
            again.set()
            await asyncio.Event().wait()
        raise KeyError("unheard of")

    async with AsyncExitStack() as stack:
        keep_going(stack, "Reading FPL", work)
        async with asyncio.timeout(5):
            await again.wait()

    assert begun == 2
    assert "Reading FPL broke" in caplog.text
    assert "unheard of" in caplog.text


async def test_work_behind_ends_with_its_stack(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """However long it would have gone on; being stopped is no failure."""
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async with AsyncExitStack() as stack:
        run_behind(stack, "Filling", work())
        await asyncio.sleep(0)

    assert ended.is_set()
    assert not caplog.records


# -- the port ----------------------------------------------------------------


async def test_a_port_in_use_is_a_sentence() -> None:
    """It names host, port and the settings that choose another."""
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with (
            pytest.raises(StartupError, match=f"port {port}.*FPLBANTER_PORT"),
            listening("127.0.0.1", port),
        ):
            pass
        assert address(taken) == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize("host", ["no.such.host.invalid", "300.1.1.1", "ü" * 80, "::g"])
async def test_a_host_that_is_none_is_a_sentence(host: str) -> None:
    """A slip in FPLBANTER_HOST is no traceback."""
    with pytest.raises(StartupError, match="Cannot listen on"), listening(host, 0):
        pass


# -- servers that are named --------------------------------------------------

# A socket that is not there is refused at once. A closed TCP port is not, and
# the driver (4.20) leaks the socket of a connection that is given up meanwhile.
NOWHERE = "mongodb://%2Fnonexistent%2Fmongod.sock"


@pytest.mark.parametrize(
    ("setting", "url", "words"),
    [
        ("mongo_url", "mongodb://:x", "FPLBANTER_MONGO_URL is no address"),
        ("mongo_url", NOWHERE, "MongoDB does not answer"),
        ("redis_url", "http://127.0.0.1", "FPLBANTER_REDIS_URL is no address"),
    ],
)
async def test_a_server_that_is_named_wrongly_is_a_sentence(
    tmp_path: Path, setting: str, url: str, words: str
) -> None:
    """It is found out at start, before anybody is told an address."""
    urls = {"mongo_url": NOWHERE, "redis_url": "redis://127.0.0.1:1"}
    settings = Settings(data_dir=tmp_path, **(urls | {setting: url}))  # type: ignore[arg-type]

    with pytest.raises(Exception, match=words) as refused:
        async with running_product(settings, Plan("up")):
            pass
    assert type(refused.value).__module__ == "fplbanter.errors"


# -- the simulator beside us -------------------------------------------------


async def test_a_simulator_that_does_not_come_up_is_a_sentence(tmp_path: Path) -> None:
    """What it said itself is in the message."""
    with pytest.raises(StartupError, match="simulator"):
        async with pretend_fpl(tmp_path, "--no-such-option"):
            pass


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200 OK\r\n\r\n[]", b"x\r\n\r\n{}"])
async def test_a_simulator_that_talks_nonsense_is_a_sentence(answer: bytes) -> None:
    """Whoever follows its clock tries again, and keeps the time it has."""

    async def babble(
        reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(babble, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        with pytest.raises(StartupError, match="simulator"):
            await PretendFPL(port, None).clock()  # type: ignore[arg-type]


async def test_a_simulator_that_is_gone_is_a_sentence() -> None:
    """The port on which it listened refuses."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(StartupError, match="does not answer"):
            await PretendFPL(port, None).clock()  # type: ignore[arg-type]


# -- a worker alone ----------------------------------------------------------


async def test_a_worker_without_anything_to_work_for_is_a_sentence(
    tmp_path: Path,
) -> None:
    """Neither servers that are set nor an `up` that runs here."""
    settings = Settings(data_dir=tmp_path / "data")
    said: list[str] = []
    with pytest.raises(StartupError, match="nothing here to work for"):
        await work(settings, plan_up(), said.append)
    assert said == []


async def test_a_worker_joins_the_servers_that_run_here(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds their sockets where the data is, and ends when it is told to."""
    monkeypatch.chdir(tmp_path)
    sockets = Path(unquote(services.redis_url.removeprefix("unix://"))).parent
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "up").symlink_to(sockets)
    settings = Settings(data_dir=tmp_path / "data", mongo_database="test_worker")
    told: list[str] = []

    def say(words: str) -> None:
        told.append(words)
        if words.startswith("Working"):
            os.kill(os.getpid(), signal.SIGTERM)

    async with asyncio.timeout(20):
        await work(settings, plan_up(), say)
    assert [words.partition(".")[0] for words in told] == ["Working", "Stopping"]


# -- several processes -------------------------------------------------------

BOTH = {"mongo_url": NOWHERE, "redis_url": "redis://127.0.0.1:1"}


@pytest.mark.parametrize("missing", ["mongo_url", "redis_url"])
@pytest.mark.parametrize(
    "begin", [live, partial(web, workers=1), partial(serve_beside, listener=0)]
)
async def test_several_processes_need_servers_that_are_named(
    tmp_path: Path, begin: Callable[..., Awaitable[None]], missing: str
) -> None:
    """Both of them; embedded ones are one process's own."""
    urls: dict[str, str | None] = {**BOTH, missing: None}
    settings = Settings(data_dir=tmp_path, **urls)  # type: ignore[arg-type]
    with pytest.raises(StartupError, match="set FPLBANTER_MONGO_URL and"):
        await begin(settings, plan_up(), print)


async def test_more_processes_than_are_counted_do_not_start(tmp_path: Path) -> None:
    """Without Valkey they would ask FPL for more than the limit."""
    settings = Settings(data_dir=tmp_path, processes=2, **BOTH)  # type: ignore[arg-type]
    with pytest.raises(StartupError, match="FPLBANTER_PROCESSES is 2"):
        await web(settings, plan_up(), print, workers=3)


async def test_a_socket_that_does_not_listen_is_a_sentence(tmp_path: Path) -> None:
    """One that is none, and one that nobody listens on."""
    settings = Settings(data_dir=tmp_path, **BOTH)  # type: ignore[arg-type]
    plain = socket.socket()
    for number in (10_000, plain.detach()):
        with pytest.raises(StartupError, match="no socket that listens"):
            await serve_beside(settings, plan_up(), print, listener=number)
