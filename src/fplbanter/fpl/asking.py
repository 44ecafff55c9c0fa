"""
Asking FPL once, with leave of the breaker and of the budget, and learning from it.

What FPL answers teaches all processes: to slow down after a refusal, to leave a
group of endpoints alone for as long as FPL asked for, to stop asking one that
fails.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any, Final

from fplbanter.clock import Clock
from fplbanter.cluster.breakers import Admission, Breakers, Change
from fplbanter.cluster.circuit import BreakerState, Outcome
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.spender import Budgeting
from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamChanged,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamPaused,
    UpstreamUpdating,
)
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.fetched import Fetched, Validators
from fplbanter.fpl.flights import Flight
from fplbanter.fpl.outages import Outages
from fplbanter.fpl.reasons import DOUBTFUL
from fplbanter.fpl.setbacks import SECONDS, error_of
from fplbanter.ops import metrics

log = logging.getLogger(__name__)

SLOW: Final = 5.0
"""Seconds after which also a good answer counts as slow."""

_LEVELS: Final[Mapping[BreakerState, int]] = {
    BreakerState.CLOSED: 0,
    BreakerState.HALF_OPEN: 1,
    BreakerState.OPEN: 2,
}


class Held(Exception):
    """FPL is not asked now; `error` says why and when it is again."""

    def __init__(self, error: UpstreamError) -> None:
        super().__init__(str(error))
        self.error = error


def is_doubt(error: UpstreamError) -> bool:
    """Say whether FPL answered well, with what is not believed yet."""
    return isinstance(error, UpstreamChanged) and error.reason in DOUBTFUL


def is_outage(error: UpstreamError) -> bool:
    """Say whether an error is FPL's trouble: a 404, a login, a doubt are answers."""
    answers = UpstreamNotFound | UpstreamForbidden
    return not isinstance(error, answers) and not is_doubt(error)


class Asker:
    """Asks FPL, one question at a time, when breaker and budget allow it."""

    def __init__(
        self,
        client: FPLClient,
        budget: Budgeting,
        breakers: Breakers,
        outages: Outages,
        clock: Clock,
    ) -> None:
        self._client = client
        self._budget = budget
        self._breakers = breakers
        self._outages = outages
        self._clock = clock

    async def leave(self, asked: Asked) -> Admission:
        """Ask the breaker for leave; raises Held while there is none."""
        group = asked.endpoint.group
        if left := self._budget.paused(group):
            raise Held(self._reason(asked, left))
        admission = await self._breakers.admit(group)
        metrics.BREAKER_STATE.labels(group=group).set(_LEVELS[admission.state])
        self._note(admission.change)
        if not admission.allowed:
            raise Held(self._reason(asked, admission.retry_in))
        return admission

    async def ask(
        self,
        asked: Asked,
        flight: "Flight[Any]",
        known: Validators,
        admission: Admission,
    ) -> Fetched:
        """
        Ask FPL; raises Held where a pause began before there was a slot.

        Raises the `UpstreamError` that says why there is no answer.
        """
        if admission.probe:
            # A probe has a deadline of its own: it must not queue for a slot.
            flight.hurry(Lane.LIVE)
        try:
            probing = admission.probe is not None
            return await self._in_time(asked, flight, known, once=probing)
        except UpstreamError as error:
            # A pause may also begin after take-off, while a connection is opened.
            if not flight.airborne or isinstance(error, UpstreamPaused):
                raise Held(self._reason(asked, error.retry_after)) from error
            await self._learn(asked, error)
            raise

    async def tell(
        self,
        admission: Admission,
        flight: "Flight[Any]",
        error: UpstreamError | None,
    ) -> None:
        """
        Tell the breaker how it ended.

        That a question queued long for its slot says nothing about FPL, nor does
        one that was never asked; but a probe is over either way.
        """
        if not flight.airborne and admission.probe is None:
            return
        outcome = Outcome.SUCCESS
        if error and is_outage(error):
            outcome = Outcome.FAILURE
        elif flight.flown > SLOW:
            outcome = Outcome.SLOW
        self._note(await self._breakers.record(admission, outcome))

    async def _in_time(
        self, asked: Asked, flight: "Flight[Any]", known: Validators, *, once: bool
    ) -> Fetched:
        """Wait for a slot in the flight's lane, in a better one when it is hurried."""
        while True:
            flight.hurried.clear()
            call = asyncio.ensure_future(
                self._client.fetch(
                    asked.endpoint,
                    flight.lane,
                    known=known,
                    began=flight.took_off,
                    once=once,
                    **dict(asked.params),
                )
            )
            hurried = asyncio.ensure_future(flight.hurried.wait())
            try:
                await asyncio.wait({call, hurried}, return_when=asyncio.FIRST_COMPLETED)
                if call.done() or flight.airborne:
                    return await call
            finally:
                hurried.cancel()
                if not call.done():
                    call.cancel()
                    await asyncio.gather(call, return_exceptions=True)

    async def _learn(self, asked: Asked, error: UpstreamError) -> None:
        """Have all processes heed what FPL has told one of them."""
        group: str | None = asked.endpoint.group
        pause = error.retry_after
        if isinstance(error, UpstreamBusy | UpstreamBlocked):
            await self._budget.penalise(str(error))
        if isinstance(error, UpstreamBusy | UpstreamBlocked | UpstreamUpdating):
            pause = pause or SECONDS[error.kind] / self._clock.pace
        if isinstance(error, UpstreamBlocked | UpstreamUpdating):
            group = None
        if pause:
            await self._budget.pause_until(pause, group)

    def _reason(self, asked: Asked, retry_in: float | None) -> UpstreamError:
        """Return the error of the trouble that keeps us from asking."""
        trouble = self._outages.trouble(asked.endpoint.group) or self._outages.trouble()
        kind = trouble.kind if trouble else "busy"
        return error_of(kind, "FPL is not asked just now", retry_in)

    def _note(self, change: Change | None) -> None:
        if change is not None:
            group, to = change.group, change.after
            metrics.BREAKER_STATE.labels(group=group).set(_LEVELS[to])
            metrics.BREAKER_CHANGES.labels(group=group, to=to).inc()
            log.debug("The breaker of %s is %s", group, to)
