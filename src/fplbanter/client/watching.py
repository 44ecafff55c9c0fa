"""A league as it moves: connected for as long as somebody looks."""

import asyncio
import json
import random
from collections import deque
from collections.abc import AsyncGenerator
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal
from urllib.parse import urlsplit

from fplbanter.client.client import Unreachable, is_near
from fplbanter.client.stream import LeagueChange, Message, Moment, changed
from fplbanter.client.tables import Table
from fplbanter.errors import BanterError, NotFound

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

LONGEST_PAUSE: Final = 10.0
"""Seconds before another try; each is drawn anew, so that not all come at once."""

FIRST_PAUSE: Final = 1.0
MOMENTS: Final = 8
QUIET_SECONDS: Final = 45.0
"""Without a word for so long a connection is dead, unless the server says else."""

LARGEST: Final = 2**24
"""Bytes of a message of the server; a large table has some hundred thousand."""


@dataclass(frozen=True, slots=True)
class View:
    """A league's table and what happened last; `away` is why it stands still."""

    table: Table
    moments: tuple[Moment, ...] = ()
    away: str | None = None


class LeagueWatch:
    """
    Follows a league: `async for view in LeagueWatch(address, 900).views()`.

    Comes back by itself, and asks for what it has missed only. Raises Unreachable
    when there is nobody at first, NotFound and BanterError with the server's words.
    """

    def __init__(
        self,
        address: str,
        league_id: int,
        *,
        limit: int = 100,
        longest_pause: float = LONGEST_PAUSE,
    ) -> None:
        self._address = address
        self._topic = f"league:{league_id}"
        self._limit = limit
        self._longest_pause = longest_pause
        self._table: Table | None = None
        self._version: int | None = None
        self._moments: deque[Moment] = deque(maxlen=MOMENTS)
        self._failures = 0
        self._come_back_in: float | None = None

    async def views(self) -> AsyncGenerator[View, None]:
        """Give the table whenever it has changed, for ever."""
        while True:
            try:
                async with aclosing(self._connected()) as views:
                    async for view in views:
                        yield view
            except Unreachable as error:
                if self._table is None:
                    raise
                yield self._view(str(error))
            await asyncio.sleep(self._pause())

    async def _connected(self) -> AsyncGenerator[View, None]:
        """Give views for as long as a connection holds."""
        from websockets.asyncio.client import connect
        from websockets.exceptions import WebSocketException

        url = self._address.rstrip("/").replace("http", "ws", 1) + "/ws"
        try:
            async with connect(
                url, max_size=LARGEST, compression=None, proxy=self._proxy()
            ) as line:
                await self._ask(line)
                async with aclosing(self._heard(line)) as views:
                    async for view in views:
                        yield view
        except (OSError, WebSocketException, TimeoutError) as error:
            what = str(error) or type(error).__name__
            raise Unreachable(
                f"No FPL Banter answers at {self._address}: {what}"
            ) from error
        except ValueError as error:
            raise Unreachable(
                f"What answers at {self._address} is no FPL Banter."
            ) from error

    def _proxy(self) -> Literal[True] | None:
        """Say whether to look for a proxy: one does not know this machine from its own."""
        return None if is_near(urlsplit(self._address).hostname or "") else True

    async def _ask(self, line: "ClientConnection") -> None:
        frame = {"type": "follow", "topic": self._topic, "since": self._version}
        await line.send(json.dumps(frame))

    async def _heard(self, line: "ClientConnection") -> AsyncGenerator[View, None]:
        quiet = QUIET_SECONDS
        while True:
            async with asyncio.timeout(quiet):
                message = Message.model_validate_json(await line.recv())
            if message.type == "hello" and message.heartbeat:
                quiet = 2.5 * message.heartbeat
            elif message.type == "bye":
                self._come_back_in = message.come_back_in
            elif message.type == "error":
                await self._heed(message)
                await self._ask(line)
            elif self._take(message):
                self._failures = 0
                yield self._view()

    async def _heed(self, message: Message) -> None:
        """Wait where there is hope; else raise what the server says."""
        words = message.message or "The server refuses."
        if message.code == "not-found":
            raise NotFound(words)
        if message.retry_in is None:
            raise BanterError(words)
        await asyncio.sleep(message.retry_in)

    def _take(self, message: Message) -> bool:
        """Take in a message about the league; say whether it has changed."""
        if message.topic != self._topic:
            return False
        if message.type == "resync":
            self._version = None
        if message.data is None:
            return False
        if message.type == "snapshot":
            self._table = Table.model_validate(message.data)
        elif message.type == "change" and self._table is not None:
            if message.version is None or message.version <= (self._version or 0):
                return False
            change = LeagueChange.model_validate(message.data)
            self._table = changed(self._table, change, self._limit)
            self._moments.extend(change.moments)
        else:
            return False
        self._version = message.version
        return True

    def _view(self, away: str | None = None) -> View:
        assert self._table is not None  # noqa: S101  Nothing is shown before.
        return View(self._table, tuple(self._moments), away)

    def _pause(self) -> float:
        """Return how long to wait: what the server said, else ever longer."""
        if (said := self._come_back_in) is not None:
            self._come_back_in = None
            return min(said, self._longest_pause)
        most = min(self._longest_pause, FIRST_PAUSE * 2**self._failures)
        self._failures += 1
        return random.uniform(0, most)  # noqa: S311  No secret.
