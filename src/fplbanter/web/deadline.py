"""
No request is made to wait for longer than this, whatever it waits for.

Each thing that an answer needs has a time-out of its own, and those add up. Here
the whole answer has one. Whoever waits on its behalf learns how much is left from
`ops/deadline.py`; what has not begun to be sent in time is given up and answered
503. What a request has begun behind goes on. The door `/fpl/` stands in front of
this and has a time of its own.
"""

import asyncio
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.errors import TooSlow
from fplbanter.ops.deadline import deadline
from fplbanter.web.problems import problem_of

SECONDS: Final = 1.9
"""For a page or an answer of the API, so that none takes longer than two."""

RESERVE: Final = 0.2
"""Seconds of those that are kept for putting an answer together."""


class Deadline:
    """Gives each request its time; streams, once begun, are none of its business."""

    def __init__(self, app: ASGIApp, *, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if not await self._answered(scope, receive, send):
            error = TooSlow(f"It was not there after {self._seconds:g} seconds.")
            await problem_of(scope, error)(scope, receive, send)

    async def _answered(self, scope: Scope, receive: Receive, send: Send) -> bool:
        """Say whether an answer was begun in time."""
        try:
            async with asyncio.timeout(self._seconds) as end:

                async def send_in_time(message: Message) -> None:
                    if end.expired():
                        return
                    # From here on only the reader's own pace counts.
                    end.reschedule(None)
                    await send(message)

                with deadline(max(0.0, self._seconds - RESERVE)):
                    await self._app(scope, receive, send_in_time)
        except TimeoutError:
            if not end.expired():
                raise
            return False
        return True
