"""
Where FPL's answers are kept: in the process, in Valkey, and in MongoDB.

The nearest shelf is looked at first. In the process lies what is given out
without waiting for anybody, within a limit of bytes; Valkey has what all
processes share, so that a restart begins warm; MongoDB has the last good answer
of each key, for a start while FPL is down.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, Final

from fplbanter.cluster.answers import Answers as SharedAnswers
from fplbanter.cluster.leases import Lease
from fplbanter.errors import ClusterUnavailable, StoreUnavailable
from fplbanter.fpl.copies import Copy
from fplbanter.ops import metrics
from fplbanter.store.answers import Answers as KeptAnswers
from fplbanter.store.answers import KeptAnswer

log = logging.getLogger(__name__)

DAYS_FINAL: Final = 60.0
DAYS_ELSE: Final = 8.0
MOST_WRITES: Final = 32
"""Answers on their way to MongoDB at most; more are not kept there this time."""

_COST: Final = 512
"""Bytes that a copy takes beside its body, at a guess."""

News = Callable[[str, Copy], Awaitable[None]]


class Shelves:
    """All copies of FPL's answers; `max_bytes` of them in this process."""

    def __init__(
        self, shared: SharedAnswers, kept: KeptAnswers, *, max_bytes: int
    ) -> None:
        self._shared = shared
        self._kept = kept
        self._max_bytes = max_bytes
        self._near: OrderedDict[str, Copy] = OrderedDict()
        self._bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._reading: set[str] = set()
        self._unhear = shared.on_saved(self._hear)
        self._tell: News | None = None

    @property
    def busy(self) -> bool:
        """Say whether anything is being read or kept behind."""
        return bool(self._tasks)

    def on_news(self, tell: News) -> None:
        """Have `tell` called with every copy that comes from a farther shelf."""
        self._tell = tell

    async def close(self) -> None:
        """Finish what is being written, and stop."""
        self._unhear()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # -- looking -------------------------------------------------------------

    def near(self, key: str) -> Copy | None:
        """Return the copy in this process, without waiting for anybody."""
        copy = self._near.get(key)
        if copy is not None:
            self._near.move_to_end(key)
        return copy

    async def find(self, key: str) -> Copy | None:
        """Return the newest copy there is, from the nearest shelf that has one."""
        if copy := self.near(key):
            return copy
        found = await self.find_shared(key) or await self._old(key)
        # It may have been fetched while the farther shelves were looked at.
        return self.near(key) or found

    async def find_shared(self, key: str) -> Copy | None:
        """Return the copy that all processes share, and put it near."""
        with suppress(ClusterUnavailable):
            stored = await self._shared.find(key)
            copy = stored and Copy.stored(stored)
            if copy:
                return await self._brought(key, copy)
        return None

    async def _old(self, key: str) -> Copy | None:
        """Return the copy that MongoDB has kept, and put it near."""
        with suppress(StoreUnavailable):
            kept = await self._kept.find_answer(key)
            copy = kept and Copy.of(kept.body, kept.meta, kept.version)
            if copy:
                return await self._brought(key, copy)
        return None

    async def _brought(self, key: str, copy: Copy) -> Copy:
        """Put a copy near that another process has fetched, and tell of it."""
        known = self._near.get(key)
        near = self.put_near(key, copy)
        if self._tell and (known is None or near.version > known.version):
            await self._tell(key, near)
        return near

    # -- keeping -------------------------------------------------------------

    def put_near(self, key: str, copy: Copy) -> Copy:
        """Keep a copy in this process unless a newer one is there; return that."""
        known = self._near.get(key)
        if known is not None and _order(known) > _order(copy):
            return known
        self._bytes += _size(copy) - (_size(known) if known else 0)
        self._near[key] = copy
        self._near.move_to_end(key)
        while self._bytes > self._max_bytes and len(self._near) > 1:
            _, dropped = self._near.popitem(last=False)
            self._bytes -= _size(dropped)
            metrics.COPY_EVICTIONS.inc()
        metrics.COPIES_HELD.set(len(self._near))
        metrics.COPIES_BYTES.set(self._bytes)
        return copy

    async def save(
        self, key: str, copy: Copy, lease: Lease | None, *, ttl: float
    ) -> Copy:
        """
        Keep a new copy everywhere; return the one that counts.

        That is another one where a later lease has kept it already: a late
        writer's answer is dropped. `ttl` is in real seconds.
        """
        version: int | None = int(time.time() * 1e6)
        if lease is not None:
            with suppress(ClusterUnavailable):
                version = await self._shared.save(
                    key, copy.body, copy.meta(), lease, ttl=ttl
                )
        if version is None:
            winner = await self._winner(key, lease)
            if winner:
                return winner
            version = int(time.time() * 1e6)
        saved = self.put_near(key, copy.numbered(version))
        self._keep_behind(key, saved)
        return saved

    async def stand_by(
        self, key: str, copy: Copy, lease: Lease | None, *, ttl: float
    ) -> Copy:
        """Note that FPL stands by a copy (304): same body, same version."""
        if lease is not None:
            with suppress(ClusterUnavailable):
                await self._shared.touch(key, copy.meta(), lease, ttl=ttl)
        return self.put_near(key, copy)

    async def _winner(self, key: str, lease: Lease | None) -> Copy | None:
        """Return the copy of a later lease; None if ours was refused for its size."""
        with suppress(ClusterUnavailable):
            stored = await self._shared.find(key)
            if stored and lease and stored.fence > lease.fence:
                metrics.LATE_ANSWERS.inc()
                copy = Copy.stored(stored)
                return self.put_near(key, copy) if copy else None
        return None

    def _keep_behind(self, key: str, copy: Copy) -> None:
        """Have MongoDB keep a copy; nobody waits for it."""
        if copy.body is not None and len(self._tasks) < MOST_WRITES:
            self._behind(self._keep(key, copy.body, copy))

    async def _keep(self, key: str, body: bytes, copy: Copy) -> None:
        answer = KeptAnswer(body, copy.meta(), copy.version)
        days = DAYS_FINAL if copy.final else DAYS_ELSE
        try:
            await self._kept.save_answer(key, answer, days=days)
        except StoreUnavailable:
            log.debug("MongoDB did not keep %s", key)

    # -- hearing of others' copies --------------------------------------------

    def _hear(self, key: str, version: int) -> None:
        """Have a copy read anew that another process has replaced."""
        known = self._near.get(key)
        if known is None or known.version >= version or key in self._reading:
            return
        self._reading.add(key)
        self._behind(self._read_again(key))

    async def _read_again(self, key: str) -> None:
        self._reading.discard(key)
        await self.find_shared(key)

    def _behind(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _order(copy: Copy) -> tuple[int, float]:
    return (copy.version, copy.checked_at.timestamp())


def _size(copy: Copy) -> int:
    return _COST + len(copy.body or b"")
