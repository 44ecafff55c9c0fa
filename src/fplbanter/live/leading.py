"""
Who leads: of all processes of an installation one reads FPL for the others.

The leader has two seats, a lease in Valkey and a claim in MongoDB, each with an
end and renewed every second. Both have to be free for somebody to begin; one is
enough to go on, so that losing either server changes nobody's place:

    MongoDB says   Valkey says       the leader
    mine           anything          goes on
    another's      anything          stops: what it would save is another's to say
    nothing        mine              goes on
    nothing        another's         stops
    nothing        nothing           goes on: nobody can begin, nor anything be saved

A leader that dies leaves both seats within three seconds, one that is told to end
at once. One that was frozen past its end learns of it with its next renewal, at
most a second after it wakes; until then the fence tells: it rises from leader to
leader, whichever server gave it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from enum import Enum, auto
from typing import Final
from uuid import uuid4

from fplbanter.cluster.leases import Lease, Leases
from fplbanter.errors import ClusterUnavailable, LeaseLost, StoreUnavailable
from fplbanter.ops import metrics
from fplbanter.store.leaders import Leaders

log = logging.getLogger(__name__)

KEY: Final = "leader"

LASTS: Final = 3.0
"""Seconds for which a leader holds its seats without a word."""

BEAT: Final = 1.0
"""Seconds between two renewals: two in a row may be missed."""

TRY: Final = 0.3
"""
Seconds between two tries of the others: with the three above, and a call to each
server, somebody else leads within five after a leader's death.
"""

ANSWER: Final = 0.8
"""Seconds that MongoDB has to renew: less than a beat."""

Work = Callable[[int], Awaitable[None]]


class Seat(Enum):
    """What a server says of a seat."""

    MINE = auto()
    TAKEN = auto()
    UNKNOWN = auto()


class Leader:
    """
    Runs work in one process of all, and in another one when that is gone.

    `lasts`, `beat` and `pause` (between two tries) are in seconds.
    """

    def __init__(
        self,
        leases: Leases,
        leaders: Leaders,
        *,
        lasts: float = LASTS,
        beat: float = BEAT,
        pause: float = TRY,
    ) -> None:
        self._leases = leases
        self._leaders = leaders
        self._lasts = lasts
        self._beat = beat
        self._pause = pause
        self._name: Final = uuid4().hex
        self._lease: Lease | None = None
        self._mongo_fence: int | None = None
        self._in_valkey = self._in_mongo = Seat.UNKNOWN
        self.fence: int | None = None
        """The fence of this process while it leads, None while it does not."""

    async def lead(self, work: Work) -> None:
        """
        Do `work(fence)` whenever this process leads, until the work ends by itself.

        It is cancelled when another process leads, and begun anew with a higher
        fence when it is this one's turn again. What it raises ends it as well.
        Whoever cancels this gives the lead away at once.
        """
        while not await self._lead_once(await self._elected(), work):
            pass

    # -- one turn ------------------------------------------------------------

    async def _elected(self) -> int:
        """Wait until this process leads; return its fence."""
        try:
            while (fence := await self._try()) is None:
                await asyncio.sleep(self._pause)
        except asyncio.CancelledError:
            await self._leave()
            raise
        return fence

    async def _lead_once(self, fence: int, work: Work) -> bool:
        """Lead until the work has ended (True), or the lead is lost."""
        self._begin(fence)
        doing = asyncio.ensure_future(work(fence))
        holding = asyncio.create_task(self._hold(fence))
        try:
            await asyncio.wait({doing, holding}, return_when=asyncio.FIRST_COMPLETED)
            if doing.done():
                doing.result()
                return True
            holding.result()
            log.warning("Another process leads now")
            return False
        finally:
            # First nothing is done any more, then others may.
            doing.cancel()
            holding.cancel()
            await asyncio.gather(doing, holding, return_exceptions=True)
            self.fence = None
            metrics.LEADER.set(0)
            await self._leave()

    def _begin(self, fence: int) -> None:
        self.fence = fence
        metrics.LEADER.set(1)
        metrics.LEADER_TAKEOVERS.inc()
        log.info("This process leads (fence %d)", fence)

    async def _hold(self, fence: int) -> None:
        """Keep both seats; return when the lead is lost."""
        # Each by itself: a server that is slow must not cost the other's seat.
        keeping = [
            asyncio.create_task(self._keep(ask, fence))
            for ask in (self._ask_valkey, lambda: self._ask_mongo(fence))
        ]
        try:
            await asyncio.wait(keeping, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in keeping:
                task.cancel()
            await asyncio.gather(*keeping, return_exceptions=True)

    async def _keep(self, ask: Callable[[], Awaitable[None]], fence: int) -> None:
        """Renew a seat again and again, as long as this process leads."""
        # Begun with a renewal: the other server's answer may have taken a while.
        await ask()
        while self._still_leads(fence):
            await asyncio.sleep(self._beat)
            await ask()

    # -- the two seats -------------------------------------------------------

    async def _try(self) -> int | None:
        """Take both seats, or the one of a server that answers; return the fence."""
        await self._ask_valkey()
        if self._in_valkey is Seat.TAKEN:
            return None
        least = self._lease.fence if self._lease else None
        await self._ask_mongo(least)
        if self._in_mongo is Seat.MINE:
            return self._mongo_fence
        if self._in_mongo is Seat.UNKNOWN and self._in_valkey is Seat.MINE:
            return least
        await self._release()
        return None

    def _still_leads(self, fence: int) -> bool:
        """Say by what the servers said last whether this process goes on."""
        if self._in_mongo is Seat.UNKNOWN:
            return self._in_valkey is not Seat.TAKEN
        # Somebody may have led, and gone, while MongoDB did not answer us.
        return self._in_mongo is Seat.MINE and self._mongo_fence == fence

    async def _ask_valkey(self) -> None:
        said = Seat.UNKNOWN
        with suppress(ClusterUnavailable):
            self._lease = await self._renewed() or await self._acquired()
            said = Seat.MINE if self._lease else Seat.TAKEN
        self._in_valkey = said

    async def _renewed(self) -> Lease | None:
        """Renew the lease, if it is not over."""
        if self._lease is not None:
            with suppress(LeaseLost):
                return await self._leases.renew(self._lease)
        return None

    async def _acquired(self) -> Lease | None:
        return await self._leases.acquire(KEY, self._lasts)

    async def _ask_mongo(self, least: int | None) -> None:
        span, said = timedelta(seconds=self._lasts), Seat.UNKNOWN
        with suppress(StoreUnavailable):
            self._mongo_fence = await self._leaders.save_claim(
                self._name, span, least, ANSWER
            )
            said = Seat.TAKEN if self._mongo_fence is None else Seat.MINE
        self._in_mongo = said

    async def _leave(self) -> None:
        """Leave both seats, so that another may lead at once."""
        with suppress(StoreUnavailable):
            await self._leaders.drop_claim(self._name, ANSWER)
        # Last, since the others look here first.
        await self._release()

    async def _release(self) -> None:
        """Leave the seat in Valkey."""
        lease, self._lease = self._lease, None
        if lease is not None:
            with suppress(ClusterUnavailable):
                await self._leases.release(lease)
