"""FPL's last good answers as bytes, for a cold start while FPL is down."""

import asyncio
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pymongo import IndexModel, UpdateOne

from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document

_IN_THREAD = 64 * 1024
"""Bytes from which packing would hold the event loop up."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """
    An answer as it is kept: `body` as FPL sent it, unpacked.

    `meta` is what the gateway knows about it, `version` rises with each body.
    """

    body: bytes
    meta: Mapping[str, str | int | float | bool | None]
    version: int


class Answers(Collection):
    """
    The collection `answers`, keyed "2026-27/event/7/live/".

    Each goes by itself when it has not been saved again for long enough.
    """

    name = "answers"
    indexes = (IndexModel("gone_at", expireAfterSeconds=0),)

    async def save_answer(self, key: str, answer: KeptAnswer, *, days: float) -> None:
        """Save an answer for so many days; an older version changes nothing."""
        packed = await _off_the_loop(zlib.compress, answer.body)
        document: Document = {
            "_id": key,
            "body": packed,
            "meta": dict(answer.meta),
            "version": answer.version,
            # The server deletes by its own clock, whatever season is played here.
            "gone_at": datetime.now(UTC) + timedelta(days=days),
        }
        # A literal, since an expression would read "$name" in a value as a field.
        given = {"$literal": document}
        newer = {"$gt": ["$version", answer.version]}
        choice = {"$cond": [newer, "$$ROOT", given]}
        await self._save_one(
            UpdateOne({"_id": key}, [{"$replaceWith": choice}], upsert=True)
        )

    async def find_answer(self, key: str) -> KeptAnswer | None:
        """Find an answer, None if there is none or it cannot be read."""
        document = await self._find_one({"_id": key})
        if document is None:
            return None
        try:
            body = await _off_the_loop(zlib.decompress, document["body"])
        except zlib.error:
            return None
        return KeptAnswer(body, document["meta"], document["version"])


async def _off_the_loop(work: Callable[[bytes], bytes], body: bytes) -> bytes:
    """Pack or unpack, in a thread where it would take long."""
    if len(body) < _IN_THREAD:
        return work(body)
    return await asyncio.to_thread(work, body)
