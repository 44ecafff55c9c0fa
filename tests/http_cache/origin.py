"""
Asking the origin: one request, one answer, whatever it says.

As the product's client does with FPL: a deadline for the whole answer, a limit of
bytes, no redirects, no cookies, no proxy of the environment. Unlike it, any answer
is one, and its bytes are taken as they came over the wire.
"""

import asyncio
from typing import Final

import httpx2

from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.messages import Request, Response
from fplbanter.fpl.http_caching.storing import end_to_end

VIA: Final = ("Via", "1.1 fplbanter")
_OUR_OWN: Final = ("host", "content-length", "via")
_BODILESS: Final = (204, 304)


class OriginGone(Exception):
    """The origin hung up, was slow, or said what is not HTTP."""


class Origin:
    """The server behind the mount. Use it as `async with`."""

    def __init__(
        self, url: str, *, total_timeout: float = 8.0, max_bytes: int = 8 * 2**20
    ) -> None:
        self._url = httpx2.URL(url)
        self._total_timeout = total_timeout
        self._max_bytes = max_bytes
        # A connection for each: what one answer leaves behind on it (a length
        # that is wrong on purpose) must not be the beginning of the next.
        self._transport = httpx2.AsyncHTTPTransport(
            limits=httpx2.Limits(max_keepalive_connections=0), trust_env=False
        )

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def ask(self, request: Request, body: bytes = b"") -> Response:
        """Forward a request; raises OriginGone."""
        try:
            async with asyncio.timeout(self._total_timeout):
                return await self._ask(request, body)
        except (TimeoutError, httpx2.TransportError) as error:
            raise OriginGone(repr(error)) from error

    async def _ask(self, request: Request, body: bytes) -> Response:
        fields = end_to_end(request.fields).without(*_OUR_OWN).plus(VIA)
        sent = httpx2.Request(
            request.method,
            self._url.copy_with(raw_path=request.target.encode("latin-1")),
            headers=[(n.encode(), v.encode("latin-1")) for n, v in fields],
            content=body or None,
        )
        answer = await self._transport.handle_async_request(sent)
        try:
            content = bytearray()
            async for piece in answer.aiter_raw():
                content += piece
                if len(content) > self._max_bytes:
                    raise OriginGone("its answer is too long")
        finally:
            await answer.aclose()
        return _response(request, answer, bytes(content))


def _response(request: Request, answer: httpx2.Response, body: bytes) -> Response:
    lines = ((n.decode("latin-1"), v.decode("latin-1")) for n, v in answer.headers.raw)
    fields = Fields.of(lines)
    if request.method != "HEAD" and answer.status_code not in _BODILESS:
        fields = fields.with_("Content-Length", str(len(body)))
    # What is beyond the statuses that there are is a server's failure (RFC 9110, 15).
    status = answer.status_code if answer.status_code < 600 else 502
    return Response(status, fields, body)
