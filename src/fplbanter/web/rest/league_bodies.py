"""The shapes of what `/leagues/...` answers."""

from datetime import datetime
from typing import Self

from pydantic import Field

from fplbanter.game.model import Gameweek, LeagueId, Phase, Season
from fplbanter.services.answers import (
    CaptainChoice,
    LeagueAnswer,
    LeagueSummary,
    Progress,
    StandingRow,
    Standings,
)
from fplbanter.services.answers.timeline import TimelineItem
from fplbanter.web.rest.envelope import Aged, CoverageBody, Listed, MonthBody


class StandingsBody(Listed[StandingRow]):
    """A page of a league's table."""

    season: Season
    gameweek: Gameweek
    phase: Phase
    league: LeagueSummary
    month: MonthBody | None
    coverage: CoverageBody
    at: datetime | None = Field(
        description="The moment that was asked for; null for now."
    )

    @classmethod
    def showing(cls, found: Standings) -> Self:
        """Show a page of a table."""
        month = None
        if found.month_id is not None:
            month = MonthBody(month_id=found.month_id, name=found.month_name or "")
        return cls.of(found, month=month)


class TimelineBody(Listed[TimelineItem]):
    """A league's gameweek as it went."""

    season: Season
    gameweek: Gameweek
    phase: Phase
    league: LeagueSummary
    recorded_since: datetime | None = Field(
        description="When the gameweek was first recorded here; null if never."
    )


class CaptainsBody(Listed[CaptainChoice]):
    """The captains of a league."""

    season: Season
    gameweek: Gameweek
    phase: Phase
    league: LeagueSummary
    coverage: CoverageBody


class PendingBody(Aged):
    """FPL has not answered yet for a league nobody has asked for before."""

    status: str = "pending"
    league_id: LeagueId
    progress: str = Field(examples=["/leagues/900/progress"])


class ProgressBody(Aged):
    """How far the reading of a league is: "31 of 50 managers"."""

    league_id: LeagueId
    state: str = Field(description="waiting, reading, complete or failed")
    read: int
    members: int
    failed: int
    truncated: bool
    started_at: datetime | None
    updated_at: datetime | None
    text: str = Field(examples=["31 of 50 managers"])

    @classmethod
    def showing(cls, found: Progress) -> Self:
        """Show how far a reading is."""
        return cls.of(
            found,
            stale=found.state == "failed",
            text=f"{found.read} of {found.members} managers",
        )


class LeagueBody(Aged):
    """A league, how far it has been read, and where its tables are."""

    league: LeagueSummary
    season: Season
    gameweek: Gameweek | None
    phase: Phase | None
    coverage: CoverageBody
    progress: ProgressBody
    links: dict[str, str]

    @classmethod
    def showing(cls, found: LeagueAnswer) -> Self:
        """Show a league with links to all there is of it."""
        base = f"/leagues/{found.league.league_id}"
        names = ("standings", "captains", "progress", "banter", "hall-of-fame")
        links = {name: f"{base}/{name}" for name in names}
        return cls.of(
            found,
            progress=ProgressBody.showing(found.progress),
            links=links | {"page": f"/l/{found.league.league_id}"},
        )
