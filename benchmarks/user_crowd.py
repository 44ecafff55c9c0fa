"""What users of a web server do and have seen, a process of them: for `user_load.py`."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

LEAGUES: Final = (900, 900, 900, 901, 902, 903)
"""Half of all look at the largest."""

MIX: Final[Mapping[str, int]] = {
    "league pages": 30,
    "tables": 30,
    "banter": 15,
    "managers": 10,
    "gateway": 10,
    "timeline": 5,
}
"""Of a hundred questions."""

PAGE: Final = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8"
ANYTHING: Final = "*/*"


@dataclass(frozen=True, slots=True)
class Orders:
    """What one process of users does; times are in seconds."""

    port: int
    users: int
    sockets: int
    ramp: float
    seconds: float
    seed: int
    entries: tuple[int, ...]
    gameweek: int


@dataclass(slots=True)
class Seen:
    """What one process of users saw; `times` are in milliseconds, by class."""

    times: dict[str, list[float]] = field(default_factory=lambda: {n: [] for n in MIX})
    statuses: dict[str, Counter[str]] = field(
        default_factory=lambda: {n: Counter() for n in MIX}
    )
    wrong: Counter[str] = field(default_factory=Counter)
    socket_messages: Counter[str] = field(default_factory=Counter)
    sockets_open: int = 0
    sockets_lost: int = 0
    gaps: int = 0
    connections: int = 0
    bytes: int = 0
    lags: list[float] = field(default_factory=list)
    cpu: float = 0.0


class Crowd:
    """All users of this process."""

    def __init__(self, orders: Orders) -> None:
        self.orders, self.seen = orders, Seen()
        self.loop = asyncio.get_running_loop()
        self.begun = time.monotonic() + orders.ramp
        self.ends = self.begun + orders.seconds
        self._tasks: set[asyncio.Task[Any]] = set()
        """Tasks that nobody holds may be collected."""

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self.ends

    def counts(self, at: float) -> bool:
        """Say whether what was asked at a moment is measured."""
        return self.begun <= at < self.ends

    def connect(self, protocol: asyncio.Protocol, failed: Callable[[], None]) -> None:
        task = self.loop.create_task(self._connect(protocol, failed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(
        self, protocol: asyncio.Protocol, failed: Callable[[], None]
    ) -> None:
        try:
            await self.loop.create_connection(
                lambda: protocol, "127.0.0.1", self.orders.port
            )
        except OSError:
            failed()

    def path(self, kind: str, rng: Random) -> tuple[str, str]:
        """Return what somebody looks at, and what he accepts."""
        league, orders = rng.choice(LEAGUES), self.orders
        entry = rng.choice(orders.entries)
        if kind == "league pages":
            return f"/l/{league}", PAGE
        if kind == "tables":
            skip = rng.choice((0, 0, 20, 40)) if league == 900 else 0
            return f"/leagues/{league}/standings?skip={skip}&limit=20", ANYTHING
        if kind == "timeline":
            return f"/leagues/{league}/timeline", ANYTHING
        choices: dict[str, Sequence[tuple[str, str]]] = {
            "banter": (
                (f"/l/{league}/banter", PAGE),
                (f"/l/{league}/hall", PAGE),
                (f"/leagues/{league}/banter", ANYTHING),
            ),
            "managers": (
                (f"/m/{entry}", PAGE),
                (f"/entries/{entry}", ANYTHING),
                (f"/entries/{entry}/gameweeks/{orders.gameweek}", ANYTHING),
            ),
            "gateway": (
                ("/fpl/bootstrap-static/", ANYTHING),
                ("/fpl/fixtures/", ANYTHING),
                (f"/fpl/event/{orders.gameweek}/live/", ANYTHING),
            ),
        }
        return rng.choice(choices[kind])
