"""
`/ws`: one socket, many topics.

A socket has two tasks: one reads and answers, one hands on what changes. Whatever
ends one of them closes the socket, and that ends the other.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from http import HTTPStatus
from typing import Final

from starlette.types import Receive, Scope, Send

from fplbanter.web.stream.limits import CLOSED_BY_US, Allowance, Breach, Unwelcome
from fplbanter.web.stream.messages import Bye
from fplbanter.web.stream.room import Room
from fplbanter.web.stream.session import POLICY_VIOLATION, TRY_AGAIN_LATER, Session

UNSUPPORTED: Final = 1003
TOO_BIG: Final = 1009
BROKEN: Final = 1011
RESTARTING: Final = 1012

CLOSE_SECONDS: Final = 1.0
RETRY_AFTER: Final = b"15"
DOOR: Final = "ws"

log = logging.getLogger(__name__)


class SocketDoor:
    """Lets readers in, and serves each until he leaves or is sent away."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one reader."""
        await receive()  # Somebody wants to connect.
        try:
            with self._room.seated(scope, DOOR):
                await send({"type": "websocket.accept"})
                await _Socket(self._room, scope, receive, send).serve()
        except Unwelcome as refused:
            self._room.note(scope, DOOR, refused.reason)
            await _refuse(scope, send, refused)
        except OSError:
            # He left while something was sent to him.
            return


class _Socket:
    """One open socket."""

    __slots__ = ("_closed", "_receive", "_room", "_scope", "_send", "_session")

    def __init__(self, room: Room, scope: Scope, receive: Receive, send: Send) -> None:
        self._room = room
        self._scope = scope
        self._receive = receive
        self._send = send
        self._closed = False
        self._session: Session

    async def serve(self) -> None:
        """Talk until one of us leaves."""
        async with self._room.subscribe() as subscription:
            self._session = self._room.session(subscription, self)
            with self._room.open(self.end):
                await self._guarded(self._session.say("hello", self._room.hello))
                writing = asyncio.create_task(self._guarded(self._session.hand_on()))
                try:
                    await self._guarded(self._listen())
                finally:
                    writing.cancel()
                    await asyncio.wait({writing})

    async def send(self, text: str) -> None:
        """Send a message; raises Breach if nobody reads."""
        if self._closed:
            raise ConnectionResetError
        try:
            async with asyncio.timeout(self._room.limits.patience):
                await self._send({"type": "websocket.send", "text": text})
        except TimeoutError:
            raise Breach(TRY_AGAIN_LATER, "not reading") from None

    async def end(self, bye: Bye) -> None:
        """Say goodbye, since the server stops."""
        with suppress(OSError, Breach, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._session.say("bye", bye.text())
        await self._close(RESTARTING, "restarting")

    async def _listen(self) -> None:
        """Do what the reader says."""
        limits = self._room.limits
        allowance = Allowance(limits.messages_per_second)
        while (message := await self._receive())["type"] == "websocket.receive":
            if not allowance.spend():
                raise Breach(POLICY_VIOLATION, "too many messages")
            text = message.get("text")
            if text is None:
                raise Breach(UNSUPPORTED, "text only")
            if len(text.encode()) > limits.frame_bytes:
                raise Breach(TOO_BIG, "message too big")
            await self._session.heed(text)
        if reason := message.get(CLOSED_BY_US):
            self._room.note(self._scope, DOOR, str(reason))

    async def _guarded(self, work: Coroutine[object, object, None]) -> None:
        """Close the socket when something ends the work."""
        try:
            await work
        except OSError:
            # He left while something was sent to him.
            return
        except Breach as breach:
            self._room.note(self._scope, DOOR, breach.reason)
            await self._close(breach.code, breach.reason)
        except Exception:
            log.exception("A socket broke")
            await self._close(BROKEN, "something went wrong here")

    async def _close(self, code: int, reason: str) -> None:
        """Close the socket, unless that has been done."""
        if self._closed:
            return
        self._closed = True
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._send(
                    {"type": "websocket.close", "code": code, "reason": reason}
                )


async def _refuse(scope: Scope, send: Send, refused: Unwelcome) -> None:
    """Answer a handshake with a status, where the server can; else it is 403."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    if refused.status is not HTTPStatus.FORBIDDEN:
        headers.append((b"retry-after", RETRY_AFTER))
    start = {
        "type": "websocket.http.response.start",
        "status": int(refused.status),
        "headers": headers,
    }
    await send(start)
    body = f"{refused}\n".encode()
    await send({"type": "websocket.http.response.body", "body": body})
