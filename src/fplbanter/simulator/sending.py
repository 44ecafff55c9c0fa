"""How answers go over the wire, the misshapen ones too."""

import asyncio
from collections.abc import AsyncIterator

from starlette.responses import Response, StreamingResponse

from fplbanter.simulator.answers import Answer

_OWN_LENGTH = ("content-length", "transfer-encoding")


def to_response(answer: Answer) -> Response:
    """Return the transport's form of an answer."""
    if answer.times == 1 and not answer.pause:
        response = Response(answer.body, answer.status, media_type=answer.content_type)
    else:
        response = StreamingResponse(
            _pieces(answer), answer.status, media_type=answer.content_type
        )
        size = len(answer.body) * answer.times
        response.headers["content-length"] = str(size)
    if any(name.lower() in _OWN_LENGTH for name, _ in answer.headers):
        del response.headers["content-length"]
    for name, value in answer.headers:
        response.headers.append(name, value)
    return response


async def _pieces(answer: Answer) -> AsyncIterator[bytes]:
    """Give the body as often as it is to be sent; byte by byte where it drips."""
    for _ in range(answer.times):
        if not answer.pause:
            yield answer.body
            continue
        for at in range(len(answer.body)):
            yield answer.body[at : at + 1]
            await asyncio.sleep(answer.pause)
