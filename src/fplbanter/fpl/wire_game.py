"""FPL's answers about the game itself: season, fixtures, live, day status."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Annotated

from pydantic import AliasChoices, BeforeValidator, Field, TypeAdapter

from fplbanter.fpl.wire_types import (
    Count,
    Flag,
    GameweekNumber,
    Id,
    Identifier,
    Moment,
    Rows,
    Share,
    Text,
    Whole,
    Wire,
)


class WireTeam(Wire):
    """A club."""

    id: Id
    code: Whole
    name: Text
    short_name: Text = ""


class WireElement(Wire):
    """A player."""

    id: Id
    code: Whole
    web_name: Text
    team: Id
    element_type: Annotated[int, Field(ge=1, le=5)]
    now_cost: Count = 0
    selected_by_percent: Share = 0.0
    status: Text = "a"
    news: Text = ""
    total_points: Count = 0


class WireEvent(Wire):
    """A gameweek."""

    id: GameweekNumber
    deadline_time: Moment
    name: Text = ""
    finished: Flag
    data_checked: Flag
    is_current: Flag = False
    is_next: Flag = False
    average_entry_score: Count = 0
    highest_score: Whole | None = None
    most_transferred_in: Count = 0


class WirePhase(Wire):
    """A month, or "Overall", which is the first."""

    id: Id
    name: Text
    start_event: GameweekNumber
    stop_event: GameweekNumber


class WireSeason(Wire):
    """`bootstrap-static`. An empty list of anything essential is a misfit."""

    events: Annotated[list[WireEvent], Field(min_length=1)]
    teams: Annotated[list[WireTeam], Field(min_length=1)]
    elements: Annotated[list[WireElement], Field(min_length=1)]
    phases: Rows[WirePhase] = ()
    # FPL quirk (2026-08): written "total-players" until 2018-19.
    total_players: Count = Field(
        default=0, validation_alias=AliasChoices("total_players", "total-players")
    )


def _named_stat(value: object) -> object:
    """Read `{"goals_scored": {"h": [], "a": []}}` of 2017-18 as today's shape."""
    if isinstance(value, dict) and len(value) == 1:
        ((identifier, sides),) = value.items()
        if isinstance(sides, Mapping):
            return {"identifier": identifier, **sides}
    return value


def _by_element(value: object) -> object:
    """Read `[{"element": 7, "value": 2}]` as `{7: 2}`: there are 20,000 by May."""
    match value:
        case None:
            return {}
        case list() as rows:
            with suppress(KeyError, TypeError):
                return {row["element"]: row["value"] for row in rows}
    raise ValueError("not a list of element and value")


Tally = Annotated[dict[Id, Whole], BeforeValidator(_by_element)]


class WireFixtureStat(Wire):
    """The players of both sides who have a stat, with its value."""

    identifier: Identifier
    h: Tally = Field(default_factory=dict)
    a: Tally = Field(default_factory=dict)


class WireFixture(Wire):
    """A row of `fixtures`."""

    id: Id
    event: GameweekNumber | None
    kickoff_time: Moment | None = None
    team_h: Id
    team_a: Id
    team_h_score: Whole | None = None
    team_a_score: Whole | None = None
    minutes: Count = 0
    started: Flag = False
    finished: Flag
    finished_provisional: Flag = False
    stats: Rows[Annotated[WireFixtureStat, BeforeValidator(_named_stat)]] = ()


class WireStats(Wire):
    """A player's gameweek, all his fixtures summed."""

    minutes: Whole
    total_points: Whole
    bonus: Count = 0
    bps: Count = 0
    yellow_cards: Count = 0
    red_cards: Count = 0
    goals_scored: Count = 0
    assists: Count = 0
    saves: Count = 0
    clean_sheets: Count = 0
    defensive_contribution: Count = 0
    in_dreamteam: Flag = False


class WireLine(Wire):
    """One reason for points."""

    identifier: Identifier
    points: Whole
    value: Count = 0


class WireExplain(Wire):
    """A fixture's reasons for points."""

    fixture: Id
    stats: list[WireLine]


def _old_explain(value: object) -> object:
    """Read `[{stat: {points, value}}, fixture]` of 2017-18 as today's shape."""
    if not (isinstance(value, list) and len(value) == 2):
        return value
    named, fixture = value
    if not isinstance(named, Mapping):
        return value
    lines = [
        {"identifier": identifier, **line}
        for identifier, line in named.items()
        if isinstance(line, Mapping)
    ]
    return {"fixture": fixture, "stats": lines}


class WireLiveElement(Wire):
    """A row of `event/{gw}/live`."""

    id: Id
    stats: WireStats
    explain: list[Annotated[WireExplain, BeforeValidator(_old_explain)]] | None = None


def _listed(value: object) -> object:
    """Read `{"1": {...}}` of 2017-18 as today's list with ids."""
    if not isinstance(value, Mapping):
        return value
    return [
        {**part, "id": key} if isinstance(part, Mapping) else part
        for key, part in value.items()
    ]


class WireLive(Wire):
    """`event/{gw}/live`."""

    elements: Annotated[
        list[WireLiveElement], Field(min_length=1), BeforeValidator(_listed)
    ]


class WireDay(Wire):
    """A row of `event-status`."""

    date: date
    event: GameweekNumber
    bonus_added: Flag = False
    points: Text


class WireDayStatus(Wire):
    """`event-status`."""

    status: list[WireDay]
    leagues: Text = ""


SEASON = TypeAdapter(WireSeason)
FIXTURES = TypeAdapter(list[WireFixture])
LIVE = TypeAdapter(WireLive)
DAY_STATUS = TypeAdapter(WireDayStatus)
