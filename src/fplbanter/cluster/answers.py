"""
Bytes of answers that all processes share, and word of every new one.

An answer is kept under a lease (`leases.py`): a late writer's is dropped. Every
answer ends by itself, none is larger than `max_bytes`, and none is taken when
Valkey's memory is nearly full. What an unknown version of this program kept is
a miss. Versions of a key only rise.

Who waits for an answer is told of it by publish and subscribe: one connection
for a process, and one read for all who wait for a key. A message may be missed,
so they look again twice a second.
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging import getLogger
from typing import Final, Self

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.cluster.leases import Lease
from fplbanter.cluster.subscriber import Subscriber
from fplbanter.errors import ClusterUnavailable
from fplbanter.ops.closing import Closing

Meta = Mapping[str, str | int | float | bool | None]
"""What is known about an answer, such as its validators. Flat, and small."""

Heard = Callable[[str, int], None]

_SCHEMA: Final = b"1"
_FIELDS: Final = ("schema", "kind", "body", "meta", "fence", "version", "saved_at")
_LOOK_AGAIN: Final = 0.5

_KEEP: Final = Script("answer")
_log = getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stored:
    """
    An answer as it is kept. A body of None is a negative entry: `meta` says why.

    `saved_at` is the server's UNIX time; `version` rises with every new body.
    """

    body: bytes | None
    meta: Meta
    fence: int
    version: int
    saved_at: float


class Answers(Closing):
    """
    The shared answers. `async with Answers(valkey)` hears of new ones at once.

    Without that, or while Valkey is gone, waiting works too, only later.
    """

    def __init__(
        self,
        valkey: Valkey,
        *,
        max_bytes: int = 8 * 2**20,
        max_ttl: float = 7 * 86_400.0,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._valkey = valkey
        self._max_bytes = max_bytes
        self._max_ttl = max_ttl
        self._monotonic = monotonic
        self._channel = valkey.key("answers", "saved")
        self._watches: dict[str, _Watch] = {}
        self._listeners: dict[int, Heard] = {}
        self._subscriber = Subscriber(
            valkey, self._channel, self._hear, self._look_again
        )

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._subscriber.start()
        return self

    async def aclose(self) -> None:
        """Stop listening; who still waits waits until his time is up."""
        await self._subscriber.stop()
        for watch in self._watches.values():
            watch.task.cancel()

    async def find(self, key: str) -> Stored | None:
        """Return the answer of a key; raises ClusterUnavailable."""
        return _read(await self._valkey.call("HMGET", self._name(key), *_FIELDS))

    async def save(
        self, key: str, body: bytes | None, meta: Meta, lease: Lease, *, ttl: float
    ) -> int | None:
        """
        Keep an answer for `ttl` seconds; return its version.

        A body of None keeps that there is none. Returns None where it is not
        kept: it is too large, memory is short, or a later lease kept one. Raises
        ValueError for a time that is not positive, and ClusterUnavailable.
        """
        text = _packed(meta)
        if len(body or b"") + len(text) > self._max_bytes:
            _log.warning("an answer of %d bytes is not kept", len(body or b""))
            return None
        kind = "negative" if body is None else "body"
        version = await self._keep("save", key, text, lease, ttl, body or b"", kind)
        return version if version > 0 else None

    async def touch(self, key: str, meta: Meta, lease: Lease, *, ttl: float) -> bool:
        """
        Keep the same body and version with new meta: FPL said 304.

        Returns False if it is not there any more, or a later lease kept another.
        """
        return await self._keep("touch", key, _packed(meta), lease, ttl) > 0

    async def forget(self, key: str) -> None:
        """Remove an answer; raises ClusterUnavailable."""
        await self._valkey.call("DEL", self._name(key))

    async def wait_for(
        self,
        key: str,
        after_version: int,
        timeout: float,  # noqa: ASYNC109  Who waited in vain is told None.
    ) -> Stored | None:
        """
        Wait for an answer newer than `after_version` (0: for any).

        An answer that is touched counts as new. Returns None when `timeout`
        seconds are over. Never raises ClusterUnavailable.
        """
        watch = self._watches.get(key)
        if watch is None or watch.task.done():
            watch = self._watches[key] = _Watch(self, key)
        arrival = watch.join(after_version)
        try:
            async with asyncio.timeout(timeout):
                return await arrival
        except TimeoutError:
            return None
        finally:
            watch.leave(arrival)
            if not watch.waiters and self._watches.get(key) is watch:
                watch.task.cancel()
                del self._watches[key]

    def on_saved(self, heard: Heard) -> Callable[[], None]:
        """
        Call `heard` with key and version of every answer that is kept anywhere.

        Return what ends it. Messages may be missed, and come twice.
        """
        number = id(heard)
        self._listeners[number] = heard
        return lambda: self._listeners.pop(number, None) and None

    async def _keep(
        self,
        verb: str,
        key: str,
        meta: str,
        lease: Lease,
        ttl: float,
        *more: bytes | str,
    ) -> int:
        if not ttl > 0:
            raise ValueError("an answer must be kept for some time")
        span = max(1, int(min(ttl, self._max_ttl) * 1000))
        args = (verb, _SCHEMA, lease.fence, meta, span, self._channel, key, *more)
        return int(await self._valkey.run(_KEEP, [self._name(key)], args))

    def _name(self, key: str) -> str:
        return self._valkey.key("answer", key)

    def _hear(self, message: bytes) -> None:
        """Take note of a message: `VERSION KEY`."""
        version, _, key = message.decode().partition(" ")
        if watch := self._watches.get(key):
            watch.news.set()
        for heard in tuple(self._listeners.values()):
            heard(key, int(version))

    def _look_again(self) -> None:
        """Messages may have been missed: let all who wait look."""
        for watch in self._watches.values():
            watch.news.set()


class _Watch:
    """All who wait for one key in this process; one task looks for them."""

    def __init__(self, answers: Answers, key: str) -> None:
        self.news = asyncio.Event()
        self.waiters: dict[asyncio.Future[Stored], int] = {}
        self._answers = answers
        self._key = key
        self._last: Stored | None = None
        self.task = asyncio.create_task(self._look())

    def join(self, after_version: int) -> "asyncio.Future[Stored]":
        """Wait for a version after that one."""
        arrival: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        self.waiters[arrival] = after_version
        # What was found for others before this one came may be what he needs.
        if self._last and self._last.version > after_version:
            arrival.set_result(self._last)
        return arrival

    def leave(self, arrival: "asyncio.Future[Stored]") -> None:
        """Do not wait any more."""
        self.waiters.pop(arrival, None)

    async def _look(self) -> None:
        while True:
            self.news.clear()
            with suppress(ClusterUnavailable):
                if stored := await self._answers.find(self._key):
                    self._tell(stored)
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK_AGAIN):
                    await self.news.wait()

    def _tell(self, stored: Stored) -> None:
        touched = self._last is not None and stored.saved_at > self._last.saved_at
        self._last = stored
        for arrival, after_version in tuple(self.waiters.items()):
            if (touched or stored.version > after_version) and not arrival.done():
                arrival.set_result(stored)


def _packed(meta: Meta) -> str:
    return json.dumps(dict(meta), separators=(",", ":"))


def _read(fields: Sequence[bytes | None]) -> Stored | None:
    """Read an entry; what is not understood is a miss, never an error."""
    schema, kind, body, meta, fence, version, saved_at = fields
    if schema != _SCHEMA or body is None:
        return None
    try:
        return Stored(
            body=None if kind == b"negative" else body,
            meta=json.loads(meta or b"{}"),
            fence=int(fence or 0),
            version=int(version or 0),
            saved_at=float(saved_at or 0.0),
        )
    except ValueError:
        return None
