"""Cursors of documents: good for their own question, and input like any other."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.errors import BadRequest
from fplbanter.game.model import Season
from fplbanter.services.banter.cursors import Question, after_of, cursor_of
from fplbanter.store.banter import LARGEST, After

QUESTION = Question(Season("2026-27"), "fpl_banter", "stats.sheep", "desc")
BY_TIME = replace(QUESTION, field="updated_at")
values = st.none() | st.integers(-LARGEST, LARGEST) | st.floats(-1e9, 1e9)
users = st.integers(1, 10**12).map(str)
moments = st.integers(0, 4 * 10**12).map(
    lambda ms: datetime.fromtimestamp(ms // 1000, UTC).replace(
        microsecond=ms % 1000 * 1000
    )
)


def packed(said: object) -> str:
    text = said if isinstance(said, str) else json.dumps(said)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def refused(question: Question, cursor: str) -> None:
    with pytest.raises(BadRequest) as error:
        after_of(question, cursor)
    assert error.value.field == "cursor"


@given(value=values, user=users)
def test_a_cursor_says_where_it_goes_on(value: float | None, user: str) -> None:
    """To the last digit, or equals would be told twice."""
    after = After(value, user)
    assert after_of(QUESTION, cursor_of(QUESTION, after)) == after


@given(moment=moments, user=users)
def test_a_cursor_knows_the_time(moment: datetime, user: str) -> None:
    """To the millisecond, as it is stored."""
    after = After(moment, user)
    assert after_of(BY_TIME, cursor_of(BY_TIME, after)) == after


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, field="stats.benched_beast"),
        replace(QUESTION, season=Season("2025-26")),
        replace(QUESTION, tournament_id="league_900"),
        replace(QUESTION, order="asc"),
    ],
)
def test_a_cursor_of_another_question_is_refused(other: Question) -> None:
    """Sort, season, tournament and order are those it was given for."""
    refused(other, cursor_of(QUESTION, After(0.5, "7")))


@given(cursor=st.text(max_size=500))
def test_what_is_no_cursor_is_refused(cursor: str) -> None:
    """Whatever it is."""
    refused(QUESTION, cursor)


@pytest.mark.parametrize(
    "said",
    [
        "[" * 200,
        "NaN",
        "null",
        {},
        [],
        [1, 2],
        [*QUESTION.parts],
        [*QUESTION.parts, 1],
        [2, *QUESTION.parts[1:], 1, "7"],
    ],
)
def test_what_is_packed_like_a_cursor_and_is_none_is_refused(said: object) -> None:
    """Another shape, another version."""
    refused(QUESTION, packed(said))


@pytest.mark.parametrize(
    ("value", "user"),
    [
        ({"$gt": ""}, "7"),
        (True, "7"),
        ("one", "7"),
        ([1], "7"),
        (2**63, "7"),
        (float("nan"), "7"),
        (float("inf"), "7"),
        (1, {"$ne": ""}),
        (1, 77),
        (1, ""),
        (1, "x"),
        (1, None),
    ],
)
def test_nothing_but_a_number_and_a_user_reaches_the_store(
    value: object, user: object
) -> None:
    """An operator of MongoDB's would be a question of somebody else's."""
    refused(QUESTION, packed([*QUESTION.parts, value, user]))


@pytest.mark.parametrize("value", [1e18, -1e18, 9e15])
def test_a_time_that_there_is_not_is_refused(value: float) -> None:
    """Python's calendar ends before MongoDB's."""
    refused(BY_TIME, packed([*BY_TIME.parts, value, "7"]))


def test_a_cursor_that_is_far_too_long_is_not_looked_at() -> None:
    """Ours are short."""
    refused(QUESTION, cursor_of(QUESTION, After(1, "7" * 400)))
