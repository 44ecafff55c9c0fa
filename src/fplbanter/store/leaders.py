"""Who leads, for when Valkey cannot tell: one claim an installation, with an end."""

from datetime import timedelta
from typing import Final

from pymongo import ReturnDocument

from fplbanter.store.collection import Collection
from fplbanter.store.documents import Document

_ONE: Final = "leader"

_FREE: Final = {"$lte": ["$ends", "$$NOW"]}
"""By the server's clock. What has no end is as good as over."""

_NOW_MICROS: Final = {"$multiply": [{"$toLong": "$$NOW"}, 1000]}


class Leaders(Collection):
    """The collection `leaders`: a single document."""

    name = "leaders"

    async def save_claim(
        self, holder: str, span: timedelta, least: int | None, seconds: float
    ) -> int | None:
        """
        Claim to lead for a time, or have one's claim last longer; None: another has it.

        Return its fence, which stays while the holder does. From holder to holder
        it rises, to `least` at least, or to the server's microseconds where that
        is not given. `seconds` is how long the call may take; raises
        StoreUnavailable.
        """
        # One atomic step that writes nothing where somebody else has the claim.
        document = await self._reach.ask(
            lambda: self._collection.find_one_and_update(
                {"_id": _ONE},
                _claim(holder, span, least),
                upsert=True,
                return_document=ReturnDocument.AFTER,
            ),
            seconds,
        )
        if document is None or document["holder"] != holder:
            return None
        return int(document["fence"])

    async def drop_claim(self, holder: str, seconds: float) -> None:
        """End one's claim now; the fence stays, for the next one's to be higher."""
        await self._reach.ask(
            lambda: self._collection.update_one(
                {"_id": _ONE, "holder": holder},
                [{"$set": {"ends": "$$NOW", "holder": ""}}],
            ),
            seconds,
        )


def _claim(holder: str, span: timedelta, least: int | None) -> list[Document]:
    is_mine = {"$eq": ["$holder", holder]}
    lowest = _NOW_MICROS if least is None else {"$toLong": least}
    next_fence = {"$max": [{"$add": [{"$ifNull": ["$fence", 0]}, 1]}, lowest]}
    ends = {"$add": ["$$NOW", span / timedelta(milliseconds=1)]}
    given = {
        "holder": holder,
        "fence": {"$cond": [is_mine, "$fence", next_fence]},
        "ends": ends,
    }
    may = {"$or": [is_mine, _FREE]}
    return [
        {
            "$set": {
                name: {"$cond": [may, value, f"${name}"]}
                for name, value in given.items()
            }
        }
    ]
