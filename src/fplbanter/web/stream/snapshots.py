"""Snapshots as they are sent: made once, however many come back at the same time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fplbanter.errors import TooSlow
from fplbanter.live.hub import Hub
from fplbanter.live.topics import Topic
from fplbanter.ops.deadline import deadline
from fplbanter.services.flights import Flights, FlightTimeout
from fplbanter.services.streams import Snapshots
from fplbanter.web.deadline import RESERVE, SECONDS
from fplbanter.web.stream.texts import snapshot_text

KEPT_SECONDS: Final = 1.0
"""What is that old is made anew; what happened since is sent as changes anyway."""

KEPT: Final = 200
"""Snapshots that are kept at most; a large one has 60 kB."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A topic as of a version, as it is sent; `made` on the monotonic clock."""

    version: int
    text: str
    made: float


class SnapshotDesk:
    """Makes snapshots, one at a time for each topic, and keeps them for a moment."""

    def __init__(
        self,
        hub: Hub,
        snapshots: Snapshots,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hub = hub
        self._snapshots = snapshots
        self._monotonic = monotonic
        self._kept: dict[str, Shot] = {}
        self._flights = Flights()

    async def of(self, topic: Topic, *, newer_than: int = -1) -> Shot:
        """
        Return a snapshot of a topic, one of a version after `newer_than`.

        Raises TooSlow, StoreUnavailable, and what the service raises.
        """
        name = str(topic)
        kept = self._kept.get(name)
        if kept is not None and kept.version > newer_than and not self._is_old(kept):
            return kept
        try:
            return await self._flights.bring(
                name, lambda: self._make(topic), patience=SECONDS
            )
        except FlightTimeout:
            raise TooSlow(f"{name} was not there in time.") from None

    async def close(self) -> None:
        """Give up what is being made."""
        await self._flights.close()

    async def _make(self, topic: Topic) -> Shot:
        name = str(topic)
        # The version comes first: what is newer than it then does no harm, for a
        # change that is applied a second time changes nothing.
        version = await self._hub.version(name)
        with deadline(SECONDS - RESERVE):
            answer = await self._snapshots.of(topic)
        shot = Shot(version, snapshot_text(name, version, answer), self._monotonic())
        self._keep(name, shot)
        return shot

    def _keep(self, name: str, shot: Shot) -> None:
        if len(self._kept) >= KEPT:
            self._kept = {n: s for n, s in self._kept.items() if not self._is_old(s)}
        if len(self._kept) < KEPT:
            self._kept[name] = shot

    def _is_old(self, shot: Shot) -> bool:
        return self._monotonic() - shot.made > KEPT_SECONDS
