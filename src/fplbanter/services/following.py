"""
Following: what one process has read, the others have on their boards at once.

Whoever reads something says so in Valkey: which parts, and of which entries. The
others look into the store then, and every two seconds anyhow, since nobody keeps
what was said while Valkey, or they, were away. Marks tell whether there is
anything new: three small questions for all that is on the board. Of entries there
are no marks; whoever may have missed something takes all line-ups in memory for
out of date.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, Self
from uuid import uuid4

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.subscriber import Subscriber
from fplbanter.errors import ClusterUnavailable, StoreUnavailable, UpstreamError
from fplbanter.game.model import EntryId
from fplbanter.ops.closing import Closing
from fplbanter.services.catching_up import catch_up_all
from fplbanter.services.product import Product
from fplbanter.services.upstream_health import Part

log = logging.getLogger(__name__)

CHANNEL: Final = "read"

LOOK_SECONDS: Final = 2.0
"""Between two looks at the marks at most."""

GATHER_SECONDS: Final = 0.05
"""What is read within so short a time is said at once, and looked for at once."""

MOST_ENTRIES: Final = 500
"""Entries in one message; of more than these each message is long enough."""

DEAF_SECONDS: Final = 10.0
"""While Valkey is away: after so long line-ups in memory are read anew."""


class Following(Closing):
    """
    Tells what this process reads, and takes up what others have read.

    `others` says whether there are any who read: without them nothing is missed
    while Valkey is away. Times are real seconds.
    """

    def __init__(
        self,
        product: Product,
        valkey: Valkey,
        *,
        others: bool = True,
        look: float = LOOK_SECONDS,
        deaf: float = DEAF_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._product = product
        self._valkey = valkey
        self._others = others
        self._look = look
        self._deaf = deaf
        self._monotonic = monotonic
        self._name: Final = uuid4().hex[:12]
        self._channel = valkey.key(CHANNEL)
        self._parts: set[str] = set()
        self._entries: set[EntryId] = set()
        self._something = asyncio.Event()
        self._news = asyncio.Event()
        self._heard_at = monotonic()
        self._subscriber = Subscriber(valkey, self._channel, self._hear, self._missed)
        self._tasks: list[asyncio.Task[None]] = []
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to tell and to follow."""
        self._product.season_reader.tell = self._tell_part
        self._product.entry_reader.changes.tell = self._tell_entry
        self._subscriber.start()
        self._tasks = [
            asyncio.create_task(work()) for work in (self._say, self._follow)
        ]
        self._begin_reading_day_status()
        return self

    async def aclose(self) -> None:
        """Stop."""
        await self._subscriber.stop()
        tasks = [*self._tasks, *([self._reading] if self._reading else [])]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # -- telling -------------------------------------------------------------

    def _tell_part(self, part: Part) -> None:
        self._parts.add(part.value)
        self._something.set()

    def _tell_entry(self, entry_id: EntryId) -> None:
        self._entries.add(entry_id)
        self._something.set()

    async def _say(self) -> None:
        """Say again and again what was read; who is away looks for himself."""
        while True:
            await self._something.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._something.clear()
            words = self._message()
            with suppress(ClusterUnavailable):
                await self._valkey.call("PUBLISH", self._channel, words)

    def _message(self) -> str:
        parts, self._parts = sorted(self._parts), set()
        entries = sorted(self._entries)
        self._entries = set(entries[MOST_ENTRIES:])
        if self._entries:
            self._something.set()
        said = {"by": self._name, "parts": parts, "entries": entries[:MOST_ENTRIES]}
        return json.dumps(said)

    # -- following -----------------------------------------------------------

    def _hear(self, words: bytes) -> None:
        """Take note of what another has read."""
        try:
            said = json.loads(words)
            if said["by"] == self._name:
                return
            parts = frozenset(map(str, said["parts"]))
            entries = [EntryId(int(entry_id)) for entry_id in said["entries"]]
        except (ValueError, KeyError, TypeError):
            # Of another version perhaps: it may have meant anybody.
            log.debug("What was read is not understood: %r", words[:100])
            self._missed()
            return
        for entry_id in entries:
            self._product.entry_reader.changes.hear(entry_id)
        if parts:
            self._news.set()
        if Part.DAY_STATUS in parts:
            self._begin_reading_day_status()

    def _missed(self) -> None:
        """Take everything for changed: something may have been said meanwhile."""
        self._heard_at = self._monotonic()
        self._product.entry_reader.changes.forget()
        self._news.set()

    async def _follow(self) -> None:
        """Look at the marks when there is news, or it is time."""
        while True:
            await self._catch_up()
            self._news.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(self._look):
                    await self._news.wait()
            self._mind_deafness()
            await asyncio.sleep(GATHER_SECONDS)

    async def _catch_up(self) -> None:
        try:
            await catch_up_all(self._product.store, self._product.board)
        except StoreUnavailable as error:
            # That the store is away is said once, elsewhere.
            log.debug("Nothing was taken up: %s", error)
        except Exception:
            log.exception("Taking up what others have read broke")

    def _mind_deafness(self) -> None:
        """Do without word of line-ups while there is nobody to bring it."""
        if self._subscriber.listens:
            self._heard_at = self._monotonic()
        elif self._others and self._monotonic() - self._heard_at >= self._deaf:
            self._missed()

    # -- the day's status, which no board has --------------------------------

    def _begin_reading_day_status(self) -> None:
        if self._reading is None or self._reading.done():
            self._reading = asyncio.create_task(self._read_day_status())

    async def _read_day_status(self) -> None:
        """Take it from what the gateway has: somebody asked FPL a moment ago."""
        with suppress(UpstreamError, StoreUnavailable):
            await self._product.season_reader.take_up_day_status()
