"""The door `/fpl/` behind the edge: as quick as bytes, and still its own cache."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from tests.web.gateway.gate import Gate
from tests.web.ready.behind import Behind, Front

from fplbanter.web.edge import GATEWAY_HOLD

pytestmark = pytest.mark.anyio

SEASON = "/fpl/bootstrap-static/"
OWN = ("age", "cache-control", "etag", "last-modified", "vary", "accept-ranges")


@pytest.fixture
async def front(gate: Gate) -> AsyncIterator[Front]:
    await gate.begin()
    front = Front(gate.app)
    yield front
    await front.edge.aclose()


async def test_an_answer_is_the_doors_own(gate: Gate, front: Front) -> None:
    """Its bytes, its freshness, its tag: the edge adds nothing and takes nothing."""
    plain = await gate.get("bootstrap-static/")
    for _ in range(3):
        answer = await front.get(SEASON)
        assert answer.body == plain.content
        told = {name: answer.headers[name] for name in OWN}
        assert told == {name: plain.headers[name] for name in OWN}
        assert answer.headers["cache-status"].startswith("fplbanter; hit; ttl=")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert len(answer.names) == len(set(answer.names))


async def test_it_is_given_again_for_a_moment_only(gate: Gate, front: Front) -> None:
    """Then the door is asked anew, so that its age and its copy are never old."""
    first = await front.get(SEASON)
    kept = front.edge._ready
    assert len(kept) == 1
    (ready,) = kept.values()
    front.seconds.now += GATEWAY_HOLD / 2
    await front.get(SEASON)
    assert next(iter(kept.values())) is ready
    front.seconds.now += GATEWAY_HOLD
    again = await front.get(SEASON)
    assert next(iter(kept.values())) is not ready
    assert again.headers["etag"] == first.headers["etag"]
    assert gate.asked() == []


async def test_one_asks_the_door_and_the_others_are_given_what_was_there() -> None:
    """When the moment is over, not everybody is to knock at once."""
    told = {"cache-status": "fplbanter; hit; ttl=3", "etag": '"a"', "age": "0"}
    behind = Behind(headers=told)
    front = Front(behind)
    await front.get(SEASON)
    front.seconds.now += GATEWAY_HOLD
    behind.gate.clear()
    first = asyncio.create_task(front.get(SEASON))
    while behind.asked < 2:
        await asyncio.sleep(0)
    for _ in range(3):
        assert (await front.get(SEASON)).status == 200
    assert behind.asked == 2
    behind.gate.set()
    assert (await first).status == 200


@dataclass(frozen=True, slots=True)
class Conditions:
    """What somebody asks with, and what he is answered."""

    accept: str
    headers: dict[str, str]
    status: int


async def test_conditions_are_kept_whoever_answers(front: Front) -> None:
    """By tag or by date, of the packing that is sent or another that may be."""
    packed = await front.get(SEASON, accept_encoding="br")
    plain = await front.get(SEASON, accept_encoding="identity")
    tag, other = packed.headers["etag"], plain.headers["etag"]
    assert tag != other
    date = packed.headers["last-modified"]
    for asked in (
        Conditions("br", {"if_none_match": tag}, 304),
        Conditions("br", {"if_none_match": f'"x", W/{tag}'}, 304),
        Conditions("br", {"if_none_match": "*"}, 304),
        Conditions("br", {"if_none_match": other}, 304),
        Conditions("identity", {"if_none_match": tag}, 304 if tag == other else 200),
        Conditions("br", {"if_none_match": '"x"'}, 200),
        Conditions("br", {"if_modified_since": date}, 304),
        Conditions("br", {"if_modified_since": "Sun, 06 Nov 1994 08:49:37 GMT"}, 200),
        Conditions("br", {"if_modified_since": "nonsense"}, 200),
        Conditions("br", {"if_none_match": '"x"', "if_modified_since": date}, 200),
        Conditions("br", {"range": "bytes=0-1"}, 200),
    ):
        for _ in range(2):
            answer = await front.get(
                SEASON, accept_encoding=asked.accept, **asked.headers
            )
            assert answer.status == asked.status, asked
            front.seconds.now += GATEWAY_HOLD


async def test_the_first_one_may_have_it(front: Front) -> None:
    """The door is asked for the whole, and he is told that he has it."""
    tag = (await front.get(SEASON)).headers["etag"]
    front.seconds.now += 1
    answer = await front.get(SEASON, if_none_match=tag)
    assert (answer.status, answer.body) == (304, b"")
    assert (await front.get(SEASON)).status == 200


async def test_head_and_get_say_the_same(front: Front) -> None:
    """Whichever comes first."""
    head = await front.get(SEASON, method="HEAD")
    got = await front.get(SEASON)
    assert head.body == b""
    assert {**head.headers, "x-request-id": ""} == {**got.headers, "x-request-id": ""}


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/fpl/bootstrap-static/?_=1", 422),
        ("/fpl/nowhere/", 404),
        ("/fpl/entry/99999999/", 404),
        ("/fpl/bootstrap-static", 308),
        ("/fpl/my-team/1/", 404),
    ],
)
async def test_what_is_refused_is_never_kept(
    front: Front, target: str, status: int
) -> None:
    """It names the request that it answers, or is the door's to remember."""
    for _ in range(2):
        answer = await front.get(target)
        assert answer.status == status
    assert not front.edge._ready


async def test_what_somebody_waited_for_is_not_told_to_the_next(
    gate: Gate, front: Front
) -> None:
    """Only what was at hand is given again: the others' `Cache-Status` is a hit."""
    first = await front.get("/fpl/regions/")
    assert "fwd=uri-miss" in first.headers["cache-status"]
    second = await front.get("/fpl/regions/")
    assert "; hit" in second.headers["cache-status"]
    assert gate.asked() == ["regions/"]
