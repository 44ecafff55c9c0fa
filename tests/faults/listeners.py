"""
Readers who follow a topic at `/ws` or `/events`, and come back with what they have.

Each keeps the versions that it was given. What is lost or comes twice, and who was
told to forget what he had, is counted at the end.
"""

import asyncio
import json
import random
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import uuid4

import httpx2
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus, WebSocketException

from fplbanter.cluster.connection import connect as connect_valkey
from fplbanter.errors import StoreUnavailable
from fplbanter.live.publishing import Publisher
from fplbanter.store import database

QUIET = 50.0
"""Seconds without a word, after which a connection is dead: 2.5 heartbeats."""

PAUSE = 1.0
"""Seconds at most before another try where nobody said goodbye."""


@dataclass(slots=True)
class Listener(ABC):
    """One reader, and what he was given."""

    port: int
    topic: str
    versions: list[int] = field(default_factory=list)
    snapshots: int = 0
    refusals: list[str] = field(default_factory=list)
    goodbyes: int = 0
    returns: int = 0
    _pause: float | None = None

    @property
    def last(self) -> int | None:
        """The newest version that he has."""
        return self.versions[-1] if self.versions else None

    @property
    def missed(self) -> int:
        """How many versions he was never given, since the first snapshot."""
        return self.versions[-1] - self.versions[0] + 1 - len({*self.versions})

    @property
    def doubled(self) -> int:
        """How many he was given a second time."""
        return len(self.versions) - len({*self.versions})

    async def listen(self) -> None:
        """Listen for ever."""
        while True:
            try:
                await self._once()
            except InvalidStatus as error:
                self.refusals.append(str(error.response.status_code))
            except (OSError, WebSocketException, httpx2.HTTPError, TimeoutError):
                pass
            pause, self._pause = self._pause, None
            await asyncio.sleep(random.uniform(0, PAUSE) if pause is None else pause)
            self.returns += 1

    @abstractmethod
    async def _once(self) -> None:
        """Listen until the connection ends."""

    def take(self, message: dict[str, Any]) -> float | None:
        """Take a message; return in how many seconds to follow again, if at all."""
        kind = message["type"]
        if kind == "bye":
            self.goodbyes += 1
            self._pause = message["come_back_in"]
        elif kind == "error":
            return float(message["retry_in"])
        elif kind in ("snapshot", "change"):
            self.snapshots += kind == "snapshot"
            self.versions.append(message["version"])
        return None


class SocketListener(Listener):
    """At `/ws`."""

    async def _once(self) -> None:
        url = f"ws://127.0.0.1:{self.port}/ws"
        async with connect(url, compression=None, proxy=None, max_size=2**24) as line:
            again: float | None = 0.0
            while True:
                if again is not None:
                    await asyncio.sleep(again)
                    frame = {"type": "follow", "topic": self.topic, "since": self.last}
                    await line.send(json.dumps(frame))
                async with asyncio.timeout(QUIET):
                    again = self.take(json.loads(await line.recv()))


class EventsListener(Listener):
    """At `/events`, as a browser does it: the last id is sent back."""

    async def _once(self) -> None:
        url = f"http://127.0.0.1:{self.port}/events?topic={self.topic}"
        had = (
            {} if self.last is None else {"Last-Event-ID": f"{self.topic}@{self.last}"}
        )
        async with (
            httpx2.AsyncClient(trust_env=False, timeout=QUIET) as http,
            http.stream("GET", url, headers=had) as answer,
        ):
            if answer.status_code != 200:
                self.refusals.append(str(answer.status_code))
                return
            async for line in answer.aiter_lines():
                if line.startswith("data: "):
                    self._pause = self.take(json.loads(line[6:])) or self._pause
                    if self._pause is not None:
                        return


@dataclass(slots=True)
class Crowd:
    """All who listen, and the one who has something to say besides the product."""

    listeners: list[Listener]
    store: database.Store
    topic: str
    published: int = 0

    async def caught_up(self, within: float) -> int:
        """Wait until everybody has the newest version; return it."""
        newest = await self.newest()
        async with asyncio.timeout(within):
            while any((each.last or 0) < newest for each in self.listeners):
                await asyncio.sleep(0.05)
        return newest

    async def newest(self) -> int:
        """Return the newest version that is kept."""
        return (await self.store.changes.find_versions([self.topic]))[self.topic]

    async def began(self, within: float = 30.0) -> None:
        """Wait until everybody has had a snapshot."""
        async with asyncio.timeout(within):
            while any(each.last is None for each in self.listeners):
                await asyncio.sleep(0.05)

    def told(self) -> str:
        """Say what became of them."""
        all_ = self.listeners
        return (
            f"{len(all_)} listeners, {self.published} changes published beside the "
            f"product's: {sum(len(x.versions) - x.snapshots for x in all_)} heard, "
            f"{self.missed} missed, {self.doubled} doubled, {self.anew} told to read "
            f"all anew; {sum(x.goodbyes for x in all_)} goodbyes, "
            f"{sum(x.returns for x in all_)} returns, "
            f"{sum(len(x.refusals) for x in all_)} refused at the door"
        )

    @property
    def missed(self) -> int:
        """Versions that somebody was not given."""
        return sum(each.missed for each in self.listeners)

    @property
    def doubled(self) -> int:
        """Versions that somebody was given twice."""
        return sum(each.doubled for each in self.listeners)

    @property
    def anew(self) -> int:
        """Snapshots after the first: what was missed was not to be had."""
        return sum(each.snapshots - 1 for each in self.listeners)

    async def publish(self, publisher: Publisher, pause: float) -> None:
        """Publish for ever, each thing once whatever stands in the way."""
        ours = uuid4().hex
        for number in count():
            news = {"rows": [], "gone": [], "moments": [], "number": number}
            source = f"{ours}:{number}"
            while True:
                with suppress(StoreUnavailable):
                    await publisher.publish(self.topic, news, source=source)
                    break
                await asyncio.sleep(0.2)
            self.published += 1
            await asyncio.sleep(pause)


@asynccontextmanager
async def listening_crowd(
    port: int,
    mongo: str,
    valkey: str,
    *,
    topic: str,
    each: int = 6,
    pause: float = 0.25,
) -> AsyncIterator[Crowd]:
    """Have so many of each kind listen to a topic, about which more is published."""
    listeners: list[Listener] = [
        kind(port, topic)
        for kind in (SocketListener, EventsListener)
        for _ in range(each)
    ]
    store = database.connect(mongo, "fplbanter")
    async with connect_valkey(valkey, prefix="fplbanter:") as door:
        crowd = Crowd(listeners, store, topic)
        tasks = [asyncio.create_task(listener.listen()) for listener in listeners]
        try:
            await crowd.began()
            publisher = Publisher(store.changes, door)
            tasks.append(asyncio.create_task(crowd.publish(publisher, pause)))
            yield crowd
        finally:
            for task in tasks:
                task.cancel()
            ended = await asyncio.gather(*tasks, return_exceptions=True)
            await store.close()
    wrong = [x for x in ended if isinstance(x, Exception)]
    assert wrong == []
