"""
The client of FPL against everything that can go wrong, over real sockets.

Refused in time, and with the right word for it; what it costs in memory is told
in `test_client_memory.py`.
"""

import socket
import ssl
import time
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path
from typing import NoReturn

import pytest
from tests.faults.asking import patient
from tests.faults.pretend_fpl import PretendFPL
from tests.faults.raw_server import (
    OK,
    RawServer,
    Reply,
    breaks_off,
    drips_head,
    early_hints,
    hints_for_ever,
    says,
    sends,
    silent,
)
from tests.faults.toxic_proxy import ToxicProxy, Toxics

from fplbanter.errors import UpstreamBusy, UpstreamError
from fplbanter.fpl.endpoints import DAY_STATUS, FIXTURES, Endpoint
from fplbanter.simulator.spoiled import KINDS

pytestmark = pytest.mark.anyio

SHORT = 0.4
"""Seconds for an attempt, in place of 8, where nothing else would end it."""

LONG = 8.0
"""Seconds that are never reached, however busy the machine: it ends by itself."""

ADDED = 2.0
"""What a busy machine may add to a deadline."""


async def check(url: str, word: str, endpoint: Endpoint = DAY_STATUS) -> None:
    """Ask, and see that it ends with that word for it, in time; "" is an answer."""
    limit = SHORT if word == "slow" else LONG
    start = time.monotonic()
    assert await outcome(url, endpoint, limit) == word
    # Only what takes no connection is tried twice after its time is over.
    assert time.monotonic() - start < limit + ADDED


async def outcome(url: str, endpoint: Endpoint, seconds: float) -> str:
    async with patient(url, seconds) as client:
        try:
            await client.get(endpoint)
        except UpstreamError as error:
            return error.kind
    return ""


# -- what an HTTP server can say -------------------------------------------------

SAID = {
    "status": "down",
    "html": "updating",
    "json_string": "updating",
    "updating": "updating",
    "truncated": "changed",
    "empty": "changed",
    "slow": "slow",
    "drip": "slow",
    "deep": "changed",
    "nan": "changed",
    "bomb": "changed",
    "huge": "changed",
    "endless": "changed",
    # The head itself makes no sense, as if there were no answer.
    "two_lengths": "down",
    "redirect": "changed",
    "forbidden": "forbidden",
    "blocked": "blocked",
    "blocked_json": "blocked",
}
"""What the client calls each of the simulator's faults."""

UNSEEN = (
    "empty_list",
    "last_season",
    "older",
    "changed",
    "wrong_schema",
    "huge_numbers",
)
"""Well-formed JSON of the right kind: who reads it must see that it is wrong."""


def test_no_fault_is_left_out() -> None:
    """Whoever adds a fault says here what the client makes of it."""
    assert sorted([*SAID, *UNSEEN]) == sorted(KINDS)


@pytest.mark.parametrize(("kind", "word"), SAID.items())
async def test_a_bad_answer_is_refused_with_the_right_word(
    fpl: PretendFPL, kind: str, word: str
) -> None:
    """In time; and the next answer, a good one, is taken."""
    delay = 30.0 if kind == "slow" else 0.0
    await fpl.fail(kind, delay=delay)
    await check(fpl.url, word)
    await fpl.recover()
    await check(fpl.url, "")


@pytest.mark.parametrize("kind", UNSEEN)
async def test_what_the_client_cannot_see_is_passed_on(
    fpl: PretendFPL, kind: str
) -> None:
    """An object is an object to it, whatever it holds."""
    await fpl.fail(kind)
    await check(fpl.url, "")


async def test_an_object_in_place_of_a_list_is_seen(fpl: PretendFPL) -> None:
    """That much the client knows of shapes."""
    await fpl.fail("wrong_schema")
    await check(fpl.url, "changed", FIXTURES)


@pytest.mark.parametrize(
    ("say", "low", "high"),
    [
        (lambda: "30", 30, 30),
        (lambda: formatdate(time.time() + 60, usegmt=True), 50, 61),
        (lambda: formatdate(time.time() - 60, usegmt=True), 0, 0),
        (lambda: formatdate(32_503_680_000, usegmt=True), 900, 900),
        (lambda: "1000000000", 900, 900),
    ],
    ids=["seconds", "date", "past", "year 3000", "absurd"],
)
async def test_retry_after_is_understood_and_capped(
    fpl: PretendFPL, say: Callable[[], str], low: float, high: float
) -> None:
    """As seconds or as a date told now, and at most 15 minutes."""
    assert low <= (await pause_after(fpl, say()) or 0.0) <= high


@pytest.mark.parametrize("said", ["soon", "-5", "1e3", ""])
async def test_nonsense_in_retry_after_is_none(fpl: PretendFPL, said: str) -> None:
    """Then it is for us to say how long to wait."""
    assert await pause_after(fpl, said) is None


async def pause_after(fpl: PretendFPL, said: str) -> float | None:
    """Be answered 429 once, with that Retry-After, and return what is made of it."""
    await fpl.fail("status", status=429, retry_after=said)
    before = (await fpl.requests())["total"]
    async with patient(fpl.url, LONG) as client:
        with pytest.raises(UpstreamBusy) as caught:
            await client.get(DAY_STATUS)
    assert (await fpl.requests())["total"] == before + 1
    return caught.value.retry_after


# -- what no HTTP server says ----------------------------------------------------

GOOD = sends(b'{"status": [], "leagues": ""}')
RAW: dict[str, tuple[Reply, str]] = {
    "a thousand hints, then an answer": (early_hints(1_000, GOOD), ""),
    "a thousand hints, then the end": (early_hints(1_000), "down"),
    "hints for ever": (hints_for_ever(), "slow"),
    "not HTTP": (says(b"SSH-2.0-OpenSSH_9.2\r\n"), "down"),
    "nothing": (says(), "down"),
    "a reset in place of an answer": (breaks_off(), "down"),
    "silence": (silent(), "slow"),
    "half a head": (says(OK), "down"),
    "half a head, then silence": (silent(OK), "slow"),
    "a head that drips": (drips_head(), "slow"),
    "a head without an end": (says(OK, b"X: " + b"x" * 400_000, b"\r\n\r\n"), "down"),
    "a length that is no number": (says(OK, b"Content-Length: 1e9\r\n\r\n{}"), "down"),
    "a length below zero": (says(OK, b"Content-Length: -1\r\n\r\n{}"), "down"),
    "half a body": (says(OK, b"Content-Length: 99\r\n\r\n{"), "changed"),
    "half a body, then silence": (silent(OK + b"Content-Length: 99\r\n\r\n{"), "slow"),
    "half a body, then a reset": (
        breaks_off(OK + b"Content-Length: 99\r\n\r\n{"),
        "down",
    ),
    "a chunk of no size": (
        says(OK, b"Transfer-Encoding: chunked\r\n\r\nx\r\n{}\r\n0\r\n\r\n"),
        "changed",
    ),
    "a chunk of half its size": (
        says(OK, b"Transfer-Encoding: chunked\r\n\r\nff\r\n{}"),
        "changed",
    ),
}
"""What is said, and what the client calls it; "" is a good answer."""


@pytest.mark.parametrize("name", RAW)
async def test_what_is_hardly_http_is_refused_in_time(name: str) -> None:
    """Each with its word, however odd the bytes."""
    reply, word = RAW[name]
    async with RawServer(reply) as server:
        await check(server.url, word)
        assert 1 <= len(server.stamps) <= 2


async def test_a_certificate_that_has_expired_is_refused() -> None:
    """Nothing is asked of whoever shows it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(__file__).with_name("expired.pem"))
    async with RawServer(says(GOOD), context) as server:
        await check(server.url, "down")
        assert server.stamps == []


async def test_a_name_that_nobody_knows_is_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a machine without its name server sees; no question leaves this one."""

    def unknown(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for name in ("HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    await check("http://fpl.invalid/api/", "down")


# -- what happens on the way -----------------------------------------------------

ON_THE_WAY = {
    "nothing wrong": (Toxics(), ""),
    "a little late": (Toxics(latency=0.02, jitter=0.02), ""),
    "far too late": (Toxics(latency=30.0), "slow"),
    "a narrow line": (Toxics(bandwidth=100), "slow"),
    "a drip": (Toxics(drip=0.3), "slow"),
    "a black hole": (Toxics(blackhole=True), "slow"),
    "refused": (Toxics(refuse=True), "down"),
    "reset before the answer": (Toxics(reset_after=0), "down"),
    "reset in the head": (Toxics(reset_after=40), "down"),
    "reset in the body": (Toxics(reset_after=9_000), "down"),
    "cut off in the head": (Toxics(truncate_after=40), "down"),
    "cut off in the body": (Toxics(truncate_after=9_000), "changed"),
    "half closed": (Toxics(half_close=True), "down"),
}


@pytest.mark.parametrize("name", ON_THE_WAY)
async def test_what_goes_wrong_on_the_way_has_its_word(
    fpl: PretendFPL, name: str
) -> None:
    """And once it goes well again, there is an answer."""
    toxics, word = ON_THE_WAY[name]
    async with ToxicProxy(("127.0.0.1", fpl.port)) as proxy:
        await proxy.become(toxics)
        url = f"http://127.0.0.1:{proxy.port}/api/"
        await check(url, word, FIXTURES)
        await proxy.become(Toxics())
        await check(url, "", FIXTURES)


async def test_a_kept_connection_that_died_costs_nobody_an_answer(
    fpl: PretendFPL,
) -> None:
    """It is noticed, and the question asked again on a new one."""
    async with ToxicProxy(("127.0.0.1", fpl.port)) as proxy:
        async with patient(f"http://127.0.0.1:{proxy.port}/api/", LONG) as client:
            for _ in range(3):
                await client.get(DAY_STATUS)
                await proxy.become(Toxics(refuse=True))
                await proxy.become(Toxics())
        assert proxy.accepted == 3
