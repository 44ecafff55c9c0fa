"""
Answers being made: once for all who wait, and for nobody after a change.

Whoever leaves meanwhile does not stop it. What a change has overtaken is given to
those who had asked before it, and never kept: it may hold what was there before.
"""

import asyncio
from collections.abc import Callable
from typing import Final

from starlette.types import ASGIApp, Scope

from fplbanter.ops import metrics
from fplbanter.web.gateway.packed import Packed, pack
from fplbanter.web.ready.answers import Repacked, kept_fields, meant_tag, never
from fplbanter.web.ready.asking import Key
from fplbanter.web.ready.collected import Collected, collect
from fplbanter.web.ready.routes import Place
from fplbanter.web.ready.shelf import ByTopic, Shelf

PACKED_HERE: Final = 4_096
"""Bytes that are packed sooner than a thread would begin with them."""

Built = Repacked | Collected
"""What came of it: an answer for everybody, or one that is not."""


class Builder:
    """Asks the app for what everybody may have, and puts it on the shelf."""

    def __init__(
        self, app: ASGIApp, shelf: Shelf, lifetime: float, seconds: Callable[[], float]
    ) -> None:
        self._app = app
        self._shelf = shelf
        self._lifetime = lifetime
        self._seconds = seconds
        self._newest: dict[Key, tuple[asyncio.Task[Built], Place]] = {}
        self._topics = ByTopic()
        self._every: set[asyncio.Task[Built]] = set()

    def launch(
        self, scope: Scope, key: Key, place: Place
    ) -> tuple[asyncio.Task[Built], bool]:
        """Have an answer made; say whether it was not being made already."""
        if key in self._newest:
            return self._newest[key][0], False
        task = asyncio.create_task(self._build(scope, key, place))
        self._newest[key] = task, place
        self._topics.add(key, place.topics)
        self._every.add(task)
        task.add_done_callback(lambda done: self._landed(key, done))
        return task, True

    def overtake(self, topic: str) -> None:
        """Keep nothing of what is being made now and is moved by a topic."""
        for key in self._topics.under(topic):
            self._forget(key)

    async def aclose(self) -> None:
        """Stop making answers."""
        tasks = tuple(self._every)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _build(self, scope: Scope, key: Key, place: Place) -> Built:
        began = self._seconds()
        collected = await collect(self._app, scope)
        if not collected.enters:
            return collected
        packed = await self._packed(key, collected.body, meant_tag(collected))
        fields = kept_fields(collected, key.path)
        return Repacked(place, fields, packed, began, self._lifetime)

    async def _packed(self, key: Key, body: bytes, tag: str | None) -> Packed:
        before = self._shelf.find(key)
        if isinstance(before, Repacked) and before.packed.plain == body:
            return before.packed
        if len(body) <= PACKED_HERE:
            return pack(body, never(), tag)
        return await asyncio.to_thread(pack, body, never(), tag)

    def _forget(self, key: Key) -> None:
        _, place = self._newest.pop(key)
        self._topics.discard(key, place.topics)

    def _landed(self, key: Key, task: asyncio.Task[Built]) -> None:
        """Keep what was made, unless a change has overtaken it."""
        self._every.discard(task)
        failed = task.cancelled() or task.exception() is not None
        newest, _ = self._newest.get(key, (None, None))
        if newest is not task:
            metrics.EDGE_BUILDS.labels("overtaken").inc()
            return
        self._forget(key)
        built = None if failed else task.result()
        if isinstance(built, Repacked):
            metrics.EDGE_BUILDS.labels("kept").inc()
            self._shelf.put(key, built, self._seconds())
        else:
            metrics.EDGE_BUILDS.labels("refused").inc()
            self._shelf.drop(key)
