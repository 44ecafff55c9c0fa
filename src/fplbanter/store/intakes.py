"""How far the filling in of a league has come: one document a league."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fplbanter.game.model import LeagueId, Season
from fplbanter.store.collection import Collection, replaced
from fplbanter.store.documents import Document, built, key, plain


class IntakeState(StrEnum):
    """Where an intake stands."""

    WAITING = "waiting"
    READING = "reading"
    COMPLETE = "complete"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Intake:
    """
    The reading of a league's managers: `read` and `failed` of `total`.

    `reason` is a sentence for people, empty unless something went wrong.
    """

    league_id: LeagueId
    total: int
    read: int
    failed: int
    state: IntakeState
    reason: str
    started_at: datetime
    updated_at: datetime


class Intakes(Collection):
    """The collection `intakes`, keyed "2026-27:900"."""

    name = "intakes"

    async def save_progress(self, season: Season, intake: Intake) -> None:
        """Save how far an intake has come."""
        document = plain(intake) | {
            "_id": key(season, intake.league_id),
            "season": season,
            "state": intake.state.value,
        }
        await self._save_one(replaced(document))

    async def find_progress(self, season: Season, league_id: LeagueId) -> Intake | None:
        """Find how far a league's intake has come, None if there never was one."""
        document = await self._find_one({"_id": key(season, league_id)})
        return _intake(document) if document else None


def _intake(document: Document) -> Intake:
    return built(Intake, document, state=IntakeState(document["state"]))
