"""
The table of FPL's endpoints: what may be asked, how large an answer may be.

A path is built here and nowhere else; a number out of range is refused before
any request is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from urllib.parse import urlencode

MAX_ID: Final = 2**31 - 1
MAX_GAMEWEEK: Final = 47
"""Season 2019-20 went on to gameweek 47 (fact sheet 4)."""

RANGES: Final[Mapping[str, tuple[int, int]]] = {
    "entry_id": (1, MAX_ID),
    "entry": (1, MAX_ID),
    "league_id": (1, MAX_ID),
    "player_id": (1, 9_999),
    "gw": (1, MAX_GAMEWEEK),
    "event": (1, MAX_GAMEWEEK),
    "future": (0, 1),
    "phase": (1, 100),
    "page": (1, MAX_ID),
    "page_standings": (1, MAX_ID),
    "page_new_entries": (1, MAX_ID),
}
"""The lowest and highest value of every parameter, by its name in FPL's API."""

DEFAULTS: Final[Mapping[str, int]] = {
    "future": 0,
    "phase": 1,
    "page": 1,
    "page_standings": 1,
    "page_new_entries": 1,
}
"""What FPL takes a parameter of the query for when it is left out."""


class Group(StrEnum):
    """Endpoints that fail together: what a breaker or a pause applies to."""

    SEASON = "season"
    MATCHDAY = "matchday"
    ENTRY = "entry"
    LEAGUE = "league"
    PLAYER = "player"
    EXTRAS = "extras"
    """What only other tools ask for: its failing must hold up nothing of ours."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """
    One of FPL's endpoints.

    `template` is its path below `/api/`, `query` the parameters it may take,
    `max_bytes` the largest inflated answer that is read, several times the
    largest ever recorded (fact sheet 1.3). `is_list` says that the answer is a
    JSON array; all others are objects.
    """

    name: str
    template: str
    group: Group
    max_bytes: int
    query: tuple[str, ...] = ()
    is_list: bool = False

    def path(self, **params: int | None) -> str:
        """
        Build the path below `/api/` with its query; None means "not given".

        Raises ValueError for a parameter that is unknown, missing, not a whole
        number, or out of range.
        """
        given = {k: _checked(k, v) for k, v in params.items() if v is not None}
        query = {name: given.pop(name) for name in self.query if name in given}
        try:
            path = self.template.format(**given)
        except KeyError as missing:
            raise ValueError(f"{self.name}: {missing} is missing") from None
        for name in given:
            if f"{{{name}}}" not in self.template:
                raise ValueError(f"{self.name} has no parameter {name!r}")
        return f"{path}?{urlencode(query)}" if query else path

    def is_default(self, name: str, value: int) -> bool:
        """Say whether a parameter of the query may as well be left out."""
        return name in self.query and DEFAULTS.get(name) == value


def _checked(name: str, value: int) -> int:
    """Return the value if it is a whole number within the parameter's range."""
    if name not in RANGES:
        raise ValueError(f"there is no parameter {name!r}")
    low, high = RANGES[name]
    if type(value) is not int or not low <= value <= high:
        raise ValueError(f"{name} must be a whole number from {low} to {high}")
    return value


_MIB: Final = 1024 * 1024
_KIB: Final = 1024

SEASON: Final = Endpoint("season", "bootstrap-static/", Group.SEASON, 8 * _MIB)
FIXTURES: Final = Endpoint(
    "fixtures",
    "fixtures/",
    Group.MATCHDAY,
    4 * _MIB,
    query=("event", "future"),
    is_list=True,
)
LIVE: Final = Endpoint("live", "event/{gw}/live/", Group.MATCHDAY, 4 * _MIB)
DAY_STATUS: Final = Endpoint("day_status", "event-status/", Group.MATCHDAY, 64 * _KIB)
PROFILE: Final = Endpoint("profile", "entry/{entry_id}/", Group.ENTRY, 1 * _MIB)
HISTORY: Final = Endpoint(
    "history", "entry/{entry_id}/history/", Group.ENTRY, 256 * _KIB
)
PICKS: Final = Endpoint(
    "picks", "entry/{entry_id}/event/{gw}/picks/", Group.ENTRY, 64 * _KIB
)
TRANSFERS: Final = Endpoint(
    "transfers", "entry/{entry_id}/transfers/", Group.ENTRY, 512 * _KIB, is_list=True
)
CLASSIC: Final = Endpoint(
    "classic",
    "leagues-classic/{league_id}/standings/",
    Group.LEAGUE,
    2 * _MIB,
    query=("page_standings", "page_new_entries", "phase"),
)
HEAD_TO_HEAD: Final = Endpoint(
    "head_to_head",
    "leagues-h2h/{league_id}/standings/",
    Group.LEAGUE,
    2 * _MIB,
    query=("page_standings", "page_new_entries"),
)
MATCHES: Final = Endpoint(
    "matches",
    "leagues-h2h-matches/league/{league_id}/",
    Group.LEAGUE,
    2 * _MIB,
    query=("page", "event", "entry"),
)

# What follows is asked for by the gateway only, for other tools.

ENTRY_CUP: Final = Endpoint("entry_cup", "entry/{entry_id}/cup/", Group.ENTRY, 1 * _MIB)
CUP_STATUS: Final = Endpoint(
    "cup_status", "league/{league_id}/cup-status/", Group.LEAGUE, 64 * _KIB
)
PLAYER: Final = Endpoint(
    "player", "element-summary/{player_id}/", Group.PLAYER, 512 * _KIB
)
DREAM_TEAM: Final = Endpoint("dream_team", "dream-team/", Group.EXTRAS, 64 * _KIB)
DREAM_TEAM_OF: Final = Endpoint(
    "dream_team_of", "dream-team/{gw}/", Group.EXTRAS, 64 * _KIB
)
SET_PIECES: Final = Endpoint(
    "set_pieces", "team/set-piece-notes/", Group.EXTRAS, 512 * _KIB
)
REGIONS: Final = Endpoint("regions", "regions/", Group.EXTRAS, 256 * _KIB, is_list=True)
RICHEST: Final = Endpoint(
    "richest", "stats/most-valuable-teams/", Group.EXTRAS, 64 * _KIB, is_list=True
)
BEST_LEAGUES: Final = Endpoint(
    "best_leagues",
    "stats/best-classic-private-leagues/",
    Group.EXTRAS,
    64 * _KIB,
    is_list=True,
)
# Nobody has recorded what these two hold: any JSON will do.
WINNERS: Final = Endpoint("winners", "winners/event/{gw}/", Group.EXTRAS, 256 * _KIB)
MONTH_WINNERS: Final = Endpoint(
    "month_winners", "winners/phase/{phase}/", Group.EXTRAS, 256 * _KIB
)

ENDPOINTS: Final[Mapping[str, Endpoint]] = {
    endpoint.name: endpoint
    for endpoint in (
        SEASON,
        FIXTURES,
        LIVE,
        DAY_STATUS,
        PROFILE,
        HISTORY,
        PICKS,
        CLASSIC,
        HEAD_TO_HEAD,
        MATCHES,
        TRANSFERS,
        ENTRY_CUP,
        CUP_STATUS,
        PLAYER,
        DREAM_TEAM,
        DREAM_TEAM_OF,
        SET_PIECES,
        REGIONS,
        RICHEST,
        BEST_LEAGUES,
        WINNERS,
        MONTH_WINNERS,
    )
}
