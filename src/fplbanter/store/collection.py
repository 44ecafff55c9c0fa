"""
One collection of MongoDB: the only place that talks to the driver.

Every read of several documents has a limit. A server that is gone or does not
answer in time is `StoreUnavailable`; what else the driver raises is a bug. Reads and single writes keep the
client's deadline; writes of many documents are background work and may take
longer.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any, ClassVar

import pymongo
from bson.codec_options import CodecOptions
from pymongo import DeleteMany, IndexModel, ReplaceOne, UpdateMany, UpdateOne
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConnectionFailure, PyMongoError

from fplbanter.errors import StoreUnavailable
from fplbanter.store.documents import Document

Query = Mapping[str, Any]
Fields = Mapping[str, Any]
Sort = Sequence[tuple[str, int]]
Write = ReplaceOne[Document] | UpdateOne | UpdateMany | DeleteMany

BULK_SECONDS = 10.0
"""How long a write of many documents may take."""

INDEX_SECONDS = 120.0
"""How long building the indexes may take, on data that is there already."""

_AWARE: CodecOptions[Document] = CodecOptions(tz_aware=True, tzinfo=UTC)


@contextmanager
def answering() -> Iterator[None]:
    """Raise StoreUnavailable where the driver finds no server, or waits too long."""
    try:
        yield
    except PyMongoError as error:
        if error.timeout or isinstance(error, ConnectionFailure):
            raise StoreUnavailable("MongoDB does not answer.") from error
        raise


class Collection:
    """What every collection of this room is built on: a name and its indexes."""

    name: ClassVar[str]
    indexes: ClassVar[tuple[IndexModel, ...]] = ()

    def __init__(self, database: AsyncDatabase[Document]) -> None:
        self._collection = database.get_collection(self.name, codec_options=_AWARE)

    async def prepare(self) -> None:
        """Build the indexes that are not there yet."""
        if self.indexes:
            with answering(), pymongo.timeout(INDEX_SECONDS):
                await self._collection.create_indexes(list(self.indexes))

    async def clear(self) -> None:
        """Delete every document; the indexes stay."""
        await self._delete_many({})

    async def _find_one(
        self, query: Query, *, fields: Fields | None = None, sort: Sort | None = None
    ) -> Document | None:
        """Find the first document, None if there is none."""
        with answering():
            return await self._collection.find_one(query, fields, sort=sort)

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
        with answering():
            return await cursor.to_list()

    async def _find_distinct(self, field: str, query: Query) -> list[Any]:
        """Find the values of a field that has few, such as the gameweeks."""
        with answering():
            return await self._collection.distinct(field, query)

    async def _count(self, query: Query) -> int:
        """Count documents."""
        with answering():
            return await self._collection.count_documents(query)

    async def _save_one(self, write: Write) -> None:
        """Make one write within the client's deadline."""
        with answering():
            await self._collection.bulk_write([write])

    async def _save_many(self, writes: Sequence[Write]) -> None:
        """Make many writes in any order; nothing to write is no call."""
        if writes:
            with answering(), pymongo.timeout(BULK_SECONDS):
                await self._collection.bulk_write(writes, ordered=False)

    async def _delete_many(self, query: Query) -> int:
        """Delete documents and return how many there were."""
        with answering(), pymongo.timeout(BULK_SECONDS):
            return (await self._collection.delete_many(query)).deleted_count


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
