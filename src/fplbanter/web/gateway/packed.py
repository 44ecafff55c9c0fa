"""
Bodies made ready to be sent: packed once, however often they are read.

A body is packed in a thread when somebody first asks for it, once for all who
wait for that. What is ready is kept beside the key it answers, until another body
takes its place, or until others need the room.
"""

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Final

import brotli  # type: ignore[import-untyped]

from fplbanter.fpl.asked import Asked
from fplbanter.fpl.http_caching.dates import format_http_date
from fplbanter.ops import metrics
from fplbanter.web.gateway.encodings import BR, GZIP, IDENTITY

BROTLI_LEVEL: Final = 5
GZIP_LEVEL: Final = 6
"""Beyond these it takes far longer than it saves (500 kB: 10 and 14 ms)."""

MOST_BYTES: Final = 64 * 2**20
"""Of all that is kept ready, packed and not; the oldest look goes first."""

_TAGS: Final = {BR: "-br", GZIP: "-gz", IDENTITY: ""}
_ENDINGS: Final = tuple(f'{ending}"' for ending in _TAGS.values())


@dataclass(frozen=True, slots=True)
class Packed:
    """
    One body in every packing, each with an ETag of its own.

    `modified` is when FPL first gave this body, as HTTP writes it.
    """

    bodies: Mapping[str, bytes]
    etags: Mapping[str, str]
    modified: str
    sizes: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", {n: len(b) for n, b in self.bodies.items()})

    @property
    def plain(self) -> bytes:
        """The body as FPL sent it."""
        return self.bodies[IDENTITY]

    @property
    def bytes_kept(self) -> int:
        """How much room it takes."""
        return sum(self.sizes.values())


def pack(body: bytes, modified: datetime, tag: str | None = None) -> Packed:
    """
    Pack a body in every way there is; takes some 25 ms a megabyte.

    Its tags are made from its bytes, and strong. Where a `tag` says what it holds they
    are weak: "read 20 s ago" may be worded otherwise by then.
    """
    weak = "W/" if tag else ""
    tag = tag or blake2b(body, digest_size=12).hexdigest()
    bodies = {
        BR: brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_LEVEL),
        # Without a time in it, so that all processes make the same bytes.
        GZIP: gzip.compress(body, GZIP_LEVEL, mtime=0),
        IDENTITY: body,
    }
    etags = {name: f'{weak}"{tag}{_TAGS[name]}"' for name in bodies}
    return Packed(bodies, etags, format_http_date(modified))


def tags_beside(etag: str) -> Mapping[str, str]:
    """Return the tags of a body in every packing, of which one is a tag of ours."""
    ending = next(e for e in _ENDINGS if etag.endswith(e))
    bare = etag.removesuffix(ending)
    return {name: f'{bare}{tag}"' for name, tag in _TAGS.items()}


class Packer:
    """What has been packed, the latest looked at, and what is being packed."""

    def __init__(self, max_bytes: int = MOST_BYTES) -> None:
        self._max_bytes = max_bytes
        self._bytes = 0
        self._kept: OrderedDict[Asked, Packed] = OrderedDict()
        self._packing: dict[tuple[Asked, int], asyncio.Task[Packed]] = {}

    def __len__(self) -> int:
        """Return how many bodies are ready."""
        return len(self._kept)

    def near(self, asked: Asked, body: bytes) -> Packed | None:
        """Return a body if it is ready, without waiting."""
        packed = self._kept.get(asked)
        if packed is None or packed.plain != body:
            return None
        self._kept.move_to_end(asked)
        return packed

    async def pack(self, asked: Asked, body: bytes, modified: datetime) -> Packed:
        """Return a body made ready; who leaves meanwhile does not stop it."""
        if packed := self.near(asked, body):
            return packed
        # While it is being packed the task holds the body: its id is nobody else's.
        key = (asked, id(body))
        task = self._packing.get(key)
        if task is None:
            task = asyncio.create_task(asyncio.to_thread(pack, body, modified))
            self._packing[key] = task
            task.add_done_callback(lambda done: self._packed(key, done))
        return await asyncio.shield(task)

    def _packed(self, key: tuple[Asked, int], task: asyncio.Task[Packed]) -> None:
        del self._packing[key]
        if not task.cancelled() and task.exception() is None:
            self._keep(key[0], task.result())

    def _keep(self, asked: Asked, packed: Packed) -> None:
        if before := self._kept.pop(asked, None):
            self._bytes -= before.bytes_kept
        self._kept[asked] = packed
        self._bytes += packed.bytes_kept
        while self._bytes > self._max_bytes:
            _, oldest = self._kept.popitem(last=False)
            self._bytes -= oldest.bytes_kept
            metrics.PACKED_EVICTIONS.inc()
        metrics.PACKED_BYTES.set(self._bytes)
