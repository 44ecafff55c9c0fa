"""Errors as pages: what is wrong in plain words, with the right status."""

from collections.abc import Callable, Coroutine
from typing import Any, Final

from fastapi import Request, Response
from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute

from fplbanter.errors import (
    BadRequest,
    NotFound,
    Refused,
    StoreUnavailable,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.services.answers import Notice
from fplbanter.web.pages.rendering import respond
from fplbanter.web.trouble import notice_for, seconds_to_wait

Refusal = BadRequest | NotFound | Refused | StoreUnavailable | UpstreamError
REFUSALS: Final = (BadRequest, NotFound, Refused, StoreUnavailable, UpstreamError)

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

_UPSTREAM_DETAILS: Final = {
    "updating": "FPL is updating its game, as it does after every deadline. "
    "It takes up to an hour.",
    "slow": "FPL takes too long to answer just now. Try again in a minute.",
    "busy": "FPL has asked for a breather. Try again in a minute.",
    "blocked": "FPL is turning this server away. Its owner has to sort that out.",
    "changed": "FPL sends something that FPL Banter does not understand yet.",
}
_DOWN = "FPL is not answering, and this has never been read before. Try again soon."


def render_problem(
    status: int,
    title: str,
    detail: str,
    *,
    retry_after: int | None = None,
    notice: Notice | None = None,
) -> HTMLResponse:
    """Render an error as a page with a way on. Texts may be hostile."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    return respond(
        "problem.html",
        status=status,
        headers={"Cache-Control": "no-store"} | headers,
        notice=notice,
        title=title,
        detail=detail,
        status_code=status,
    )


def problem_page(request: Request, error: Refusal) -> HTMLResponse:
    """Render one of our errors as a page."""
    status, title, detail = describe(error)
    wait = seconds_to_wait(request, error, 30) if status == 503 else None
    notice = notice_for(request)
    return render_problem(status, title, detail, retry_after=wait, notice=notice)


def problem_fragment(_: Request, error: Refusal) -> HTMLResponse:
    """Render one of our errors as a line to stand inside a page."""
    status, title, detail = describe(error)
    return respond(
        "_problem.html",
        status=status,
        headers={"Cache-Control": "no-store"},
        title=title,
        detail=detail,
    )


def describe(error: Refusal) -> tuple[int, str, str]:
    """Return the status, the title and the sentence for an error."""
    match error:
        case BadRequest():
            return 422, "That makes no sense", str(error)
        case NotFound() | UpstreamNotFound():
            return 404, "Not on the team sheet", str(error) or "There is no such thing."
        case Refused() | UpstreamForbidden():
            return (
                403,
                "Behind closed doors",
                str(error) or ("FPL shows this only to those who log in."),
            )
        case StoreUnavailable():
            return (
                503,
                "In the treatment room",
                ("Our own database does not answer just now. Try again in a minute."),
            )
        case UpstreamError():
            return 503, "FPL is off the pitch", _UPSTREAM_DETAILS.get(error.kind, _DOWN)


class PageRoute(APIRoute):
    """A route whose errors are pages."""

    def get_route_handler(self) -> Handler:
        """Wrap the route so that our errors come out as a page."""
        return _answering_errors(super().get_route_handler(), problem_page)


class FragmentRoute(APIRoute):
    """A route that answers a piece of a page, its errors too."""

    def get_route_handler(self) -> Handler:
        """Wrap the route so that our errors come out as a line."""
        return _answering_errors(super().get_route_handler(), problem_fragment)


def _answering_errors(
    handler: Handler, show: Callable[[Request, Refusal], HTMLResponse]
) -> Handler:
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except REFUSALS as error:
            return show(request, error)

    return answer
