"""The recording of 2025-26, every file of it, read through the translation."""

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fplbanter.fpl import translate_entry, translate_game, translate_league
from fplbanter.fpl.answers import SeasonFacts
from fplbanter.game.autosubs import auto_subs, is_legal
from fplbanter.game.model import (
    Chip,
    EntryId,
    Gameweek,
    LeagueId,
    PlayerId,
    PlayerStats,
    Position,
)

if TYPE_CHECKING:
    from tests.fpl.conftest import ReadRecorded

ENTRY = EntryId(900001)
LiveOf = Callable[[Gameweek], dict[PlayerId, PlayerStats]]
GAMEWEEKS = [Gameweek(number) for number in range(1, 37)]


@pytest.fixture(scope="module")
def season(recorded: "ReadRecorded") -> SeasonFacts:
    return translate_game.season(recorded("bootstrap-static"))


@pytest.fixture(scope="module")
def live_of(recorded: "ReadRecorded") -> LiveOf:
    """Translate a gameweek's live feed, each once for all tests."""
    return cache(
        lambda gameweek: translate_game.live(recorded(f"event/{gameweek}/live"))
    )


@pytest.fixture(scope="module")
def position_of(season: SeasonFacts) -> dict[PlayerId, Position]:
    return {player.player_id: player.position for player in season.players}


def test_the_season_is_read(season: SeasonFacts) -> None:
    """Its name comes from the first deadline, its months without "Overall"."""
    assert season.season == "2025-26"
    assert len(season.clubs) == 20
    assert len(season.players) == 838
    assert [state.gameweek for state in season.gameweeks] == list(range(1, 39))
    assert [s.gameweek for s in season.gameweeks if s.is_current] == [37]
    assert season.gameweeks[0].average == 54
    assert season.gameweeks[0].checked
    assert [month.name for month in season.months][:2] == ["August", "September"]
    assert len(season.months) == 10
    assert season.total_managers == 13_098_870
    raya = season.players[0]
    assert (raya.name, raya.position, raya.price) == ("Raya", Position.GKP, 62)
    assert raya.ownership == 36.3


def test_the_fixtures_are_read(recorded: "ReadRecorded") -> None:
    """380 matches; the settled ones have bonus for each, by the ranks of BPS."""
    fixtures = translate_game.fixtures(recorded("fixtures"))
    assert len(fixtures) == 380
    first = fixtures[0]
    assert (first.home_goals, first.away_goals) == (4, 2)
    assert first.settled
    assert first.events["goals_scored"][PlayerId(82)] == 2
    assert "bps" not in first.events
    assert "bonus" not in first.events
    settled = [fixture for fixture in fixtures if fixture.settled]
    assert len(settled) > 350
    assert all(max(fixture.bonus.values()) == 3 for fixture in settled)


@pytest.mark.parametrize("gameweek", GAMEWEEKS)
def test_live_points_are_the_sum_of_their_lines(
    live_of: LiveOf, gameweek: Gameweek
) -> None:
    """What FPL explains adds up to what FPL counts, for every player."""
    live = live_of(gameweek)
    assert len(live) > 650
    for stats in live.values():
        assert sum(line.points for line in stats.lines) == stats.total_points
        assert stats.fixture_ids is not None
        assert {line.fixture_id for line in stats.lines} <= set(stats.fixture_ids)


def test_double_and_blank_gameweeks_are_told_by_the_feed(
    live_of: LiveOf,
) -> None:
    """Two fixtures in gameweek 26 for some, and an empty list for a blank."""
    counts = {
        len(stats.fixture_ids or ())
        for gameweek in GAMEWEEKS
        for stats in live_of(gameweek).values()
    }
    assert counts == {0, 1, 2}


@pytest.mark.parametrize("gameweek", GAMEWEEKS)
def test_a_settled_lineup_is_undone_to_the_submitted_one(
    recorded: "ReadRecorded",
    live_of: LiveOf,
    position_of: dict[PlayerId, Position],
    gameweek: Gameweek,
) -> None:
    """The submitted fifteen, substituted by the rules, give FPL's own list."""
    body = recorded(f"entry/{ENTRY}/event/{gameweek}/picks")
    fetched = translate_entry.lineup(body, ENTRY, gameweek, position_of)
    lineup = fetched.lineup
    assert is_legal(lineup.eleven, position_of)
    assert sorted(lineup.squad) == sorted(fetched.settled_multipliers)
    assert lineup.captain in lineup.eleven
    assert lineup.vice_captain in lineup.eleven
    assert fetched.result.gameweek == lineup.gameweek == gameweek
    live = live_of(gameweek)
    computed = auto_subs(
        lineup.eleven, lineup.bench, position_of, lambda player: live[player].played
    )
    assert computed == fetched.auto_subs


@pytest.mark.parametrize("gameweek", GAMEWEEKS)
def test_the_settled_multipliers_give_the_official_points(
    recorded: "ReadRecorded",
    live_of: LiveOf,
    position_of: dict[PlayerId, Position],
    gameweek: Gameweek,
) -> None:
    """Points times multipliers is FPL's gross score: no field is misread."""
    body = recorded(f"entry/{ENTRY}/event/{gameweek}/picks")
    fetched = translate_entry.lineup(body, ENTRY, gameweek, position_of)
    live = live_of(gameweek)
    gross = sum(
        live[player].total_points * times
        for player, times in fetched.settled_multipliers.items()
    )
    assert gross == fetched.result.gross_points


def settled_body(row: dict[str, Any]) -> dict[str, Any]:
    """Write a golden row as FPL's picks would have it."""
    kinds = {int(player): facts["type"] for player, facts in row["players"].items()}
    return {
        "active_chip": row["active_chip"],
        "automatic_subs": [
            {"element_in": on, "element_out": off} for on, off in row["automatic_subs"]
        ],
        "entry_history": row["expect"] | {"event": row["event"]},
        "picks": [
            {
                "element": element,
                "position": position,
                "multiplier": multiplier,
                "is_captain": element == row["captain"],
                "is_vice_captain": element == row["vice"],
                "element_type": kinds.get(element),
            }
            for element, position, multiplier in row["settled_picks"]
        ],
    }


def test_every_golden_row_is_undone_to_what_was_submitted(shared_data: Path) -> None:
    """257 settled line-ups of nine seasons: the same eleven, the same bench."""
    lines = (shared_data / "golden" / "settled.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    checked = [row for row in rows if row["has_autosub_list"]]
    assert len(checked) > 200
    for row in checked:
        fetched = translate_entry.lineup(
            settled_body(row), ENTRY, Gameweek(row["event"]), {}
        )
        assert set(fetched.lineup.eleven) == set(row["original"][:11])
        assert list(fetched.lineup.bench) == row["original"][11:15]
        assert fetched.lineup.captain == row["captain"]


def test_the_history_is_read_and_its_totals_add_up(recorded: "ReadRecorded") -> None:
    """Each total is the one before plus the gameweek's points less the hit."""
    history = translate_entry.history(recorded(f"entry/{ENTRY}/history"), ENTRY)
    assert [result.gameweek for result in history.results] == GAMEWEEKS
    total = 0
    for result in history.results:
        total += result.net_points
        assert result.total == total
    assert total == 1949
    assert [play.chip for play in history.chips].count(Chip.WILDCARD) == 2
    assert history.chips[0].at is not None
    assert history.past[0].season == "2018-19"


def test_the_profile_is_read(recorded: "ReadRecorded") -> None:
    """The recorded entry has a name and no leagues."""
    profile = translate_entry.profile(recorded(f"entry/{ENTRY}"), ENTRY)
    assert profile.manager_name == "Recorded Entry"
    assert profile.entry_name == "Recorded United"
    assert profile.started == 1
    assert profile.leagues == ()


def test_the_table_is_read(recorded: "ReadRecorded") -> None:
    """The recorded league holds that entry alone."""
    body = recorded("leagues-classic/900/standings")
    page = translate_league.classic_page(body, LeagueId(900))
    (row,) = page.rows
    assert page.league.name == "The Recorded League"
    assert page.league.admin_entry_id == ENTRY
    assert (row.rank, row.gross_points, row.total) == (1, 98, 1949)
    assert (page.has_next, page.new_entries, page.updated_at) == (False, (), None)


def test_the_large_answers_are_translated_in_no_time(
    recorded: "ReadRecorded",
) -> None:
    """A poll a minute may not hold up the loop: here with a wide margin."""
    bodies = [recorded("bootstrap-static"), recorded("event/26/live")]
    translations: list[Callable[[object], object]] = [
        translate_game.season,
        translate_game.live,
    ]
    for translate, body in zip(translations, bodies, strict=True):
        start = time.process_time()
        translate(body)
        assert time.process_time() - start < 0.5
