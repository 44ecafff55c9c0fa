"""
The hub: every change that is kept comes to this process's readers, in order, once.

It hears of changes on one channel of Valkey. What it does not hear (a message was
missed, the connection broke, Valkey is away) it finds in MongoDB: it looks at the
heads of what is followed here, in one question, at once when it has come back,
every second while it is deaf, and now and then in any case, since a publisher may
have died before he announced what he had kept.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Final, Self, TypeVar

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.subscriber import Subscriber
from fplbanter.errors import StoreUnavailable
from fplbanter.live.announcing import CHANNEL, Announced, announced
from fplbanter.live.feeds import Feeds
from fplbanter.live.publishing import Change
from fplbanter.live.subscription import Subscription
from fplbanter.ops import metrics
from fplbanter.ops.closing import Closing
from fplbanter.store.changes import Changes

LOOK_SECONDS: Final = 1.0
"""How often the heads are looked at while Valkey is away."""

LOOK_ANYWAY_SECONDS: Final = 5.0
"""How often they are looked at while all is well."""

_CLOSED: Final = "the hub has closed"

Heard = Callable[[str], None]
Missed = Callable[[], None]

log = logging.getLogger(__name__)

T = TypeVar("T")


class Hub(Closing):
    """
    The one hub of a process: `async with Hub(store.changes, valkey)`.

    `look` and `look_anyway` are in seconds.
    """

    def __init__(
        self,
        changes: Changes,
        valkey: Valkey,
        *,
        look: float = LOOK_SECONDS,
        look_anyway: float = LOOK_ANYWAY_SECONDS,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._valkey = valkey
        self._look, self._look_anyway = look, look_anyway
        self._monotonic = monotonic
        self._feeds = Feeds(changes, pause=look)
        self._subscriptions: set[Subscription] = set()
        self._news: dict[object, Heard] = {}
        self._missed: dict[object, Missed] = {}
        self._look_now = asyncio.Event()
        self._watching: asyncio.Task[None] | None = None
        self._is_closed = False
        self._subscriber = Subscriber(
            valkey, valkey.key(*CHANNEL), self._hear, self._came_back
        )

    async def __aenter__(self) -> Self:
        """Begin to listen."""
        self._subscriber.start()
        self._watching = asyncio.create_task(self._watch())
        return self

    async def aclose(self) -> None:
        """Stop listening; every reader is let go."""
        self._is_closed = True
        await self._subscriber.stop()
        for subscription in tuple(self._subscriptions):
            subscription.stop(_CLOSED)
        if self._watching:
            self._watching.cancel()
            await asyncio.gather(self._watching, return_exceptions=True)
        await self._feeds.close()

    @property
    def is_deaf(self) -> bool:
        """Tell whether announcements do not arrive, as far as is known."""
        return not self._subscriber.listens or self._valkey.resting

    # -- for readers -----------------------------------------------------------

    async def version(self, topic: str) -> int:
        """
        Return the newest version that is kept of a topic, 0 if there is none.

        Read it before the data that it stands for. Raises StoreUnavailable.
        """
        return await self._feeds.version(topic)

    def subscribe(self, *, most: int = 64) -> Subscription:
        """Return a reader's subscription, for whom `most` changes may wait."""
        subscription = Subscription(self._feeds, most, self._end)
        self._subscriptions.add(subscription)
        metrics.LIVE_SUBSCRIPTIONS.inc()
        if self._is_closed:
            subscription.stop(_CLOSED)
        return subscription

    def topics(self) -> tuple[str, ...]:
        """Return what is followed in this process."""
        return self._feeds.topics

    def on_news(self, heard: Heard) -> Callable[[], None]:
        """
        Call `heard` with every topic that is announced, changed or read anew.

        Return what ends it. Topics may come twice, and be missed: see `on_missed`.
        """
        return _noted(self._news, heard)

    def on_missed(self, missed: Missed) -> Callable[[], None]:
        """
        Call `missed` when announcements may have been missed, of any topic.

        That is when the hub begins to listen, also again, and every second while
        it cannot. Return what ends it.
        """
        return _noted(self._missed, missed)

    def _end(self, subscription: Subscription) -> None:
        self._subscriptions.remove(subscription)
        metrics.LIVE_SUBSCRIPTIONS.dec()

    # -- hearing ---------------------------------------------------------------

    def _hear(self, message: bytes) -> None:
        """Take a message; what is not understood is looked up."""
        said = announced(message)
        if said is None:
            self._look_now.set()
            return
        self._tell(said.topics)
        if said.version:
            self._take(said)

    def _take(self, said: Announced) -> None:
        """Have a change be handed on; it is read only if somebody needs it."""
        (topic,), change = said.topics, None
        if said.change and self._feeds.needs(topic, said.version):
            try:
                change = Change.of(said.change)
            except ValueError:
                log.warning("an announced change of %s is not JSON", topic)
            else:
                delay = datetime.now(UTC) - said.change.kept_at
                metrics.LIVE_DELAY_SECONDS.observe(max(0.0, delay.total_seconds()))
        self._feeds.take(topic, said.version, change)

    def _came_back(self) -> None:
        """Messages may have been missed."""
        self._look_now.set()
        _call(self._missed.values())

    def _tell(self, topics: Iterable[str]) -> None:
        for topic in topics:
            _call(partial(heard, topic) for heard in self._news.values())

    # -- what was missed -------------------------------------------------------

    async def _watch(self) -> None:
        """Look at the heads for ever."""
        looked = -math.inf
        while True:
            try:
                async with asyncio.timeout(self._look):
                    await self._look_now.wait()
            except TimeoutError:
                if self.is_deaf:
                    _call(self._missed.values())
                elif self._monotonic() - looked < self._look_anyway:
                    continue
            self._look_now.clear()
            looked = await self._look_at_heads()

    async def _look_at_heads(self) -> float:
        """See what is new of all that is followed; return when that was seen."""
        begun = self._monotonic()
        try:
            self._tell(await self._feeds.look())
        except StoreUnavailable:
            return -math.inf
        except Exception:
            # Whatever it was, the next look may succeed; without it all stand still.
            log.exception("the hub could not look for what it has missed")
        return begun


def _noted(listeners: dict[object, T], listener: T) -> Callable[[], None]:
    """Note a listener, and return what strikes him off."""
    token = object()
    listeners[token] = listener

    def strike_off() -> None:
        listeners.pop(token, None)

    return strike_off


def _call(listeners: Iterable[Callable[[], None]]) -> None:
    """Call each; one that fails must not silence the hub."""
    for listener in tuple(listeners):
        try:
            listener()
        except Exception:
            log.exception("a listener of the hub has failed")
