"""Refused bodies: a few of what FPL sent and nobody was shown, for the operator."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Final, Self

from pymongo import DESCENDING, IndexModel

from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, plain

MOST: Final = 20
"""Bodies in all; the newest are kept."""

MOST_ALIKE: Final = 3
"""Bodies of one endpoint that were refused for the same reason."""

BEGINNING: Final = 64 * 1024
"""Bytes of a body that are kept."""

_SHOWN: Final = 500
_LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class RefusedBody:
    """
    A body that was refused: of which key, when, why, and its beginning.

    `reason` is the word that it is counted by, `message` says what was wrong;
    `size` is the whole body's, in bytes.
    """

    id: str
    key: str
    endpoint: str
    reason: str
    message: str
    at: datetime
    size: int
    beginning: bytes = b""

    @classmethod
    def of(
        cls,
        key: str,
        body: bytes,
        *,
        endpoint: str,
        reason: str,
        message: str,
        at: datetime,
    ) -> Self:
        """Take down a refused body, under an id of its own."""
        return cls(
            id=token_hex(4),
            key=key,
            endpoint=endpoint,
            reason=reason,
            message=message[:_SHOWN],
            at=at,
            size=len(body),
            beginning=body[:BEGINNING],
        )


class Quarantine(Collection):
    """The collection `quarantine`, keyed by a random id: "3f9a01bc"."""

    name = "quarantine"
    indexes = (IndexModel([("at", DESCENDING), ("_id", DESCENDING)]),)

    async def save_refused(self, refused: RefusedBody) -> None:
        """Save a refused body, and drop the oldest of those that are too many."""
        document = plain(refused) | {"_id": refused.id}
        await self._save_one(replaced(document))
        known = await self._newest(_LOOKED_AT)
        if extra := _too_many(known):
            await self._delete_many({"_id": {"$in": extra}})

    async def find_refused(self, limit: int = MOST) -> tuple[RefusedBody, ...]:
        """Find the newest refused bodies, newest first, without their bytes."""
        return tuple(built(RefusedBody, found) for found in await self._newest(limit))

    async def find_refused_body(self, refused_id: str) -> RefusedBody | None:
        """Find a refused body with its beginning, None if it is not kept."""
        document = await self._find_one({"_id": refused_id})
        return built(RefusedBody, document) if document else None

    async def _newest(self, limit: int) -> list[Document]:
        return await self._find_many(
            {},
            limit=limit,
            fields={"beginning": False},
            sort=[("at", DESCENDING), ("_id", DESCENDING)],
        )


def _too_many(newest_first: Iterable[Document]) -> list[str]:
    """Return the ids beyond the newest few of each kind, and of all."""
    kept, extra = Counter[tuple[str, str]](), []
    for found in newest_first:
        kind = (found["endpoint"], found["reason"])
        if kept[kind] >= MOST_ALIKE or kept.total() >= MOST:
            extra.append(found["_id"])
        else:
            kept[kind] += 1
    return extra
