"""
The topics that are followed in this process: who joins them, and what they lack.

Only what somebody follows is in memory. A feed that lacks changes reads them, once
for all its followers; a follower who lacks them is given them before he joins.
"""

import asyncio
import logging
from typing import Final

from fplbanter.errors import StoreUnavailable, VersionAhead
from fplbanter.live.feed import Feed
from fplbanter.live.publishing import Change
from fplbanter.live.reading import Reading
from fplbanter.live.recent import Recent
from fplbanter.live.subscription import Subscription
from fplbanter.ops import metrics
from fplbanter.store.changes import Changes

_TRIES: Final = 5
_AGAIN: Final = 0.2
"""Reads, and seconds between them, until what is not there counts as expired."""

_NEARLY: Final = 64
"""A version so little ahead may be one that a new primary does not stand by yet."""

log = logging.getLogger(__name__)


class Feeds:
    """
    The feeds of a process, and their followers.

    `pause` is in seconds: until MongoDB is asked again after it did not answer.
    """

    def __init__(self, changes: Changes, *, pause: float) -> None:
        self._pause = pause
        self._reading = Reading(changes)
        self._recent = Recent()
        self._feeds: dict[str, Feed] = {}
        self._mending: set[asyncio.Task[None]] = set()

    async def close(self) -> None:
        """Give up what is under way."""
        tasks = list(self._mending)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._reading.close()

    @property
    def topics(self) -> tuple[str, ...]:
        """What somebody follows."""
        return tuple(self._feeds)

    async def version(self, topic: str) -> int:
        """Return the newest version that is kept, 0 for none."""
        return await self._reading.version(topic)

    # -- followers -------------------------------------------------------------

    async def join(self, subscription: Subscription, topic: str, since: int) -> bool:
        """Add a follower once he has all that the others had."""
        wish = subscription.wants(topic)
        feed = self._feed(topic)
        feed.joining += 1
        try:
            missing = await self._missing(feed, since, subscription.room)
            # Nothing is awaited from here on, so that no change comes in between.
            if missing is None or subscription.wants(topic) is not wish:
                return False
            if len(missing) > subscription.room:
                return False
            for change in missing:
                subscription.push(change)
            feed.followers[subscription] = None
            return True
        finally:
            feed.joining -= 1
            self._drop_if_idle(feed)

    def part(self, subscription: Subscription, topic: str) -> None:
        """Remove a follower."""
        if feed := self._feeds.get(topic):
            feed.followers.pop(subscription, None)
            self._drop_if_idle(feed)

    async def _missing(self, feed: Feed, since: int, room: int) -> list[Change] | None:
        """
        Return all after `since` that the feed has handed on, None if it cannot.

        The feed is where the last of them ends, until something else is awaited.
        """
        if not feed.is_open:
            feed.open(await self._reading.version(feed.topic))
            self._mend(feed)
        if since < 0 or not await self._has_come_to(feed, since):
            return None
        taken: list[Change] = []
        while (have := since + len(taken)) < feed.at:
            if feed.at - since > room:
                return None
            more = self._recent.after(feed.topic, have)
            if not more:
                more = await self._reading.changes(
                    feed.topic, have, feed.at, why="joined"
                )
            if not more:
                return None
            taken += more
        return taken

    async def _has_come_to(self, feed: Feed, version: int) -> bool:
        """
        Bring a feed to a version that a reader knows; False if that is gone.

        Raises VersionAhead where there has never been such a version.
        """
        if version > feed.at:
            newest = await self._newest(feed.topic, version)
            if version > newest:
                raise VersionAhead(feed.topic, version)
            feed.known = max(feed.known, newest)
        while version > feed.at:
            if not await self._fill(feed):
                return False
        return True

    async def _newest(self, topic: str, wanted: int) -> int:
        """Return the newest version; one that is wanted is given time to be there."""
        for _ in range(_TRIES):
            newest = await self._reading.version(topic)
            if not newest < wanted <= newest + _NEARLY:
                break
            await asyncio.sleep(_AGAIN)
        return newest

    # -- changes ---------------------------------------------------------------

    def take(self, topic: str, version: int, change: Change | None) -> None:
        """Hand a change on if it is the next one; else see what is missing."""
        if feed := self._feeds.get(topic):
            if change is not None:
                self._hand(feed, change)
            feed.known = max(feed.known, version)
            self._mend(feed)

    def needs(self, topic: str, version: int) -> bool:
        """Tell whether a version is what the followers of a topic are handed next."""
        feed = self._feeds.get(topic)
        return feed is not None and feed.is_open and version == feed.at + 1

    async def look(self) -> list[str]:
        """
        See in one question what was missed of all that is followed.

        Return the topics that have changed; raises StoreUnavailable.
        """
        topics = [feed.topic for feed in self._feeds.values() if feed.is_open]
        changed = []
        for topic, version in (await self._reading.versions(topics)).items():
            feed = self._feeds.get(topic)
            if feed and feed.is_open and version > feed.known:
                changed.append(topic)
                self.take(topic, version, None)
        return changed

    def _mend(self, feed: Feed) -> None:
        """Have what a feed lacks be read, unless that is under way."""
        if feed.is_behind and (feed.mending is None or feed.mending.done()):
            feed.mending = asyncio.create_task(self._mended(feed))
            self._mending.add(feed.mending)
            feed.mending.add_done_callback(self._mending.discard)

    async def _mended(self, feed: Feed) -> None:
        """Read what a feed lacks until it lacks nothing, or nobody follows it."""
        tries = 0
        while feed.is_behind and not feed.is_idle:
            try:
                tries = 0 if await self._fill(feed) else tries + 1
            except StoreUnavailable:
                await asyncio.sleep(self._pause)
                continue
            if tries >= _TRIES:
                log.warning("changes of %s are gone", feed.topic)
                self._recent.forget(feed.topic)
                feed.lose()
            elif tries:
                # A new primary may not stand by the last writes at once.
                await asyncio.sleep(_AGAIN)

    async def _fill(self, feed: Feed) -> bool:
        """Read and hand on the next changes; False if there are none."""
        before = feed.at
        found = await self._reading.changes(
            feed.topic, before, feed.known, why="missed"
        )
        for change in found:
            self._hand(feed, change)
        return feed.at > before

    def _hand(self, feed: Feed, change: Change) -> None:
        # All followers may have been too slow for it: then nobody needs it here.
        if feed.hand(change) and self._feeds.get(feed.topic) is feed:
            self._recent.add(change)

    # -- feeds -----------------------------------------------------------------

    def _feed(self, topic: str) -> Feed:
        if topic not in self._feeds:
            self._feeds[topic] = Feed(topic)
            metrics.LIVE_TOPICS.inc()
        return self._feeds[topic]

    def _drop_if_idle(self, feed: Feed) -> None:
        """Forget a topic that nobody follows."""
        if feed.is_idle and self._feeds.get(feed.topic) is feed:
            del self._feeds[feed.topic]
            self._recent.forget(feed.topic)
            metrics.LIVE_TOPICS.dec()
