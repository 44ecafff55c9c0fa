"""`fplbanter refused` and `fplbanter jobs`: what is stored, for the operator."""

import asyncio
from dataclasses import replace
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
from fplbanter.store.jobs import Claim, Ending, Jobs, JobState, StoredJob
from fplbanter.store.quarantine import RefusedBody
from fplbanter.wiring import plan_up, stored
from fplbanter.wiring.plan import data_directory, database_name

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
LOST = StoredJob(
    job_id="a" * 32,
    kind="refresh_league",
    subject="league\x1b[2J:900",
    asked_at=NOW,
    noted_at=NOW,
    due_at=NOW,
    quiet_until=NOW,
)
REFUSED = RefusedBody.of(
    "event/7/live/",
    b"<html>\x1b[2J</html>",
    endpoint="live",
    reason="not_json",
    message="not JSON",
    at=datetime(2026, 11, 22, 15, tzinfo=UTC),
)


def ask(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, arguments)
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
    assert await asked("refused") == (0, "No answer of FPL has been refused.\n", "")
    await ours.quarantine.save_refused(REFUSED)

    code, out, _ = await asked("refused")
    assert code == 0
    assert f"{REFUSED.id}  2026-11-22 15:00:00  event/7/live/  not_json" in out

    code, out, _ = await asked("refused", "--show", REFUSED.id)
    assert code == 0
    assert out.endswith("\n\n<html>\\x1b[2J</html>\n")


async def test_an_id_that_is_not_kept_is_a_sentence(ours: Store) -> None:
    """Whatever is given for one."""
    for odd in ("3f9a01bc", "", '{"$gt": ""}', "\x1b[2J"):
        code, out, err = await asked("refused", "--show", odd)
        assert (code, out) == (1, "")
        assert err.startswith("fplbanter: No refused answer with the id")
        assert "\x1b" not in err
    assert await ours.quarantine.find_refused() == ()


async def test_jobs_are_listed_and_shown(ours: Store) -> None:
    """Those that were given up with their errors; one with all that is known of it."""
    await ours.jobs.prepare()
    assert await asked("jobs") == (0, "No job waits, and none was given up.\n", "")
    await give_up(ours.jobs, LOST)
    await ours.jobs.begin_job(replace(LOST, job_id="b" * 32))

    code, out, _ = await asked("jobs")
    assert code == 0
    assert "refresh_league  1         2026-11-22 15:00:00" in out
    assert f"{LOST.job_id}  2026-11-22 15:00:00  league\\x1b[2J:900  5" in out
    assert "It broke.\\nTwice." in out

    code, out, _ = await asked("jobs", "--show", LOST.job_id)
    assert code == 0
    assert out.endswith("It broke.\nTwice.\n\nKeyError: \\x1b\n")
    assert "5 tries broke, 1 workers died" in out

    code, out, err = await asked("jobs", "--show", "c\x1b")
    assert (code, out) == (1, "")
    assert err == "fplbanter: There is no job with the id 'c\\x1b'.\n"


async def give_up(jobs: Jobs, job: StoredJob) -> None:
    """Note a job, try it, and give it up."""
    await jobs.begin_job(job)
    held = await jobs.claim_job(job.job_id, Claim("ana", NOW, NOW, NOW))
    assert held
    ending = Ending(
        JobState.DEAD,
        NOW,
        5,
        1,
        ended_at=NOW,
        error="It broke.\nTwice.",
        trace="KeyError: \x1b\n",
    )
    await jobs.end_claim(held, ending)


@pytest.mark.usefixtures("nowhere")
async def test_where_nothing_was_ever_stored_nothing_is_started() -> None:
    """It says so, and where it looked."""
    for arguments in (["refused"], ["refused", "--demo"], ["jobs"], ["jobs", "--demo"]):
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
