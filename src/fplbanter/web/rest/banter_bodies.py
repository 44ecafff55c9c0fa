"""The shapes of what the doors of banter answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Self

from pydantic import Field

from fplbanter.banter.verdict import Scope
from fplbanter.game.model import Gameweek, Phase, Season
from fplbanter.services.answers import LeagueSummary, Page
from fplbanter.services.answers.banter import (
    BanterState,
    EntryBanter,
    Exoneration,
    FameRow,
    Figure,
    Holder,
    LeagueBanter,
    Record,
    RefusedLine,
    StatCard,
    StatHolding,
    Streak,
    Trophy,
    VerdictLine,
)
from fplbanter.web.rest.envelope import Body, CoverageBody, Listed, MonthBody


class CatalogueBody(Listed[StatCard]):
    """The statistics that are judged here; they are code, so they have no age."""

    @classmethod
    def showing(cls, page: Page[StatCard]) -> Self:
        """Show a page of the catalogue."""
        return cls(
            as_of=None,
            stale=False,
            reason=None,
            retry_at=None,
            items=list(page.items),
            total=page.total,
            next_cursor=page.next_cursor,
        )


class DocumentBody(Body):
    """What an entry has in every stat: the stored document."""

    season: Season
    user_id: str = Field(description="The entry's number.", examples=["1832745"])
    tournament_id: str = Field(examples=["fpl_banter"])
    stats: Mapping[str, Figure] = Field(
        description="The season's number of each stat that the entry has one in.",
        examples=[{"benched_beast": 156}],
    )
    updated_at: datetime
    holder: Holder | None = Field(description="Who it is, where that is known.")


class BanterStatsBody(Listed[DocumentBody]):
    """Stored documents, in the order asked for."""

    season: Season
    tournament_id: str
    sort: str | None
    order: Literal["asc", "desc"]
    coverage: CoverageBody


class LeagueBanterBody(Listed[VerdictLine]):
    """A league's gameweek, month or season in banter."""

    season: Season
    scope: Scope
    gameweek: Gameweek = Field(description="The last that counts.")
    phase: Phase
    league: LeagueSummary
    month: MonthBody | None
    coverage: CoverageBody
    state: BanterState = Field(
        description="judged; waiting: nothing has been judged yet; behind: judged "
        "from older data than is here."
    )
    headlines: list[VerdictLine] = Field(
        description="Three to six of the verdicts, the rarest first; fewer where "
        "there are no more."
    )
    refused: list[RefusedLine] = Field(description="Stats nobody holds, and why.")
    exonerations: list[Exoneration] = Field(
        description="Who was named and is cleared, since FPL corrected its data."
    )

    @classmethod
    def showing(cls, found: LeagueBanter) -> Self:
        """Show a page of verdicts with the headlines."""
        month = None
        if found.month_id is not None:
            month = MonthBody(month_id=found.month_id, name=found.month_name or "")
        return cls.of(found, month=month)


class StatHistoryBody(Listed[VerdictLine]):
    """One stat in a league over the season, newest first."""

    season: Season
    league: LeagueSummary
    stat: StatCard
    holders: list[StatHolding] = Field(description="Who has held it most, at most 20.")
    record: Record | None
    streak: Streak | None = Field(description="The longest run of one holder.")
    exonerations: list[Exoneration]


class HallOfFameBody(Listed[FameRow]):
    """A league's members by trophies, its records and its streaks."""

    season: Season
    league: LeagueSummary
    records: list[Record]
    streaks: list[Streak]


class EntryBanterBody(Listed[VerdictLine]):
    """An entry's verdicts, newest first, its trophy cabinet and its numbers."""

    season: Season
    entry_id: int
    holder: Holder
    cabinet: list[Trophy]
    stats: Mapping[str, Figure] = Field(
        description="The season's numbers, among all entries that are scored here."
    )

    @classmethod
    def showing(cls, found: EntryBanter) -> Self:
        """Show a page of an entry's verdicts."""
        return cls.of(found, entry_id=found.holder.entry_id)
