"""The season at a glance, in the shapes of all the years."""

from datetime import UTC, datetime
from typing import Any

import pytest

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import translate_game
from fplbanter.game.model import Position


def bootstrap() -> dict[str, Any]:
    """Return the least that a season may hold, by the names of 2026-27."""
    event = {
        "id": 1,
        "name": "Gameweek 1",
        "deadline_time": "2026-08-21T17:30:00Z",
        "finished": False,
        "data_checked": False,
    }
    element = {"id": 5, "code": 99, "web_name": "Ødegård", "team": 1, "element_type": 3}
    return {
        "events": [event],
        "teams": [{"id": 1, "code": 3, "name": "Arsenal", "short_name": "ARS"}],
        "elements": [element],
        "phases": [
            {"id": 1, "name": "Overall", "start_event": 1, "stop_event": 38},
            {"id": 2, "name": "August", "start_event": 1, "stop_event": 2},
        ],
        "total_players": 7,
        "something_new": {"deep": [1, 2, 3]},
    }


def changed(body: object) -> str:
    """Return the name of the field that the translation stumbles over."""
    with pytest.raises(UpstreamChanged) as caught:
        translate_game.season(body)
    return caught.value.field


def test_a_season_needs_no_more_than_the_essential_fields() -> None:
    """What is optional has a sensible value where it is missing."""
    season = translate_game.season(bootstrap())
    assert season.season == "2026-27"
    (player,) = season.players
    assert (player.name, player.position) == ("Ødegård", Position.MID)
    assert (player.price, player.ownership, player.status) == (0, 0.0, "a")
    assert season.gameweeks[0].deadline == datetime(2026, 8, 21, 17, 30, tzinfo=UTC)
    assert [month.name for month in season.months] == ["August"]


def test_numbers_may_come_in_strings_and_as_null() -> None:
    """FPL writes ownership as "12.3", and null where it knows nothing."""
    body = bootstrap()
    body["elements"][0] |= {"selected_by_percent": "12.3", "now_cost": "55"}
    body["events"][0] |= {"average_entry_score": None, "highest_score": None}
    season = translate_game.season(body)
    assert season.players[0].ownership == 12.3
    assert season.players[0].price == 55
    assert (season.gameweeks[0].average, season.gameweeks[0].highest) == (0, None)


def test_the_old_spelling_of_the_managers_count_is_read() -> None:
    """Until 2018-19 it was "total-players"."""
    body = bootstrap()
    body["total-players"] = body.pop("total_players")
    assert translate_game.season(body).total_managers == 7


@pytest.mark.parametrize(
    ("deadline", "name"),
    [
        (datetime(2017, 8, 11, tzinfo=UTC), "2017-18"),
        (datetime(2020, 9, 12, tzinfo=UTC), "2020-21"),
        (datetime(2099, 8, 1, tzinfo=UTC), "2099-00"),
        (datetime(2027, 2, 1, tzinfo=UTC), "2026-27"),
    ],
)
def test_a_season_is_named_by_its_first_deadline(deadline: datetime, name: str) -> None:
    """Two years, the second with two digits."""
    assert translate_game.season_of(deadline) == name


@pytest.mark.parametrize(
    ("part", "field", "value", "name"),
    [
        ("elements", "element_type", 6, "elements.0.element_type"),
        ("elements", "element_type", "MID", "elements.0.element_type"),
        ("elements", "team", None, "elements.0.team"),
        ("elements", "id", 2**31, "elements.0.id"),
        ("elements", "id", 0, "elements.0.id"),
        ("elements", "web_name", {"en": "x"}, "elements.0.web_name"),
        ("elements", "selected_by_percent", "many", "elements.0.selected_by_percent"),
        ("events", "deadline_time", "tomorrow", "events.0.deadline_time"),
        ("events", "deadline_time", "2026-08-21T17:30:00", "events.0.deadline_time"),
        ("events", "id", 48, "events.0.id"),
        ("events", "finished", "perhaps", "events.0.finished"),
        ("teams", "code", [], "teams.0.code"),
        ("phases", "stop_event", None, "phases.0.stop_event"),
    ],
)
def test_a_changed_field_is_named(
    part: str, field: str, value: object, name: str
) -> None:
    """The operator reads which field FPL has changed, and where it stands."""
    body = bootstrap()
    body[part][0][field] = value
    assert changed(body) == name


@pytest.mark.parametrize("field", ["id", "code", "web_name", "team", "element_type"])
def test_a_missing_essential_field_is_named(field: str) -> None:
    """A player without one of these is no player."""
    body = bootstrap()
    del body["elements"][0][field]
    assert changed(body) == f"elements.0.{field}"


@pytest.mark.parametrize("part", ["events", "teams", "elements"])
def test_an_empty_season_is_no_season(part: str) -> None:
    """An empty list of players never replaces eight hundred good ones."""
    body = bootstrap()
    body[part] = []
    assert changed(body) == part
    assert changed({}) == "events"


def test_a_hostile_name_is_made_harmless() -> None:
    """Direction marks and NUL go, the rest stays."""
    body = bootstrap()
    body["elements"][0]["web_name"] = "\u202e<b>\x00x"
    assert translate_game.season(body).players[0].name == "<b>x"
