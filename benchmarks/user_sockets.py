"""Users who hold a socket: for `user_load.py`."""

import asyncio
import json
import struct
from random import Random
from typing import Final, cast

from benchmarks.user_crowd import Crowd

TOPICS: Final = ("league:900", "gameweek")
COMES_BACK: Final = (1.0, 3.0)
"""Seconds until who has lost his socket is back."""

_HANDSHAKE: Final = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


class Listener(asyncio.Protocol):
    """One socket: it follows what a league's page follows, and answers pings."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        self._crowd = crowd
        self._rng = Random(f"{crowd.orders.seed}:socket:{number}")
        self._later(self._rng.uniform(0, crowd.orders.ramp))

    def _later(self, seconds: float) -> None:
        self._held, self._is_open = bytearray(), False
        self._versions: dict[bytes, int] = {}
        self._crowd.loop.call_later(seconds, self._connect)

    def _connect(self) -> None:
        if not self._crowd.is_over:
            self._crowd.connect(self, lambda: self.connection_lost(None))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._transport.write(_HANDSHAKE.format(port=self._crowd.orders.port).encode())

    def connection_lost(self, _: Exception | None) -> None:
        if self._is_open:
            self._crowd.seen.sockets_open -= 1
        if not self._crowd.is_over:
            self._crowd.seen.sockets_lost += 1
            self._later(self._rng.uniform(*COMES_BACK))

    def data_received(self, data: bytes) -> None:
        self._held += data
        if not self._is_open and not self._opened():
            return
        while (size := _frame(self._held)) is not None:
            kind, start, end = size
            self._take(kind, bytes(self._held[start : min(end, start + 200)]))
            del self._held[:end]

    def _opened(self) -> bool:
        head, found, rest = self._held.partition(b"\r\n\r\n")
        if not found:
            return False
        if not head.startswith(b"HTTP/1.1 101"):
            self._crowd.seen.wrong[f"{head[9:12].decode()} /ws"] += 1
            self._transport.close()
            return False
        self._held, self._is_open = rest, True
        self._crowd.seen.sockets_open += 1
        for topic in TOPICS:
            said = json.dumps({"type": "follow", "topic": topic}).encode()
            self._transport.write(_masked(1, said))
        return True

    def _take(self, kind: int, begin: bytes) -> None:
        if kind == 9:
            self._transport.write(_masked(10, begin))
        elif kind == 1:
            word = begin[9:].partition(b'"')[0].decode()
            self._crowd.seen.socket_messages[word] += 1
            if word in {"snapshot", "change"}:
                self._hold(begin, is_change=word == "change")

    def _hold(self, begin: bytes, *, is_change: bool) -> None:
        """See that no version of a topic is missing, or comes twice."""
        topic = begin.partition(b'"topic":"')[2].partition(b'"')[0]
        number = begin.partition(b'"version":')[2].partition(b",")[0]
        version = int(number)
        if is_change and version != self._versions.get(topic, -2) + 1:
            self._crowd.seen.gaps += 1
        self._versions[topic] = version


def _frame(held: bytearray) -> tuple[int, int, int] | None:
    """Return a whole frame's kind, and where its content begins and ends."""
    if len(held) < 2:
        return None
    size, start = held[1] & 127, 2
    if size == 126:
        start = 4
        size = struct.unpack_from("!H", held, 2)[0] if len(held) >= start else 0
    elif size == 127:
        start = 10
        size = struct.unpack_from("!Q", held, 2)[0] if len(held) >= start else 0
    return (held[0] & 15, start, start + size) if len(held) >= start + size else None


def _masked(kind: int, content: bytes) -> bytes:
    """Return a short frame as a client sends it; its mask is nothing."""
    return struct.pack("!BB4x", 0x80 | kind, 0x80 | len(content)) + content
