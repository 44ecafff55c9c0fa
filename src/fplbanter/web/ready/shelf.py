"""
What is ready, found by what is asked, and by the topics that push it out.

It is bound by bytes: what was looked at longest ago goes first. What is too old to
be given to anybody goes as well, a little whenever something is put here.
"""

from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import Final

from fplbanter.ops import metrics
from fplbanter.web.ready.answers import OVERHEAD, Kept, Ready
from fplbanter.web.ready.asking import Key
from fplbanter.web.ready.routes import covering

MOST_BYTES: Final = 64 * 2**20

LARGEST_PART: Final = 8
"""An answer that takes more than this part of all the room is not kept."""

_SWEPT: Final = 2
"""Old answers that are looked at for each one that is put here."""

_SHARED: Final = b"*"


def shared(key: Key) -> Key:
    """Return what an answer is kept under for all packings together."""
    return key._replace(packing=_SHARED)


class ByTopic:
    """Keys by the topics that move what is kept under them."""

    def __init__(self) -> None:
        self._under: dict[str, set[Key]] = {}

    def __len__(self) -> int:
        """Return how many topics have a key."""
        return len(self._under)

    def add(self, key: Key, topics: Iterable[str]) -> None:
        """Put a key under its topics."""
        for topic in topics:
            self._under.setdefault(topic, set()).add(key)

    def discard(self, key: Key, topics: Iterable[str]) -> None:
        """Take a key away from its topics."""
        for topic in topics:
            keys = self._under.get(topic, set())
            keys.discard(key)
            if not keys:
                self._under.pop(topic, None)

    def under(self, topic: str) -> list[Key]:
        """Return the keys that a topic moves."""
        return [key for name in covering(topic) for key in self._under.get(name, ())]


class Shelf:
    """
    Ready answers by key.

    `ready` is for reading alone: what is in it may be out of date, and says so.
    """

    def __init__(self, max_bytes: int = MOST_BYTES) -> None:
        self.ready: dict[tuple[bytes, bytes, bytes, str], Ready] = {}
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._topics = ByTopic()

    def __len__(self) -> int:
        """Return how many answers are kept, each once for all packings."""
        return len(self._kept)

    @property
    def bytes_kept(self) -> int:
        """How much room they take."""
        return self._bytes

    @property
    def topics(self) -> int:
        """How many topics have something here."""
        return len(self._topics)

    def find(self, key: Key) -> Kept | None:
        """Return what is kept, and remember that somebody has looked at it."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def put(self, key: Key, kept: Kept, now: float) -> None:
        """Keep an answer in the place of the one before."""
        self.drop(key)
        if kept.size > self._max_bytes // LARGEST_PART:
            return
        self._kept[key] = kept
        self._topics.add(key, kept.place.topics)
        self._weigh(kept.size)
        self._sweep(now)
        self._make_room()

    def add(self, kept: Kept, ready: Ready) -> None:
        """Have one packing of what is kept found at once."""
        if ready.key not in kept.readies:
            kept.readies[ready.key] = ready
            kept.size += OVERHEAD
            self._weigh(OVERHEAD)
            self._make_room()
        self.ready[ready.key] = ready

    def drop(self, key: Key) -> None:
        """Forget an answer in all its packings."""
        kept = self._kept.pop(key, None)
        if kept is None:
            return
        for each in kept.readies:
            self.ready.pop(each, None)
        self._topics.discard(key, kept.place.topics)
        self._weigh(-kept.size)

    def push_out(self, topic: str) -> None:
        """Forget whatever a topic moves; takes as long as there is of that."""
        keys = self._topics.under(topic)
        metrics.EDGE_PUSHED_OUT.inc(len(keys))
        for key in keys:
            self.drop(key)

    def _sweep(self, now: float) -> None:
        for key, oldest in list(islice(self._kept.items(), _SWEPT)):
            if oldest.gone <= now:
                self.drop(key)

    def _make_room(self) -> None:
        while self._bytes > self._max_bytes:
            self.drop(next(iter(self._kept)))
            metrics.EDGE_EVICTIONS.inc()

    def _weigh(self, size: int) -> None:
        self._bytes += size
        metrics.EDGE_BYTES.set(self._bytes)
