"""
Which answers are for everybody, and which topics move them.

What is not in this table never enters the edge. A topic in braces is filled from
the address; `league:*` stands for every league. What no topic covers (progress, the
time of the next try) is as old as an answer may live, some seconds.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

LEAGUE: Final = ("league:{league_id}", "gameweek", "status")
ENTRY: Final = ("entry:{entry_id}", "gameweek", "status")
SEASON: Final = ("gameweek", "status")
EVERYBODY: Final = ("league:*", *SEASON)

TOPICS: Final[Mapping[str, tuple[str, ...]]] = {
    "/leagues/{league_id}": LEAGUE,
    "/leagues/{league_id}/standings": LEAGUE,
    "/leagues/{league_id}/captains": LEAGUE,
    "/leagues/{league_id}/timeline": LEAGUE,
    "/leagues/{league_id}/banter": LEAGUE,
    "/leagues/{league_id}/banter/{stat}": LEAGUE,
    "/leagues/{league_id}/hall-of-fame": LEAGUE,
    "/entries/{entry_id}": ENTRY,
    "/entries/{entry_id}/gameweeks/{gameweek}": ENTRY,
    "/entries/{entry_id}/banter": (*ENTRY, "league:*"),
    "/gameweeks/current": SEASON,
    "/gameweeks/{gameweek}": SEASON,
    "/gameweeks/{gameweek}/fixtures": SEASON,
    "/players": SEASON,
    "/api/data": SEASON,
    "/banter-stats": EVERYBODY,
    "/banter/stats": (),
    "/": EVERYBODY,
    "/l/{league_id}": LEAGUE,
    "/l/{league_id}/banter": LEAGUE,
    "/l/{league_id}/hall": LEAGUE,
    "/l/{league_id}/table": LEAGUE,
    "/l/{league_id}/lineup/{entry_id}": (*LEAGUE, "entry:{entry_id}"),
    "/m/{entry_id}": (*ENTRY, "league:*"),
    "/static/{version}/{name}": (),
    "/favicon.ico": (),
    "/openapi.json": (),
}
"""The topics of each route's answers, by the route's template."""

GATEWAY: Final = "/fpl/{path}"
"""FPL's own API: its door makes its answers ready, with a freshness of their own."""

PAGES: Final = (b"/l/", b"/m/")
"""How addresses of pages begin, the front door's apart: they are in a language."""

_NUMBER: Final = r"[1-9][0-9]{0,9}"
_PARTS: Final = {
    "league_id": _NUMBER,
    "entry_id": _NUMBER,
    "gameweek": r"[1-9][0-9]?",
    "stat": r"[a-z][a-z0-9_]{0,39}",
    "version": r"[0-9a-f]{1,40}",
    "name": r"[a-z][a-z0-9_.-]{0,39}",
}
"""How each part of an address is written. Written otherwise, it passes by."""


@dataclass(frozen=True, slots=True)
class Place:
    """What an address is to the edge: its route, and the topics of its answers."""

    route: str
    topics: tuple[str, ...] = ()

    @property
    def is_gateway(self) -> bool:
        """Whether the door `/fpl/` answers here."""
        return self.route == GATEWAY


def place_of(path: bytes) -> Place | None:
    """Return what an address is to the edge, None if its answers never enter."""
    if path.startswith(b"/fpl/"):
        return _GATEWAY_PLACE
    text = path.decode("latin-1")
    for pattern, route in _BY_FIRST_PART.get(_first_part(text), ()):
        if found := pattern.fullmatch(text):
            told = found.groupdict()
            return Place(route, tuple(t.format(**told) for t in TOPICS[route]))
    return None


def is_page(path: bytes) -> bool:
    """Say whether an address is a page's, whose answers are in a language."""
    return path == b"/" or path.startswith(PAGES)


def covering(topic: str) -> tuple[str, ...]:
    """Return the names under which answers moved by a topic may be found."""
    kind, colon, _ = topic.partition(":")
    return (topic, f"{kind}:*") if colon else (topic,)


def _first_part(path: str) -> str:
    return path.split("/", 2)[1] if path.startswith("/") else ""


def _pattern(route: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", route)
    written = [
        f"(?P<{part}>{_PARTS[part]})" if turn % 2 else re.escape(part)
        for turn, part in enumerate(parts)
    ]
    return re.compile("".join(written), re.ASCII)


def _by_first_part() -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    sorted_in: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {}
    for route in TOPICS:
        first = _first_part(route)
        sorted_in[first] = (*sorted_in.get(first, ()), (_pattern(route), route))
    return sorted_in


_BY_FIRST_PART: Final = _by_first_part()
_GATEWAY_PLACE: Final = Place(GATEWAY)
