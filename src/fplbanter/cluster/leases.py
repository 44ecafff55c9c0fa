"""
Leases: one process at a time does a thing, and a late one can be told.

A lease ends by itself, so a dead holder blocks nobody for longer. A holder that
was frozen past its end does not know: that is what the fence is for. Fences rise
from holder to holder of a key, and who keeps what was made under a lease
(`answers.py`) refuses an older one.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import uuid4

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.errors import LeaseLost

_LEASE: Final = Script("lease")


@dataclass(frozen=True, slots=True)
class Lease:
    """
    The right to do something with `key`, for `ttl` seconds.

    `ends` is when it surely still held, on the holder's monotonic clock.
    """

    key: str
    token: str
    fence: int
    ttl: float
    ends: float


class Leases:
    """Give and take leases. Every method may raise ClusterUnavailable."""

    def __init__(
        self, valkey: Valkey, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._valkey = valkey
        self._monotonic = monotonic

    async def acquire(self, key: str, ttl: float) -> Lease | None:
        """
        Take the lease for `ttl` seconds; None while somebody else has it.

        Raises ValueError for a time that is not above a millisecond.
        """
        token, asked = uuid4().hex, self._monotonic()
        fence = await self._do("acquire", key, token, ttl)
        if fence is None:
            return None
        return Lease(key, token, int(fence), ttl, asked + ttl)

    async def renew(self, lease: Lease, ttl: float | None = None) -> Lease:
        """Have it for `ttl` seconds from now; raises LeaseLost if it is over."""
        asked, ttl = self._monotonic(), ttl or lease.ttl
        if not await self._do("renew", lease.key, lease.token, ttl):
            raise LeaseLost(f"the lease on {lease.key} is over")
        return Lease(lease.key, lease.token, lease.fence, ttl, asked + ttl)

    async def release(self, lease: Lease) -> bool:
        """Give it back; False if it was over already."""
        return bool(await self._do("release", lease.key, lease.token, lease.ttl))

    async def _do(self, verb: str, key: str, token: str, ttl: float) -> bytes | None:
        if not ttl >= 0.001:
            raise ValueError("a lease must last for a millisecond at least")
        # The hash tag keeps both on one node of a cluster.
        names = [self._valkey.key(kind, f"{{{key}}}") for kind in ("lease", "fence")]
        span = int(ttl * 1000)
        answer: bytes | None = await self._valkey.run(
            _LEASE, names, [verb, token, span]
        )
        return answer
