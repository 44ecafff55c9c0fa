"""
Handing a port over: an old process gives its listening socket to a new one.

Both then take connections from one queue, and the old one may end. A second
socket on the same port (SO_REUSEPORT) would have a queue of its own, and who
stands in it when its process ends is refused; here nobody is.

The socket is given away at a Unix socket in a private directory; whoever may
open that may have the port.
"""

import asyncio
import contextlib
import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fplbanter.web.server import listening

ASK_SECONDS = 2.0


@contextmanager
def listening_beside(host: str, port: int, folder: Path) -> Iterator[socket.socket]:
    """
    Hold a port for as long as the block lasts, with whoever holds it now.

    The one who has it must have it from here, with the same `folder`, and answer.
    Raises StartupError where the port is another's.
    """
    given = _ask(_place(folder, host, port)) if port else None
    if given is None:
        with listening(host, port) as listener:
            yield listener
    else:
        with given:
            yield given


@contextmanager
def giving_away(
    listener: socket.socket, host: str, folder: Path
) -> Iterator[socket.socket]:
    """Take the questions of those who come after us: to be given to `give_away`."""
    place = _place(folder, host, listener.getsockname()[1])
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as door:
        # Put in place whole: the one before us keeps its own until it ends.
        new = place.with_suffix(f".{os.getpid()}")
        new.unlink(missing_ok=True)
        door.bind(str(new))
        new.chmod(0o600)
        door.listen()
        door.setblocking(False)  # noqa: FBT003
        new.replace(place)
        ours = place.stat().st_ino
        try:
            yield door
        finally:
            with contextlib.suppress(OSError):
                if place.stat().st_ino == ours:
                    place.unlink()


async def give_away(door: socket.socket, listener: socket.socket) -> None:
    """Give the listening socket to everybody who asks, until cancelled."""
    loop = asyncio.get_running_loop()
    while True:
        asker, _ = await loop.sock_accept(door)
        with asker, contextlib.suppress(OSError):
            socket.send_fds(asker, [b"."], [listener.fileno()])


def _ask(place: Path) -> socket.socket | None:
    """Ask the one who holds the port for it; None if nobody answers."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asker:
        asker.settimeout(ASK_SECONDS)
        try:
            asker.connect(str(place))
            _, fds, _, _ = socket.recv_fds(asker, 1, 1)
        except OSError:
            return None
    if not fds:
        return None
    given = socket.socket(fileno=fds[0])
    given.setblocking(False)  # noqa: FBT003
    return given


def _place(folder: Path, host: str, port: int) -> Path:
    """Return where a port is given away: a short name, as sockets need one."""
    digest = hashlib.sha256(f"{host} {port}".encode()).hexdigest()[:8]
    return folder / f"web-{digest}.sock"
