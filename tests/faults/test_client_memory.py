"""
What FPL's worst answers cost the client: memory, and not a second over the limit.

Each is asked for in a process of its own, by the real client as it is in use.
"""

import json
from typing import Any

import pytest
from tests.faults.pretend_fpl import PretendFPL
from tests.faults.processes import running
from tests.faults.raw_server import (
    RawServer,
    Reply,
    drips_head,
    early_hints,
    hints_for_ever,
    says,
    sends,
    silent,
)

pytestmark = pytest.mark.anyio

MOST_GROWN = 20_000_000


async def told(good: str, url: str, seconds: float, what: str) -> dict[str, Any]:
    """Ask for the season in a process of its own; return what it tells."""
    module = "tests.faults.asking"
    async with running("-m", module, good, url, "season", seconds) as program:
        found: dict[str, Any] = json.loads(await program.line("{", seconds=30))
        assert await program.ended() == 0
    # The figure is part of what `make faults` shows with -s.
    word = found["error"] or "answered"
    figures = f"{found['seconds']:.2f} s, {found['grown'] / 1e6:.1f} MB more"
    print(f"{what}: {word}, {figures}")
    return found


@pytest.mark.parametrize("kind", ["bomb", "huge", "endless"])
async def test_what_is_far_too_much_takes_no_memory(fpl: PretendFPL, kind: str) -> None:
    """Left as soon as it passes the limit, and long before the deadline."""
    await fpl.fail(kind, match="bootstrap-static/")
    found = await told(fpl.url, fpl.url, 8.0, kind)
    assert found["error"] == "changed"
    assert found["seconds"] < 4.0
    assert found["grown"] < MOST_GROWN


@pytest.mark.faults
@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("html", "updating"),
        ("truncated", "changed"),
        ("empty", "changed"),
        ("deep", "changed"),
        ("redirect", "changed"),
        ("two_lengths", "down"),
    ],
)
async def test_what_makes_no_sense_is_refused_at_once(
    fpl: PretendFPL, kind: str, word: str
) -> None:
    """Nothing is followed, nothing is guessed, and none of it takes memory."""
    await fpl.fail(kind, match="bootstrap-static/")
    await fpl.forget()
    found = await told(fpl.url, fpl.url, 8.0, kind)
    assert found["error"] == word
    assert found["seconds"] < 4.0
    assert found["grown"] < MOST_GROWN
    # One warms the client up. What may be a broken connection is tried once more.
    assert (await fpl.requests())["total"] == (3 if word == "down" else 2)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("after", "word"), [(sends(b"{}"), ""), (b"", "down")], ids=["answer", "end"]
)
async def test_a_thousand_hints_take_neither_memory_nor_time(
    fpl: PretendFPL, after: bytes, word: str
) -> None:
    """Whatever comes after them."""
    async with RawServer(early_hints(1_000, after)) as server:
        found = await told(fpl.url, server.url, 8.0, "1,000 x 103")
    assert found["error"] == word
    assert found["seconds"] < 4.0
    assert found["grown"] < MOST_GROWN


async def test_hints_for_ever_take_no_memory(fpl: PretendFPL) -> None:
    """They are thrown away as they come."""
    async with RawServer(hints_for_ever()) as server:
        found = await told(fpl.url, server.url, 1.0, "hints for ever")
    assert found["error"] == "slow"
    assert found["grown"] < MOST_GROWN


async def test_memory_is_really_measured(fpl: PretendFPL) -> None:
    """A body of 7 MB, which is still allowed, shows."""
    body = b'{"padding": "' + b"x" * 7_000_000 + b'"}'
    async with RawServer(says(sends(body))) as server:
        found = await told(fpl.url, server.url, 8.0, "a body of 7 MB")
    assert found["error"] == ""
    assert found["grown"] > 7_000_000


# -- the figures, with the client as it is in use --------------------------------


@pytest.mark.faults
@pytest.mark.parametrize("kind", ["drip", "slow"])
async def test_eight_seconds_are_the_end(fpl: PretendFPL, kind: str) -> None:
    """A byte every 0.3 s, or nothing at all: refused after 8 s, whatever comes."""
    delay = 60.0 if kind == "slow" else 0.0
    await fpl.fail(kind, match="bootstrap-static/", delay=delay)
    found = await told(fpl.url, fpl.url, 8.0, kind)
    assert found["error"] == "slow"
    assert 7.9 < found["seconds"] < 8.5
    assert found["grown"] < MOST_GROWN


ENDLESS: dict[str, Reply] = {
    "hints for ever": hints_for_ever(),
    "a head that drips": drips_head(),
    "silence": silent(),
}


@pytest.mark.faults
@pytest.mark.parametrize("name", ENDLESS)
async def test_eight_seconds_are_the_end_for_raw_bytes_too(
    fpl: PretendFPL, name: str
) -> None:
    """What hardly is HTTP has no more time than the rest."""
    async with RawServer(ENDLESS[name]) as server:
        found = await told(fpl.url, server.url, 8.0, name)
    assert found["error"] == "slow"
    assert 7.9 < found["seconds"] < 8.5
    assert found["grown"] < MOST_GROWN
