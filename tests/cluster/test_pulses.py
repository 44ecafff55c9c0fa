"""Who sleeps on this machine, as its processes see it."""

import asyncio
import json
import os
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from tests.cluster.desks import hurried, nap

from fplbanter.cluster.budget import ClusterBudget
from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.pulses import Pulses, pulses_of_this_machine
from fplbanter.ops.embedded import Services


def pulses_in(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir()}


def test_who_gives_no_pulse_is_asleep(tmp_path: Path) -> None:
    """Frozen or killed is the same; who never gave one is not known."""
    ours, theirs = Pulses(tmp_path), Pulses(tmp_path)
    ours.give("us", 100.0)
    theirs.give("them", 100.5)
    assert ours.asleep(["us", "them", "nobody"], 101.2, 1.1) == ["us"]
    theirs.give("them", 102.0)
    theirs.end(forget=False)
    assert ours.asleep(["them"], 103.0, 1.1) == []
    assert ours.asleep(["them"], 103.2, 1.1) == ["them"]


def test_who_said_goodbye_was_never_there(tmp_path: Path) -> None:
    """And one that never began may go as well."""
    pulses = Pulses(tmp_path)
    pulses.give("us", 100.0)
    pulses.end(forget=True)
    assert pulses.asleep(["us"], 200.0, 1.0) == []
    Pulses(tmp_path).end(forget=True)
    assert pulses_in(tmp_path) == set()


def test_what_is_no_pulse_says_nothing(tmp_path: Path) -> None:
    """Names come from Valkey: none leads out of the directory; half a moment is none."""
    directory = tmp_path / "pulses"
    directory.mkdir()
    elsewhere = Pulses(tmp_path)
    elsewhere.give("other", 1.0)
    (directory / "half").write_bytes(b"1234")
    names = ["../other", str(tmp_path / "other"), "half", "", "."]
    assert Pulses(directory).asleep(names, 1e6, 1.0) == []


def test_files_of_the_long_dead_are_cleared_away(tmp_path: Path) -> None:
    """An hour after; not those of who may still be alive."""
    for name in ("dead", "frozen"):
        Pulses(tmp_path).give(name, 1.0)
    os.utime(tmp_path / "dead", (1.0, 1.0))
    Pulses(tmp_path).give("newcomer", 2.0)
    assert pulses_in(tmp_path) == {"frozen", "newcomer"}


def test_a_directory_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    """Nobody is seen then, and nothing fails."""
    pulses = Pulses(tmp_path / "missing")
    pulses.give("us", 1.0)
    pulses.give("us", 2.0)
    assert pulses.asleep(["us"], 9.0, 1.0) == []
    pulses.end(forget=True)
    assert pulses_of_this_machine(tmp_path / "missing" / "too") is None


def test_a_machines_processes_share_a_directory_that_is_theirs(tmp_path: Path) -> None:
    """Its name is that of the user and the boot; somebody else's is not used."""
    found = pulses_of_this_machine(tmp_path)
    if found is None:
        pytest.fail("this machine has no pulses: is it Linux?")
    found.give("us", 1.0)
    (directory,) = tmp_path.iterdir()
    assert directory.stat().st_mode & 0o777 == 0o700
    again = pulses_of_this_machine(tmp_path)
    assert again
    assert again.asleep(["us"], 9.0, 1.0) == ["us"]
    directory.chmod(0o777)
    assert pulses_of_this_machine(tmp_path) is None


@pytest.mark.anyio
async def test_a_budget_that_is_silent_and_seen_to_sleep_is_vouched_for(
    services: Services, valkey: Valkey, prefix: str, tmp_path: Path
) -> None:
    """Its share is not kept for it; a goodbye takes the pulse away."""
    key = valkey.key("budget", "1", "{fpl}", "members")

    async with AsyncExitStack() as stack:

        async def one() -> ClusterBudget:
            door = connect(services.redis_url, prefix=prefix)
            await stack.enter_async_context(door)
            budget = ClusterBudget(
                *(door, 20.0, 1200, 2),
                pulses=Pulses(tmp_path),
                monotonic=hurried,
                sleep=nap,
            )
            return await stack.enter_async_context(budget)

        async def members() -> dict[str, dict[str, object]]:
            found = await valkey.call("HGETALL", key)
            return {name.decode(): json.loads(text) for name, text in found.items()}

        await one()
        sleeper = await one()
        dispatcher = sleeper._dispatcher
        name = dispatcher.contact.member
        async with asyncio.timeout(10):
            while len(pulses_in(tmp_path)) < 2 or name not in await members():
                await asyncio.sleep(0.01)
            assert not any("asleep" in each for each in (await members()).values())
            assert dispatcher._beating
            dispatcher._beating.cancel()
            # As another version might have written it.
            theirs = (await members())[name] | {"boots": 42}
            await valkey.call("HSET", key, name, json.dumps(theirs))
            while "asleep" not in (after := (await members())[name]):
                await asyncio.sleep(0.01)
        assert after == theirs | {"asleep": after["asleep"]}
        assert sum("asleep" in each for each in (await members()).values()) == 1
    assert pulses_in(tmp_path) == set()
