"""Laws of the guards: forwards is always let in, backwards never at once."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.guards import AGREED, Guards
from fplbanter.fpl.reasons import Reason
from fplbanter.simulator.calendar import Gameweek
from fplbanter.simulator.simulator import Simulator

ORDINARY, DOUBLE = 7, 24
FEW = settings(max_examples=4)


@cache
def season() -> Simulator:
    """Draw one season for all laws: it is told anew at every moment."""
    return Simulator(26)


def gameweek(number: int) -> Gameweek:
    return season().world.calendar.gameweek(number)


def said(asked: Asked, at: datetime) -> bytes | None:
    """Return what FPL says at a moment; None while it says nothing good."""
    where, _, query = f"/api/{asked.path}".partition("?")
    pairs = (pair.split("=") for pair in query.split("&") if pair)
    answer = season()._as_of(at, where, dict(pairs))
    return answer.body if answer.status == 200 else None


def questions(number: int) -> tuple[Asked, ...]:
    """Return what is asked again and again while a gameweek is played."""
    return (
        Asked.of(endpoints.FIXTURES, event=number),
        Asked.of(endpoints.LIVE, gw=number),
        Asked.of(endpoints.DAY_STATUS),
        Asked.of(endpoints.PICKS, entry_id=5, gw=number),
        Asked.of(endpoints.HISTORY, entry_id=5),
        Asked.of(endpoints.CLASSIC, league_id=900),
    )


def copy_of(body: bytes, at: datetime) -> Copy:
    return Copy(body, at, at)


@st.composite
def moments(draw: st.DrawFn, number: int) -> list[datetime]:
    """Draw moments of a gameweek, from its deadline to the day after its end."""
    found = gameweek(number)
    last = int((found.settled - found.deadline).total_seconds() // 60) + 1_440
    drawn = draw(st.lists(st.integers(0, last), min_size=2, max_size=6))
    return [found.deadline + timedelta(minutes=m) for m in sorted(drawn)]


@st.composite
def afternoons(draw: st.DrawFn, number: int) -> tuple[datetime, datetime]:
    """Draw two moments of a match day, an earlier and a later one."""
    day = draw(st.sampled_from(gameweek(number).days))
    last = int((day.whistle - day.first).total_seconds() // 60)
    # In the first half of the first match no minute is like another.
    one = draw(st.integers(3, 40))
    two = draw(st.integers(one + 1, last))
    return day.first + timedelta(minutes=one), day.first + timedelta(minutes=two)


# -- forwards --------------------------------------------------------------------


def follow(number: int, story: list[datetime], change: Callable[[Any], Any]) -> int:
    """Read all that is asked at every moment; nothing may be refused."""
    guards, known, read = Guards(), dict[Asked, Copy](), 0
    for at in story:
        for asked in questions(number):
            body = said(asked, at)
            if body is not None:
                body = json.dumps(change(json.loads(body))).encode()
                guards.check(asked, body, known.get(asked))
                known[asked] = copy_of(body, at)
                read += 1
    return read


def as_it_is(answer: Any) -> Any:  # noqa: ANN401  It is whatever FPL said.
    return answer


numbers = st.sampled_from([ORDINARY, DOUBLE])


@FEW
@given(st.data(), numbers)
def test_a_gameweek_that_goes_forwards_is_never_refused(
    data: st.DataObject, number: int
) -> None:
    """
    Whenever one looks, from the deadline to the review.

    In a double gameweek clubs that play twice have the minutes of both matches.
    """
    follow(number, data.draw(moments(number)), as_it_is)


@FEW
@given(st.data(), numbers, st.integers(0, 2**32))
def test_nor_one_in_which_points_fall_and_matches_are_moved(
    data: st.DataObject, number: int, seed: int
) -> None:
    """A video referee, FPL's review, and a storm over the north."""
    random = Random(seed)
    follow(number, data.draw(moments(number)), lambda said: corrected(said, random))


FALLING = ("total_points", "bonus", "bps", "goals_scored", "team_h_score", "value")


def corrected(answer: Any, random: Random) -> Any:  # noqa: ANN401
    """Return an answer with scores that fell, and matches yet to come moved."""
    if isinstance(answer, dict):
        if answer.get("started") is False and random.random() < 0.3:
            answer = answer | {"kickoff_time": "2027-05-01T14:00:00Z"}
        return {name: _fallen(name, part, random) for name, part in answer.items()}
    if isinstance(answer, list):
        return [corrected(part, random) for part in answer]
    return answer


def _fallen(name: str, part: Any, random: Random) -> Any:  # noqa: ANN401
    if name in FALLING and isinstance(part, int) and random.random() < 0.3:
        return part - random.randint(0, 5)
    return corrected(part, random)


@pytest.mark.faults
@pytest.mark.timeout(300)
@pytest.mark.parametrize("number", [ORDINARY, DOUBLE])
def test_not_one_read_of_a_whole_gameweek_is_refused(number: int) -> None:
    """Every twenty minutes, for days."""
    found = gameweek(number)
    count = (found.settled - found.deadline) // timedelta(minutes=20) + 50
    story = [found.deadline + timedelta(minutes=20 * n) for n in range(count)]
    read = follow(number, story, as_it_is)
    print(f"gameweek {number}: {read} answers read, 0 refused")  # noqa: T201
    assert read > 5 * count


# -- backwards -------------------------------------------------------------------


def played(asked: Asked, body: bytes) -> tuple[int, ...]:
    """Measure how much has been played, by counting in FPL's own words."""
    answer = json.loads(body)
    if asked.endpoint is endpoints.LIVE:
        return (sum(row["stats"]["minutes"] for row in answer["elements"]),)
    flags = ("minutes", "started", "finished_provisional", "finished")
    return tuple(sum(int(row[flag]) for row in answer) for flag in flags)


def older_and_newer(
    asked: Asked, pair: tuple[datetime, datetime]
) -> tuple[bytes, Copy]:
    """Return an answer of which less has been played, and the copy that knows more."""
    older, newer = (said(asked, at) for at in pair)
    assert older
    assert newer
    assert played(asked, older) < played(asked, newer)
    return older, copy_of(newer, pair[1])


def word(guards: Guards, asked: Asked, body: bytes, known: Copy) -> str:
    try:
        guards.check(asked, body, known)
    except UpstreamChanged as error:
        return error.reason
    return ""


@FEW
@given(numbers, st.integers(0, 1), st.data())
def test_an_older_copy_is_always_refused_and_three_that_agree_are_not(
    number: int, which: int, data: st.DataObject
) -> None:
    """One minute of one match is enough to tell; three reads are a correction."""
    asked, guards = questions(number)[which], Guards()
    older, known = older_and_newer(asked, data.draw(afternoons(number)))
    read = [word(guards, asked, older, known) for _ in range(AGREED)]
    assert read == [*[Reason.BACKWARDS] * (AGREED - 1), ""]


@FEW
@given(numbers, st.integers(0, 1), st.data())
def test_copies_of_two_nodes_in_turn_never_take_us_back(
    number: int, which: int, data: st.DataObject
) -> None:
    """However long the older one is left behind."""
    asked, guards = questions(number)[which], Guards()
    older, known = older_and_newer(asked, data.draw(afternoons(number)))
    assert known.body
    for _ in range(2 * AGREED):
        assert word(guards, asked, older, known) == Reason.BACKWARDS
        assert word(guards, asked, known.body, known) == ""
