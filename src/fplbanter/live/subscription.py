"""
One reader's changes: a queue with an end, of any number of topics.

Nobody waits for a reader: one who does not keep up is let go at once, with all
that was kept for him.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Protocol, Self

from fplbanter.errors import TooSlow
from fplbanter.live.publishing import Change
from fplbanter.ops.closing import Closing


class Source(Protocol):
    """Where a reader's changes come from."""

    async def join(self, subscription: "Subscription", topic: str, since: int) -> bool:
        """Add a follower from a version on; False if what follows is not kept."""
        ...

    def part(self, subscription: "Subscription", topic: str) -> None:
        """Remove a follower."""
        ...


class Subscription(Closing):
    """
    The changes of the topics that one reader follows: `async with` it.

    One task reads it. `most` changes wait for the reader; one more, and `next`
    raises TooSlow from then on.
    """

    def __init__(
        self,
        source: Source,
        most: int,
        ended: "Callable[[Subscription], None]" = lambda _: None,
    ) -> None:
        self.most = most
        self._source = source
        self._end = ended
        self._queue: deque[Change] = deque()
        self._followed: dict[str, object] = {}
        self._arrival: asyncio.Future[None] | None = None
        self._ended: str | None = None

    async def __aenter__(self) -> Self:
        """Begin; nothing is followed yet."""
        return self

    async def aclose(self) -> None:
        """Follow nothing any more."""
        self.stop("the subscription is closed")

    @property
    def topics(self) -> frozenset[str]:
        """What is followed."""
        return frozenset(self._followed)

    async def follow(self, topic: str, since: int) -> bool:
        """
        Have the changes after version `since` follow, in order, each once.

        False, and nothing follows: they are not all kept any more, or are more
        than may wait: the reader needs the whole anew. A topic that is followed
        already is followed from `since` instead. Raises VersionAhead for one that
        never was, StoreUnavailable, and TooSlow once the subscription has ended.
        """
        self._refuse_if_ended()
        self.leave(topic)
        token = self._followed[topic] = object()
        joined = False
        try:
            joined = await self._source.join(self, topic, since)
        finally:
            if not joined and self._followed.get(topic) is token:
                del self._followed[topic]
        return joined

    def leave(self, topic: str) -> None:
        """Follow a topic no more; what waited of it is dropped."""
        if self._followed.pop(topic, None) is not None:
            self._source.part(self, topic)
            kept = [change for change in self._queue if change.topic != topic]
            self._queue = deque(kept)

    async def next(self) -> Change:
        """Wait for the next change; raises TooSlow when the reader was let go."""
        while not self._queue:
            self._refuse_if_ended()
            self._arrival = asyncio.get_running_loop().create_future()
            try:
                await self._arrival
            finally:
                self._arrival = None
        return self._queue.popleft()

    # -- for the source --------------------------------------------------------

    @property
    def room(self) -> int:
        """How many changes more may wait."""
        return self.most - len(self._queue)

    def wants(self, topic: str) -> object | None:
        """Return what stands for this wish to follow, None for no such wish."""
        return self._followed.get(topic)

    def push(self, change: Change) -> bool:
        """Have a change wait for the reader; False if there is no room."""
        if len(self._queue) >= self.most:
            return False
        self._queue.append(change)
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)
        return True

    def stop(self, why: str) -> None:
        """Let the reader go, and with him all that waited."""
        if self._ended is not None:
            return
        self._ended = why
        self._queue.clear()
        for topic in tuple(self._followed):
            self.leave(topic)
        self._end(self)
        if self._arrival is not None and not self._arrival.done():
            self._arrival.set_result(None)

    def _refuse_if_ended(self) -> None:
        if self._ended is not None:
            raise TooSlow(self._ended)
