"""A topic is written in one way, and everything else is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.errors import BadRequest
from fplbanter.live.topics import Topic, TopicKind, kind_of

WRITTEN = {
    "gameweek": Topic(TopicKind.GAMEWEEK),
    "status": Topic(TopicKind.STATUS),
    "league:900": Topic(TopicKind.LEAGUE, "900"),
    "entry:2147483647": Topic(TopicKind.ENTRY, "2147483647"),
    "job:" + "0af" * 10 + "12": Topic(TopicKind.JOB, "0af" * 10 + "12"),
}


@pytest.mark.parametrize(("text", "topic"), WRITTEN.items())
def test_a_topic_is_read_as_it_is_written(text: str, topic: Topic) -> None:
    """And written as it was read."""
    assert Topic.parse(text) == topic
    assert str(topic) == text
    assert kind_of(text) == topic.kind


def test_a_topic_is_named_by_its_number() -> None:
    """As code has it."""
    assert str(Topic.of(TopicKind.LEAGUE, 900)) == "league:900"
    assert str(Topic.of(TopicKind.STATUS)) == "status"


@pytest.mark.parametrize(
    "text",
    [
        *("", ":", "league", "league:", "league:0", "league:-1", "league:007"),
        *("league:2147483648", "league:9999999999", "league:1e3", "league: 9"),
        *("league:900 ", " league:900", "League:900", "league:900:1", "league:900\n"),
        *("status:", "status:1", "gameweek:7", "job:12", "job:" + "F" * 32),
        *("job:" + "a" * 33, "players", "entry:\u0663", "entry:\ud800", "x" * 10**6),
        "league:" + "9" * 10_000,
    ],
)
def test_what_is_no_topic_is_refused(text: str) -> None:
    """With the field that is wrong, whatever was written."""
    with pytest.raises(BadRequest) as refused:
        Topic.parse(text)
    assert refused.value.field == "topic"


@given(st.text(max_size=60))
def test_no_text_is_read_otherwise_than_it_is_written(text: str) -> None:
    """Whatever is taken for a topic is its only spelling."""
    try:
        topic = Topic.parse(text)
    except BadRequest:
        return
    assert str(topic) == text


def test_a_topic_that_names_nothing_cannot_be_made() -> None:
    """Not in code either."""
    with pytest.raises(BadRequest):
        Topic(TopicKind.LEAGUE)
    with pytest.raises(BadRequest):
        Topic.of(TopicKind.STATUS, 1)
