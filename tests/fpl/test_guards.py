"""What may not replace a good answer, each with its word: shapes and seasons."""

import json
from typing import Any

import pytest
from tests.fpl.guarding import (
    CLASSIC,
    EVERYTHING,
    FIXTURES,
    HISTORY,
    LIVE,
    MODELLED,
    PICKS,
    PLAYER,
    PROFILE,
    ROUND,
    SEASON,
    STATUS,
    copy_of,
    dumped,
    path,
    reason,
    said,
)

from fplbanter.errors import UpstreamUpdating
from fplbanter.fpl import endpoints, translate_game
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.guards import Guards
from fplbanter.fpl.reasons import Reason
from fplbanter.game.model import Season
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator


@pytest.fixture(scope="module")
def learned() -> dict[str, Any]:
    """Keep the season as it was read once: reading it takes longer than any test."""
    return {}


@pytest.fixture
def wise(simulator: Simulator, learned: dict[str, Any]) -> Guards:
    """Give guards that have seen the season's players and matches."""
    if not learned:
        season, fixtures = (json.loads(said(simulator, a)) for a in (SEASON, FIXTURES))
        learned["facts"] = translate_game.season(season)
        learned["fixtures"] = translate_game.fixtures(fixtures)
    guards = Guards()
    guards.learn_season(learned["facts"])
    guards.learn_fixtures(learned["fixtures"])
    return guards


@pytest.mark.parametrize("asked", EVERYTHING, ids=path)
def test_a_good_answer_comes_back_as_json(
    simulator: Simulator, wise: Guards, asked: Asked
) -> None:
    """With nothing known, and against itself."""
    body = said(simulator, asked)
    assert wise.check(asked, body) == json.loads(body)
    assert wise.check(asked, body, copy_of(body), Season("2026-27")) == json.loads(body)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("truncated", Reason.NOT_JSON),
        ("empty", Reason.NOT_JSON),
        ("nan", Reason.NOT_JSON),
        ("deep", Reason.TOO_DEEP),
        ("huge_numbers", Reason.SHAPE),
        ("empty_list", Reason.EMPTY),
    ],
)
@pytest.mark.parametrize("asked", MODELLED, ids=path)
def test_what_a_broken_fpl_says_is_refused_with_its_word(
    simulator: Simulator, asked: Asked, kind: str, word: Reason
) -> None:
    """For every endpoint that we read, against what it said before."""
    good = said(simulator, asked)
    simulator.faults.add(Fault("", kind))
    expected = {word}
    if kind == "empty_list" and asked in (PICKS, CLASSIC):
        expected.add(Reason.SHAPE)
    assert reason(asked, said(simulator, asked), good) in expected


@pytest.mark.parametrize("asked", MODELLED, ids=path)
@pytest.mark.parametrize("kind", ["html", "json_string", "updating"])
def test_fpls_notice_is_no_bad_answer(
    simulator: Simulator, asked: Asked, kind: str
) -> None:
    """It is a state of FPL's own, whatever it is wrapped in."""
    simulator.faults.add(Fault("", kind))
    with pytest.raises(UpstreamUpdating):
        Guards().check(asked, said(simulator, asked))


@pytest.mark.parametrize("asked", MODELLED, ids=path)
def test_another_schema_is_refused(simulator: Simulator, asked: Asked) -> None:
    """An object where a list belongs, and an object of other parts."""
    simulator.faults.add(Fault("", "wrong_schema"))
    word = Reason.WRONG_KIND if asked.endpoint.is_list else Reason.SHAPE
    assert reason(asked, said(simulator, asked)) == word


@pytest.mark.parametrize(
    "body", [b"<!doctype html><html>Sorry</html>", b"\xff\xfe", b"{}{}", b"nul"]
)
@pytest.mark.parametrize("asked", EVERYTHING, ids=path)
def test_what_is_not_json_is_refused(asked: Asked, body: bytes) -> None:
    """Also for what has no model."""
    assert reason(asked, body) == Reason.NOT_JSON


@pytest.mark.parametrize("body", [b"null", b"7", b'"x"', b"true"])
@pytest.mark.parametrize("asked", EVERYTHING, ids=path)
def test_a_bare_value_is_of_the_wrong_kind(asked: Asked, body: bytes) -> None:
    """FPL answers with an object or a list, always."""
    assert reason(asked, body) == Reason.WRONG_KIND


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (SEASON, "deadline_time"),
        (SEASON, "element_type"),
        (FIXTURES, "finished"),
        (LIVE, "minutes"),
        (STATUS, "points"),
        (PROFILE, "started_event"),
        (HISTORY, "current"),
        (PICKS, "element"),
        (CLASSIC, "results"),
        (PLAYER, "history"),
    ],
    ids=path,
)
def test_an_answer_without_what_it_is_about_is_refused(
    simulator: Simulator, asked: Asked, field: str
) -> None:
    """The wire models say what cannot be done without."""
    simulator.faults.add(Fault("", "changed", field=field))
    assert reason(asked, said(simulator, asked)) == Reason.SHAPE


# -- another question, another season ------------------------------------------


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        (PROFILE, Asked.of(endpoints.PROFILE, entry_id=6)),
        (PICKS, Asked.of(endpoints.PICKS, entry_id=5, gw=6)),
        (CLASSIC, Asked.of(endpoints.CLASSIC, league_id=314)),
        (ROUND, Asked.of(endpoints.FIXTURES, event=6)),
        (ROUND, FIXTURES),
    ],
    ids=path,
)
def test_the_answer_to_another_question_is_refused(
    simulator: Simulator, asked: Asked, other: Asked
) -> None:
    """An edge that mixes up its keys shows nobody somebody else's team."""
    assert reason(asked, said(simulator, other)) == Reason.OTHER_QUESTION


@pytest.mark.parametrize("asked", [SEASON, FIXTURES], ids=path)
def test_last_season_is_refused_once_this_one_is_known(
    simulator: Simulator, wise: Guards, asked: Asked
) -> None:
    """By what the guards have seen, or are told; else it is news."""
    simulator.faults.add(Fault("", "last_season"))
    body = said(simulator, asked)
    assert reason(asked, body) == ""
    assert reason(asked, body, season="2026-27") == Reason.OTHER_SEASON
    assert reason(asked, body, guards=wise) == Reason.OTHER_SEASON


@pytest.mark.parametrize("asked", [LIVE, PICKS], ids=path)
def test_last_seasons_players_are_strangers(
    simulator: Simulator, wise: Guards, asked: Asked
) -> None:
    """Their ids are taken by others, in other clubs."""
    simulator.faults.add(Fault("", "last_season"))
    body = said(simulator, asked)
    if asked == PICKS:
        changed = json.loads(body)
        for pick in changed["picks"]:
            pick["element"] += 5_000
        body = dumped(changed)
    assert reason(asked, body) == ""
    assert reason(asked, body, guards=wise) == Reason.STRANGERS


def test_a_new_seasons_players_are_not_held_against_the_old_ones(
    simulator: Simulator, wise: Guards
) -> None:
    """This process may not have read the new season's players yet."""
    simulator.faults.add(Fault("", "last_season"))
    body = said(simulator, LIVE)
    assert reason(LIVE, body, season="2027-28", guards=wise) == ""


def test_a_few_new_players_are_no_strangers(simulator: Simulator, wise: Guards) -> None:
    """FPL adds players all season long; the list of them may be an hour old."""
    feed = json.loads(said(simulator, LIVE))
    for number in range(20):
        feed["elements"].append(feed["elements"][0] | {"id": 9_000 + number})
    assert reason(LIVE, dumped(feed), guards=wise) == ""


def test_a_new_season_is_let_in(simulator: Simulator) -> None:
    """Nothing that it lacks counts: in summer all begins anew."""
    guards = Guards()
    new = {asked: said(simulator, asked) for asked in (SEASON, FIXTURES)}
    simulator.faults.add(Fault("", "last_season"))
    old = {asked: said(simulator, asked) for asked in (SEASON, FIXTURES)}
    for asked in (SEASON, FIXTURES):
        assert reason(asked, old[asked], guards=guards) == ""
    for asked in (SEASON, FIXTURES):
        assert reason(asked, new[asked], old[asked], guards=guards) == ""
    assert reason(SEASON, old[SEASON], new[SEASON], guards=guards) == "other_season"
