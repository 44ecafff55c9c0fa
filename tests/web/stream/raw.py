"""A WebSocket by hand: for readers who do what no library lets them do."""

import asyncio
import os
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10

HANDSHAKE = (
    "GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\n"
    "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
)


@dataclass(frozen=True, slots=True)
class RawSocket:
    """Sends what it is told, and answers nothing by itself."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    def put(self, opcode: int, payload: bytes, *, final: bool = True) -> None:
        """Have a frame sent, masked as a client's must be."""
        first = opcode | (0x80 if final else 0)
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", first, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", first, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", first, 0x80 | 127, size)
        mask = os.urandom(4)
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
        self.writer.write(head + mask + masked)

    async def take(self) -> tuple[int, bytes]:
        """Wait for a frame: its opcode and its payload."""
        first, size = struct.unpack("!BB", await self.reader.readexactly(2))
        if size == 126:
            (size,) = struct.unpack("!H", await self.reader.readexactly(2))
        elif size == 127:
            (size,) = struct.unpack("!Q", await self.reader.readexactly(8))
        return first & 0x0F, await self.reader.readexactly(size)

    async def code(self) -> int:
        """Wait until it is closed, and return with which code."""
        async with asyncio.timeout(20):
            while True:
                opcode, payload = await self.take()
                if opcode == CLOSE:
                    return int(struct.unpack("!H", payload[:2])[0])


@asynccontextmanager
async def raw_socket(port: int, *, receive_bytes: int = 0) -> AsyncIterator[RawSocket]:
    """Connect by hand; `receive_bytes` is what the kernel takes before it is read."""
    made = socket.socket()
    if receive_bytes:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
    made.setblocking(False)  # noqa: FBT003
    await asyncio.get_running_loop().sock_connect(made, ("127.0.0.1", port))
    reader, writer = await asyncio.open_connection(sock=made, limit=4096)
    writer.write(HANDSHAKE.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in head, head
    try:
        yield RawSocket(reader, writer)
    finally:
        writer.transport.abort()
