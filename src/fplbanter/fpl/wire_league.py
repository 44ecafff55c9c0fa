"""FPL's answers about a league: its table, its newcomers, its matches."""

from typing import Generic, TypeVar

from pydantic import TypeAdapter

from fplbanter.fpl.wire_types import (
    Count,
    Flag,
    GameweekNumber,
    Id,
    Moment,
    Text,
    Wire,
)

R = TypeVar("R")


class WirePage(Wire, Generic[R]):
    """
    A page of rows.

    FPL quirk (2026-08): its number is `page`, until 2017-18 `number`; neither
    is read, the asker knows the page.
    """

    has_next: Flag
    results: list[R]


class WireLeague(Wire):
    """The league that a table belongs to."""

    id: Id
    name: Text
    scoring: Text = "c"
    start_event: GameweekNumber | None = None
    admin_entry: Id | None = None


class WireStanding(Wire):
    """
    A row of a classic table.

    FPL quirk (2026-08): `id` and `has_played` are gone in 2026-27, so neither
    is read. `entry` is null for an entry that has been deleted.
    """

    entry: Id | None
    player_name: Text = ""
    entry_name: Text = ""
    rank: Count
    last_rank: Count = 0
    rank_sort: Count = 0
    event_total: Count
    total: Count


class WireNewEntry(Wire):
    """A member who is not in the table yet."""

    entry: Id | None
    entry_name: Text = ""
    player_first_name: Text = ""
    player_last_name: Text = ""


class WireHeadToHead(Wire):
    """A row of a head-to-head table; `entry` is null for AVERAGE."""

    entry: Id | None
    player_name: Text = ""
    entry_name: Text = ""
    rank: Count
    last_rank: Count = 0
    rank_sort: Count = 0
    matches_played: Count = 0
    matches_won: Count = 0
    matches_drawn: Count = 0
    matches_lost: Count = 0
    total: Count
    points_for: Count


class WireMatch(Wire):
    """A head-to-head match; an entry is null for AVERAGE."""

    event: GameweekNumber
    entry_1_entry: Id | None
    entry_2_entry: Id | None
    entry_1_points: Count
    entry_2_points: Count
    is_knockout: Flag = False


_NOBODY_NEW: WirePage[WireNewEntry] = WirePage(has_next=False, results=[])


class WireTable(Wire, Generic[R]):
    """`leagues-classic/{id}/standings`, and `leagues-h2h` alike."""

    league: WireLeague
    standings: WirePage[R]
    new_entries: WirePage[WireNewEntry] = _NOBODY_NEW
    last_updated_data: Moment | None = None


CLASSIC = TypeAdapter(WireTable[WireStanding])
HEAD_TO_HEAD = TypeAdapter(WireTable[WireHeadToHead])
MATCHES = TypeAdapter(WirePage[WireMatch])
