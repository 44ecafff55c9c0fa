"""Serving the application over HTTP: the port, uvicorn, and a polite end."""

import asyncio
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from fplbanter.errors import StartupError
from fplbanter.settings import url_of
from fplbanter.web.ready.wire import ReadyProtocol
from fplbanter.web.stream import Stream
from fplbanter.web.stream.wire import Wire

BACKLOG = 2048
GRACE_SECONDS = 2
"""How long requests may take to end once we stop; streams are cut then."""

MOST_UNASKED = 1024
"""Bytes of a WebSocket's message where nobody listens to any."""

KEEP_ALIVE_SECONDS = 75
"""
How long an idle connection stays: longer than proxies keep theirs, who else send
a request at the very moment at which it is closed.
"""


DRAIN_SECONDS = 3.0
"""For how long a process that stops beside others answers on open connections."""

_LOOK_SECONDS = 0.02


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """
    Hold a port for as long as the block lasts.

    Raises StartupError with the cure when it is in use or not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(BACKLOG)
        except (OSError, UnicodeError, TypeError) as error:
            reason = (getattr(error, "strerror", None) or str(error)).lower()
            raise StartupError(
                f"Cannot listen on {host} port {port}: {reason}. Stop what uses it, "
                "or set FPLBANTER_HOST or FPLBANTER_PORT to something else."
            ) from None
        listener.setblocking(False)  # noqa: FBT003
        yield listener


def address(listener: socket.socket) -> str:
    """Return where a browser on this machine finds what listens there."""
    return url_of(*listener.getsockname()[:2])


async def serve_until(
    app: ASGIApp,
    listener: socket.socket,
    ends: Collection[asyncio.Future[Any]],
    *,
    stream: Stream | None = None,
    drain: float = 0.0,
) -> None:
    """
    Serve until one of `ends` is done, then let requests under way end.

    Nobody new is let in then, and readers of the `stream` are sent home. For `drain`
    seconds at most, connections that are open may bring one request more: its answer
    tells them to close. So who keeps his connection loses none.
    """
    config = uvicorn.Config(
        app,
        http=ReadyProtocol,
        log_config=None,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
        server_header=False,
        # Whose word about an address is believed is said in the settings alone.
        proxy_headers=False,
        ws=Wire,
        ws_max_size=stream.limits.frame_bytes if stream else MOST_UNASKED,
        ws_ping_interval=stream.limits.heartbeat if stream else None,
        ws_ping_timeout=stream.limits.heartbeat if stream else None,
        # It would take a reader's memory from 40 kB to several hundred.
        ws_per_message_deflate=False,
    )
    server = _Server(config, drain)
    serving: asyncio.Future[Any] = asyncio.create_task(server.serve(sockets=[listener]))
    await asyncio.wait({serving, *ends}, return_when=asyncio.FIRST_COMPLETED)
    await server.let_nobody_in()
    if stream is not None:
        # uvicorn hangs up on sockets, and waits in vain for streams.
        await stream.close()
    server.should_exit = True
    await serving


class _Server(uvicorn.Server):
    """A uvicorn that leaves signals to whoever runs it, and drains at its end."""

    def __init__(self, config: uvicorn.Config, drain: float) -> None:
        super().__init__(config)
        self._drain = drain

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def let_nobody_in(self) -> None:
        """Take no new connections; those beside us have them, and soon the open ones."""
        loop, servers = asyncio.get_running_loop(), getattr(self, "servers", ())
        if isinstance(loop, asyncio.SelectorEventLoop):
            # It is a round later that it has a place for whom it has taken: closed
            # in between, it would drop him.
            for each in (each for server in servers for each in server.sockets):
                loop.remove_reader(each)
            await asyncio.sleep(0)
        for server in servers:
            server.close()
        if self._drain:
            self._have_answers_close()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """See the open connections off; then end as uvicorn does."""
        if self._drain:
            await self._see_off()
        await super().shutdown(sockets)

    async def _see_off(self) -> None:
        """Answer what still comes, until every connection was closed by its answer."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._drain):
                while self.server_state.connections:
                    await asyncio.sleep(_LOOK_SECONDS)

    def _have_answers_close(self) -> None:
        state = self.server_state
        state.default_headers = [*state.default_headers, (b"connection", b"close")]
        for connection in state.connections:
            cycle = getattr(connection, "cycle", None)
            if cycle is not None and not cycle.response_complete:
                cycle.keep_alive = False
