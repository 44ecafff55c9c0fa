"""
The door `/fpl/`: FPL's API for any other tool, in front of the routing.

What this process has is answered without waiting for anybody. FPL's own noes
(404, and 403 where it wants a login) are given as FPL gives them; ours are
`application/problem+json`.
"""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

from fplbanter.errors import (
    BadRequest,
    BanterError,
    NotFound,
    TooManyRequests,
    TooSlow,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.fpl.paths import lacks_slash, parse
from fplbanter.ops import metrics
from fplbanter.services.fpl_door import FPLDoor
from fplbanter.settings import Network
from fplbanter.web.address import caller_of
from fplbanter.web.gateway.freshness import freshness_headers
from fplbanter.web.gateway.packed import Packer
from fplbanter.web.gateway.sent import (
    FOR_ALL,
    METHODS,
    PREFLIGHT,
    Sent,
    fitted,
    moved,
    no,
)
from fplbanter.web.problems import problem_of

PREFIX: Final = b"/fpl/"

GATEWAY_SECONDS: Final = 5.5
"""For an answer of this door, where a key that nobody has is waited for."""


@dataclass(frozen=True, slots=True)
class _Route:
    """What the watchers and the problems are told instead of a route."""

    path_format: str = "/fpl/{path}"
    include_in_schema: bool = True


class GatewayDoor:
    """Answers what begins with `/fpl/`; everything else is the app's behind it."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        door: FPLDoor,
        trusted: tuple[Network, ...] = (),
        packer: Packer | None = None,
    ) -> None:
        self._app = app
        self._door = door
        self._trusted = trusted
        self._packer = Packer() if packer is None else packer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or not _raw_path(scope).startswith(PREFIX):
            await self._app(scope, receive, send)
            return
        scope["route"] = _Route()
        try:
            sent = await self._answer_in_time(scope)
        except Exception as error:  # noqa: BLE001  Whatever breaks is a problem.
            sent = _refused(scope, error)
        start = {"type": "http.response.start", "status": sent.status}
        await send({**start, "headers": sent.headers})
        body = b"" if scope["method"] == "HEAD" else sent.body
        await send({"type": "http.response.body", "body": body})

    async def _answer_in_time(self, scope: Scope) -> Sent:
        try:
            async with asyncio.timeout(GATEWAY_SECONDS) as end:
                return await self._answer(scope)
        except TimeoutError:
            if not end.expired():
                raise
            told = f"It was not there after {GATEWAY_SECONDS:g} seconds."
            raise TooSlow(told) from None

    async def _answer(self, scope: Scope) -> Sent:
        if scope["method"] == "OPTIONS":
            return PREFLIGHT
        if scope["method"] not in METHODS:
            raise HTTPException(405, headers={"Allow": ", ".join(METHODS)})
        target = _target(scope)
        if lacks_slash(target):
            return moved(target)
        return await self._give(scope, parse(target))

    async def _give(self, scope: Scope, asked: Asked) -> Sent:
        """Give what there is, packed as the asker wants it."""
        found = self._door.find_near(asked)
        if found is None:
            found = await self._door.find(asked, caller_of(scope, self._trusted))
        body = found.copy.body or b""
        packed = self._packer.near(asked, body)
        if packed is None:
            packed = await self._packer.pack(asked, body, _modified(found.copy))
        freshness = freshness_headers(found, self._door.age(found))
        return fitted(packed, Headers(scope=scope), freshness)


def _refused(scope: Scope, error: Exception) -> Sent:
    """Return what is said instead of an answer."""
    metrics.GATEWAY_REFUSALS.labels(reason=_reason(error)).inc()
    if isinstance(error, UpstreamNotFound):
        return no(404, error.retry_after)
    if isinstance(error, UpstreamForbidden):
        return no(403, error.retry_after)
    problem = problem_of(scope, error)
    headers = [*FOR_ALL, *problem.raw_headers]
    return Sent(problem.status_code, headers, bytes(problem.body))


def _reason(error: Exception) -> str:
    """Return the word that a refusal is counted by."""
    match error:
        case UpstreamNotFound() | UpstreamForbidden():
            return "fpl"
        case NotFound():
            return "path"
        case BadRequest():
            return "query"
        case TooManyRequests():
            return "allowance"
        case HTTPException():
            return "method" if error.status_code == 405 else "encoding"
        case BanterError():
            return "unavailable"
    return "bug"


def _modified(copy: Copy) -> datetime:
    """Return when FPL first gave a body; never to come, as HTTP has it."""
    told = http_date(copy.last_modified) or copy.fetched_at
    # A demo's clock may be ahead of everybody else's.
    return min(told, datetime.now(UTC))


def _target(scope: Scope) -> str:
    """Return what is asked for, as it was sent: nothing decoded."""
    path = _raw_path(scope)[len(PREFIX) :].decode("latin-1")
    query = bytes(scope.get("query_string", b"")).decode("latin-1")
    return f"{path}?{query}" if query else path


def _raw_path(scope: Scope) -> bytes:
    return bytes(scope.get("raw_path") or scope["path"].encode())
