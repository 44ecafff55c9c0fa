"""FPL's answers about one entry: profile, history, picks."""

from typing import Annotated

from pydantic import Field, TypeAdapter

from fplbanter.fpl.wire_types import (
    Count,
    Flag,
    GameweekNumber,
    Id,
    Moment,
    Rows,
    Text,
    Whole,
    Wire,
)


class WireMembership(Wire):
    """A league that an entry plays in."""

    id: Id
    name: Text
    league_type: Text = ""


class WireMemberships(Wire):
    """The leagues of an entry, by kind."""

    classic: Rows[WireMembership] = ()
    h2h: Rows[WireMembership] = ()


class WireProfile(Wire):
    """`entry/{id}`."""

    id: Id
    name: Text
    player_first_name: Text = ""
    player_last_name: Text = ""
    started_event: GameweekNumber | None
    leagues: WireMemberships = WireMemberships()


class WireResult(Wire):
    """A row of `history.current`; `picks.entry_history` is the same."""

    event: GameweekNumber
    points: Count
    total_points: Count
    event_transfers_cost: Count
    event_transfers: Count = 0
    points_on_bench: Count = 0
    rank: Whole | None = None
    overall_rank: Whole | None = None
    bank: Count = 0
    value: Count = 0


class WireChipPlay(Wire):
    """A row of `history.chips`."""

    name: Text
    event: GameweekNumber
    time: Moment | None = None


class WirePastSeason(Wire):
    """A row of `history.past`."""

    season_name: Text
    total_points: Count
    rank: Whole | None = None


class WireHistory(Wire):
    """`entry/{id}/history`."""

    current: list[WireResult]
    past: Rows[WirePastSeason] = ()
    chips: Rows[WireChipPlay] = ()


class WireAutoSub(Wire):
    """A row of `picks.automatic_subs`."""

    element_in: Id
    element_out: Id


class WirePick(Wire):
    """One pick. `element_type` is told from 2024-25 on."""

    element: Id
    position: Annotated[int, Field(ge=1, le=16)]
    multiplier: Annotated[int, Field(ge=0, le=3)]
    is_captain: Flag
    is_vice_captain: Flag
    element_type: Annotated[int, Field(ge=1, le=5)] | None = None


class WirePicks(Wire):
    """`entry/{id}/event/{gw}/picks`."""

    active_chip: Text
    automatic_subs: Rows[WireAutoSub] = ()
    entry_history: WireResult
    picks: list[WirePick]


class WireTransfer(Wire):
    """A row of `entry/{id}/transfers`, which is a bare list."""

    element_in: Id
    element_in_cost: Count = 0
    element_out: Id
    element_out_cost: Count = 0
    entry: Id
    event: GameweekNumber
    time: Moment


PROFILE = TypeAdapter(WireProfile)
HISTORY = TypeAdapter(WireHistory)
PICKS = TypeAdapter(WirePicks)
TRANSFERS = TypeAdapter(list[WireTransfer])
