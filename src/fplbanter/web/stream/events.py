"""
`/events`: the same for whoever cannot have a socket, as Server-Sent Events.

The topics are in the address, `?topic=league:900&topic=gameweek`. Each event's id
says what a reader has of each: a browser sends the last one back by itself when it
comes again, other programs may say `since=` with the same.
"""

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qs

from fastapi import HTTPException
from starlette.datastructures import Headers
from starlette.types import Receive, Scope, Send

from fplbanter.errors import BadRequest
from fplbanter.live.topics import Topic
from fplbanter.web.head import is_head
from fplbanter.web.stream.limits import Breach, Unwelcome
from fplbanter.web.stream.messages import MOST_SINCE, Bye
from fplbanter.web.stream.room import Room
from fplbanter.web.stream.session import TRY_AGAIN_LATER, Session
from fplbanter.web.watching import note_stream

DOOR: Final = "events"
RETRY_AFTER: Final = "15"

CLOSE_SECONDS: Final = 20.0
"""For the last bytes to a reader who has stopped; he is forgotten before that."""

HEADERS: Final = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    # nginx keeps an answer until it has some of it, unless it is told.
    (b"x-accel-buffering", b"no"),
)

NOTHING: Final = "-"
"""What a reader has before the first snapshot."""

_HAD: Final = re.compile(r"([a-z]+(?::[0-9a-f]+)?)@(\d{1,16})")


log = logging.getLogger(__name__)


class EventsDoor:
    """Serves event streams."""

    path_format = "/events"

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader; raises BadRequest, or HTTPException with the status."""
        scope["route"] = self
        topics, had = asked(scope, self._room.limits.topics)
        try:
            with self._room.seated(scope, DOOR):
                await send(
                    {
                        "type": "http.response.start",
                        "status": 200,
                        "headers": list(HEADERS),
                    }
                )
                if is_head(scope):
                    await send({"type": "http.response.body", "body": b""})
                    return
                note_stream(scope)
                await _Events(self._room, scope, send).serve(receive, topics, had)
        except Unwelcome as refused:
            self._room.note(scope, DOOR, refused.reason)
            headers = {"Retry-After": RETRY_AFTER}
            if refused.status is HTTPStatus.FORBIDDEN:
                headers = {}
            raise HTTPException(refused.status, str(refused), headers) from None


class _Events:
    """One open stream."""

    __slots__ = ("_over", "_room", "_scope", "_send", "_session")

    def __init__(self, room: Room, scope: Scope, send: Send) -> None:
        self._room = room
        self._scope = scope
        self._send = send
        self._over = False
        self._session: Session

    async def serve(
        self, receive: Receive, topics: tuple[str, ...], had: Mapping[str, int]
    ) -> None:
        """Tell of the topics until one of us leaves."""
        async with self._room.subscribe() as subscription:
            self._session = self._room.session(subscription, self)
            with self._room.open(self.end):
                telling = asyncio.create_task(self._tell(topics, had))
                leaving = asyncio.create_task(_left(receive))
                try:
                    await asyncio.wait(
                        {telling, leaving}, return_when=asyncio.FIRST_COMPLETED
                    )
                finally:
                    for task in (telling, leaving):
                        task.cancel()
                    await asyncio.wait({telling, leaving})
        if not telling.cancelled():
            await self._complete()

    async def send(self, text: str) -> None:
        """Send a message as an event; raises Breach if nobody reads."""
        has = ",".join(f"{t}@{v}" for t, v in self._session.versions.items())
        # An empty id would not be sent back, and what the address says hold again.
        await self._put(f"id: {has or NOTHING}\ndata: {text}\n\n")

    async def end(self, bye: Bye) -> None:
        """Say goodbye, since the server stops."""
        with suppress(OSError, Breach):
            # A browser comes back by itself, after so many milliseconds.
            await self._put(f"retry: {bye.come_back_in * 1000:.0f}\n")
            await self._session.say("bye", bye.text())
        await self._complete()

    async def _tell(self, topics: Sequence[str], had: Mapping[str, int]) -> None:
        """Say what there is to say."""
        try:
            await self._session.say("hello", self._room.hello)
            for topic in topics:
                await self._session.follow(topic, had.get(topic))
            await self._session.hand_on()
        except OSError:
            # He left while something was sent to him.
            return
        except Breach as breach:
            self._room.note(self._scope, DOOR, breach.reason)
        except Exception:
            log.exception("An event stream broke")

    async def _put(self, text: str) -> None:
        if self._over:
            raise ConnectionResetError
        body = {"type": "http.response.body", "body": text.encode(), "more_body": True}
        try:
            async with asyncio.timeout(self._room.limits.patience):
                await self._send(body)
        except TimeoutError:
            raise Breach(TRY_AGAIN_LATER, "not reading") from None

    async def _complete(self) -> None:
        """End the stream, unless that has been done."""
        if self._over:
            return
        self._over = True
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    """Wait until the reader has left."""
    while (await receive())["type"] != "http.disconnect":
        continue


def asked(scope: Scope, most: int) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """
    Return the topics that are asked for, and what the reader has of them.

    Raises BadRequest for what is none, for none at all, and for more than `most`.
    """
    query = parse_qs(scope["query_string"].decode("latin-1"))
    topics = tuple(dict.fromkeys(str(Topic.parse(t)) for t in query.get("topic", ())))
    if not topics:
        raise BadRequest("Say what to follow: ?topic=league:900", field="topic")
    if len(topics) > most:
        raise BadRequest(f"At most {most} topics at a time.", field="topic")
    last = Headers(scope=scope).get("last-event-id")
    told = last if last is not None else ",".join(query.get("since", ()))
    return topics, _had(told)


def _had(told: str) -> Mapping[str, int]:
    """Read an event's id; what cannot be read is not had."""
    found = (_HAD.fullmatch(part) for part in told.split(","))
    return {f[1]: int(f[2]) for f in found if f and int(f[2]) <= MOST_SINCE}
