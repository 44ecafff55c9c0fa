"""
What is published whole: line-ups, the status and jobs, for as long as they are followed.

Nobody follows most of them, so they are looked at only where somebody does, in
whichever process, once a second; what is the same as before is not published.
"""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Final
from uuid import uuid4

from fplbanter.errors import BanterError, LeaseLost
from fplbanter.live.publishing import News
from fplbanter.live.topics import Topic, TopicKind
from fplbanter.services.answers import LineupAnswer
from fplbanter.services.answers.jobs import JobAnswer
from fplbanter.services.answers.status import Status
from fplbanter.services.matchday.matchday import Followed
from fplbanter.services.matchday.teller import Publishes
from fplbanter.services.recent import Recent
from fplbanter.services.streams import Answer, Snapshots

log = logging.getLogger(__name__)

LOOK_SECONDS: Final = 1.0
"""Real, between two looks at what is followed."""

MOST: Final = 500
"""Topics of these kinds that are looked at."""

KINDS: Final = (TopicKind.STATUS, TopicKind.JOB, TopicKind.ENTRY)

Shape = Callable[[Answer], Mapping[str, Any]]
"""Returns an answer as REST has it, in plain JSON."""


class Wholes:
    """Looks at line-ups, status and jobs that are followed; only who leads may."""

    def __init__(
        self,
        snapshots: Snapshots,
        publisher: Publishes,
        followed: Followed,
        shape: Shape,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._snapshots = snapshots
        self._publisher = publisher
        self._followed = followed
        self._shape = shape
        self._sleep = sleep
        self._last: Recent[str, str] = Recent(MOST)

    async def run(self, fence: int = 0) -> None:
        """Look for ever. Raises LeaseLost when somebody else leads."""
        while True:
            await self.look(await self._followed(), fence)
            await self._sleep(LOOK_SECONDS)

    async def look(self, followed: Collection[str], fence: int = 0) -> None:
        """Publish what is new of these topics."""
        topics = [t for t in Topic.known(sorted(followed)) if t.kind in KINDS]
        # Line-ups are many: they must not keep jobs and the status from being seen.
        topics.sort(key=lambda topic: KINDS.index(topic.kind))
        for topic in topics[:MOST]:
            try:
                await self._look_at(topic, fence)
            except LeaseLost:
                raise
            except BanterError as error:
                log.debug("Nothing was published of %s: %s", topic, error)

    async def _look_at(self, topic: Topic, fence: int) -> None:
        answer = await self._snapshots.of(topic)
        digest, name = digest_of(answer), str(topic)
        last = self._last.get(name)
        # Whoever begins to follow gets a snapshot: the first look is no news.
        if last is not None and last != digest:
            # It may come back to what it was: no two changes have the same source.
            news = News(name, self._shape(answer), f"whole:{uuid4().hex}")
            await self._publisher.publish_all([news], fence=fence)
        self._last.put(name, digest)


def digest_of(answer: Answer) -> str:
    """Return a word for what matters of an answer: that it was read anew does not."""
    match answer:
        case LineupAnswer():
            told: object = (answer.phase, answer.net_points, answer.total, answer.picks)
            told = (told, answer.auto_subs, answer.captain, answer.is_certain)
        case Status():
            groups = [(g.group, g.kind, g.since) for g in answer.upstream.groups]
            told = (groups, sorted(answer.servers.items()))
        case JobAnswer():
            told = (answer.state, answer.read, answer.total, answer.error, answer.tries)
        case _:
            told = answer
    return hashlib.sha256(repr(told).encode()).hexdigest()[:24]
