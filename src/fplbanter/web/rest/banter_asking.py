"""What a question about banter may say: which stretch, how fierce, which order."""

from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Path, Query

from fplbanter.banter.verdict import Scope
from fplbanter.errors import BadRequest
from fplbanter.game.model import Gameweek
from fplbanter.web.rest.asking import (
    LARGEST_PAGE,
    PAGE,
    GameweekQuery,
    LimitQuery,
    MonthQuery,
    SkipQuery,
    StablePaging,
)
from fplbanter.words.heat import Heat

CURSOR_MOST = 400
"""Characters; the longest cursor of ours is far below."""

HeatQuery = Annotated[
    Heat | None,
    Query(
        description="How fierce the wording is: mild, proper or savage; without, mixed."
    ),
]
ScopeQuery = Annotated[
    Scope | None,
    Query(
        description="gameweek, month or season; `gameweek=` and `month=` imply theirs."
    ),
]
StatPath = Annotated[
    str, Path(description="The stat's key.", examples=["benched_beast"])
]
TournamentQuery = Annotated[
    str,
    Query(
        max_length=80,
        description="fpl_banter is every entry scored here, league_900 one league.",
    ),
]
SeasonQuery = Annotated[
    str | None,
    Query(
        max_length=20, description="The season, as 2026-27; the current one without."
    ),
]
SortQuery = Annotated[
    str | None,
    Query(
        max_length=80, description="A stat's key, updated_at, or user_id as without it."
    ),
]
OrderQuery = Annotated[
    Literal["asc", "desc"], Query(description="Of the stat that is sorted by.")
]


@dataclass(frozen=True, slots=True)
class Stretch:
    """How much of a season is asked for; None is the current one."""

    scope: Scope
    gameweek: Gameweek | None = None
    month_id: int | None = None


def stretch(
    gameweek: GameweekQuery = None, month: MonthQuery = None, scope: ScopeQuery = None
) -> Stretch:
    """Read which stretch is meant. Raises BadRequest for two at a time."""
    if gameweek is not None and month is not None:
        raise BadRequest("Ask for a gameweek or for a month, not both.", field="month")
    implied = Scope.GAMEWEEK if month is None else Scope.MONTH
    meant = scope or implied
    if (gameweek is not None or month is not None) and meant is not implied:
        raise BadRequest(
            f"A {implied} is asked for, and the scope {meant}.", field="scope"
        )
    return Stretch(meant, gameweek, month)


def stable_paging(
    skip: SkipQuery = 0,
    limit: LimitQuery = PAGE,
    cursor: Annotated[
        str | None,
        Query(
            max_length=CURSOR_MOST,
            description="`next_cursor` of the page before: it goes on from its last "
            "row, whatever has been judged since.",
        ),
    ] = None,
) -> StablePaging:
    """Read the paging of a request; what a cursor means is the service's business."""
    return StablePaging(skip, min(limit, LARGEST_PAGE), cursor)


StretchQuery = Annotated[Stretch, Depends(stretch)]
StablePagingQuery = Annotated[StablePaging, Depends(stable_paging)]
