"""
Answers as they go out: messages for the server, made before anybody asks.

A `Kept` is one answer of the app in all its packings, a `Ready` is what one kind of
asker gets of it. Its headers are written once a second, when its age changes.
"""

import math
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from fplbanter.fpl.http_caching import validators
from fplbanter.fpl.http_caching.cache_status import CacheStatus
from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.fpl.http_caching.fields import members
from fplbanter.ops import metrics
from fplbanter.web.gateway.encodings import IDENTITY, Wanted, best
from fplbanter.web.gateway.packed import Packed, tags_beside
from fplbanter.web.ready.asking import Key, Told, wanted_by
from fplbanter.web.ready.collected import Collected, Fields
from fplbanter.web.ready.routes import Place, is_page
from fplbanter.web.ready.wire import head

EXPOSED: Final = ("X-Request-ID", "Location", "Retry-After")
"""Headers that a page of another site may read."""

FOR_OTHER_SITES: Final[Fields] = [
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(EXPOSED).encode()),
]
"""The same whoever asks, so that what one site was given another may have."""

ASK_AGAIN: Final = b"public, no-cache"
"""Anybody may keep it, and asks before each use: what is old is pushed out here."""

OVERHEAD: Final = 2_048
"""Bytes, about, that an answer takes beside its bodies; and one asker's kind."""

_OURS: Final = frozenset(
    {
        *(b"content-length", b"etag", b"vary", b"age", b"cache-status", b"date"),
        *(b"server", b"x-request-id", b"connection", b"transfer-encoding"),
        *(b"access-control-allow-origin", b"access-control-expose-headers"),
    }
)
"""Headers of the app's that the edge says itself."""

_OF_A_BODY: Final = frozenset({b"content-type", b"content-length", b"content-encoding"})
_SAME_FOR: Final = frozenset({b"x-request-id"})


class Ready:
    """
    What one kind of asker gets, until `until` in the edge's seconds.

    `whole` are the headers of a 200, `short` those of a 304; both lack the
    request's own id, and so do `head` and `short_head`, the same as bytes. `tag` is the body's, `tags` what he may have instead.
    """

    __slots__ = (
        *(
            "body",
            "bytes",
            "head",
            "key",
            "lasting",
            "modified",
            "route",
            "short",
            "short_head",
        ),
        *("tag", "tags", "times_short", "times_whole", "until", "whole"),
    )

    def __init__(
        self,
        key: Key,
        route: str,
        lasting: Fields,
        body: bytes,
        tags: list[str],
        modified: str | None = None,
    ) -> None:
        self.key, self.lasting, self.tags, self.modified = key, lasting, tags, modified
        self.route = route
        self.tag = tags[0].encode() if tags else b""
        self.bytes = body
        self.times_whole = metrics.EDGE_ANSWERS.labels(route, "200")
        self.times_short = metrics.EDGE_ANSWERS.labels(route, "304")
        self.age_by([], 0.0)

    def age_by(self, passing: Fields, until: float) -> None:
        """Have it say what is true until then: its age, what the edge did."""
        self.whole = [*self.lasting, *passing]
        self.short = [line for line in self.whole if line[0] not in _OF_A_BODY]
        self.head = head(200, self.whole)
        self.short_head = head(304, self.short)
        self.until = until

    def checked(self, told: Told) -> tuple[int, Fields, bytes, bytes]:
        """Return the status, headers, head and body for who makes conditions."""
        if not self._is_what_is_meant(told):
            return 412, [], b"", b""
        tag = self._known(told)
        if tag is None:
            self.times_whole.inc()
            return 200, self.whole, self.head, self.bytes
        self.times_short.inc()
        if tag == self.tag:
            return 304, self.short, self.short_head, b""
        others = [line for line in self.short if line[0] != b"etag"]
        fields = [*others, (b"etag", tag)]
        return 304, fields, head(304, fields), b""

    def _known(self, told: Told) -> bytes | None:
        """Return the tag of what the asker has, None if he has nothing of it."""
        tags = told.get(b"if-none-match")
        if tags == self.tag:
            return tags
        if tags is not None:
            found = validators.known_tag(tags.decode("latin-1"), self.tags)
            return None if found is None else found.encode()
        since = told.get(b"if-modified-since", b"").decode("latin-1")
        modified = http_date(self.modified)
        return self.tag if validators.is_unmodified_since(since, modified) else None

    def _is_what_is_meant(self, told: Told) -> bool:
        """Say whether `If-Match`, where it was sent, names what he may be sent."""
        asked = members(told.get(b"if-match", b"*").decode("latin-1"))
        strong = {tag for tag in self.tags if not tag.startswith("W/")}
        return "*" in asked or not strong.isdisjoint(asked)


class Kept:
    """
    One answer for everybody: made at `born`, good until `ends`, `gone` after that.

    Between the two it may be given while the next one is being made. `readies` are
    its kinds of askers, as far as they have come.
    """

    __slots__ = ("born", "ends", "gone", "place", "readies", "size")

    def __init__(
        self, place: Place, size: int, *, born: float, lasts: float, lingers: float
    ) -> None:
        self.place, self.size = place, size + OVERHEAD
        self.born, self.ends, self.gone = born, born + lasts, born + lasts + lingers
        self.readies: dict[Key, Ready] = {}


class Repacked(Kept):
    """An answer of the app in all its packings."""

    __slots__ = ("fields", "packed")

    def __init__(
        self, place: Place, fields: Fields, packed: Packed, born: float, lasts: float
    ) -> None:
        super().__init__(
            place, packed.bytes_kept, born=born, lasts=lasts, lingers=lasts
        )
        self.fields, self.packed = fields, packed

    def ready(self, key: Key) -> Ready | None:
        """Return what an asker gets of it; None if he takes nothing there is."""
        return self.readies.get(key) or self.made_for(key)

    def made_for(self, key: Key) -> Ready | None:
        """Return it anew, for one asker alone; None if he takes nothing there is."""
        accept = wanted_by(key.packing)
        name = best(self.packed.sizes, accept)
        return None if name is None else self._made(key, name, accept)

    def _made(self, key: Key, name: str, accept: Wanted) -> Ready:
        etags, body = self.packed.etags, self.packed.bodies[name]
        tags = dict.fromkeys([etags[name], *(etags[n] for n in accept)])
        made = [*self.fields, (b"content-length", str(len(body)).encode())]
        if name != IDENTITY:
            made.append((b"content-encoding", name.encode()))
        made.append((b"etag", etags[name].encode()))
        return Ready(key, self.place.route, made, body, list(tags))


def kept_fields(collected: Collected, path: bytes) -> Fields:
    """Return the headers that an answer has whoever asks, and however packed."""
    fields = collected.without(_OURS)
    if not collected.header(b"cache-control"):
        fields.append((b"cache-control", ASK_AGAIN))
    vary = b"Accept-Encoding, Accept-Language, Cookie" if is_page(path) else None
    return [*fields, (b"vary", vary or b"Accept-Encoding"), *FOR_OTHER_SITES]


def gateway_ready(key: Key, place: Place, collected: Collected) -> Ready:
    """Return an answer of the door `/fpl/` as it gave it, with its own freshness."""
    etag = collected.header(b"etag").decode("latin-1")
    modified = collected.header(b"last-modified").decode("latin-1")
    return Ready(
        key,
        place.route,
        collected.without(_SAME_FOR),
        collected.body,
        _beside(etag, key) if etag else [],
        modified,
    )


def aged(
    ready: Ready, kept: Kept, now: float, status: CacheStatus | None = None
) -> Ready:
    """Have an answer say how old it is; without `status` that it was kept."""
    told = replace(status or CacheStatus(), ttl=math.floor(kept.ends - now))
    passed = int(now - kept.born)
    age = (b"age", str(passed).encode())
    until = min(kept.born + passed + 1, kept.ends)
    ready.age_by([age, (b"cache-status", str(told).encode())], until)
    return ready


def meant_tag(collected: Collected) -> str | None:
    """Return the tag by which the app itself says what its answer holds."""
    tag = collected.header(b"etag").decode("latin-1").removeprefix("W/").strip('"')
    return tag if tag.isascii() and tag.isalnum() else None


def never() -> datetime:
    """Return when a body was modified that has no such time."""
    return datetime.fromtimestamp(0, UTC)


def _beside(etag: str, key: Key) -> list[str]:
    """Return a body's tag, and those of what the asker may be sent instead."""
    accept = wanted_by(key.packing)
    others = [tag for name, tag in tags_beside(etag).items() if name in accept]
    return list(dict.fromkeys([etag, *others]))
