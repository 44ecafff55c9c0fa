"""What a request may say: identifiers, gameweeks, paging; the same everywhere."""

import re
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Path, Query
from pydantic import AwareDatetime, BeforeValidator

from fplbanter.errors import BadRequest
from fplbanter.game.model import EntryId, Gameweek, LeagueId

MOST = 2**31 - 1
"""FPL's identifiers are 32 bits wide; nothing larger can exist."""

PAGE = 20
LARGEST_PAGE = 100

LeaguePath = Annotated[
    LeagueId, Path(ge=1, le=MOST, description="The league's number at FPL.")
]
EntryPath = Annotated[
    EntryId, Path(ge=1, le=MOST, description="The entry's number at FPL.")
]
GameweekPath = Annotated[
    Gameweek, Path(ge=1, le=MOST, description="The gameweek's number.")
]
GameweekQuery = Annotated[
    Gameweek | None,
    Query(ge=1, le=MOST, description="The gameweek; the current one without."),
]
MonthQuery = Annotated[
    int | None,
    Query(
        ge=1,
        le=MOST,
        description="The month's number: FPL's phase, 2 is August. `/api/data` "
        "lists them.",
    ),
]


def _no_number(text: object) -> object:
    """Refuse what would be read as seconds since 1970: 20261121 is none."""
    if isinstance(text, str) and re.fullmatch(r"[-+]?[0-9.]+", text.strip()):
        raise ValueError("a time like 2026-11-21T15:04:10Z is meant")
    return text


AtQuery = Annotated[
    Annotated[AwareDatetime, BeforeValidator(_no_number)] | None,
    Query(
        description="A moment of the gameweek, with its offset from UTC: the table "
        "as it was then.",
        examples=["2026-11-21T15:04:10Z"],
    ),
]


SkipQuery = Annotated[int, Query(ge=0, description="How many rows to pass over.")]
LimitQuery = Annotated[
    int, Query(ge=1, description="How many rows; over 100 answers 100.")
]
CursorQuery = Annotated[
    str | None, Query(max_length=20, description="`next_cursor` of the page before.")
]


@dataclass(frozen=True, slots=True)
class Paging:
    """A stretch of a list: from `skip`, at most `limit` rows."""

    skip: int
    limit: int


@dataclass(frozen=True, slots=True)
class StablePaging:
    """A stretch of a list that may change meanwhile; a cursor says where it went on."""

    skip: int
    limit: int
    cursor: str | None


def paging(
    skip: SkipQuery = 0, limit: LimitQuery = PAGE, cursor: CursorQuery = None
) -> Paging:
    """Read the paging of a request. Raises BadRequest for a foreign cursor."""
    if cursor is not None:
        if not (cursor.isascii() and cursor.isdigit()):
            raise BadRequest("That cursor is not one of ours.", field="cursor")
        skip = int(cursor)
    return Paging(skip=skip, limit=min(limit, LARGEST_PAGE))


def moments(
    skip: SkipQuery = 0, limit: LimitQuery = PAGE, cursor: CursorQuery = None
) -> StablePaging:
    """Read which part of a timeline is asked for."""
    return StablePaging(min(skip, MOST), min(limit, LARGEST_PAGE), cursor)


PagingQuery = Annotated[Paging, Depends(paging)]
"""Paging as every list has it (DESIGN 5)."""

MomentsQuery = Annotated[StablePaging, Depends(moments)]
"""Paging whose cursor names a place in time: it is stable while things happen."""
