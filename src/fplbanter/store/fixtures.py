"""Fixtures: one document per season and fixture."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, IndexModel

from fplbanter.game.model import Fixture, Gameweek, PlayerId, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, key, plain

MOST = 1_000
"""A season has 380 fixtures; this is only the limit of one read."""


@dataclass(frozen=True, slots=True)
class StoredFixtures:
    """Fixtures by kick-off, those without a date last; as old as the oldest."""

    fixtures: tuple[Fixture, ...]
    as_of: datetime


class Fixtures(Collection):
    """The collection `fixtures`, keyed "2026-27:12"."""

    name = "fixtures"
    indexes = (IndexModel([("season", ASCENDING), ("gameweek", ASCENDING)]),)

    async def save_fixtures(
        self, season: Season, fixtures: Iterable[Fixture], as_of: datetime
    ) -> None:
        """
        Save the season's whole list; a fixture that is not on it goes.

        No season is without fixtures: an empty list changes nothing.
        """
        documents = [_document(season, fixture, as_of) for fixture in fixtures]
        if not documents:
            return
        await self._save_many([replaced(document) for document in documents])
        listed = [document["_id"] for document in documents]
        await self._delete_many({"season": season, "_id": {"$nin": listed}})

    async def save_fixtures_mark(
        self, season: Season, as_of: datetime, count: int
    ) -> bool:
        """Note that FPL stands by all `count` fixtures; False if some are not here."""
        found = await self._update_many({"season": season}, {"as_of": as_of})
        return found == count

    async def find_fixtures(
        self, season: Season, gameweek: Gameweek | None = None
    ) -> StoredFixtures | None:
        """Find a season's fixtures, or a gameweek's; None if there are none."""
        query: Document = {"season": season}
        if gameweek is not None:
            query["gameweek"] = gameweek
        documents = await self._find_many(query, limit=MOST)
        if not documents:
            return None
        fixtures = sorted((_fixture(document) for document in documents), key=_order)
        oldest: datetime = min(document["as_of"] for document in documents)
        return StoredFixtures(tuple(fixtures), oldest)

    async def find_fixtures_mark(self, season: Season) -> datetime | None:
        """Find when a season's list was read; all its fixtures are read together."""
        document = await self._find_one({"season": season}, fields={"as_of": True})
        return document["as_of"] if document else None


def _order(fixture: Fixture) -> tuple[bool, float, int]:
    kickoff = fixture.kickoff.timestamp() if fixture.kickoff else 0.0
    return (fixture.kickoff is None, kickoff, fixture.fixture_id)


def _document(season: Season, fixture: Fixture, as_of: datetime) -> Document:
    return plain(fixture) | {
        "_id": key(season, fixture.fixture_id),
        "season": season,
        "bps": _pairs(fixture.bps),
        "bonus": _pairs(fixture.bonus),
        "events": [
            {"identifier": identifier, "players": _pairs(counts)}
            for identifier, counts in fixture.events.items()
        ],
        "as_of": as_of,
    }


def _fixture(document: Document) -> Fixture:
    return built(
        Fixture,
        document,
        bps=_mapping(document["bps"]),
        bonus=_mapping(document["bonus"]),
        events={
            event["identifier"]: _mapping(event["players"])
            for event in document["events"]
        },
    )


def _pairs(counts: Mapping[PlayerId, int]) -> list[list[int]]:
    """Player ids as values, since keys of a document are strings."""
    return [[player_id, count] for player_id, count in counts.items()]


def _mapping(pairs: list[list[Any]]) -> dict[PlayerId, int]:
    return {PlayerId(player_id): count for player_id, count in pairs}
