"""
Fetching a key: by one process at a time, and never a bad answer for a good one.

Who holds the key's lease asks FPL; every other process waits for what he finds,
or for word that he found nothing. A holder that was frozen past its lease comes
too late: what it found is dropped.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fplbanter.clock import Clock
from fplbanter.cluster.answers import Answers
from fplbanter.cluster.leases import Lease, Leases
from fplbanter.errors import (
    ClusterUnavailable,
    LeaseLost,
    StoreUnavailable,
    UpstreamChanged,
    UpstreamError,
    UpstreamNotFound,
)
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.asking import Asker, Held, is_doubt, is_outage
from fplbanter.fpl.calendar import Calendar
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.fetched import Fetched, Validators
from fplbanter.fpl.flights import Flight
from fplbanter.fpl.freshness import Lifetimes, is_final
from fplbanter.fpl.guards import Guards
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.setbacks import SECONDS, Setback, Setbacks
from fplbanter.fpl.shelves import Shelves
from fplbanter.ops import metrics
from fplbanter.store.quarantine import Quarantine, RefusedBody

log = logging.getLogger(__name__)

AIRBORNE_LEASE: Final = 3.0
"""Seconds after which another process takes over from one that died fetching."""

WAITING_LEASE: Final = 12.0
"""Seconds that a lease lasts while its holder waits for a slot."""

LOOK_AGAIN: Final = 0.5
LONGEST_HELD: Final = 15.0
"""Seconds after which leave is asked for again where there was none."""

DOUBT_SECONDS: Final = 10.0
"""Seconds after which an answer that is doubted is asked for again."""

IN_THREAD: Final = 64 * 1024
"""Bytes from which checking an answer would hold the event loop up."""


@dataclass(frozen=True, slots=True)
class Landing:
    """
    What a flight brought: a copy, and its JSON if it was parsed anyway.

    `collapsed` says that another process had fetched it.
    """

    copy: Copy
    parsed: object = None
    collapsed: bool = False


Good = Callable[[Copy], bool]
"""Says whether a copy is new enough for whoever asked."""


class Fetcher:
    """Fetches keys; what it raises is an `UpstreamError`."""

    def __init__(
        self,
        asker: Asker,
        shelves: Shelves,
        shared: Answers,
        leases: Leases,
        guards: Guards,
        quarantine: Quarantine,
        outages: Outages,
        setbacks: Setbacks,
        lifetimes: Lifetimes,
        calendar: Calendar,
        clock: Clock,
    ) -> None:
        self._asker = asker
        self._shelves = shelves
        self._shared = shared
        self._leases = leases
        self._guards = guards
        self._quarantine = quarantine
        self._outages = outages
        self._setbacks = setbacks
        self._lifetimes = lifetimes
        self._calendar = calendar
        self._clock = clock

    async def fetch(
        self, key: str, asked: Asked, flight: "Flight[Landing]", good: Good
    ) -> Landing:
        """Fetch a key, or wait for the process that does."""
        while True:
            await self._told_otherwise(key)
            try:
                lease = await self._leases.acquire(f"fetch:{key}", AIRBORNE_LEASE)
            except ClusterUnavailable:
                # Each for himself, on his share of the limit.
                metrics.LEASES.labels(outcome="alone").inc()
                return await self._fetch(key, asked, flight, None)
            if lease is not None:
                async with self._holding(lease, flight):
                    # Who held it a moment ago may have fetched what is wanted.
                    if found := await self._found_elsewhere(key, good):
                        return found
                    metrics.LEASES.labels(outcome="held").inc()
                    return await self._fetch(key, asked, flight, lease)
            if found := await self._found_elsewhere(key, good):
                return found
            known = self._shelves.near(key)
            await self._shared.wait_for(key, known.version if known else 0, LOOK_AGAIN)

    # -- other processes -----------------------------------------------------

    async def _found_elsewhere(self, key: str, good: Good) -> Landing | None:
        """Return what another process has put on the shelf meanwhile."""
        copy = await self._shelves.find_shared(key)
        if copy is None or not good(copy):
            return None
        metrics.LEASES.labels(outcome="collapsed").inc()
        return Landing(copy, collapsed=True)

    async def _told_otherwise(self, key: str) -> None:
        """Raise what another process has just failed with, if one has."""
        with suppress(ClusterUnavailable):
            stored = await self._shared.find(_note_of(key))
            setback = stored and Setback.of(stored.meta)
            now = self._clock.now()
            if setback and setback.until > now:
                self._setbacks.take(key, setback)
                raise setback.error(now, self._clock.pace)

    @asynccontextmanager
    async def _holding(
        self, lease: Lease, flight: "Flight[Landing]"
    ) -> AsyncIterator[None]:
        """Keep a lease for as long as the block runs, and give it back."""
        renewing = asyncio.create_task(self._renew(lease, flight))
        try:
            yield
        finally:
            renewing.cancel()
            await asyncio.gather(renewing, return_exceptions=True)
            with suppress(ClusterUnavailable):
                await self._leases.release(lease)

    async def _renew(self, lease: Lease, flight: "Flight[Landing]") -> None:
        """Renew a lease again and again; once airborne it is a short one."""
        renewed, short = time.monotonic(), True
        while True:
            await asyncio.sleep(0.25)
            due = AIRBORNE_LEASE if flight.airborne else WAITING_LEASE
            if flight.airborne is short and time.monotonic() - renewed < due / 3:
                continue
            renewed, short = time.monotonic(), flight.airborne
            # A lease that is lost is no harm: its fence drops what comes late.
            with suppress(ClusterUnavailable, LeaseLost):
                await self._leases.renew(lease, due)

    # -- FPL -----------------------------------------------------------------

    async def _fetch(
        self, key: str, asked: Asked, flight: "Flight[Landing]", lease: Lease | None
    ) -> Landing:
        """Ask FPL and keep what it answers."""
        try:
            landing = await self._asked_for(key, asked, flight, lease)
        except Held as held:
            await self._set_back(key, held.error, lease, self._held_for(held.error))
            left = (held.error.retry_after or 0.0) * self._clock.pace
            until = self._clock.now() + timedelta(seconds=left)
            await self._outages.postponed(until, asked.endpoint)
            raise held.error from held
        except UpstreamError as error:
            seconds = DOUBT_SECONDS if is_doubt(error) else SECONDS[error.kind]
            retry_in = error.retry_after or seconds / self._clock.pace
            if is_outage(error):
                await self._outages.failed(asked, error, retry_in)
            await self._set_back(key, error, lease, retry_in * self._clock.pace)
            raise
        self._setbacks.clear(key)
        await self._outages.answered(asked)
        return landing

    async def _asked_for(
        self, key: str, asked: Asked, flight: "Flight[Landing]", lease: Lease | None
    ) -> Landing:
        """Ask FPL with leave of the breaker, which is told how it ended."""
        admission = await self._asker.leave(asked)
        known = self._shelves.near(key)
        validators = Validators(known.etag, known.last_modified) if known else None
        error: UpstreamError | None = None
        try:
            fetched = await self._asker.ask(
                asked, flight, validators or Validators(), admission
            )
            return await self._kept(key, asked, known, fetched, lease)
        except UpstreamNotFound as missing:
            return await self._missing(key, asked, known, missing, lease)
        except UpstreamError as failure:
            error = failure
            raise
        except Held as held:
            error = held.error
            raise
        finally:
            await self._asker.tell(admission, flight, error)

    async def _kept(
        self,
        key: str,
        asked: Asked,
        known: Copy | None,
        fetched: Fetched,
        lease: Lease | None,
    ) -> Landing:
        """Keep what FPL answered, if it may replace what is known."""
        at = self._clock.now() - timedelta(seconds=fetched.age)
        final = is_final(asked, self._calendar)
        if fetched.body is None:
            if known is None:
                raise UpstreamChanged("304 for what is not known", field="status")
            copy = known.checked(at, final=final)
            ttl = self._ttl(asked, copy)
            return Landing(await self._shelves.stand_by(key, copy, lease, ttl=ttl))
        parsed = await self._checked(asked, fetched.body, known)
        copy = Copy(
            fetched.body,
            at,
            at,
            final=final,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
        )
        saved = await self._shelves.save(key, copy, lease, ttl=self._ttl(asked, copy))
        if saved.body is not copy.body:
            return Landing(saved, collapsed=True)
        return Landing(saved, parsed)

    async def _missing(
        self,
        key: str,
        asked: Asked,
        known: Copy | None,
        error: UpstreamNotFound,
        lease: Lease | None,
    ) -> Landing:
        """Keep that there is nothing, unless there was something a moment ago."""
        if known is not None and known.body is not None:
            raise error
        now = self._clock.now()
        copy = Copy(None, now, now)
        saved = await self._shelves.save(key, copy, lease, ttl=self._ttl(asked, copy))
        return Landing(saved)

    async def _checked(self, asked: Asked, body: bytes, known: Copy | None) -> object:
        """Return the body's JSON; raises UpstreamChanged for one that is no good."""
        season = self._calendar.season
        try:
            if len(body) < IN_THREAD:
                return self._guards.check(asked, body, known, season)
            return await asyncio.to_thread(
                self._guards.check, asked, body, known, season
            )
        except UpstreamChanged as error:
            await self._put_aside(asked, body, error)
            raise

    async def _put_aside(
        self, asked: Asked, body: bytes, error: UpstreamChanged
    ) -> None:
        """Keep a refused body for the operator to look at."""
        name = asked.endpoint.name
        metrics.UPSTREAM_REFUSED_BODIES.labels(endpoint=name, reason=error.reason).inc()
        refused = RefusedBody.of(
            asked.path,
            body,
            endpoint=name,
            reason=error.reason,
            message=str(error),
            at=self._clock.now(),
        )
        with suppress(StoreUnavailable):
            await self._quarantine.save_refused(refused)

    # -- for how long ----------------------------------------------------------

    def _ttl(self, asked: Asked, copy: Copy) -> float:
        """Return for how many real seconds a copy is kept."""
        seconds = self._lifetimes.keep_for(asked, copy, self._calendar)
        return max(1.0, seconds / self._clock.pace)

    def _held_for(self, error: UpstreamError) -> float:
        """Return for how many seconds a key is left alone that had no leave."""
        left = error.retry_after or 1.0
        return min(max(left, 0.2), LONGEST_HELD) * self._clock.pace

    async def _set_back(
        self, key: str, error: UpstreamError, lease: Lease | None, seconds: float
    ) -> None:
        """Leave a key alone for a while, in all processes that wait for it."""
        setback = self._setbacks.note(key, error, seconds)
        if lease is not None:
            with suppress(ClusterUnavailable):
                real = max(0.1, seconds / self._clock.pace)
                await self._shared.save(
                    _note_of(key), None, setback.meta(), lease, ttl=real
                )


def _note_of(key: str) -> str:
    """Return where a key's trouble is noted."""
    return f"{key}#"
