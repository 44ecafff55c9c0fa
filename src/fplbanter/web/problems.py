"""From an error to a status, once: RFC 9457 `application/problem+json`."""

import logging
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter import errors
from fplbanter.errors import BadRequest, BanterError
from fplbanter.web.pages.refusals import render_problem
from fplbanter.web.request_id import request_id_of
from fplbanter.web.trouble import moment_in, notice_for, seconds_to_wait
from fplbanter.web.watching import note_problem

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = 15
SOON_SECONDS = 5
"""When to come back for what is wrong here: our own servers are back in these."""

MEDIA_TYPE = "application/problem+json"
SHOWN = 200
"""Characters of what somebody sent that an answer repeats."""

_LOGGED = "The error has been logged under this request's id."
_SOON = "Try again in a moment."
_UNREAD = (
    "FPL could not be read for this, and nothing older is stored. "
    "What is stored is still served."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """
    What an error becomes at the doors.

    `detail` is said instead of the error's own words, which tell of our insides.
    `retry_after` is in seconds, where the error does not know better.
    """

    status: int
    slug: str
    title: str
    detail: str | None = None
    retry_after: int = RETRY_AFTER_SECONDS


_INTERNAL = Kind(500, "internal", "Something went wrong here", _LOGGED)
_NOT_SHOWN = "FPL shows this to its owner only"

PROBLEMS: Mapping[type[BanterError], Kind] = {
    errors.BanterError: _INTERNAL,
    errors.StartupError: _INTERNAL,
    errors.ClusterUnavailable: Kind(
        503, "cache-down", "Valkey does not answer", _SOON, SOON_SECONDS
    ),
    errors.LeaseLost: _INTERNAL,
    errors.StoreUnavailable: Kind(
        503, "store-down", "The database does not answer", _SOON, SOON_SECONDS
    ),
    errors.TooSlow: Kind(
        503, "too-slow", "This takes too long just now", _SOON, SOON_SECONDS
    ),
    errors.NotFound: Kind(404, "not-found", "Not found"),
    errors.Refused: Kind(403, "refused", _NOT_SHOWN),
    errors.BadRequest: Kind(422, "bad-request", "That question makes no sense"),
    errors.VersionAhead: Kind(422, "bad-request", "That question makes no sense"),
    errors.TooManyRequests: Kind(429, "too-many-requests", "You ask for too much"),
    errors.UpstreamError: Kind(503, "fpl-down", "FPL does not answer", _UNREAD),
    errors.UpstreamDown: Kind(503, "fpl-down", "FPL does not answer", _UNREAD),
    errors.UpstreamSlow: Kind(503, "fpl-slow", "FPL has not answered yet", _UNREAD),
    errors.UpstreamUpdating: Kind(
        503, "fpl-updating", "FPL is updating its game", _UNREAD
    ),
    errors.UpstreamBusy: Kind(503, "fpl-busy", "FPL asks us to wait", _UNREAD),
    errors.UpstreamPaused: Kind(503, "fpl-busy", "FPL asks us to wait", _UNREAD),
    errors.UpstreamBlocked: Kind(
        503, "fpl-blocked", "FPL refuses this server", _UNREAD
    ),
    errors.UpstreamChanged: Kind(
        503, "fpl-changed", "FPL's answer makes no sense", _UNREAD
    ),
    errors.UpstreamNotFound: Kind(
        404, "not-found", "Not found", "FPL does not know it."
    ),
    errors.UpstreamForbidden: Kind(403, "refused", _NOT_SHOWN, f"{_NOT_SHOWN}."),
    errors.UpstreamWaiting: Kind(
        503,
        "fpl-waiting",
        "FPL is being asked",
        "FPL has not answered yet. The question stays asked: come back in a moment.",
    ),
}


class FieldProblem(BaseModel):
    """What is wrong with one part of the question."""

    field: str = Field(examples=["limit"])
    message: str = Field(examples=["Input should be greater than or equal to 1"])


class Problem(BaseModel):
    """
    An error: RFC 9457, plus the request's id and the fields at fault.

    `retry_at` is when to come back, as `Retry-After` says, where there is hope.
    """

    model_config = ConfigDict(title="Problem")

    type: str = Field(examples=["/problems/not-found"])
    title: str = Field(examples=["Not found"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["FPL knows no league 123456."])
    instance: str = Field(examples=["/leagues/123456/standings"])
    request_id: str = Field(examples=["0c9f6a3d2e8b4f17"])
    retry_at: datetime | None = Field(None, examples=["2026-11-21T15:04:40Z"])
    errors: list[FieldProblem] = Field(default_factory=list)


def install_problems(app: FastAPI) -> None:
    """Have every error of the app answered as a problem, or as a page of one."""
    app.add_middleware(BugsAsProblems)
    for kind in (BanterError, RequestValidationError, HTTPException):
        app.add_exception_handler(kind, _on_error)


class BugsAsProblems:
    """
    Answers what nobody expected with a 500, and logs it under the request's id.

    As the innermost middleware, so that its answers have the headers of all others.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started = False

        async def noting_send(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, noting_send)
        except Exception as error:
            if scope["type"] != "http" or started:
                raise
            await _on_bug(Request(scope), error)(scope, receive, send)


def kind_of(error: BanterError) -> Kind:
    """Return the row of an error, or that of its nearest ancestor."""
    return next(PROBLEMS[c] for c in type(error).__mro__ if c in PROBLEMS)


def problem_of(scope: Scope, error: Exception) -> Response:
    """Return the answer to any error, for what stands before the routes."""
    match error:
        case BanterError():
            return _on_banter_error(Request(scope), error)
        case HTTPException():
            return _on_http_exception(Request(scope), error)
    return _on_bug(Request(scope), error)


async def _on_error(request: Request, error: Exception) -> Response:
    """Answer an error that has a status of its own."""
    match error:
        case BanterError():
            return _on_banter_error(request, error)
        case RequestValidationError():
            return _on_validation_error(request, error)
        case HTTPException():
            return _on_http_exception(request, error)
    raise error


def _on_bug(request: Request, error: Exception) -> Response:
    """Answer what nobody expected, and tell the log."""
    log.error("Request %s broke", request_id_of(request.scope), exc_info=error)
    return _answer(request, _INTERNAL, _LOGGED)


def _on_banter_error(request: Request, error: BanterError) -> Response:
    kind = kind_of(error)
    if kind is _INTERNAL:
        log.warning("Request %s: %s", request_id_of(request.scope), error)
    fields = []
    if isinstance(error, BadRequest):
        fields = [FieldProblem(field=error.field, message=str(error))]
    detail = kind.detail or str(error)
    return _answer(request, kind, detail, fields, _waiting(request, kind, error))


def _on_validation_error(request: Request, error: RequestValidationError) -> Response:
    fields = [
        FieldProblem(field=str(e["loc"][-1]), message=shortened(str(e["msg"])))
        for e in error.errors()
    ]
    names = ", ".join(dict.fromkeys(f.field for f in fields))
    return _answer(request, PROBLEMS[BadRequest], f"Not understood: {names}.", fields)


def _on_http_exception(request: Request, error: HTTPException) -> Response:
    title = HTTPStatus(error.status_code).phrase.capitalize()
    kind = Kind(error.status_code, title.lower().replace(" ", "-"), title)
    detail = f"{request.method} {shortened(request.url.path)}: {title.lower()}."
    return _answer(request, kind, detail, headers=error.headers)


def _answer(
    request: Request,
    kind: Kind,
    detail: str,
    fields: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    note_problem(request.scope, kind.slug)
    if _prefers_page(request):
        notice = notice_for(request)
        page = render_problem(kind.status, kind.title, detail, notice=notice)
        page.headers.update(headers or {})
        return page
    problem = Problem(
        type=f"/problems/{kind.slug}",
        title=kind.title,
        status=kind.status,
        detail=detail,
        instance=shortened(request.url.path),
        request_id=request_id_of(request.scope),
        retry_at=_retry_at(request, headers or {}),
        errors=fields or [],
    )
    return Response(
        problem.model_dump_json(),
        status_code=kind.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **(headers or {})},
    )


def _prefers_page(request: Request) -> bool:
    """Say whether a browser asks for something that is no part of the API."""
    route = request.scope.get("route")
    if getattr(route, "include_in_schema", False):
        return False
    return "text/html" in request.headers.get("accept", "")


def _waiting(request: Request, kind: Kind, error: BanterError) -> dict[str, str]:
    """Tell when to come back, where that is known."""
    if isinstance(error, errors.TooManyRequests):
        return _allowance(error)
    if kind.status != HTTPStatus.SERVICE_UNAVAILABLE:
        return {}
    seconds = seconds_to_wait(request, error, kind.retry_after)
    return {"Retry-After": str(seconds)}


def _retry_at(request: Request, headers: Mapping[str, str]) -> datetime | None:
    """Return when to come back as a time, if the headers say it in seconds."""
    seconds = headers.get("Retry-After", "")
    return moment_in(request, int(seconds)) if seconds.isdigit() else None


def _allowance(error: errors.TooManyRequests) -> dict[str, str]:
    """Tell of an allowance that is used up (draft-ietf-httpapi-ratelimit-headers)."""
    seconds = max(1, math.ceil(error.retry_after))
    name = f'"{error.policy}"'
    return {
        "Retry-After": str(seconds),
        "RateLimit-Policy": f"{name};q={error.limit};w={error.window:g}",
        "RateLimit": f"{name};r=0;t={seconds}",
    }


def shortened(text: str) -> str:
    """Keep what somebody sent from filling an answer, or from steering a terminal."""
    clean = re.sub(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]", "", text)
    return clean if len(clean) <= SHOWN else clean[:SHOWN] + "…"
