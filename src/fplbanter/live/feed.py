"""One topic as one process follows it: how far it was handed on, and to whom."""

import asyncio
from collections.abc import Sequence

from fplbanter.live.publishing import Change
from fplbanter.live.subscription import Subscription
from fplbanter.live.topics import kind_of
from fplbanter.ops import metrics


class Feed:
    """
    A topic that somebody here follows, or is about to.

    Every follower has been handed all changes up to `at`; `known` is the newest
    version that was heard of, and `joining` are those who have yet to catch up.
    """

    __slots__ = ("at", "followers", "is_open", "joining", "known", "mending", "topic")

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.at = 0
        self.known = 0
        self.is_open = False
        self.joining = 0
        self.followers: dict[Subscription, None] = {}
        self.mending: asyncio.Task[None] | None = None

    @property
    def is_idle(self) -> bool:
        """Tell whether nobody needs it any more."""
        return not self.followers and not self.joining

    @property
    def is_behind(self) -> bool:
        """Tell whether there is a change that was not handed on."""
        return self.is_open and self.at < self.known

    def open(self, version: int) -> None:
        """Begin at a version, if it has not begun yet."""
        if not self.is_open:
            self.is_open, self.at = True, version
            self.known = max(self.known, version)

    def hand(self, change: Change) -> bool:
        """
        Hand the next change to every follower; False if it is not the next.

        Who has no room for it is let go.
        """
        if not self.is_open or change.version != self.at + 1:
            return False
        self.at = change.version
        self.known = max(self.known, self.at)
        slow = [each for each in self.followers if not each.push(change)]
        count = len(self.followers) - len(slow)
        metrics.LIVE_HANDED.labels(kind_of(self.topic)).inc(count)
        for each in slow:
            metrics.LIVE_TOO_SLOW.inc()
            each.stop("too many changes have not been read")
        return True

    def lose(self) -> None:
        """Let all followers go: what they would need next is not kept any more."""
        self.at = self.known
        for each in tuple(self.followers):
            each.stop("the changes that come next are not kept any more")


def unbroken(changes: Sequence[Change], after: int) -> list[Change]:
    """Return those of the changes that follow a version without a gap."""
    expected = range(after + 1, after + 1 + len(changes))
    pairs = zip(changes, expected, strict=True)
    count = next(
        (n for n, (change, version) in enumerate(pairs) if change.version != version),
        len(changes),
    )
    return list(changes[:count])
