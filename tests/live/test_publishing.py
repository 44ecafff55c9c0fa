"""A change is kept, then announced; and never fails because Valkey is away."""

import json
import math
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from tests.live.hubs import LEAGUE, Installation, numbers, rows, take
from tests.metered import moved

from fplbanter.clock import FrozenClock
from fplbanter.errors import BadRequest, LeaseLost
from fplbanter.live.announcing import (
    WHOLE,
    Announced,
    announced,
    change_message,
    refresh_messages,
)
from fplbanter.live.publishing import LARGEST, Change, News, Publisher
from fplbanter.store.changes import StoredChange

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, 30, 1, 234_567, tzinfo=UTC)
NOWHERE = "redis://127.0.0.1:1/0"


async def test_what_is_published_is_what_a_reader_gets(house: Installation) -> None:
    """In any process, and when it is read from MongoDB later."""
    hub, valkey = await house.hub(), await house.valkey()
    publisher = Publisher(house.store.changes, valkey, FrozenClock(NOW))
    data = {"rows": [{"name": "Zo\u00eb \U0001f680", "n": -1}], "x": None, "f": 0.5}
    async with hub.subscribe() as early, hub.subscribe() as late:
        assert await early.follow(LEAGUE, 0)
        change = await publisher.publish(LEAGUE, data, source="tick:1")
        (heard,) = await take(early, 1)
        await early.aclose()
        assert await late.follow(LEAGUE, 0)
        (read,) = await take(late, 1)
    assert change == heard == read
    assert (change.topic, change.version, change.data) == (LEAGUE, 1, data)
    assert change.at == NOW.replace(microsecond=234_000)


async def test_the_same_source_is_announced_again(house: Installation) -> None:
    """As the change that it was: whoever missed it hears of it now."""
    hub, publisher = await house.hub(), await house.publisher()
    news: list[str] = []
    async with hub.subscribe() as reader:
        await reader.follow(LEAGUE, 0)
        hub.on_news(news.append)
        first = await publisher.publish(LEAGUE, rows(1), source="tick:1")
        with moved("live_changes_total", kind="league", outcome="known"):
            again = await publisher.publish(LEAGUE, rows(2), source="tick:1")
        await publisher.publish(LEAGUE, rows(3), source="tick:2")
        assert await numbers(reader, 2) == [1, 2]
    assert again == first
    assert news == [LEAGUE] * 3


async def test_many_topics_are_published_at_once(house: Installation) -> None:
    """Each gets its next version, and all are announced."""
    hub, publisher = await house.hub(), await house.publisher()
    topics = [f"entry:{n}" for n in range(1, 31)]
    async with hub.subscribe() as reader:
        for topic in topics:
            await reader.follow(topic, 0)
        with (
            moved("live_changes_total", 30, kind="entry", outcome="kept"),
            moved("live_announcements_total", 30, outcome="sent"),
        ):
            await publisher.publish_all([News(t, rows(1), "tick:1") for t in topics])
        assert {change.topic for change in await take(reader, 30)} == {*topics}


async def test_a_late_leader_is_told(house: Installation) -> None:
    """His lease is over: nothing is kept, nothing announced."""
    publisher, late = await house.publisher(), await house.publisher()
    await publisher.publish(LEAGUE, rows(1), source="new", fence=8)
    with (
        moved("live_changes_total", kind="league", outcome="late"),
        pytest.raises(LeaseLost),
    ):
        await late.publish(LEAGUE, rows(2), source="old", fence=7)
    assert await house.store.changes.find_versions([LEAGUE]) == {LEAGUE: 1}


async def test_without_valkey_it_is_kept_all_the_same(house: Installation) -> None:
    """And a refresh is said to nobody: neither raises."""
    publisher = await house.publisher(NOWHERE)
    with moved("live_announcements_total", 2, outcome="failed"):
        change = await publisher.publish("status", {}, source="a")
        await publisher.refresh(["status"])
    assert change.version == 1
    assert await house.store.changes.find_versions(["status"]) == {"status": 1}


@pytest.mark.parametrize(
    ("topic", "data", "source", "error"),
    [
        ("league:x", {}, "a", BadRequest),
        (LEAGUE, {"x": math.nan}, "a", ValueError),
        (LEAGUE, {"x": NOW}, "a", TypeError),
        (LEAGUE, {"x": "y" * LARGEST}, "a", ValueError),
        (LEAGUE, {}, "", ValueError),
    ],
)
async def test_what_cannot_be_a_change_is_refused(
    house: Installation, topic: str, data: dict[str, Any], source: str, error: type
) -> None:
    """Before anything is kept."""
    publisher = await house.publisher()
    with pytest.raises(error):
        await publisher.publish(topic, data, source=source)
    with pytest.raises(BadRequest):
        await publisher.refresh(["nonsense"])
    assert await house.store.changes._count({}) == 0


def test_what_is_made_of_a_change_is_made_once() -> None:
    """Each reader's door is given the same bytes."""
    change, made = Change(LEAGUE, 3, NOW, {"n": 1}), []

    def encode(change: Change) -> bytes:
        made.append(change)
        return change.text.encode()

    assert change.once("frame", encode) is change.once("frame", encode)
    assert len(made) == 1
    assert change.text == '{"n":1}'
    assert change == Change(LEAGUE, 3, NOW, {"n": 1})


# -- what is said ---------------------------------------------------------------


def stored(body: str) -> StoredChange:
    return StoredChange(LEAGUE, 17, NOW.replace(microsecond=0), NOW, body)


def test_a_small_change_is_sent_whole() -> None:
    """A large one is looked up by who needs it."""
    small = announced(change_message(stored('{"a":"b\\n"}')))
    assert small is not None
    assert small.change is not None
    assert small.change.body == '{"a":"b\\n"}'
    assert small.change.at == NOW.replace(microsecond=0)
    assert abs(small.change.kept_at - NOW) < timedelta(milliseconds=1)
    large = stored(json.dumps({"a": "b" * WHOLE}))
    assert announced(change_message(large)) == Announced((LEAGUE,), 17, None)
    assert len(change_message(large)) < 200


def test_a_refresh_of_many_topics_takes_a_few_messages() -> None:
    """None of them is large."""
    topics = [f"entry:{n}" for n in range(1, 1_201)]
    messages = list(refresh_messages(topics))
    heard = [announced(message) for message in messages]
    assert [t for each in heard if each for t in each.topics] == topics
    assert len(messages) == 3
    assert list(refresh_messages([])) == []


@pytest.mark.parametrize(
    "message",
    [
        *(b"", b"\xff\xfe", b"2 change league:900 1 1 1\n{}", b"1 farewell\nx"),
        *(b"1 change league:900 x 1 1\n{}", b"1 change league:900 1 1\n{}"),
        b"1 change league:900 1 99999999999999999999 1\n{}",
    ],
)
def test_what_another_release_says_is_not_understood(message: bytes) -> None:
    """It is no error: whoever hears it looks for himself."""
    assert announced(message) is None


def test_moments_are_told_in_utc() -> None:
    """Whatever zone the clock had."""
    there = NOW.astimezone(timezone(timedelta(hours=5)))
    change = StoredChange(LEAGUE, 1, there, there, "{}")
    said = announced(change_message(change))
    assert said is not None
    assert said.change is not None
    assert said.change.at.tzinfo is UTC
