"""
uvicorn's WebSocket, with what a reader who misbehaves needs.

uvicorn logs a traceback for a text that is no UTF-8; it cannot close a socket whose
reader has stopped, since it waits until he reads; and it hangs up on whoever still
sends, so that he never learns why. Here each of them is told, given a moment, and
then cut off.
"""

import asyncio
import socket
from asyncio.transports import BaseTransport
from typing import Any, Final

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.frames import Frame, Opcode
from websockets.protocol import OPEN

from fplbanter.web.stream.limits import CLOSED_BY_US

PROTOCOL_ERROR: Final = 1002
BAD_TEXT: Final = 1007
NO_PONG: Final = 1011
REASONS: Final = {
    PROTOCOL_ERROR: "no such protocol",
    BAD_TEXT: "no UTF-8",
    1009: "message too big",
    NO_PONG: "no pong",
}

LINGER_SECONDS: Final = 5.0
"""How long a closed socket may take to go; a reader who has stopped never would."""

UNSENT_BYTES: Final = 128 * 1024
"""
What the kernel takes for a reader that has not been sent yet. Else it takes
megabytes for one who has stopped, and says so only then.
"""

NOTSENT_LOWAT: Final = getattr(socket, "TCP_NOTSENT_LOWAT", 25)
"""Linux's number for the option; Python names it from 3.12 on."""


class _Last:
    """The text that was framed last: thousands of sockets are sent the same one."""

    text: str | None = None
    frame: bytes = b""


def framed(text: str) -> bytes:
    """Return a text as a server sends it, made once for all who are sent it now."""
    if text is not _Last.text:
        frame = Frame(Opcode.TEXT, text.encode()).serialize(mask=False)
        _Last.text, _Last.frame = text, frame
    return _Last.frame


class Wire(WebSocketsSansIOProtocol):
    """One WebSocket, as uvicorn serves it."""

    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: BaseTransport) -> None:
        """Begin, with little room for what a reader does not take."""
        super().connection_made(transport)
        found = transport.get_extra_info("socket")
        if found is not None and found.family != socket.AF_UNIX:
            try:
                found.setsockopt(socket.IPPROTO_TCP, NOTSENT_LOWAT, UNSENT_BYTES)
            except OSError:
                return  # Not every system has it.

    def connection_lost(self, exc: Exception | None) -> None:
        """End; nothing is left to be cut off."""
        if self._end is not None:
            self._end.cancel()
        super().connection_lost(exc)

    def send_receive_event_to_app(self) -> None:
        """Hand a message on, if its text is text."""
        if self.curr_msg_data_type == "text" and not self.close_sent:
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                self.frames = []
                self.conn.fail(BAD_TEXT, REASONS[BAD_TEXT])
                self.handle_parser_exception()
                return
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        """Say why, and throw away what else comes until he has read it."""
        if self.close_sent:
            return
        closed = self.conn.close_sent
        self._end_with(closed.code if closed else PROTOCOL_ERROR)
        self.transport.write_eof()

    def keepalive_timeout(self) -> None:
        """Cut off who does not answer a ping."""
        self.pong_timer = None
        self.pending_ping_payload = None
        if self.close_sent or self.transport.is_closing():
            return
        self.conn.fail(NO_PONG, REASONS[NO_PONG])
        self._end_with(NO_PONG)

    async def send(self, message: Any) -> None:  # noqa: ANN401  uvicorn's own.
        """Send; a socket is closed also when its reader has stopped."""
        if message["type"] == "websocket.close":
            self.writable.set()
            if not self.close_sent:
                await super().send(message)
                self._cut_off_later()
            return
        if self._sent_at_once(message):
            return
        await self.writable.wait()
        if self.close_sent and message["type"] == "websocket.send":
            raise ClientDisconnected
        await super().send(message)

    def _sent_at_once(self, message: Any) -> bool:  # noqa: ANN401  uvicorn's own.
        """Write a text that others are sent as well, if nothing stands in its way."""
        text = message.get("text")
        if (
            text is None
            or self.conn.state is not OPEN
            or self.conn.extensions
            or self.close_sent
            or self.disconnected
            or not self.handshake_complete
            or not self.writable.is_set()
            or self.transport.is_closing()
        ):
            return False
        self.transport.write(framed(text))
        return True

    def shutdown(self) -> None:
        """End, since the server does; who has stopped reading is cut off."""
        super().shutdown()
        self._cut_off_later(0.5)

    def _end_with(self, code: int) -> None:
        # The library's own words hold numbers that somebody sent.
        reason = REASONS.get(code, REASONS[PROTOCOL_ERROR])
        gone: Any = {
            "type": "websocket.disconnect",
            "code": code,
            "reason": reason,
            CLOSED_BY_US: reason,
        }
        self.queue.put_nowait(gone)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.stop_keepalive()
        self._cut_off_later()

    def _cut_off_later(self, seconds: float = LINGER_SECONDS) -> None:
        if self.read_paused:
            self.read_paused = False
            self.transport.resume_reading()
        if self.close_timer is not None:
            self.close_timer.cancel()
        if self._end is None or seconds < LINGER_SECONDS:
            self._end = self.loop.call_later(seconds, self.transport.abort)
            # uvicorn leaves a socket alone for as long as this is set.
            self.close_timer = self._end
