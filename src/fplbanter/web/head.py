"""HEAD for everything that can be got: the same headers, no body (RFC 9110)."""

from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ASKED: Final = "fplbanter.asked"


class HeadAsGet:
    """Asks the routes for a GET and keeps the body to itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_without_body(message: Message) -> None:
            if message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        asked = {**scope, "method": "GET", _ASKED: "HEAD"}
        try:
            await self._app(asked, receive, send_without_body)
        finally:
            # Whoever watches from outside wants to know which route it was.
            scope.update({**asked, "method": "HEAD"})


def is_head(scope: Scope) -> bool:
    """Say whether only the headers are asked for: a stream would not end by itself."""
    return scope["method"] == "HEAD" or scope.get(_ASKED) == "HEAD"
