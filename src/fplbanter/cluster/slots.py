"""A slot that somebody holds: good for one request that leaves at once."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from fplbanter.cluster.pace import LATEST
from fplbanter.cluster.waiting import Ticket


class Slot(Protocol):
    """The right to send one request."""

    async def leave(self) -> None:
        """
        Return at the moment at which the request may go out, which is now.

        To be called last of all, with the connection open: to open one takes time,
        and a request that leaves late is one too many in some second. A slot that
        is too old by then is given up for the next one. Raises UpstreamPaused if a
        pause begins meanwhile.
        """
        ...


class HeldSlot:
    """
    A slot of a budget; `ticket` has its moment.

    `give_up` counts it as lost and waits for another, `land` gives its place in
    flight back.
    """

    def __init__(
        self,
        ticket: Ticket,
        give_up: Callable[[Ticket], Awaitable[Ticket]],
        land: Callable[[], None],
        monotonic: Callable[[], float],
    ) -> None:
        self._ticket = ticket
        self._give_up = give_up
        self._land = land
        self._monotonic = monotonic
        self._flies = True

    async def leave(self) -> None:
        """Return when the request may go out."""
        while self._monotonic() - self._ticket.moment > LATEST:
            self.end()
            self._ticket = await self._give_up(self._ticket)
            self._flies = True

    def end(self) -> None:
        """Give the place in flight back, if there is one."""
        if self._flies:
            self._flies = False
            self._land()
