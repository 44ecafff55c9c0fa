"""How far FPL has been seen to settle a gameweek: one document a gameweek."""

from dataclasses import dataclass
from datetime import datetime

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import Gameweek, Season
from fplbanter.store.collection import Collection, replaced_unless
from fplbanter.store.documents import Document, built, key, plain

_GAMEWEEKS = 60
"""More than any season has had (47 in 2019-20)."""


@dataclass(frozen=True, slots=True)
class StoredSettlement:
    """
    What FPL's checked gameweek looked like when it was first read so.

    `digest` stands for everybody's points, `read_at` is when FPL stood by them.
    It is `settled` when a later read of FPL agreed.
    """

    gameweek: Gameweek
    digest: str
    read_at: datetime
    settled: bool = False


class Settlements(Collection):
    """The collection `settlements`, keyed "2026-27:12"."""

    name = "settlements"
    indexes = (IndexModel([("season", ASCENDING), ("settled", ASCENDING)]),)

    async def save_settlement(
        self, season: Season, settlement: StoredSettlement
    ) -> None:
        """Save what was read; what is settled stays so."""
        document = plain(settlement) | {
            "_id": key(season, settlement.gameweek),
            "season": season,
        }
        await self._save_one(replaced_unless("settled", document))

    async def find_settlement(
        self, season: Season, gameweek: Gameweek
    ) -> StoredSettlement | None:
        """Find what was read of a gameweek, None if it was never read as checked."""
        document = await self._find_one({"_id": key(season, gameweek)})
        return _stored(document) if document else None

    async def find_settled(self, season: Season) -> frozenset[Gameweek]:
        """Find the gameweeks that are settled."""
        documents = await self._find_many(
            {"season": season, "settled": True},
            limit=_GAMEWEEKS,
            fields={"_id": False, "gameweek": True},
        )
        return frozenset(Gameweek(found["gameweek"]) for found in documents)

    async def drop_doubted(self, season: Season, gameweek: Gameweek) -> None:
        """Forget a first read that FPL did not stand by; what is settled stays."""
        await self._delete_many({"_id": key(season, gameweek), "settled": False})


def _stored(document: Document) -> StoredSettlement:
    return built(StoredSettlement, document)
