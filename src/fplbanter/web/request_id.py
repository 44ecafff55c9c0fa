"""Each request has an id: in its answer's header, in its problems, in the log."""

import re
import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.ops.request_context import REQUEST_ID

HEADER = b"x-request-id"
ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{8,64}")


class RequestId:
    """Takes a sane id from whoever sent one, else makes one."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _sent(scope) or secrets.token_hex(8)
        scope["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message.get("headers", []),
                    (HEADER, request_id.encode()),
                ]
            await send(message)

        before = REQUEST_ID.set(request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            REQUEST_ID.reset(before)


def request_id_of(scope: Scope) -> str:
    """Return the id of a request that came through the middleware."""
    return str(scope.get("request_id", ""))


def _sent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == HEADER and ACCEPTED.fullmatch(value):
            return str(value.decode())
    return None
