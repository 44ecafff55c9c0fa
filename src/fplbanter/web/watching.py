"""
Each request is counted and timed by its route, and is one line of the JSON log.

Neither may hold what somebody sent: a label is a route's template, never a path;
the line has the path without its query, and an address without its last part.
That part is cut off, not hashed: all addresses there are can be hashed in
minutes, so that a hash hides nobody.
"""

import logging
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from http import HTTPStatus
from ipaddress import ip_interface, ip_network
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.ops import metrics
from fplbanter.ops.logs import ACCESS
from fplbanter.settings import Network
from fplbanter.web.address import UNKNOWN, caller_of

UNMATCHED: Final = "unmatched"
"""The route of whatever no route serves, so that nobody can make up labels."""

METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS", "POST"})
OTHER: Final = "OTHER"
QUIET: Final = frozenset({"/livez", "/readyz", "/metrics"})
"""Asked every few seconds by machines: in the log only when debugging."""

GONE: Final = 499
"""The status of a request that was given up before an answer began; nginx's."""

SHOWN: Final = 200
"""Characters of a path that are told to the log."""

_PROBLEM: Final = "problem"
_STREAM: Final = "stream"

log = logging.getLogger(ACCESS)


class Watching:
    """Measures each request from its arrival to the last byte of its answer."""

    def __init__(self, app: ASGIApp, *, trusted: Sequence[Network] = ()) -> None:
        self._app = app
        self._trusted = trusted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status, size = time.perf_counter(), GONE, 0

        async def noting_send(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        metrics.HTTP_IN_FLIGHT.inc()
        try:
            await self._app(scope, receive, noting_send)
        finally:
            metrics.HTTP_IN_FLIGHT.dec()
            seconds = time.perf_counter() - begun
            route = _route(scope, status)
            _measure(scope, route, status, seconds)
            told = {"status": status, "ms": round(seconds * 1000, 2), "bytes": size}
            self._tell(scope, route, told)

    def _tell(self, scope: Scope, route: str, how: Mapping[str, float]) -> None:
        """Log a request and how it was answered."""
        level = logging.DEBUG if route in QUIET else logging.INFO
        if not log.isEnabledFor(level):
            return
        told = {
            "method": scope["method"],
            "route": route,
            "path": scope["path"][:SHOWN],
            **how,
            "client": cut(caller_of(scope, self._trusted)),
        }
        log.log(level, "request", extra=told)


def note_problem(scope: Scope, slug: str) -> None:
    """Have the answer counted under the type of its problem."""
    scope.setdefault("state", {})[_PROBLEM] = slug


def note_stream(scope: Scope) -> None:
    """Have an answer left out of the times: it lasts for as long as somebody reads."""
    scope.setdefault("state", {})[_STREAM] = True


def _route(scope: Scope, status: int) -> str:
    """Return the template of the route that served a request."""
    found = getattr(scope.get("route"), "path_format", None)
    # With every method on every route there would be too many series.
    if found is None or status == HTTPStatus.METHOD_NOT_ALLOWED:
        return UNMATCHED
    return str(found)


def _measure(scope: Scope, route: str, status: int, seconds: float) -> None:
    method = scope["method"] if scope["method"] in METHODS else OTHER
    metrics.HTTP_REQUESTS.labels(route, method, status).inc()
    if not scope.get("state", {}).get(_STREAM):
        metrics.HTTP_REQUEST_SECONDS.labels(route).observe(seconds)
    if status >= HTTPStatus.BAD_REQUEST:
        metrics.HTTP_ERRORS.labels(route, _problem(scope, status)).inc()


def _problem(scope: Scope, status: int) -> str:
    """Return the type of a problem, or the name of its status if it has none."""
    if slug := scope.get("state", {}).get(_PROBLEM):
        return str(slug)
    if status == GONE:
        return "given-up"
    return HTTPStatus(status).phrase.lower().replace(" ", "-")


@lru_cache(maxsize=4096)
def cut(caller: str) -> str:
    """Return a caller without what names one household: his /24, IPv6 /48."""
    try:
        address = ip_interface(caller).ip
    except ValueError:
        return UNKNOWN
    length = 24 if address.version == 4 else 48
    return str(ip_network((address, length), strict=False))
