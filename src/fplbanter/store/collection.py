"""
One collection of MongoDB: the only place that talks to the driver.

Every read of several documents has a limit. A server that is gone, full or does
not answer in time is `StoreUnavailable` (`reach.py`); what else the driver raises
is a bug. Writes of many documents are background work and may take longer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any, ClassVar

from bson.codec_options import CodecOptions
from pymongo import DeleteMany, IndexModel, ReplaceOne, UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase

from fplbanter.store.documents import Document
from fplbanter.store.reach import Reach

Query = Mapping[str, Any]
Fields = Mapping[str, Any]
Sort = Sequence[tuple[str, int]]
Write = ReplaceOne[Document] | UpdateOne | UpdateMany | DeleteMany

BULK_SECONDS = 10.0
"""How long a write of many documents may take."""

INDEX_SECONDS = 120.0
"""How long building the indexes may take, on data that is there already."""

_AWARE: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Written:
    """What became of many writes: which of them inserted, and how many changed."""

    inserted: frozenset[int] = frozenset()
    changed: int = 0


class Collection:
    """
    What every collection of this room is built on: a name and its indexes.

    Those of one store share its `reach`.
    """

    name: ClassVar[str]
    indexes: ClassVar[tuple[IndexModel, ...]] = ()

    def __init__(
        self, database: AsyncDatabase[Document], reach: Reach | None = None
    ) -> None:
        self._reach = reach or Reach(database)
        self._collection = database.get_collection(self.name, codec_options=_AWARE)

    async def prepare(self) -> None:
        """Build the indexes that are not there yet."""
        if self.indexes:
            await self._reach.ask(
                lambda: self._collection.create_indexes(list(self.indexes)),
                INDEX_SECONDS,
                bulk=True,
            )

    async def clear(self) -> None:
        """Delete every document; the indexes stay."""
        await self._delete_many({})

    async def _find_one(
        self, query: Query, *, fields: Fields | None = None, sort: Sort | None = None
    ) -> Document | None:
        """Find the first document, None if there is none."""
        return await self._reach.ask(
            lambda: self._collection.find_one(query, fields, sort=sort)
        )

    async def _find_many(
        self,
        query: Query,
        *,
        limit: int,
        skip: int = 0,
        fields: Fields | None = None,
        sort: Sort | None = None,
    ) -> list[Document]:
        """Find up to `limit` documents, in one answer of the server."""
        if limit < 1:
            return []
        cursor = self._collection.find(
            query, fields, skip=skip, limit=limit, sort=sort, batch_size=limit
        )
        return await self._reach.ask(cursor.to_list)

    async def _count(self, query: Query) -> int:
        """Count documents."""
        return await self._reach.ask(lambda: self._collection.count_documents(query))

    async def _save_one(self, write: Write) -> None:
        """Make one write within the client's deadline."""
        await self._reach.ask(lambda: self._collection.bulk_write([write]))

    async def _insert_if_new(self, document: Document) -> bool:
        """Insert a document unless there is one of its key; say whether it was."""
        done = await self._reach.ask(
            lambda: self._collection.update_one(
                {"_id": document["_id"]}, {"$setOnInsert": document}, upsert=True
            )
        )
        return done.upserted_id is not None

    async def _update_one(self, query: Query, changed: Fields) -> None:
        """Change fields of the document that is found, if one is."""
        await self._reach.ask(
            lambda: self._collection.update_one(query, {"$set": changed})
        )

    async def _update_many(self, query: Query, changed: Fields) -> int:
        """Change fields of all documents that are found; return how many were."""
        done = await self._reach.ask(
            lambda: self._collection.update_many(query, {"$set": changed}),
            BULK_SECONDS,
            bulk=True,
        )
        return done.matched_count

    async def _save_many(self, writes: Sequence[Write]) -> None:
        """Make many writes in any order; nothing to write is no call."""
        if writes:
            await self._reach.ask(
                lambda: self._collection.bulk_write(writes, ordered=False),
                BULK_SECONDS,
                bulk=True,
            )

    async def _write_many(self, writes: Sequence[Write]) -> Written:
        """Make many writes in any order, and say what became of them."""
        if not writes:
            return Written()
        done = await self._reach.ask(
            lambda: self._collection.bulk_write(writes, ordered=False),
            BULK_SECONDS,
            bulk=True,
        )
        inserted = frozenset(map(int, done.upserted_ids or {}))
        return Written(inserted, done.modified_count)

    async def _delete_many(self, query: Query) -> int:
        """Delete documents and return how many there were."""
        done = await self._reach.ask(
            lambda: self._collection.delete_many(query), BULK_SECONDS, bulk=True
        )
        return done.deleted_count


def replaced(document: Document) -> ReplaceOne[Document]:
    """
    Return the write that makes this the document of its key.

    Of two that race to insert it, MongoDB lets the second replace the first.
    """
    return ReplaceOne({"_id": document["_id"]}, document, upsert=True)


def replaced_unless(field: str, document: Document) -> Write:
    """
    Return the write that replaces a document unless that would undo `field`.

    A stored document whose `field` is true gives way only to one whose is true
    as well. The server decides in one atomic step, so that racing saves agree.
    """
    if document[field]:
        return replaced(document)
    # A literal, since an expression would read "$name" in a value as a field.
    given = {"$literal": document}
    choice = {"$cond": [{"$eq": [f"${field}", True]}, "$$ROOT", given]}
    return UpdateOne({"_id": document["_id"]}, [{"$replaceWith": choice}], upsert=True)
