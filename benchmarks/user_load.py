"""
Users of a web server, a thousand in one process and cheap: for `users.py`.

    python benchmarks/user_load.py '{"port": 8000, "users": 1000, ...}'

Each user keeps a connection, asks, and thinks for some seconds before he asks
again; some hold a socket as well. What they saw is a line of JSON at the end.
"""

import asyncio
import json
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from random import Random
from typing import Final, cast

import httptools
import uvloop

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.user_crowd import MIX, PAGE, Crowd, Orders, Seen
from benchmarks.user_sockets import Listener

THINKS: Final = (2.0, 8.0)
"""Seconds between an answer and the next question."""

GIVE_UP: Final = 30.0

_TITLE: Final = re.compile(rb'<title>(.*?)</title>|"type": ?"([^"]+)"')
"""What a page, or an answer of REST, says is wrong."""


class User(asyncio.Protocol):
    """Asks, thinks, asks again; is the listener of its own parser too."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self._crowd = crowd
        self._rng = Random(f"{crowd.orders.seed}:{number}")
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._tags: dict[str, str] = {}
        self._asked: tuple[str, str, float] | None = None
        self._said = b""
        self._patience: asyncio.TimerHandle | None = None
        self._later(self._rng.uniform(0, crowd.orders.ramp))

    @property
    def is_waiting(self) -> bool:
        """Whether he has asked, and not been answered."""
        return self._asked is not None

    def _later(self, seconds: float) -> None:
        self._crowd.loop.call_later(seconds, self._ask)

    def _ask(self) -> None:
        if self._crowd.is_over:
            return
        kind = self._rng.choices(tuple(MIX), tuple(MIX.values()))[0]
        path, accept = self._crowd.path(kind, self._rng)
        loop = self._crowd.loop
        self._asked, self._said = (kind, path, time.monotonic()), b""
        self._accept = accept
        self._patience = loop.call_later(GIVE_UP, self._give_up)
        if self._transport is None:
            self._crowd.connect(self, lambda: self._ended("no connection"))
        else:
            self._send()

    def _send(self) -> None:
        assert self._asked
        assert self._transport
        path = self._asked[1]
        knows = self._accept == PAGE and self._rng.random() < 0.5
        tag = self._tags.get(path) if knows else None
        condition = f"If-None-Match: {tag}\r\n" if tag else ""
        self._transport.write(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._crowd.orders.port}\r\n"
            f"Accept: {self._accept}\r\nAccept-Language: en-GB,en;q=0.9\r\n"
            f"Accept-Encoding: gzip, deflate, br\r\n{condition}\r\n".encode()
        )

    def _give_up(self) -> None:
        if self._asked:
            self._ended("no answer")
        if self._transport:
            self._transport.abort()

    def _ended(self, status: str) -> None:
        """Note an answer, or why there is none, and think."""
        kind, path, at = self._asked or ("", "", 0.0)
        self._asked = None
        if self._patience:
            self._patience.cancel()
        counts, seen = self._crowd.counts(at), self._crowd.seen
        if counts:
            seen.times[kind].append(round((time.monotonic() - at) * 1e3, 2))
            seen.statuses[kind][status] += 1
        if status not in {"200", "304"}:
            title = _TITLE.search(self._said)
            why = (title[1] or title[2]).decode() if title else "?"
            when = "" if counts else ", while they came: not counted"
            path = re.sub("[0-9]+", "N", path)
            seen.wrong[f"{status} {path} ({why}{when})"] += 1
        self._later(self._rng.uniform(*THINKS))

    # -- what asyncio and httptools call ---------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # uvloop's transports are of no class that asyncio has.
        self._transport = cast("asyncio.Transport", transport)
        self._parser = httptools.HttpResponseParser(self)
        self._crowd.seen.connections += 1
        if self._asked:
            self._send()

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        if self._asked:
            self._ended("connection lost")

    def data_received(self, data: bytes) -> None:
        self._crowd.seen.bytes += len(data)
        self._parser.feed_data(data)

    def on_header(self, name: bytes, value: bytes) -> None:
        if name.lower() == b"etag" and self._asked and self._accept == PAGE:
            self._tags[self._asked[1]] = value.decode()

    def on_body(self, body: bytes) -> None:
        if self._parser.get_status_code() >= 400:
            self._said += body[:2_000]

    def on_message_complete(self) -> None:
        if self._asked:
            self._ended(str(self._parser.get_status_code()))
        if self._transport and not self._parser.should_keep_alive():
            self._transport.close()


async def act(orders: Orders) -> Seen:
    """Be all users until the time is over."""
    crowd = Crowd(orders)
    people = [User(crowd, number) for number in range(orders.users)]
    listeners = [Listener(crowd, number) for number in range(orders.sockets)]
    await asyncio.sleep(orders.ramp)
    spent = time.process_time()
    while not crowd.is_over:
        due = time.monotonic() + 0.1
        await asyncio.sleep(0.1)
        crowd.seen.lags.append(round((time.monotonic() - due) * 1e3, 2))
    crowd.seen.cpu = time.process_time() - spent
    return await _answered(crowd, people, listeners)


async def _answered(
    crowd: Crowd, people: Sequence[User], listeners: Sequence[Listener]
) -> Seen:
    """Wait for the answers that are under way."""
    until = time.monotonic() + GIVE_UP + 1
    while any(user.is_waiting for user in people) and time.monotonic() < until:
        await asyncio.sleep(0.05)
    assert len(listeners) == crowd.orders.sockets
    return crowd.seen


if __name__ == "__main__":
    told = uvloop.run(act(Orders(**json.loads(sys.argv[1]))))
    # Not asdict: it cannot copy what counts.
    print(json.dumps({f.name: getattr(told, f.name) for f in fields(told)}), flush=True)
