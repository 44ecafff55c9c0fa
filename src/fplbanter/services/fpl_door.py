"""
FPL's own API for other programs: what is here at once, what is not with patience.

Who asks for what nobody has costs a request to FPL. So he waits in the lane of
what can wait, not for long, and has an allowance of such questions.
"""

import asyncio
from typing import Final

from fplbanter.clock import Clock
from fplbanter.cluster.allowance import Allowance, Ruling
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import TooManyRequests
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.gateway import Found, Gateway

PATIENCE_SECONDS: Final = 5.0
"""How long somebody waits for an answer that nobody has."""

COUNTED_AS: Final = "cold"
"""The name of the allowance, in Valkey and in the headers that tell of it."""


class FPLDoor:
    """Answers questions to FPL from the gateway."""

    def __init__(self, gateway: Gateway, allowance: Allowance, clock: Clock) -> None:
        self._gateway = gateway
        self._allowance = allowance
        self._clock = clock
        self._paying: dict[Asked, asyncio.Future[bool]] = {}

    def find_near(self, asked: Asked) -> Found | None:
        """
        Return what this process has, without waiting for anybody.

        Raises UpstreamNotFound where FPL has said that there is none.
        """
        return self._gateway.find_near(asked)

    async def find(self, asked: Asked, caller: str) -> Found:
        """
        Return what there is, or what FPL says within `PATIENCE_SECONDS`.

        Raises TooManyRequests when FPL would have to be asked for it and the
        caller has had his allowance, UpstreamWaiting when the patience is over,
        and the `UpstreamError` that says why there is nothing.
        """

        async def cold() -> None:
            await self._allow(asked, caller)

        return await self._gateway.find(
            asked, lane=Lane.BACKFILL, patience=PATIENCE_SECONDS, cold=cold
        )

    def age(self, found: Found) -> float:
        """Return the real seconds since FPL last stood by an answer."""
        passed = self._clock.now() - found.copy.checked_at
        return max(0.0, passed.total_seconds()) / self._clock.pace

    async def _allow(self, asked: Asked, caller: str) -> None:
        """Take a question off somebody's allowance, once for all who wait for it."""
        while paying := self._paying.get(asked):
            if await asyncio.shield(paying):
                return
        paying = self._paying[asked] = asyncio.get_running_loop().create_future()
        ruling = None
        try:
            ruling = await self._allowance.take(caller)
        finally:
            del self._paying[asked]
            paying.set_result(ruling is not None and ruling.allowed)
        if not ruling.allowed:
            raise _refusal(ruling)


def _refusal(ruling: Ruling) -> TooManyRequests:
    return TooManyRequests(
        f"You have asked for {ruling.limit} answers within {ruling.window:g} s that "
        "nobody had asked for before. What is here already you may still have.",
        policy=COUNTED_AS,
        limit=ruling.limit,
        window=ruling.window,
        retry_after=ruling.next_in,
    )
