"""Tables, newcomers and matches, in the shapes of all the years."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import translate_league
from fplbanter.fpl.answers import HeadToHeadOfficial
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    Match,
    OfficialStanding,
)

LEAGUE = LeagueId(900)
NEWEST = {
    "club_badge_src": None,
    "entry": 7,
    "entry_name": "Team",
    "event_total": 50,
    "last_rank": 2,
    "player_name": "Ada Lovelace",
    "rank": 1,
    "rank_sort": 1,
    "total": 500,
}
OLDER = NEWEST | {"id": 1234, "has_played": True}
NEW_ENTRY = {
    "entry": 8,
    "entry_name": "Late",
    "joined_time": "2026-08-21T10:00:00.000001Z",
    "player_first_name": "Alan",
    "player_last_name": "Turing",
}


def table(
    rows: list[Any], new: list[Any] | None = None, **league: object
) -> dict[str, Any]:
    about = {"id": 900, "name": "Pub", "scoring": "c", "start_event": 1}
    return {
        "last_updated_data": "2026-08-22T18:19:00Z",
        "league": about | {"admin_entry": None} | league,
        "new_entries": {"has_next": True, "page": 1, "results": new or []},
        "standings": {"has_next": False, "page": 1, "results": rows},
    }


@pytest.mark.parametrize("row", [NEWEST, OLDER])
def test_a_row_is_read_with_and_without_id(row: dict[str, object]) -> None:
    """`id` and `has_played` are gone since 2026-27."""
    page = translate_league.classic_page(table([row]), LEAGUE)
    assert page.rows == (
        OfficialStanding(EntryId(7), "Ada Lovelace", "Team", 1, 2, 50, 500, 1),
    )
    assert page.updated_at == datetime(2026, 8, 22, 18, 19, tzinfo=UTC)
    assert not page.has_next


def test_a_page_may_be_called_number() -> None:
    """In 2017-18 it was; neither is needed."""
    body = table([NEWEST])
    body["standings"]["number"] = body["standings"].pop("page")
    assert len(translate_league.classic_page(body, LEAGUE).rows) == 1


def test_newcomers_have_other_names_and_no_rank() -> None:
    """Before the first scores every member is a newcomer."""
    page = translate_league.classic_page(table([], [NEW_ENTRY]), LEAGUE)
    assert page.rows == ()
    assert page.new_entries == (OfficialStanding(EntryId(8), "Alan Turing", "Late"),)
    assert page.new_entries_has_next


def test_a_deleted_entry_does_not_break_its_league() -> None:
    """Its row has null for the entry, and is left out."""
    gone = NEWEST | {"entry": None, "player_name": None, "entry_name": None}
    lost = NEW_ENTRY | {"entry": None}
    page = translate_league.classic_page(table([gone, NEWEST], [lost]), LEAGUE)
    assert [row.entry_id for row in page.rows] == [7]
    assert page.new_entries == ()


def test_what_is_optional_may_be_missing() -> None:
    """A month's table has no newcomers, an old league no admin."""
    body = table([NEWEST])
    del body["new_entries"], body["last_updated_data"], body["league"]["admin_entry"]
    page = translate_league.classic_page(body, LEAGUE)
    assert (page.new_entries, page.new_entries_has_next) == ((), False)
    assert page.updated_at is None
    assert page.league.admin_entry_id is None


def test_a_league_is_read() -> None:
    """It may start late and be scored head to head."""
    body = table([], scoring="h", start_event=5, admin_entry=7, name="\u202eP\x00ub")
    league = translate_league.classic_page(body, LEAGUE).league
    assert league.kind is LeagueKind.HEAD_TO_HEAD
    assert (league.start, league.admin_entry_id, league.name) == (5, 7, "Pub")


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", "@everyone", "x" * 200])
def test_hostile_names_are_passed_on_as_they_are(name: str) -> None:
    """Escaping is the page's work; ten kilobytes are cut to 200 letters."""
    rows: list[Any] = [NEWEST | {"entry_name": name, "player_name": name * 50}]
    (row,) = translate_league.classic_page(table(rows), LEAGUE).rows
    assert row.entry_name == name
    assert len(row.manager_name) == 200


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"total": "many"}, "standings.results.0.total"),
        ({"rank": []}, "standings.results.0.rank"),
        ({"entry": "me"}, "standings.results.0.entry"),
        ({"entry": 2**31}, "standings.results.0.entry"),
    ],
)
def test_a_changed_row_is_named(changes: dict[str, object], field: str) -> None:
    """A table without totals is no table."""
    with pytest.raises(UpstreamChanged) as caught:
        translate_league.classic_page(table([NEWEST | changes]), LEAGUE)
    assert caught.value.field == field


def test_a_row_without_its_entry_is_named() -> None:
    """Null is a deleted entry; no field at all is a changed answer."""
    row = {name: value for name, value in NEWEST.items() if name != "entry"}
    with pytest.raises(UpstreamChanged) as caught:
        translate_league.classic_page(table([row]), LEAGUE)
    assert caught.value.field == "standings.results.0.entry"


def test_another_leagues_table_is_refused() -> None:
    """A mixed-up answer never becomes this league's."""
    with pytest.raises(UpstreamChanged) as caught:
        translate_league.classic_page(table([], id=901), LEAGUE)
    assert caught.value.field == "league.id"


def test_a_head_to_head_table_is_read() -> None:
    """League points, wins, draws and losses; AVERAGE has no entry."""
    row = {
        "id": 1,
        "division": 2,
        "entry": None,
        "entry_name": "AVERAGE",
        "player_name": "AVERAGE",
        "rank": 3,
        "last_rank": 0,
        "rank_sort": 3,
        "total": 7,
        "matches_played": 4,
        "matches_won": 2,
        "matches_drawn": 1,
        "matches_lost": 1,
        "points_for": "201",
    }
    body = table([row], [NEW_ENTRY], scoring="h")
    page = translate_league.head_to_head_page(body, LEAGUE)
    assert page.league.kind is LeagueKind.HEAD_TO_HEAD
    assert page.rows == (
        HeadToHeadOfficial(None, "AVERAGE", "AVERAGE", 3, 0, 3, 4, 2, 1, 1, 7, 201),
    )
    assert page.new_entries[0].entry_id == 8


def test_matches_are_read() -> None:
    """The odd one out plays AVERAGE, an entry that is null."""
    match = {
        "id": 1,
        "event": 4,
        "league": 900,
        "is_knockout": False,
        "entry_1_entry": 7,
        "entry_1_points": 44,
        "entry_2_entry": None,
        "entry_2_name": "AVERAGE",
        "entry_2_points": 51,
        "winner": None,
        "tiebreak": None,
    }
    knockout = match | {"is_knockout": True, "entry_2_points": None}
    body = {"has_next": True, "page": 1, "results": [match, knockout]}
    page = translate_league.matches_page(body)
    assert page.has_next
    assert page.matches == (
        Match(Gameweek(4), EntryId(7), None, 44, 51),
        Match(Gameweek(4), EntryId(7), None, 44, 0, is_knockout=True),
    )
