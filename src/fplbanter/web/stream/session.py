"""
One reader: what he follows, and what he is sent, in order.

Nothing here knows how it is sent: a socket and an event stream are the same. A
topic's snapshot is sent before its changes are asked for, so that the two writers
of a socket (who answers, and who hands on) cannot overtake each other.
"""

import asyncio
from functools import cache
from http import HTTPStatus
from typing import Final, Protocol

from prometheus_client import Counter
from pydantic import ValidationError

from fplbanter.errors import BadRequest, BanterError, TooSlow, VersionAhead
from fplbanter.live.publishing import Change
from fplbanter.live.subscription import Subscription
from fplbanter.live.topics import Topic
from fplbanter.ops import metrics
from fplbanter.web.problems import kind_of, shortened
from fplbanter.web.stream.limits import Breach, Limits
from fplbanter.web.stream.messages import (
    FRAME,
    Beat,
    Follow,
    Frame,
    Leave,
    Ping,
    Pong,
    Refusal,
    Resync,
)
from fplbanter.web.stream.snapshots import SnapshotDesk
from fplbanter.web.stream.texts import change_text

MISTAKES: Final = 20
"""Messages that make no sense, after which a reader is sent away."""

TRIES: Final = 3
"""Snapshots of a topic that moves on faster than they can be sent."""

POLICY_VIOLATION: Final = 1008
TRY_AGAIN_LATER: Final = 1013

BEAT: Final = Beat().text()
PONG: Final = Pong().text()


class Outlet(Protocol):
    """Sends to one reader; raises Breach if he does not read, OSError if he left."""

    async def send(self, text: str) -> None:
        """Send a message."""
        ...


@cache
def _counted(kind: str) -> Counter:
    """Return a type's own counter: looking it up takes as long as sending."""
    return metrics.STREAM_MESSAGES.labels(kind)


class Session:
    """Serves one reader; `versions` is what he has of each topic he follows."""

    __slots__ = (
        "_desk",
        "_limits",
        "_mistakes",
        "_outlet",
        "_subscription",
        "versions",
    )

    def __init__(
        self,
        subscription: Subscription,
        desk: SnapshotDesk,
        limits: Limits,
        outlet: Outlet,
    ) -> None:
        self.versions: dict[str, int] = {}
        self._subscription = subscription
        self._desk = desk
        self._limits = limits
        self._outlet = outlet
        self._mistakes = 0

    async def heed(self, text: str) -> None:
        """Do what a reader says; raises Breach when it is too much nonsense."""
        try:
            frame = FRAME.validate_json(text)
        except ValidationError:
            await self._refuse(BadRequest("That is no message of ours.", field="type"))
            return
        await self._obey(frame)

    async def follow(self, name: str, since: int | None = None) -> None:
        """
        Send what a topic is, or what came after `since`; then what changes.

        Raises Breach for what is no topic, and for a version that never was.
        """
        try:
            topic = Topic.parse(name)
        except BadRequest as error:
            await self._refuse(error, name)
            raise Breach(POLICY_VIOLATION, "unknown topic") from None
        try:
            self._refuse_more(str(topic))
            await self._begin(topic, since)
        except BanterError as error:
            self.leave(name)
            await self._refuse(error, name)

    def leave(self, name: str) -> None:
        """Send nothing more of a topic."""
        if self.versions.pop(name, None) is not None:
            self._subscription.leave(name)

    async def hand_on(self) -> None:
        """Send what changes, until the reader leaves; raises Breach."""
        while True:
            try:
                change = await self._next()
            except TooSlow:
                raise Breach(TRY_AGAIN_LATER, "too slow") from None
            if change is None:
                await self.say("beat", BEAT)
                continue
            known = self.versions.get(change.topic)
            # What he has left, or had in a snapshot, may still have been on its way.
            if known is not None and change.version > known:
                self.versions[change.topic] = change.version
                await self.say("change", change_text(change))

    async def say(self, kind: str, text: str) -> None:
        """Send a message."""
        await self._outlet.send(text)
        _counted(kind).inc()

    async def _next(self) -> Change | None:
        """Wait for a change; None when there was none for a heartbeat."""
        try:
            async with asyncio.timeout(self._limits.heartbeat):
                return await self._subscription.next()
        except TimeoutError:
            return None

    async def _obey(self, frame: Frame) -> None:
        match frame:
            case Follow():
                await self.follow(frame.topic, frame.since)
            case Leave():
                self.leave(frame.topic)
            case Ping():
                await self.say("pong", PONG)

    def _refuse_more(self, name: str) -> None:
        most = self._limits.topics
        if name not in self.versions and len(self.versions) >= most:
            raise BadRequest(f"At most {most} topics at a time.", field="topic")

    async def _begin(self, topic: Topic, since: int | None) -> None:
        name, newer_than = str(topic), -1
        self.leave(name)
        if since is not None:
            if await self._resumed(name, since):
                return
            await self._forget(name)
        for _ in range(TRIES):
            shot = await self._desk.of(topic, newer_than=newer_than)
            self.versions[name] = newer_than = shot.version
            await self.say("snapshot", shot.text)
            if await self._subscription.follow(name, shot.version):
                return
        raise TooSlow(f"{name} changes faster than it can be told.")

    async def _resumed(self, name: str, since: int) -> bool:
        """Have sent what was missed; False if that is not kept any more."""
        self.versions[name] = since
        try:
            if await self._subscription.follow(name, since):
                return True
        except VersionAhead:
            # Told to forget it, he may come again, and gets the whole.
            await self._forget(name)
            raise Breach(POLICY_VIOLATION, "version from the future") from None
        return False

    async def _forget(self, name: str) -> None:
        """Have the reader forget what he has of a topic."""
        self.versions.pop(name, None)
        await self.say("resync", Resync(topic=name).text())

    async def _refuse(self, error: BanterError, name: str | None = None) -> None:
        """Say why not; raises Breach when there was too much of it."""
        kind = kind_of(error)
        asked_wrongly = kind.status < HTTPStatus.INTERNAL_SERVER_ERROR
        refusal = Refusal(
            code=kind.slug,
            message=shortened(kind.detail or str(error)),
            topic=None if name is None else shortened(name),
            retry_in=None if asked_wrongly else kind.retry_after,
        )
        await self.say("error", refusal.text())
        self._mistakes += asked_wrongly
        if self._mistakes >= MISTAKES:
            raise Breach(POLICY_VIOLATION, "too many mistakes")
