"""
Changes: what was published of each topic, with versions that have no gaps.

A topic's head says which version is the newest. A change is there once the head
has moved to it; readers ask for nothing beyond. Keeping goes like this:

1. read the head: version n;
2. insert the change as n + 1: its key can be had once, and its source as well, so
   that of two publishers one is beaten, and a second time is noticed;
3. move the head, then let the change expire.

Who dies between 2 and 3 leaves a change that nobody has seen, and that does not
expire: whoever comes next finishes it. So versions never fall and never skip,
also where all changes of a topic have expired.
"""

import asyncio
from collections.abc import Collection as Several
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Any, Final, TypedDict

from pymongo import ASCENDING, IndexModel, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import BulkWriteError
from pymongo.read_concern import ReadConcern

from fplbanter.errors import LeaseLost, StoreUnavailable
from fplbanter.store.collection import BULK_SECONDS, Collection
from fplbanter.store.documents import Document, built, field_names
from fplbanter.store.reach import DEADLINE, Reach

KEPT: Final = timedelta(hours=6)
"""How long a change can be caught up with; who was away longer reads all anew."""

MOST_KEPT: Final = 500
TRIMMED_EACH: Final = 50
"""Changes of a topic that are kept, and how many more before the oldest go."""

HEAD_KEPT: Final = timedelta(days=400)
"""How long a topic's versions go on after its last change: more than a season."""

_TRIES: Final = 60
_DUPLICATE: Final = 11000


@dataclass(frozen=True, slots=True)
class Draft:
    """
    What is to be kept: `body` is JSON, `source` names what made it.

    `fence` is of the lease under which it was made, 0 for none. The topic's head
    is remembered for `head_kept` after it.
    """

    topic: str
    source: str
    at: datetime
    body: str
    fence: int = 0
    head_kept: timedelta = HEAD_KEPT


@dataclass(frozen=True, slots=True)
class StoredChange:
    """A change as it is kept; `kept_at` is in real time, `at` the product's."""

    topic: str
    version: int
    at: datetime
    kept_at: datetime
    body: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A change that is kept; `new` is False where its source was there already."""

    change: StoredChange
    new: bool


class _Patience(TypedDict):
    seconds: float
    bulk: bool


@dataclass(frozen=True, slots=True)
class _Head:
    version: int = 0
    fence: int = 0


_NONE: Final = _Head()


class Changes(Collection):
    """
    The collection `changes`: changes are keyed "league:900#17", heads "league:900".

    Its indexes are what makes each source a change only once.
    """

    name = "changes"
    indexes = (
        IndexModel([("topic", ASCENDING), ("version", ASCENDING)]),
        IndexModel(
            [("topic", ASCENDING), ("source", ASCENDING)],
            unique=True,
            partialFilterExpression={"source": {"$exists": True}},
        ),
        IndexModel("gone_at", expireAfterSeconds=0),
    )

    def __init__(
        self, database: AsyncDatabase[Document], reach: Reach | None = None
    ) -> None:
        super().__init__(database, reach)
        # What readers are told must not be undone by the end of a primary.
        self._certain = self._collection.with_options(
            read_concern=ReadConcern("majority")
        )

    async def clear(self) -> None:
        """Delete every change; the heads stay, so that versions only rise."""
        await self._delete_many({"source": {"$exists": True}})

    # -- keeping -------------------------------------------------------------

    async def keep_changes(self, drafts: Sequence[Draft]) -> tuple[Kept, ...]:
        """
        Keep changes, one of a topic at most, each as its topic's next version.

        A draft whose source the topic has had is the change that it was. Raises
        LeaseLost where a later lease has published (then none is kept, or some by
        a hair's breadth), ValueError for two of a topic, and StoreUnavailable: then
        the same drafts again are no more changes than once.
        """
        open_ = {draft.topic: draft for draft in drafts}
        if len(open_) < len(drafts):
            raise ValueError("two changes of one topic have no order")
        kept: dict[str, Kept] = {}
        heads = await self._heads(open_)
        for attempt in range(_TRIES):
            kept |= await self._keep(open_.values(), heads)
            open_ = {topic: open_[topic] for topic in open_ if topic not in kept}
            if not open_:
                return tuple(kept[draft.topic] for draft in drafts)
            heads = await self._beaten(open_.values(), heads, kept)
            await asyncio.sleep(SystemRandom().uniform(0.0, 0.002 * attempt))
        raise StoreUnavailable("Too many publish the same at once.")

    async def _keep(
        self, drafts: Iterable[Draft], heads: Mapping[str, _Head]
    ) -> dict[str, Kept]:
        """Try to insert each as the next version; return those that were."""
        next_ = [_next(draft, heads.get(draft.topic, _NONE)) for draft in drafts]
        refused = await self._insert(next_)
        new = [each for n, each in enumerate(next_) if n not in refused]
        await self._finish(new)
        await self._trim(new)
        return {each["topic"]: Kept(_change(each), new=True) for each in new}

    async def _insert(self, documents: Sequence[Document]) -> frozenset[int]:
        """Insert changes; return which of them have a key that is taken."""

        async def insert() -> frozenset[int]:
            try:
                await self._collection.insert_many(documents, ordered=False)
            except BulkWriteError as error:
                errors = error.details["writeErrors"]
                if any(each["code"] != _DUPLICATE for each in errors):
                    raise
                return frozenset(each["index"] for each in errors)
            return frozenset()

        if not documents:
            return frozenset()
        return await self._reach.ask(insert, **_patience(documents))

    async def _finish(self, documents: Sequence[Document]) -> None:
        """Move the heads to these changes, and let those expire: in this order."""
        writes = [write for each in documents for write in _finishing(each)]
        if writes:
            await self._reach.ask(
                lambda: self._collection.bulk_write(writes, ordered=True),
                **_patience(documents),
            )

    async def _beaten(
        self,
        drafts: Several[Draft],
        heads: Mapping[str, _Head],
        kept: dict[str, Kept],
    ) -> dict[str, _Head]:
        """Finish what was in the way; note who was there already; return the heads."""
        ways = {
            _key(draft.topic, heads.get(draft.topic, _NONE).version + 1): draft.topic
            for draft in drafts
        }
        same = [{"topic": d.topic, "source": d.source} for d in drafts]
        found = await self._find_many(
            {"$or": [{"_id": {"$in": list(ways)}}, *same]}, limit=2 * len(drafts)
        )
        await self._finish(found)
        sources = {draft.topic: draft.source for draft in drafts}
        for each in found:
            if sources[each["topic"]] == each["source"]:
                kept[each["topic"]] = Kept(_change(each), new=False)
        for topic in kept:
            sources.pop(topic, None)
        return await self._heads(sources)

    async def _heads(self, topics: Iterable[str]) -> dict[str, _Head]:
        wanted = list(topics)
        found = await self._find_many({"_id": {"$in": wanted}}, limit=len(wanted))
        return {each["_id"]: built(_Head, each) for each in found}

    async def _trim(self, documents: Iterable[Document]) -> None:
        """Now and then, delete what a topic has too many of."""
        for each in documents:
            if each["version"] % TRIMMED_EACH == 0:
                last = each["version"] - MOST_KEPT
                old = {"topic": each["topic"], "version": {"$lte": last}}
                with suppress(StoreUnavailable):
                    await self._delete_many(old)

    # -- reading -------------------------------------------------------------

    async def find_versions(self, topics: Several[str]) -> dict[str, int]:
        """Find the newest version of each topic; 0 for one that has had none."""
        query, fields = {"_id": {"$in": list(topics)}}, {"version": True}
        cursor = self._certain.find(
            query, fields, limit=len(topics), batch_size=max(1, len(topics))
        )
        found = await self._reach.ask(cursor.to_list) if topics else []
        return dict.fromkeys(topics, 0) | {f["_id"]: f["version"] for f in found}

    async def find_changes(
        self, topic: str, after: int, upto: int, *, limit: int = 100
    ) -> tuple[StoredChange, ...]:
        """
        Find the changes after a version and up to another, in order.

        The first few of them may have expired. `upto` is a version that the topic
        has reached: what is beyond may not be there yet.
        """
        cursor = self._certain.find(
            {"topic": topic, "version": {"$gt": after, "$lte": upto}},
            _FIELDS,
            limit=limit,
            sort=[("version", ASCENDING)],
            batch_size=limit,
        )
        found = await self._reach.ask(cursor.to_list)
        return tuple(map(_change, found))


_FIELDS: Final[Mapping[str, Any]] = dict.fromkeys(field_names(StoredChange), True)


def _next(draft: Draft, head: _Head) -> Document:
    """Return what a draft is kept as, next after the head; raises LeaseLost."""
    if draft.fence and draft.fence < head.fence:
        raise LeaseLost(f"a later lease has published {draft.topic}")
    version = head.version + 1
    return {
        "_id": _key(draft.topic, version),
        "topic": draft.topic,
        "version": version,
        "source": draft.source,
        "fence": max(draft.fence, head.fence),
        "at": draft.at,
        "kept_at": _to_the_millisecond(datetime.now(UTC)),
        "body": draft.body,
        "head_days": draft.head_kept / timedelta(days=1),
    }


def _finishing(change: Document) -> tuple[UpdateOne, UpdateOne]:
    head_gone = change["kept_at"] + timedelta(days=change["head_days"])
    newest = {name: change[name] for name in ("version", "fence")}
    return (
        UpdateOne(
            {"_id": change["topic"]},
            {"$max": {**newest, "gone_at": head_gone}},
            upsert=True,
        ),
        UpdateOne(
            {"_id": change["_id"]}, {"$set": {"gone_at": change["kept_at"] + KEPT}}
        ),
    )


def _change(document: Document) -> StoredChange:
    return built(StoredChange, document)


def _patience(documents: Sequence[Document]) -> "_Patience":
    """Return how long a write may take: one is what somebody waits for."""
    many = len(documents) > 1
    return {"seconds": BULK_SECONDS if many else DEADLINE, "bulk": many}


def _key(topic: str, version: int) -> str:
    return f"{topic}#{version}"


def _to_the_millisecond(moment: datetime) -> datetime:
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
