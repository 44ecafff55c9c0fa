"""The stream as the application has it: two routes, and a polite end."""

from collections.abc import Sequence

from starlette.routing import BaseRoute, Route, WebSocketRoute

from fplbanter.live.hub import Hub
from fplbanter.services.streams import Snapshots
from fplbanter.settings import Network
from fplbanter.web.stream.events import EventsDoor
from fplbanter.web.stream.limits import Limits
from fplbanter.web.stream.room import Room
from fplbanter.web.stream.sockets import SocketDoor


class Stream:
    """The doors `/ws` and `/events` of one process."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.limits = room.limits
        self.routes: Sequence[BaseRoute] = (
            WebSocketRoute("/ws", SocketDoor(room), name="ws"),
            Route(
                "/events",
                EventsDoor(room),
                methods=["GET"],
                name="events",
                include_in_schema=False,
            ),
        )

    async def close(self) -> None:
        """
        Send every reader home, with a time to come back; let nobody in any more.

        To be called before the server is told to stop: it would hang up on them.
        """
        await self._room.close()


def build_stream(
    hub: Hub,
    snapshots: Snapshots,
    limits: Limits,
    *,
    trusted: Sequence[Network] = (),
) -> Stream:
    """Build the doors; `trusted` are the proxies whose word is believed."""
    return Stream(Room(hub, snapshots, limits, trusted=trusted))
