"""
The edge: what everybody may have is given from memory, in front of everything else.

An answer is asked of the app once, packed and tagged, and from then on given without
routing, validation or a line of the log: one look into a dictionary, two messages to
the server. It goes when a change pushes it out, or after some seconds of its own.
Then whoever comes next has it made anew, once for all who wait for it.

What is not read here, or not for everybody, passes by: the app behind is asked as if
there were no edge.
"""

import asyncio
import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.fpl.http_caching.cache_status import CacheStatus, Forwarded
from fplbanter.web.problems import problem_of
from fplbanter.web.ready.answers import (
    Kept,
    Ready,
    Repacked,
    aged,
    gateway_ready,
)
from fplbanter.web.ready.asking import Key, Told, on_behalf, read, to_gateway
from fplbanter.web.ready.building import Builder, Built
from fplbanter.web.ready.collected import Collected, Fields, collect
from fplbanter.web.ready.routes import Place, place_of
from fplbanter.web.ready.shelf import MOST_BYTES, Shelf, shared
from fplbanter.web.ready.wire import writer
from fplbanter.web.request_id import ACCEPTED, HEADER

LIFETIME: Final = 2.0
"""
Seconds for which an answer is given that no topic has pushed out.

As long again it may be given while the next one is being made.
"""

GATEWAY_HOLD: Final = 0.2
"""Seconds for which an answer of `/fpl/` is given again: its own `Age` stays true."""

_UNCOMMON: Final = frozenset({b"if-modified-since", b"if-match"})
"""Conditions that browsers do not make of what is here."""

_FIRST: Final = CacheStatus(Forwarded.URI_MISS, status=200, stored=True)
_WAITED: Final = CacheStatus(Forwarded.URI_MISS, collapsed=True)


@dataclass(frozen=True, slots=True)
class _Route:
    """What problems are told instead of a route."""

    path_format: str
    include_in_schema: bool = True


def at_the_edge(
    app: ASGIApp,
    *,
    max_bytes: int = MOST_BYTES,
    lifetime: float = LIFETIME,
    seconds: Callable[[], float] = time.monotonic,
) -> "Edge":
    """
    Put the edge in front of an application.

    `lifetime` is in real seconds, which `seconds` tells.
    """
    return Edge(app, Shelf(max_bytes), lifetime, seconds)


class Edge:
    """Gives what is ready, has made what is not, and lets pass what is not its own."""

    def __init__(
        self,
        app: ASGIApp,
        shelf: Shelf,
        lifetime: float,
        seconds: Callable[[], float],
    ) -> None:
        self._app = app
        self._shelf = shelf
        self._ready = shelf.ready
        self._seconds = seconds
        self._builder = Builder(app, shelf, lifetime, seconds)
        # Unlike any other process's; counting on is quicker than drawing lots.
        self._own, self._count = secrets.token_hex(5).encode(), itertools.count(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        asked = read(scope)
        if asked is None:
            await self._app(scope, receive, send)
            return
        key, told = asked
        request_id = told.get(HEADER)
        if request_id is None or not ACCEPTED.fullmatch(request_id):
            request_id = b"%s%06x" % (self._own, next(self._count))
        ready = self._ready.get(key)
        if ready is None or ready.until <= self._seconds():
            found = await self._find(scope, Key(*key), told, request_id)
            if not isinstance(found, Ready):
                await self._otherwise(found, scope, receive, send)
                return
            ready = found
        await self._give(ready, scope, told, request_id, send)

    def push_out(self, topic: str) -> None:
        """Have everything made anew that a topic moves, from the next reader on."""
        self._builder.overtake(topic)
        self._shelf.push_out(topic)

    async def aclose(self) -> None:
        """Stop making answers."""
        await self._builder.aclose()

    async def _give(
        self, ready: Ready, scope: Scope, told: Told, request_id: bytes, send: Send
    ) -> None:
        if b"if-none-match" in told or not _UNCOMMON.isdisjoint(told):
            status, fields, head, body = ready.checked(told)
            if status == HTTPStatus.PRECONDITION_FAILED:
                await _refuse(ready, scope, request_id, send)
                return
        else:
            ready.times_whole.inc()
            status, fields, head, body = 200, ready.whole, ready.head, ready.bytes
        if scope["method"] == "HEAD":
            body = b""
        write = writer(scope)
        whole_head = b"%sx-request-id: %s\r\n" % (head, request_id)
        if write is None or not write(scope, whole_head, body):
            await send(_start(status, fields, request_id))
            await send({"type": "http.response.body", "body": body})

    async def _otherwise(
        self, found: Collected | None, scope: Scope, receive: Receive, send: Send
    ) -> None:
        """Answer what did not enter: as the app has answered, or as it will."""
        if found is None:
            await self._app(scope, receive, send)
        else:
            await found.send(scope, send)

    async def _find(
        self, scope: Scope, key: Key, told: Told, request_id: bytes
    ) -> Ready | Collected | None:
        """Return what is given; what the app says instead; None if it passes by."""
        place = place_of(key.path)
        if place is None:
            return None
        now = self._seconds()
        if place.is_gateway:
            self._linger(key, now)
            asking = to_gateway(scope, told, key, request_id)
            return await self._from_gateway(asking, key, place)
        kept = self._shelf.find(shared(key))
        if isinstance(kept, Repacked) and now < kept.ends:
            return self._aged(key, kept)
        behalf = on_behalf(scope, told, key, request_id)
        task, is_first = self._builder.launch(behalf, shared(key), place)
        if isinstance(kept, Repacked) and now < kept.gone:
            return self._aged(key, kept)
        return self._landed_for(key, await asyncio.shield(task), is_first=is_first)

    def _aged(self, key: Key, kept: Repacked) -> Ready | None:
        """Return what is kept as this asker gets it; from now on it is near."""
        ready = kept.ready(key)
        if ready is None:
            return None
        self._shelf.add(kept, ready)
        return aged(ready, kept, self._seconds())

    def _landed_for(
        self, key: Key, built: Built, *, is_first: bool
    ) -> Ready | Collected | None:
        """Return what somebody gets who has waited for an answer to be made."""
        if isinstance(built, Collected):
            # What has failed, failed for all; any other no is for one alone.
            shared_by_all = built.status >= 500 and not built.is_personal
            return built if is_first or shared_by_all else None
        ready = built.made_for(key)
        status = _FIRST if is_first else _WAITED
        return ready and aged(ready, built, self._seconds(), status)

    def _linger(self, key: Key, now: float) -> None:
        """Have the others be given what was at hand while one asks the door."""
        kept, ready = self._shelf.find(key), self._ready.get(key)
        if kept and ready and now < kept.gone:
            ready.until = kept.gone

    async def _from_gateway(
        self, asking: Scope, key: Key, place: Place
    ) -> Ready | Collected:
        """Ask the door `/fpl/`; what it had at hand, others may have for a moment."""
        collected = await collect(self._app, asking)
        if collected.status != 200:
            return collected
        ready, now = gateway_ready(key, place, collected), self._seconds()
        if collected.was_at_hand:
            size = len(collected.body)
            kept = Kept(place, size, born=now, lasts=GATEWAY_HOLD, lingers=GATEWAY_HOLD)
            self._shelf.put(key, kept, now)
            ready.age_by([], kept.ends)
            self._shelf.add(kept, ready)
        return ready


def _start(status: int, headers: Fields, request_id: bytes) -> Message:
    told = [*headers, (HEADER, request_id)]
    return {"type": "http.response.start", "status": status, "headers": told}


async def _refuse(ready: Ready, scope: Scope, request_id: bytes, send: Send) -> None:
    """Answer who wants another version than there is (RFC 9110, 13.1.1)."""
    told = {**scope, "route": _Route(ready.route), "request_id": request_id.decode()}
    problem = problem_of(told, HTTPException(412))
    body = bytes(problem.body)
    await Collected(412, [*problem.raw_headers, (HEADER, request_id)], body).send(
        scope, send
    )
