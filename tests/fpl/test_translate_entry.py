"""Profiles, histories and line-ups, in the shapes of all the years."""

from typing import Any

import pytest

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import translate_entry
from fplbanter.fpl.answers import EntryLeague, FetchedLineup
from fplbanter.game.model import (
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    PlayerId,
    Position,
)

ENTRY = EntryId(7)
TYPES = [1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 1, 2, 3, 4]
POSITION_OF = {PlayerId(n + 1): Position(kind) for n, kind in enumerate(TYPES)}


def picks(**changes: object) -> dict[str, Any]:
    """Return the picks 1 to 15, the captain 6 and the vice-captain 10."""
    rows = [
        {
            "element": number,
            "position": number,
            "multiplier": (number < 12) + (number == 6),
            "is_captain": number == 6,
            "is_vice_captain": number == 10,
            "element_type": kind,
        }
        for number, kind in enumerate(TYPES, start=1)
    ]
    row = {
        "event": 4,
        "points": 50,
        "total_points": 200,
        "event_transfers": 3,
        "event_transfers_cost": 8,
        "points_on_bench": 6,
        "bank": 5,
        "value": 1001,
        "rank": None,
        "overall_rank": 12,
    }
    return {
        "active_chip": None,
        "automatic_subs": [],
        "entry_history": row,
        "picks": rows,
    } | changes


def lineup(
    body: object, known: dict[PlayerId, Position] | None = None
) -> FetchedLineup:
    return translate_entry.lineup(body, ENTRY, Gameweek(4), known or {})


def changed(body: object) -> str:
    with pytest.raises(UpstreamChanged) as caught:
        lineup(body, POSITION_OF)
    return caught.value.field


def test_a_lineup_is_read() -> None:
    """The eleven, the bench, who is captain, and what was paid."""
    fetched = lineup(picks())
    assert fetched.lineup.eleven == tuple(range(1, 12))
    assert fetched.lineup.bench == (12, 13, 14, 15)
    assert (fetched.lineup.captain, fetched.lineup.vice_captain) == (6, 10)
    assert (fetched.lineup.hit, fetched.lineup.transfers) == (8, 3)
    assert (fetched.lineup.bank, fetched.lineup.value) == (5, 1001)
    assert fetched.result.net_points == 42
    assert fetched.result.gameweek_rank is None
    assert fetched.settled_multipliers[PlayerId(6)] == 2
    assert fetched.settled_multipliers[PlayerId(12)] == 0


def test_picks_in_any_order_are_put_in_order() -> None:
    """The place is in the pick, not in the list."""
    body = picks()
    body["picks"].reverse()
    assert lineup(body) == lineup(picks())


def test_settled_picks_are_undone() -> None:
    """Defender 13 came on for 3: the submitted line-up has 3 in the eleven."""
    body = picks(automatic_subs=[{"element_in": 13, "element_out": 3}])
    body["picks"][2]["element"], body["picks"][12]["element"] = 13, 3
    fetched = lineup(body)
    assert sorted(fetched.lineup.eleven) == list(range(1, 12))
    assert fetched.lineup.bench == (12, 13, 14, 15)
    assert fetched.auto_subs == (AutoSub(PlayerId(13), PlayerId(3)),)
    assert fetched.settled_multipliers[PlayerId(3)] == 0


@pytest.mark.parametrize(
    ("name", "chip"),
    [
        ("wildcard", Chip.WILDCARD),
        ("freehit", Chip.FREE_HIT),
        ("bboost", Chip.BENCH_BOOST),
        ("3xc", Chip.TRIPLE_CAPTAIN),
        ("manager", Chip.ASSISTANT_MANAGER),
        (None, None),
        ("", None),
    ],
)
def test_chips_have_the_players_names(name: str | None, chip: Chip | None) -> None:
    """No chip is null today and was an empty string in 2017-18."""
    assert lineup(picks(active_chip=name)).lineup.chip is chip


def test_the_sixteenth_pick_is_the_assistant_manager() -> None:
    """He is beside the fifteen, not among them."""
    body = picks(active_chip="manager")
    body["picks"].append(
        {
            "element": 99,
            "position": 16,
            "multiplier": 1,
            "is_captain": False,
            "is_vice_captain": False,
            "element_type": 5,
        }
    )
    fetched = lineup(body)
    assert fetched.lineup.assistant_manager == 99
    assert len(fetched.lineup.squad) == 15
    assert fetched.settled_multipliers[PlayerId(99)] == 1


def without_types(*numbers: int) -> dict[str, Any]:
    body = picks()
    for number in numbers:
        del body["picks"][number - 1]["element_type"]
    return body


def test_positions_come_from_elsewhere_where_picks_lack_them() -> None:
    """Until 2023-24 a pick did not tell its position."""
    body = without_types(*range(1, 16))
    assert lineup(body, POSITION_OF) == lineup(picks())


def test_a_picks_own_position_wins() -> None:
    """Somebody else's list of players may be of another season."""
    wrong = dict.fromkeys(POSITION_OF, Position.FWD)
    assert lineup(picks(), wrong) == lineup(picks())


@pytest.mark.parametrize("unknown", [(1,), (12,), (3, 9), (14, 15), (1, 5, 9, 11)])
def test_an_unknown_player_does_not_break_a_lineup(unknown: tuple[int, ...]) -> None:
    """Somebody who was added today has the position that the squad lacks."""
    assert lineup(without_types(*unknown)) == lineup(picks())


def edited(number: int, **changes: object) -> dict[str, Any]:
    body = picks()
    body["picks"][number - 1] |= changes
    return body


@pytest.mark.parametrize(
    "body",
    [
        picks(picks=[]),
        picks(picks=picks()["picks"][:14]),
        edited(15, element=14),
        edited(15, position=14),
        edited(15, position=16),
        edited(15, element_type=3),
        edited(15, element_type=5),
        edited(1, element_type=2),
        edited(7, is_captain=True),
    ],
)
def test_what_is_no_squad_is_refused(body: dict[str, Any]) -> None:
    """Fifteen different players, 2-5-5-3, one captain: or nothing at all."""
    assert changed(body) == "picks"


def test_an_illegal_eleven_is_refused() -> None:
    """Both goalkeepers in the eleven is a shape that is not understood."""
    body = picks()
    body["picks"][1] |= {"element_type": 1}
    body["picks"][11] |= {"element_type": 2}
    assert changed(body) == "picks"


def test_substitutions_that_are_not_in_the_picks_change_nothing() -> None:
    """A list without the exchange leaves the picks as they were submitted."""
    body = picks(automatic_subs=[{"element_in": 13, "element_out": 3}])
    fetched = lineup(body)
    assert fetched.lineup.eleven == tuple(range(1, 12))
    assert fetched.lineup.bench == (12, 13, 14, 15)
    assert len(fetched.auto_subs) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (picks(active_chip="mystery"), "active_chip"),
        (picks(entry_history={"event": 4}), "entry_history.points"),
        (edited(3, multiplier=4), "picks.2.multiplier"),
        (edited(3, is_captain="maybe"), "picks.2.is_captain"),
        (edited(3, element=None), "picks.2.element"),
        (edited(3, element_type=6), "picks.2.element_type"),
        (edited(3, position=17), "picks.2.position"),
        ({}, "active_chip"),
    ],
)
def test_a_changed_field_is_named(body: dict[str, Any], field: str) -> None:
    """A chip that is not known would give points that are not right."""
    assert changed(body) == field


def test_another_gameweeks_picks_are_refused() -> None:
    """An edge's stale copy of last week is not this week's line-up."""
    body = picks()
    body["entry_history"]["event"] = 3
    assert changed(body) == "entry_history.event"


def test_a_history_is_read_in_order() -> None:
    """Rows by gameweek, known chips, earlier seasons by their two years."""
    row = {"points": 1, "total_points": 1, "event_transfers_cost": 0}
    history = translate_entry.history(
        {
            "current": [row | {"event": 5, "rank": 9}, row | {"event": 4}],
            "past": [{"season_name": "2024/25", "total_points": 2000, "rank": 1}],
            "chips": [
                {"name": "bboost", "event": 5, "time": "2026-09-01T10:00:00.123456Z"},
                {"name": "mystery", "event": 4, "time": None},
            ],
        },
        ENTRY,
    )
    assert [result.gameweek for result in history.results] == [4, 5]
    assert [play.chip for play in history.chips] == [Chip.BENCH_BOOST]
    assert history.past[0].season == "2024-25"
    assert history.results[1].gameweek_rank == 9


def test_a_late_joiner_has_no_history_yet() -> None:
    """Before his first gameweek all lists are empty."""
    history = translate_entry.history({"current": []}, ENTRY)
    assert (history.results, history.chips, history.past) == ((), (), ())


def test_a_profile_is_read() -> None:
    """Both kinds of leagues, and which of them are people's own."""
    body = {
        "id": 7,
        "name": "Team\u202e<script>",
        "player_first_name": "Ada",
        "player_last_name": "Lovelace",
        "started_event": 3,
        "leagues": {
            "classic": [
                {"id": 314, "name": "Overall", "league_type": "s", "scoring": "c"},
                {"id": 55, "name": "Pub", "league_type": "x", "scoring": "c"},
            ],
            "h2h": [{"id": 56, "name": "Duel", "league_type": "x", "scoring": "h"}],
            "cup": {},
        },
    }
    profile = translate_entry.profile(body, ENTRY)
    assert profile.manager_name == "Ada Lovelace"
    assert profile.entry_name == "Team<script>"
    assert profile.started == 3
    assert [(x.league_id, x.private) for x in profile.leagues] == [
        (314, False),
        (55, True),
        (56, True),
    ]
    duel = EntryLeague(LeagueId(56), "Duel", LeagueKind.HEAD_TO_HEAD, private=True)
    assert profile.leagues[2] == duel


def test_somebody_elses_profile_is_refused() -> None:
    """A mixed-up answer never becomes this entry's."""
    with pytest.raises(UpstreamChanged) as caught:
        translate_entry.profile({"id": 8, "name": "", "started_event": None}, ENTRY)
    assert caught.value.field == "id"
