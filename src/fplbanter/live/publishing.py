"""
Publishing: a change is kept first, and then every process is told.

What was kept and never announced is found all the same: processes look at the
heads of what they follow (`hub.py`), and who publishes the same again announces
it again.
"""

import json
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final, Self, TypeVar

from fplbanter.clock import Clock, SystemClock
from fplbanter.cluster.connection import Valkey
from fplbanter.errors import ClusterUnavailable, LeaseLost
from fplbanter.live.announcing import CHANNEL, change_message, refresh_messages
from fplbanter.live.topics import Topic, TopicKind, kind_of
from fplbanter.ops import metrics
from fplbanter.store.changes import HEAD_KEPT, Changes, Draft, StoredChange

LARGEST: Final = 4 * 2**20
"""Bytes of a change; what is larger is no change, and MongoDB takes 16 MB."""

JOB_KEPT: Final = timedelta(days=31)
"""How long a job's versions are remembered: longer than any job is."""

log = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """
    The change that made a topic's `version`: new values, never increments.

    `data` is JSON, `at` is on the product's clock. All readers of a process are
    given the same object, so that what is made of it is made once.
    """

    topic: str
    version: int
    at: datetime
    data: Mapping[str, Any]
    _made: dict[str, Any] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, stored: StoredChange) -> Self:
        """Read a change as it is kept."""
        data = json.loads(stored.body)
        change = cls(stored.topic, stored.version, stored.at, data)
        change._made["text"] = stored.body
        return change

    @property
    def text(self) -> str:
        """Its data as JSON on one line, in ASCII."""
        return self.once("text", lambda change: _packed(change.data))

    def once(self, name: str, make: "Callable[[Change], T]") -> T:
        """Return what `make` makes of it, made the first time that it is asked for."""
        if name not in self._made:
            self._made[name] = make(self)
        made: T = self._made[name]
        return made


@dataclass(frozen=True, slots=True)
class News:
    """What is to be published of a topic; `source` names what made it."""

    topic: str
    data: Mapping[str, Any]
    source: str


class Publisher:
    """
    Publish changes, under the `fence` of a lease where there is one.

    A publish of an earlier fence than a topic's last raises LeaseLost: somebody
    else leads by now. Publishing under no fence (0) is never refused.
    """

    def __init__(
        self, changes: Changes, valkey: Valkey, clock: Clock | None = None
    ) -> None:
        self._changes = changes
        self._valkey = valkey
        self._clock = clock or SystemClock()
        self._channel = valkey.key(*CHANNEL)

    async def publish(
        self, topic: str, data: Mapping[str, Any], *, source: str, fence: int = 0
    ) -> Change:
        """
        Keep a change as the topic's next version, and tell every process.

        `source` names what made it ("2026-27:7:tick:118"): the same again, from
        any process, is the same change, and is announced again. Raises BadRequest
        for no topic, ValueError for what is not JSON or is too large, LeaseLost,
        and StoreUnavailable: then it may be kept, and the same can be published
        again. Never fails because Valkey is away.
        """
        (change,) = await self.publish_all([News(topic, data, source)], fence=fence)
        return change

    async def publish_all(
        self, news: Sequence[News], *, fence: int = 0
    ) -> tuple[Change, ...]:
        """
        Publish several at once, one of a topic at most, in few calls.

        Raises as `publish`, where all of it may be published again.
        """
        now = self._clock.now()
        drafts = [_draft(each, now, fence) for each in news]
        try:
            kept = await self._changes.keep_changes(drafts)
        except LeaseLost:
            for draft in drafts:
                _count(draft.topic, "late")
            raise
        for each in kept:
            _count(each.change.topic, "kept" if each.new else "known")
        for each in kept:
            await self._announce(change_message(each.change))
        return tuple(Change.of(each.change) for each in kept)

    async def refresh(self, topics: Collection[str]) -> None:
        """Tell every process that these were read anew, and nothing changed."""
        for message in refresh_messages([str(Topic.parse(topic)) for topic in topics]):
            await self._announce(message)

    async def _announce(self, message: bytes) -> None:
        """Say it on the channel, if Valkey is there; it is not told again."""
        try:
            await self._valkey.call("PUBLISH", self._channel, message)
        except ClusterUnavailable as error:
            metrics.LIVE_ANNOUNCEMENTS.labels("failed").inc()
            log.debug("not announced: %s", error)
        else:
            metrics.LIVE_ANNOUNCEMENTS.labels("sent").inc()


def _draft(news: News, now: datetime, fence: int) -> Draft:
    topic, body = Topic.parse(news.topic), _packed(news.data)
    if len(body) > LARGEST:
        raise ValueError(f"a change of {len(body)} bytes is none")
    if not news.source:
        raise ValueError("a change has a source")
    # MongoDB keeps milliseconds; everybody is told the same.
    at = now.replace(microsecond=now.microsecond // 1000 * 1000)
    kept = JOB_KEPT if topic.kind is TopicKind.JOB else HEAD_KEPT
    return Draft(str(topic), news.source, at, body, fence, kept)


def _packed(data: Mapping[str, Any]) -> str:
    return json.dumps(dict(data), separators=(",", ":"), allow_nan=False)


def _count(topic: str, outcome: str) -> None:
    metrics.LIVE_CHANGES.labels(kind_of(topic), outcome).inc()
