"""What all readers of one process share: who may come in, and how all are sent home."""

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

from starlette.types import Scope

from fplbanter import __version__
from fplbanter.live.hub import Hub
from fplbanter.live.subscription import Subscription
from fplbanter.ops import metrics
from fplbanter.services.streams import Snapshots
from fplbanter.settings import Network
from fplbanter.web.address import caller_of
from fplbanter.web.stream.limits import Limits, Seats, Unwelcome, refuse_foreign
from fplbanter.web.stream.messages import PROTOCOL, Allowed, Bye, Hello
from fplbanter.web.stream.session import Outlet, Session
from fplbanter.web.stream.snapshots import SnapshotDesk
from fplbanter.web.watching import cut

FAREWELL_SECONDS: Final = 2.0
"""For saying goodbye to all; who has not taken it by then goes without."""

log = logging.getLogger(__name__)

End = Callable[[Bye], Awaitable[None]]


class Room:
    """Lets readers in, counts them, and sends them home."""

    def __init__(
        self,
        hub: Hub,
        snapshots: Snapshots,
        limits: Limits,
        *,
        trusted: Sequence[Network] = (),
    ) -> None:
        self.limits = limits
        self.hello = _hello(limits).text()
        self._hub = hub
        self._desk = SnapshotDesk(hub, snapshots)
        self._trusted = trusted
        self._seats = Seats(limits, trusted)
        self._open: dict[int, End] = {}
        self._is_closing = False

    @contextmanager
    def seated(self, scope: Scope, door: str) -> Iterator[None]:
        """Let a reader in for as long as the block lasts; raises Unwelcome."""
        if self._is_closing:
            raise Unwelcome(
                HTTPStatus.SERVICE_UNAVAILABLE, "restarting", "We are restarting."
            )
        refuse_foreign(scope, self.limits.origins)
        with (
            self._seats.taken(scope),
            metrics.STREAM_READERS.labels(door).track_inprogress(),
        ):
            yield

    @contextmanager
    def open(self, end: End) -> Iterator[None]:
        """Have a reader sent home by `end` if the server stops within the block."""
        key = id(end)
        self._open[key] = end
        try:
            yield
        finally:
            del self._open[key]

    def subscribe(self) -> Subscription:
        """Return a queue of changes for one reader."""
        return self._hub.subscribe(most=self.limits.queue)

    def session(self, subscription: Subscription, outlet: Outlet) -> Session:
        """Return the one who serves a reader."""
        return Session(subscription, self._desk, self.limits, outlet)

    def bye(self) -> Bye:
        """Return a goodbye; each has another time to come back."""
        seconds = random.uniform(0, self.limits.spread)  # noqa: S311  No secret.
        return Bye(reason="restarting", come_back_in=round(seconds, 2))

    def note(self, scope: Scope, door: str, reason: str) -> None:
        """Count and log, once, that somebody was sent away."""
        metrics.STREAM_SENT_AWAY.labels(door, reason.replace(" ", "-")).inc()
        client = cut(caller_of(scope, self._trusted))
        log.info("A reader from %s was sent away at %s: %s", client, door, reason)

    async def close(self) -> None:
        """Let nobody in any more, and send everybody home."""
        self._is_closing = True
        goodbyes = [
            asyncio.ensure_future(end(self.bye())) for end in tuple(self._open.values())
        ]
        if goodbyes:
            _, late = await asyncio.wait(goodbyes, timeout=FAREWELL_SECONDS)
            for one in late:
                one.cancel()
            await asyncio.gather(*goodbyes, return_exceptions=True)
        await self._desk.close()


def _hello(limits: Limits) -> Hello:
    return Hello(
        protocol=PROTOCOL,
        server=f"fplbanter {__version__}",
        heartbeat=limits.heartbeat,
        limits=Allowed(
            topics=limits.topics,
            frame_bytes=limits.frame_bytes,
            messages_per_second=limits.messages_per_second,
            queue=limits.queue,
        ),
    )
