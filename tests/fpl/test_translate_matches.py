"""Fixtures, live points and day status, in the shapes of all the years."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import translate_entry, translate_game, translate_league
from fplbanter.game.model import (
    EntryId,
    Fixture,
    FixtureId,
    Gameweek,
    LeagueId,
    Phase,
    PlayerId,
    PointsLine,
)


def changed(body: object, translate: Callable[[object], object]) -> str:
    """Return the name of the field that a translation stumbles over."""
    with pytest.raises(UpstreamChanged) as caught:
        translate(body)
    return caught.value.field


FIXTURE = {
    "id": 9,
    "event": 3,
    "kickoff_time": "2026-09-05T14:00:00Z",
    "team_h": 1,
    "team_a": 2,
    "finished": False,
}


def fixture(**changes: object) -> Fixture:
    return translate_game.fixtures([FIXTURE | changes])[0]


def test_a_fixture_without_stats_is_read() -> None:
    """Before kick-off there may be no stats at all, and null scores."""
    upcoming = fixture(started=None, team_h_score=None)
    assert (upcoming.started, upcoming.over, upcoming.settled) == (False, False, False)
    assert (upcoming.bps, upcoming.bonus, upcoming.events) == ({}, {}, {})
    assert upcoming.home_goals is None


def test_a_fixture_without_a_date_has_no_gameweek() -> None:
    """A postponed match waits with null for both."""
    postponed = fixture(event=None, kickoff_time=None)
    assert postponed.gameweek is None
    assert postponed.kickoff is None


def test_a_fixture_is_over_before_it_is_settled() -> None:
    """The final whistle and FPL's review are two things; one implies the other."""
    assert fixture(finished_provisional=True).over
    assert not fixture(finished_provisional=True).settled
    assert fixture(finished=True).over


@pytest.mark.parametrize(
    "stats",
    [
        [
            {"identifier": "bps", "h": [{"element": 4, "value": 20}], "a": []},
            {"identifier": "bonus", "h": [], "a": [{"element": 7, "value": 3}]},
            {"identifier": "assists", "h": [], "a": None},
            {"identifier": "own_goals", "a": [{"element": 4, "value": 1}]},
        ],
        [
            {"bps": {"h": [{"element": 4, "value": 20}], "a": []}},
            {"bonus": {"h": [], "a": [{"element": 7, "value": 3}]}},
            {"own_goals": {"h": [], "a": [{"element": 4, "value": 1}]}},
        ],
    ],
)
def test_a_fixtures_stats_are_read_in_both_shapes(stats: list[object]) -> None:
    """Named inside, as today, or by their key, as in 2017-18."""
    played = fixture(stats=stats)
    assert played.bps == {4: 20}
    assert played.bonus == {7: 3}
    assert played.events == {"own_goals": {4: 1}}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"team_h": None}, "fixtures.0.team_h"),
        ({"event": "three"}, "fixtures.0.event"),
        ({"stats": [{"identifier": "bps", "h": 3}]}, "fixtures.0.stats.0.h"),
        ({"stats": [{"identifier": "bps", "h": [{}]}]}, "fixtures.0.stats.0.h"),
        ({"stats": [{"identifier": "$where"}]}, "fixtures.0.stats.0.identifier"),
    ],
)
def test_a_changed_fixture_is_named(changes: dict[str, object], name: str) -> None:
    """Fixtures are a bare list, so the path begins with their name."""
    assert changed([FIXTURE | changes], translate_game.fixtures) == name


STATS = {"minutes": 90, "total_points": 8, "goals_scored": 1, "bps": 30}
LINES = [
    PointsLine(FixtureId(61), "minutes", value=90, points=2),
    PointsLine(FixtureId(61), "goals_scored", value=1, points=6),
]


def test_live_is_read_in_todays_shape() -> None:
    """A list of players, each with his points explained by fixture."""
    stats = [
        {"identifier": "minutes", "points": 2, "value": 90, "points_modification": 0},
        {"identifier": "goals_scored", "points": 6, "value": 1},
    ]
    explain = [{"fixture": 61, "stats": stats}]
    body = {"elements": [{"id": 5, "stats": STATS, "explain": explain}]}
    player = translate_game.live(body)[PlayerId(5)]
    assert (player.minutes, player.total_points, player.goals) == (90, 8, 1)
    assert player.fixture_ids == (61,)
    assert list(player.lines) == LINES
    assert player.played


def test_live_is_read_in_the_shape_of_2017() -> None:
    """Players by their number, explanations as pairs."""
    named = {
        "minutes": {"points": 2, "name": "Minutes played", "value": 90},
        "goals_scored": {"points": 6, "name": "Goals scored", "value": 1},
    }
    body = {"elements": {"5": {"stats": STATS, "explain": [[named, 61]]}}}
    player = translate_game.live(body)[PlayerId(5)]
    assert player.fixture_ids == (61,)
    assert list(player.lines) == LINES


def test_a_blank_gameweek_differs_from_a_feed_that_does_not_say() -> None:
    """An empty explanation is a blank; none at all is not known."""
    blank = {"id": 1, "stats": STATS, "explain": []}
    silent = {"id": 2, "stats": STATS}
    live = translate_game.live({"elements": [blank, silent]})
    assert live[PlayerId(1)].fixture_ids == ()
    assert live[PlayerId(2)].fixture_ids is None


def test_played_is_worked_out_where_the_feed_lacks_it() -> None:
    """A card without minutes counts as played (fact sheet 3.3)."""
    stats = {"minutes": 0, "total_points": -1, "yellow_cards": 1}
    live = translate_game.live({"elements": [{"id": 1, "stats": stats}]})
    assert live[PlayerId(1)].played


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({"elements": []}, "elements"),
        ({"elements": {}}, "elements"),
        ({"elements": None}, "elements"),
        ({"elements": [{"id": 1, "stats": {"minutes": 1}}]}, "elements.0.stats"),
        (
            {"elements": [{"id": 1, "stats": STATS, "explain": [7]}]},
            "elements.0.explain",
        ),
    ],
)
def test_a_changed_live_feed_is_named(body: object, name: str) -> None:
    """Points are never guessed."""
    assert changed(body, translate_game.live).startswith(name)


def test_the_day_status_is_read() -> None:
    """FPL's letters become the phases of that day's points."""
    row = {"bonus_added": True, "date": "2026-08-22", "event": 1}
    rows = [row | {"points": letter} for letter in ("", "l", "p", "r")]
    status = translate_game.day_status({"status": rows, "leagues": "Updating"})
    assert [day.points for day in status.days] == list(Phase)
    assert status.days[0].date == date(2026, 8, 22)
    assert status.days[0].bonus_added
    assert status.leagues_updating
    assert not translate_game.day_status({"status": [], "leagues": ""}).days


def test_a_new_letter_is_named() -> None:
    """A state that is not known is not read as one that is."""
    row = {"bonus_added": False, "date": "2026-08-22", "event": 1, "points": "x"}
    body = {"status": [row], "leagues": ""}
    assert changed(body, translate_game.day_status) == "status.0.points"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "elements", "stats", "explain", "status", "events"]),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_any_json_is_translated_or_refused_by_name(body: object) -> None:
    """No answer, however odd, ends in another error than UpstreamChanged."""
    for translate in (
        translate_game.season,
        translate_game.fixtures,
        translate_game.live,
        translate_game.day_status,
        lambda body: translate_entry.profile(body, EntryId(1)),
        lambda body: translate_entry.history(body, EntryId(1)),
        lambda body: translate_entry.lineup(body, EntryId(1), Gameweek(1), {}),
        lambda body: translate_league.classic_page(body, LeagueId(1)),
        lambda body: translate_league.head_to_head_page(body, LeagueId(1)),
        translate_league.matches_page,
    ):
        with suppress(UpstreamChanged):
            translate(body)
