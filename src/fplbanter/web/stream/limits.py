"""How much one reader may have, and from where he may come."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, Self
from urllib.parse import urlsplit

from starlette.types import Scope

from fplbanter.settings import Network, Settings
from fplbanter.web.address import caller_of

BURST_SECONDS: Final = 5.0
"""Whoever comes back follows all his topics at once: that much is saved up."""

CLOSED_BY_US: Final = "fplbanter.closed"
"""In a disconnect: why `wire.py` closed the socket, below the application."""

_PORTS: Final = {"http": ":80", "https": ":443", "ws": ":80", "wss": ":443"}


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What is allowed; each has its setting.

    `heartbeat`, `patience` (for a reader who does not read) and `spread` (over
    which all come back) are in seconds; `origins` are pages of other hosts that may
    listen, "*" is all.
    """

    sockets: int = 6_000
    sockets_per_address: int = 20
    topics: int = 50
    frame_bytes: int = 4096
    messages_per_second: float = 20.0
    queue: int = 64
    heartbeat: float = 20.0
    patience: float = 5.0
    spread: float = 10.0
    origins: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Return what the settings allow."""
        return cls(
            sockets=settings.stream_sockets,
            sockets_per_address=settings.stream_sockets_per_address,
            topics=settings.stream_topics,
            frame_bytes=settings.stream_frame_bytes,
            messages_per_second=settings.stream_messages_per_second,
            heartbeat=settings.stream_heartbeat,
            origins=settings.origins,
        )


class Unwelcome(Exception):
    """A reader who is not let in: `status` says why, `reason` is its word."""

    def __init__(self, status: HTTPStatus, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


class Breach(Exception):
    """A reader who is sent away: `code` is how his socket is closed."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Seats:
    """Counts who listens, by address. A process counts its own."""

    def __init__(self, limits: Limits, trusted: Sequence[Network]) -> None:
        self._limits = limits
        self._trusted = trusted
        self._taken: Counter[str] = Counter()
        self._all = 0

    @contextmanager
    def taken(self, scope: Scope) -> Iterator[None]:
        """Have a seat for as long as the block lasts; raises Unwelcome."""
        caller = caller_of(scope, self._trusted)
        if self._all >= self._limits.sockets:
            raise Unwelcome(
                HTTPStatus.SERVICE_UNAVAILABLE, "full", "Too many listen already."
            )
        if self._taken[caller] >= self._limits.sockets_per_address:
            raise Unwelcome(
                HTTPStatus.TOO_MANY_REQUESTS,
                "address",
                f"At most {self._limits.sockets_per_address} listen from one address.",
            )
        self._count(caller, 1)
        try:
            yield
        finally:
            self._count(caller, -1)

    def _count(self, caller: str, by: int) -> None:
        self._all += by
        self._taken[caller] += by
        if not self._taken[caller]:
            del self._taken[caller]


class Allowance:
    """How many messages a reader may send: a bucket that fills again."""

    __slots__ = ("_left", "_monotonic", "_rate", "_seen")

    def __init__(
        self, rate: float, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._left = rate * BURST_SECONDS
        self._seen = monotonic()

    def spend(self) -> bool:
        """Take one, and say whether there was one."""
        now = self._monotonic()
        most = self._rate * BURST_SECONDS
        self._left = min(most, self._left + (now - self._seen) * self._rate)
        self._seen = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def refuse_foreign(scope: Scope, origins: Sequence[str]) -> None:
    """
    Refuse a page of another host; raises Unwelcome.

    A browser says where its page came from, and no page can lie about it. Other
    programs say nothing, and could say anything.
    """
    origin = _header(scope, b"origin")
    if origin is None or "*" in origins or origin.rstrip("/") in origins:
        return
    found = urlsplit(origin)
    port = _PORTS.get(found.scheme, "")
    host = _header(scope, b"host") or ""
    if found.netloc and found.netloc.removesuffix(port) == host.removesuffix(port):
        return
    raise Unwelcome(
        HTTPStatus.FORBIDDEN, "origin", "Pages of other hosts may not listen."
    )


def _header(scope: Scope, name: bytes) -> str | None:
    found = [value for key, value in scope["headers"] if key == name]
    return found[0].decode("latin-1").lower() if found else None
