"""
The one door to Valkey: short time-outs, no retries, one kind of error.

The driver's defaults wait for 4 s where nobody listens and for 59 s where the
server is frozen. Here a call has its answer within a quarter of a second, the
budget in a fifth of one, and only a loop that is busy itself waits for longer.
After a failure all calls fail at once for a moment, then one tries while the others
go on failing: a frozen Valkey costs one call in a while that time, and no more.
"""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import cached_property
from hashlib import sha1
from pathlib import Path
from typing import Any, Final, Self

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as NoConnection
from redis.exceptions import NoScriptError, RedisError
from redis.exceptions import TimeoutError as NoAnswer

from fplbanter.cluster.heeding import heeding
from fplbanter.errors import ClusterUnavailable
from fplbanter.ops import metrics
from fplbanter.ops.closing import Closing

log = logging.getLogger(__name__)

Argument = bytes | str | int | float

Answer = Any
"""What Valkey says: bytes, a number, None, or a list of these."""

LINES: Final = 16
"""Connections at once for ordinary calls: a storm of readers queues here."""

URGENT_LINES: Final = 4
"""Connections kept free for what cannot queue behind readers: the budget."""

ORDINARY: Final = 1.25
"""Time-outs that an ordinary call may take: it may have to open its line first."""

BUSY: Final = 5
"""Time-outs for which an answer is waited for where the loop is busy with others."""

LOOK: Final = 0.01
"""Seconds that count between two looks of the loop, however long they were."""

_SERVER_CLOCK: Final = """
local time = redis.call('TIME')
local now = tonumber(time[1]) + tonumber(time[2]) / 1000000
"""
"""What every script begins with: the server's clock, in seconds."""


class Script:
    """
    A Lua script of this room, in one file or several that follow each other.

    It finds the server's time in `now`.
    """

    def __init__(self, *names: str, clock: str = _SERVER_CLOCK) -> None:
        paths = [Path(__file__).with_name(f"{name}.lua") for name in names]
        parts = [path.read_text(encoding="utf-8") for path in paths]
        self.text = "\n".join((clock, *parts))

    @cached_property
    def sha(self) -> str:
        """What Valkey knows the script by once it has seen it."""
        return sha1(self.text.encode(), usedforsecurity=False).hexdigest()


class Valkey(Closing):
    """
    A connection pool to Valkey, and what to do while Valkey does not answer.

    `rest` is for how many seconds calls fail at once after a failure. Use it as
    `async with connect(url) as valkey`, or call `aclose`.
    """

    def __init__(
        self,
        driver: "Redis",
        *,
        prefix: str = "fplbanter:",
        timeout: float = 0.2,
        rest: float = 0.5,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.prefix: Final = prefix
        self._driver = driver
        self._timeout = timeout
        self._rest = rest
        self._monotonic = monotonic
        self._resting_until = 0.0
        self._failed = False
        self._told = False
        self._probing = False
        self._lines = asyncio.Semaphore(LINES)
        self._urgent_lines = asyncio.Semaphore(URGENT_LINES)

    async def __aenter__(self) -> Self:
        """Return it; nothing is sent yet."""
        return self

    async def aclose(self) -> None:
        """Close all connections."""
        await self._driver.aclose()

    def key(self, *parts: str) -> str:
        """Return the name of a key of this installation."""
        return self.prefix + ":".join(parts)

    @property
    def resting(self) -> bool:
        """Tell whether Valkey failed a moment ago, so that calls fail at once."""
        return self._failed and (
            self._probing or self._monotonic() < self._resting_until
        )

    async def clear(self) -> None:
        """Remove every key of this installation; raises ClusterUnavailable."""
        cursor: int | bytes = 0
        while True:
            cursor, found = await self.call(
                "SCAN", cursor, "MATCH", f"{self.prefix}*", "COUNT", 1000
            )
            if found:
                await self.call("UNLINK", *found)
            if int(cursor) == 0:
                return

    async def ping(self) -> None:
        """Ask for a sign of life; raises ClusterUnavailable."""
        await self.call("PING")

    async def call(self, *command: Argument) -> Answer:
        """Send a command and return its answer; raises ClusterUnavailable."""
        async with self._guarded(self._lines, self._timeout * ORDINARY):
            return await self._send(*command)

    async def run(
        self,
        script: Script,
        keys: Sequence[str],
        args: Sequence[Argument] = (),
        *,
        urgent: bool = False,
    ) -> Answer:
        """Run a script and return its answer; raises ClusterUnavailable."""
        given = (len(keys), *keys, *args)
        lines = self._urgent_lines if urgent else self._lines
        seconds = self._timeout * (1 if urgent else ORDINARY)
        async with self._guarded(lines, seconds):
            try:
                return await self._send("EVALSHA", script.sha, *given)
            except NoScriptError:
                return await self._send("EVAL", script.text, *given)

    async def _send(self, *command: Argument) -> Answer:
        with heeding():
            return await self._driver.execute_command(*command)  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def listening(self, *channels: str) -> AsyncIterator[PubSub]:
        """Subscribe on a connection of its own; raises ClusterUnavailable."""
        subscription = self._driver.pubsub(ignore_subscribe_messages=True)
        try:
            async with _translated():
                with heeding():
                    async with patiently(self._timeout * ORDINARY):
                        await subscription.subscribe(*channels)
                yield subscription
        finally:
            await subscription.aclose()  # type: ignore[no-untyped-call]

    @asynccontextmanager
    async def _guarded(
        self, lines: asyncio.Semaphore, seconds: float
    ) -> AsyncIterator[None]:
        """Let a call through while Valkey is well, or as the one that tries."""
        self._refuse_while_resting()
        came = self._monotonic()
        async with lines:
            metrics.VALKEY_LINE_WAIT_SECONDS.observe(self._monotonic() - came)
            # Valkey may have failed while this call stood in the queue.
            self._refuse_while_resting()
            probing = self._probing = self._failed
            try:
                async with _translated(self._rest_a_while):
                    with _measured():
                        async with patiently(seconds):
                            yield
                    self._answered()
            finally:
                if probing:
                    self._probing = False

    def _answered(self) -> None:
        metrics.VALKEY_UP.set(1)
        if self._told:
            log.warning("Valkey answers again")
        self._failed = self._told = False

    def _rest_a_while(self, error: Exception) -> None:
        # One call that took too long is no outage; that the next one fails is.
        if self._failed and not self._told:
            self._told = True
            log.warning("Valkey does not answer: %r", error)
        self._failed = True
        metrics.VALKEY_UP.set(0)
        self._resting_until = self._monotonic() + self._rest

    def _refuse_while_resting(self) -> None:
        if self.resting:
            metrics.VALKEY_CALLS.labels("resting").inc()
            raise ClusterUnavailable("Valkey did not answer a moment ago")


def connect(
    url: str,
    *,
    prefix: str = "fplbanter:",
    timeout: float = 0.2,
    rest: float = 0.5,
) -> Valkey:
    """
    Build the door to the Valkey (or Redis) at `url`; nothing is sent yet.

    `timeout` is in seconds, for connecting and for each answer.
    """
    driver = Redis.from_url(
        url,
        # The time-outs are ours: `patiently`. These are for what is left of them.
        socket_timeout=timeout * BUSY,
        socket_connect_timeout=timeout * BUSY,
        retry=Retry(NoBackoff(), 0),
        max_connections=LINES + URGENT_LINES + 8,
        client_name="fplbanter",
        protocol=2,
    )
    return Valkey(driver, prefix=prefix, timeout=timeout, rest=rest)


@asynccontextmanager
async def patiently(seconds: float) -> AsyncIterator[None]:
    """
    Raise TimeoutError after so many seconds, in which the loop could have listened.

    Where a thousand readers come at once the loop is busy with them: an answer that
    lies there unread is no silence. Such a time-out is put off until the loop has
    looked, five times the seconds at most.
    """
    loop = asyncio.get_running_loop()
    ends = loop.time() + seconds * BUSY
    timer: asyncio.TimerHandle | None = None
    async with asyncio.timeout(None) as limit:

        def listen(left: float) -> None:
            nonlocal timer
            now = loop.time()
            if left <= 0 or now >= ends:
                limit.reschedule(now)
            else:
                timer = loop.call_at(now + LOOK, listen, left - LOOK)

        listen(seconds)
        try:
            yield
        finally:
            if timer:
                timer.cancel()


@contextmanager
def _measured() -> Iterator[None]:
    """Count and time a call by how it ended; one that is given up is neither."""
    begun = time.monotonic()
    try:
        yield
    except (NoConnection, NoAnswer, OSError):
        _ended("failed", begun)
        raise
    except RedisError:
        _ended("refused", begun)
        raise
    _ended("ok", begun)


def _ended(outcome: str, begun: float) -> None:
    metrics.VALKEY_CALLS.labels(outcome).inc()
    metrics.VALKEY_CALL_SECONDS.observe(time.monotonic() - begun)


@asynccontextmanager
async def _translated(
    silent: Callable[[Exception], None] = lambda _: None,
) -> AsyncIterator[None]:
    """Turn the driver's errors into ours: here and nowhere else."""
    try:
        yield
    except (NoConnection, NoAnswer, OSError) as error:
        silent(error)
        raise ClusterUnavailable(f"Valkey does not answer: {error!r}") from error
    except RedisError as error:
        # It answers, so others may still be served: full, read-only, a bad call.
        raise ClusterUnavailable(f"Valkey refuses: {error!r}") from error
