"""FPL's outages: one document each, and one under a fixed key while it lasts."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

from pymongo import DESCENDING, IndexModel

from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, plain

KEPT: Final = 500
KEPT_DAYS: Final = 90
"""Outages that are kept: the newest, and none that is older."""

_NOW: Final = "now"
"""The key of the one that lasts: two processes cannot both begin it."""


@dataclass(frozen=True, slots=True)
class Outage:
    """
    A time in which FPL did not answer as it should.

    `kinds` in the order in which they showed, `kind` the most telling of them.
    `ended_at` is None while it lasts; `seen_at` is when it was last known to,
    and the same as `ended_at` afterwards.
    """

    began_at: datetime
    ended_at: datetime | None
    seen_at: datetime
    kind: str
    kinds: tuple[str, ...]
    detail: str


class Outages(Collection):
    """
    The collection `outages`, keyed "now" or by when they began.

    Every write may be made twice, by two processes that found out the same.
    """

    name = "outages"
    indexes = (
        IndexModel([("began_at", DESCENDING)]),
        IndexModel([("seen_at", DESCENDING)]),
        IndexModel("gone_at", expireAfterSeconds=0),
    )

    async def begin_outage(self, outage: Outage) -> bool:
        """Note that an outage has begun; False if one is noted that still lasts."""
        begun = await self._insert_if_new(_document(outage, _NOW))
        if begun:
            await self._drop_oldest()
        return begun

    async def keep_outage(self, outage: Outage) -> None:
        """Note how the outage that lasts looks by now, if one is noted."""
        changed = {"kind": outage.kind, "kinds": outage.kinds}
        await self._update_one({"_id": _NOW}, changed | {"seen_at": outage.seen_at})

    async def end_outage(self, outage: Outage) -> bool:
        """Note that the outage is over; False if that is noted already."""
        # One that began later is another one.
        lasting = {"_id": _NOW, "began_at": {"$lte": outage.ended_at}}
        noted = await self._find_one(lasting)
        if noted is not None:
            await self.save_outage(replace(outage, began_at=noted["began_at"]))
            return await self._delete_many(lasting) > 0
        since = {"seen_at": {"$gte": outage.began_at}, "ended_at": {"$ne": None}}
        if await self._count(since):
            return False
        # Nobody could note its beginning, since MongoDB was away then.
        await self.save_outage(outage)
        return True

    async def save_outage(self, outage: Outage) -> None:
        """Save an outage that is over."""
        key = outage.began_at.isoformat()
        await self._save_one(replaced(_document(outage, key)))

    async def find_lasting(self) -> Outage | None:
        """Find the outage that is noted as lasting."""
        document = await self._find_one({"_id": _NOW})
        return _outage(document) if document else None

    async def find_recent(self, since: datetime, limit: int) -> tuple[Outage, ...]:
        """Find the outages that lasted at `since` or later, the newest first."""
        documents = await self._find_many(
            {"seen_at": {"$gte": since}},
            limit=limit,
            sort=[("seen_at", DESCENDING)],
        )
        return tuple(map(_outage, documents))

    async def _drop_oldest(self) -> None:
        """Drop what is more than are kept."""
        newest = [("began_at", DESCENDING)]
        surplus = await self._find_many({}, limit=1, skip=KEPT, sort=newest)
        if surplus:
            await self._delete_many({"began_at": {"$lte": surplus[0]["began_at"]}})


def _document(outage: Outage, key: str) -> Document:
    # The server deletes by its own clock, whatever season is played here.
    gone_at = datetime.now(UTC) + timedelta(days=KEPT_DAYS)
    return plain(outage) | {"_id": key, "gone_at": gone_at}


def _outage(document: Document) -> Outage:
    return built(Outage, document, kinds=tuple(document["kinds"]))
