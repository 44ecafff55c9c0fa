"""Paths are built from the table, and nothing out of range gets into one."""

import pytest

from fplbanter.fpl import endpoints
from fplbanter.fpl.endpoints import ENDPOINTS, MAX_ID, Endpoint


@pytest.mark.parametrize(
    ("endpoint", "params", "path"),
    [
        (endpoints.SEASON, {}, "bootstrap-static/"),
        (endpoints.FIXTURES, {}, "fixtures/"),
        (endpoints.FIXTURES, {"event": 7}, "fixtures/?event=7"),
        (endpoints.FIXTURES, {"event": None}, "fixtures/"),
        (endpoints.LIVE, {"gw": 47}, "event/47/live/"),
        (endpoints.DAY_STATUS, {}, "event-status/"),
        (endpoints.PROFILE, {"entry_id": MAX_ID}, "entry/2147483647/"),
        (endpoints.HISTORY, {"entry_id": 5}, "entry/5/history/"),
        (endpoints.PICKS, {"entry_id": 5, "gw": 1}, "entry/5/event/1/picks/"),
        (
            endpoints.CLASSIC,
            {"phase": 2, "league_id": 9, "page_standings": 3},
            "leagues-classic/9/standings/?page_standings=3&phase=2",
        ),
        (
            endpoints.HEAD_TO_HEAD,
            {"league_id": 9, "page_new_entries": 2},
            "leagues-h2h/9/standings/?page_new_entries=2",
        ),
        (
            endpoints.MATCHES,
            {"league_id": 9, "page": 2, "event": 4},
            "leagues-h2h-matches/league/9/?page=2&event=4",
        ),
    ],
)
def test_a_path_is_the_template_with_its_query(
    endpoint: Endpoint, params: dict[str, int | None], path: str
) -> None:
    """Parameters land in the path or in the query, in the table's order."""
    assert endpoint.path(**params) == path


@pytest.mark.parametrize("value", [0, -1, 2**31, 2**63, True, 1.0, "1", "../me"])
def test_an_id_out_of_range_is_refused(value: int) -> None:
    """No number that FPL cannot have given, and nothing but a number."""
    with pytest.raises(ValueError, match="entry_id must be a whole number"):
        endpoints.PROFILE.path(entry_id=value)


@pytest.mark.parametrize("gameweek", [0, 48, -1])
def test_a_gameweek_out_of_range_is_refused(gameweek: int) -> None:
    """The longest season had 47 gameweeks."""
    with pytest.raises(ValueError, match="gw must be"):
        endpoints.LIVE.path(gw=gameweek)
    with pytest.raises(ValueError, match="event must be"):
        endpoints.FIXTURES.path(event=gameweek)


def test_a_page_of_zero_is_refused() -> None:
    """FPL counts pages from 1."""
    with pytest.raises(ValueError, match="page_standings must be"):
        endpoints.CLASSIC.path(league_id=1, page_standings=0)


def test_what_is_missing_unknown_or_out_of_place_is_refused() -> None:
    """A path is complete or it is not built."""
    with pytest.raises(ValueError, match="picks: 'gw' is missing"):
        endpoints.PICKS.path(entry_id=1)
    with pytest.raises(ValueError, match="no parameter 'player'"):
        endpoints.SEASON.path(player=1)
    with pytest.raises(ValueError, match="season has no parameter 'gw'"):
        endpoints.SEASON.path(gw=1)


def test_every_path_ends_with_a_slash() -> None:
    """FPL redirects a path without its last slash, and no redirect is followed."""
    assert all(e.template.endswith("/") for e in ENDPOINTS.values())
    assert all(e.max_bytes <= 8 * 1024 * 1024 for e in ENDPOINTS.values())
