"""What is followed in any process is known to all of them."""

import asyncio
import json
from collections.abc import Iterable

import pytest

from fplbanter.cluster.connection import Valkey, connect
from fplbanter.cluster.followed import MOST, Followed

pytestmark = pytest.mark.anyio

ANN, BOB = "entry:900001", "entry:900002"
LEAGUE = "league:900"


def following(valkey: Valkey, topics: Iterable[str]) -> Followed:
    found = tuple(topics)
    return Followed(valkey, lambda: found)


async def find(followed: Followed, wanted: Iterable[str]) -> frozenset[str]:
    """Look until these are found."""
    async with asyncio.timeout(10):
        while not (found := await followed.find()) >= set(wanted):
            await asyncio.sleep(0.005)
    return found


async def test_what_two_processes_follow_comes_together(valkey: Valkey) -> None:
    """Each sees its own and the other's, and what both follow once."""
    async with (
        following(valkey, [LEAGUE, ANN]) as first,
        following(valkey, [LEAGUE, BOB]) as second,
    ):
        assert await find(first, [BOB]) == {LEAGUE, ANN, BOB}
        assert await find(second, [ANN]) == {LEAGUE, ANN, BOB}


async def test_who_has_gone_is_forgotten_at_once(valkey: Valkey) -> None:
    """What only he followed nobody looks at any more."""
    async with following(valkey, [LEAGUE]) as first:
        async with following(valkey, [ANN]):
            await find(first, [ANN])
        assert await first.find() == {LEAGUE}
    assert await valkey.call("HLEN", valkey.key("followed")) == 0


async def test_who_died_without_a_word_is_gone_soon(valkey: Valkey) -> None:
    """An old sign of life is none."""
    words = f"1000.0 {json.dumps([ANN])}"
    await valkey.call("HSET", valkey.key("followed"), "dead", words)
    assert await following(valkey, [LEAGUE]).find() == {LEAGUE}


async def test_what_is_followed_here_is_found_before_it_is_said(
    valkey: Valkey,
) -> None:
    """Also by a process that says nothing; a follower more counts at once."""
    topics = {LEAGUE}
    silent = Followed(valkey, lambda: topics)
    assert await silent.find() == {LEAGUE}
    topics.add(ANN)
    assert await silent.find() == {LEAGUE, ANN}
    topics.clear()
    assert await silent.find() == frozenset()
    assert await valkey.call("HLEN", valkey.key("followed")) == 0


async def test_without_valkey_only_what_is_followed_here_is_known() -> None:
    """It neither fails nor waits, and ends as ever."""
    async with (
        connect("redis://127.0.0.1:9/0") as away,
        following(away, [LEAGUE]) as alone,
    ):
        assert await alone.find() == {LEAGUE}


async def test_a_process_names_so_many_topics_at_most(valkey: Valkey) -> None:
    """The others hear of as many as one may say; it knows all of its own."""
    topics = [f"entry:{number}" for number in range(1, MOST + 6)]
    async with following(valkey, topics) as many, following(valkey, []) as other:
        told = sorted(topics)[:MOST]
        assert await find(other, told) == set(told)
        assert await many.find() == set(topics)


@pytest.mark.parametrize("words", ["", "no JSON", "5", "null", '{"a"', "\\xff"])
async def test_words_that_nobody_understands_are_passed_over(
    valkey: Valkey, words: str
) -> None:
    """Another release may say something else: the others are found all the same."""
    (seconds, _) = await valkey.call("TIME")
    said = f"{int(seconds)}.0 {words}"
    await valkey.call("HSET", valkey.key("followed"), "strange", said)
    async with following(valkey, [ANN]) as first:
        await find(following(valkey, []), [ANN])
        assert await first.find() == {ANN}
