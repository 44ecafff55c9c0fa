"""
Readers at a steady pace, whatever becomes of their questions, and what they saw.

    async with Load(port, PATHS, rate=50) as load:
        ...
    load.since(start).worst

Each question is asked when its time has come, on a connection of its own: a
product that is stuck is asked on, as people would.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import TracebackType
from typing import Self

GIVE_UP = 30.0
"""Seconds: what takes longer has hung."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer: asked at (monotonic), after so many seconds; status 0 is none."""

    path: str
    at: float
    seconds: float
    status: int

    @property
    def ended_at(self) -> float:
        """When it was there."""
        return self.at + self.seconds


class Seens(list[Seen]):
    """Answers, and what is to be said of them."""

    @property
    def worst(self) -> float:
        """Seconds of the slowest."""
        return max((seen.seconds for seen in self), default=0.0)

    @property
    def kinds(self) -> dict[int, int]:
        """How many there are of each status."""
        return dict(Counter(seen.status for seen in self))

    def quantile(self, share: float) -> float:
        """Return the seconds within which that share was answered."""
        times = sorted(seen.seconds for seen in self)
        return times[min(len(times) - 1, int(len(times) * share))]

    def of(self, *statuses: int) -> "Seens":
        """Return those with one of these statuses."""
        return Seens(seen for seen in self if seen.status in statuses)

    def told(self) -> str:
        """Say how they were, for whoever reads the test's output."""
        return (
            f"{len(self)} answers {self.kinds}, p50 {self.quantile(0.5) * 1e3:.0f} ms, "
            f"p99 {self.quantile(0.99) * 1e3:.0f} ms, worst {self.worst:.2f} s"
        )


class Load:
    """Asks `rate` questions a second for as long as the block lasts."""

    def __init__(self, port: int, paths: Sequence[str], rate: float) -> None:
        self._port, self._paths, self._rate = port, paths, rate
        self._asking: set[asyncio.Task[None]] = set()
        self._pacing: asyncio.Task[None] | None = None
        self.seen = Seens()

    async def __aenter__(self) -> Self:
        self._pacing = asyncio.create_task(self._pace())
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        assert self._pacing is not None
        self._pacing.cancel()
        await asyncio.gather(self._pacing, *self._asking, return_exceptions=True)

    def between(self, begin: float, end: float) -> Seens:
        """Return the answers to what was asked from `begin` to `end` (monotonic)."""
        return Seens(seen for seen in self.seen if begin <= seen.at < end)

    async def passing(self, seconds: float) -> None:
        """Let readers ask for so long."""
        await asyncio.sleep(seconds)

    async def until(self, is_so: Callable[[Seen], bool], within: float) -> Seen:
        """Return the first answer from now on that is so; raises TimeoutError."""
        begun = time.monotonic()
        async with asyncio.timeout(within):
            while True:
                for seen in self.between(begun, float("inf")):
                    if is_so(seen):
                        return seen
                await asyncio.sleep(0.02)

    async def _pace(self) -> None:
        begun = time.monotonic()
        for number in count():
            await asyncio.sleep(begun + number / self._rate - time.monotonic())
            path = self._paths[number % len(self._paths)]
            task = asyncio.create_task(self._ask(path))
            self._asking.add(task)
            task.add_done_callback(self._asking.discard)

    async def _ask(self, path: str) -> None:
        at = time.monotonic()
        status, _ = await ask(self._port, path)
        self.seen.append(Seen(path, at, time.monotonic() - at, status))


async def ask(port: int, path: str, seconds: float = GIVE_UP) -> tuple[int, str]:
    """Ask once; return the status and the body, 0 and nothing where none came."""
    question = f"GET {path} HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n"
    try:
        async with asyncio.timeout(seconds):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            try:
                writer.write(question.encode())
                answer = await reader.read()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return 0, ""
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(None, 2)
    status = int(words[1]) if len(words) > 1 else 0
    return status, body.decode(errors="replace")


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, and how long after the question its end was there."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float


async def ask_at_once(ports: Sequence[int], path: str, readers: int) -> list[Answer]:
    """
    Have many readers ask in the same moment, shared out among some ports.

    Each has his connection before; the question is all that is left to say.
    """
    question = (
        f"GET {path} HTTP/1.1\r\nHost: here\r\nAccept-Encoding: gzip\r\n"
        "Connection: close\r\n\r\n"
    ).encode()
    lines = []
    try:
        for number in range(readers):
            port = ports[number % len(ports)]
            lines.append(await asyncio.open_connection("127.0.0.1", port))
        began = time.monotonic()
        for _, writer in lines:
            writer.write(question)
        async with asyncio.timeout(GIVE_UP):
            heard = (_heard(reader, began) for reader, _ in lines)
            return await asyncio.gather(*heard)
    finally:
        for _, writer in lines:
            writer.close()


async def _heard(reader: asyncio.StreamReader, began: float) -> Answer:
    answer = await reader.read()
    seconds = time.monotonic() - began
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    pairs = (field.split(": ", 1) for field in fields)
    headers = {name.lower(): value for name, value in pairs}
    return Answer(int(first.split()[1]), headers, body, seconds)
