"""`fplbanter refused`: what FPL said and nobody was shown, for the operator."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pymongo.asynchronous.database import AsyncDatabase
from typer.testing import CliRunner

from fplbanter.cli import app
from fplbanter.ops.embedded import Services, embedded
from fplbanter.settings import Settings
from fplbanter.store.database import Store, connect
from fplbanter.store.quarantine import RefusedBody
from fplbanter.wiring import plan_up, stored
from fplbanter.wiring.plan import data_directory, database_name

pytestmark = pytest.mark.anyio

REFUSED = RefusedBody.of(
    "event/7/live/",
    b"<html>\x1b[2J</html>",
    endpoint="live",
    reason="not_json",
    message="not JSON",
    at=datetime(2026, 11, 22, 15, tzinfo=UTC),
)


def ask(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, ["refused", *arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


async def asked(*arguments: str) -> tuple[int, str, str]:
    """Ask in a thread: the command has an event loop of its own."""
    return await asyncio.to_thread(ask, *arguments)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run where there is no `.env`, and nothing was ever stored."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FPLBANTER_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def ours(
    nowhere: Path,  # noqa: ARG001  Its settings are for this as well.
    services: Services,
    database: AsyncDatabase[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """Give the store that the command will look into: a MongoDB of one's own."""
    name = database.name
    monkeypatch.setenv("FPLBANTER_MONGO_URL", services.mongo_url)
    monkeypatch.setenv("FPLBANTER_MONGO_DATABASE", name)
    return Store.on(database)


async def test_what_was_refused_is_listed_and_shown(ours: Store) -> None:
    """Control characters in it steer nobody's terminal."""
    assert await asked() == (0, "No answer of FPL has been refused.\n", "")
    await ours.quarantine.save_refused(REFUSED)

    code, out, _ = await asked()
    assert code == 0
    assert f"{REFUSED.id}  2026-11-22 15:00:00  event/7/live/  not_json" in out

    code, out, _ = await asked("--show", REFUSED.id)
    assert code == 0
    assert out.endswith("\n\n<html>\\x1b[2J</html>\n")


async def test_an_id_that_is_not_kept_is_a_sentence(ours: Store) -> None:
    """Whatever is given for one."""
    for odd in ("3f9a01bc", "", '{"$gt": ""}', "\x1b[2J"):
        code, out, err = await asked("--show", odd)
        assert (code, out) == (1, "")
        assert err.startswith("fplbanter: No refused answer with the id")
        assert "\x1b" not in err
    assert await ours.quarantine.find_refused() == ()


@pytest.mark.usefixtures("nowhere")
async def test_where_nothing_was_ever_stored_nothing_is_started() -> None:
    """It says so, and where it looked."""
    for arguments in ([], ["--demo"]):
        code, out, err = await asked(*arguments)
        assert (code, out) == (1, "")
        assert err.startswith("fplbanter: Nothing has been stored in ")


async def test_the_embedded_mongod_is_asked_whether_it_runs_or_not(
    tmp_path: Path,
) -> None:
    """A product that runs has it; else it is started for the question."""
    settings, plan = Settings(data_dir=tmp_path), plan_up()
    directory = data_directory(settings, plan)
    async with embedded(directory, redis_url="unix://none") as services:
        store = connect(services.mongo_url, database_name(settings, plan))
        await store.quarantine.save_refused(REFUSED)
        await store.close()
        async with stored(settings, plan) as found:
            assert await found.quarantine.find_refused_body(REFUSED.id) == REFUSED
    async with stored(settings, plan) as found:
        assert await found.quarantine.find_refused_body(REFUSED.id) == REFUSED
