"""
The mount itself: what the public tests do not ask, or cannot see.

The origin is a script, and time is a number: nothing here waits.
"""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from tests.http_cache.cache import Cache
from tests.http_cache.mount import mounted, serving
from tests.http_cache.origin import OriginGone

from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.messages import Request, Response

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
GET = Request("GET", "/thing")
Script = Callable[[Request], Response]


class Scripted:
    """An origin that says what a script says, and remembers what it was asked."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.asked: list[Request] = []
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.seconds = 0.0

    async def ask(self, request: Request, body: bytes = b"") -> Response:
        del body
        self.asked.append(request)
        await self.may_answer.wait()
        return self.script(request)

    def now(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)


def saying(control: str, body: bytes = b"0123456789", *more: tuple[str, str]) -> Script:
    """Answer with a 200."""
    told = Fields.of([("Cache-Control", control), *more])
    return lambda _: Response(200, told, body)


def hanging_up(_: Request) -> Response:
    raise OriginGone


def status(response: Response) -> str:
    return response.fields.combined("cache-status") or ""


def asking(method: str = "GET", **named: str) -> Request:
    lines = ((name.replace("_", "-"), value) for name, value in named.items())
    return Request(method, "/thing", Fields.of(lines))


async def after(control: str, seconds: float) -> tuple[Scripted, Cache]:
    """Give a cache that has kept an answer for so many seconds."""
    origin = Scripted(saying(control))
    cache = Cache(origin, now=origin.now)
    await cache.answer(GET)
    origin.seconds = seconds
    return origin, cache


@pytest.mark.parametrize(
    "told", ["must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=2"]
)
async def test_what_must_not_be_stale_is_not_sent_when_the_origin_hangs_up(
    told: str,
) -> None:
    """The four public tests that nothing can pass: a 504, and nothing of the answer."""
    origin, cache = await after(f"max-age=2, {told}", 3)
    origin.script = hanging_up
    response = await cache.answer(GET)
    assert response.status == 504
    assert b"0123456789" not in response.body


async def test_anything_else_is_sent_stale_when_the_origin_hangs_up() -> None:
    """And says how old it is, and why."""
    origin, cache = await after("max-age=2", 3)
    origin.script = hanging_up
    response = await cache.answer(GET)
    assert (response.status, response.body) == (200, b"0123456789")
    assert response.fields.first("age") == "3"
    assert status(response) == "fplbanter; fwd=stale; ttl=-1; detail=stale-if-error"


async def test_who_wants_the_same_at_once_waits_for_one_answer() -> None:
    """Fifty readers are one request to the origin."""
    origin = Scripted(saying("max-age=60"))
    cache = Cache(origin, now=origin.now)
    origin.may_answer.clear()
    readers = [asyncio.create_task(cache.answer(GET)) for _ in range(50)]
    await asyncio.sleep(0)
    origin.may_answer.set()
    said = [status(response) for response in await asyncio.gather(*readers)]
    assert len(origin.asked) == 1
    assert said.count("fplbanter; fwd=uri-miss; stored") == 1
    assert said.count("fplbanter; fwd=uri-miss; collapsed; ttl=60") == 49


async def test_who_waited_for_what_is_not_for_all_asks_at_once() -> None:
    """What may not be shared does not make a queue: all the others go together."""
    origin = Scripted(saying("private"))
    cache = Cache(origin, now=origin.now)
    origin.may_answer.clear()
    readers = [asyncio.create_task(cache.answer(GET)) for _ in range(5)]
    while len(origin.asked) < 1:
        await asyncio.sleep(0)
    origin.may_answer.set()
    await asyncio.gather(*readers)
    assert len(origin.asked) == 5


async def test_a_fetch_goes_on_when_whoever_asked_has_left() -> None:
    """Its answer is kept for the next."""
    origin = Scripted(saying("max-age=60"))
    cache = Cache(origin, now=origin.now)
    origin.may_answer.clear()
    reader = asyncio.create_task(cache.answer(GET))
    while not origin.asked:
        await asyncio.sleep(0)
    reader.cancel()
    await asyncio.gather(reader, return_exceptions=True)
    origin.may_answer.set()
    assert (await cache.answer(GET)).status == 200
    assert len(origin.asked) == 1


async def test_a_stale_answer_is_sent_while_a_newer_one_is_fetched() -> None:
    """`stale-while-revalidate`: nobody waits, and the next one has it."""
    origin, cache = await after("max-age=2, stale-while-revalidate=10", 3)
    origin.script = saying("max-age=2", b"new")
    old = await cache.answer(GET)
    assert (old.body, status(old)) == (b"0123456789", "fplbanter; hit; ttl=-1")
    for _ in range(5):
        await asyncio.sleep(0)
    assert (await cache.answer(GET)).body == b"new"
    assert len(origin.asked) == 2


async def test_who_wants_only_what_is_kept_costs_no_request() -> None:
    """`only-if-cached` is answered with a 504 where there is nothing."""
    origin = Scripted(saying("max-age=60"))
    cache = Cache(origin, now=origin.now)
    kept_only = asking(cache_control="only-if-cached")
    assert (await cache.answer(kept_only)).status == 504
    assert origin.asked == []
    await cache.answer(GET)
    assert (await cache.answer(kept_only)).status == 200


async def test_head_says_what_get_says() -> None:
    """The same fields, from what is kept."""
    origin, cache = await after("max-age=60", 5)
    get, head = await cache.answer(GET), await cache.answer(asking("HEAD"))
    assert list(get.fields) == list(head.fields)
    assert len(origin.asked) == 1


@pytest.mark.parametrize(
    ("range_", "body", "content_range"),
    [
        ("bytes=0-1", b"01", "bytes 0-1/10"),
        ("bytes=8-", b"89", "bytes 8-9/10"),
        ("bytes=8-99", b"89", "bytes 8-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=-99", b"0123456789", "bytes 0-9/10"),
    ],
)
async def test_a_part_of_what_is_kept_is_the_right_one(
    range_: str, body: bytes, content_range: str
) -> None:
    """One range of bytes is cut out."""
    _, cache = await after("max-age=60", 1)
    part = await cache.answer(asking(range=range_))
    assert (part.status, part.body) == (206, body)
    assert part.fields.first("content-range") == content_range


@pytest.mark.parametrize(
    "range_", ["bytes=0-1, 3-4", "bytes=3-2", "bytes=-", "lines=0-1", "bytes=x-", ""]
)
async def test_a_range_that_makes_no_sense_is_left_aside(range_: str) -> None:
    """The whole is an answer to it, too (RFC 9110, 14.2)."""
    _, cache = await after("max-age=60", 1)
    assert (await cache.answer(asking(range=range_))).status == 200


@pytest.mark.parametrize("range_", ["bytes=10-", "bytes=-0"])
async def test_a_range_beyond_the_end_is_refused(range_: str) -> None:
    """A 416 says how long it is."""
    _, cache = await after("max-age=60", 1)
    refused = await cache.answer(asking(range=range_))
    assert (refused.status, refused.body) == (416, b"")
    assert refused.fields.first("content-range") == "bytes */10"


async def test_a_part_of_another_response_is_not_sent() -> None:
    """`If-Range` names another one: the whole of this one."""
    _, cache = await after("max-age=60", 1)
    asked = asking(range="bytes=0-1", if_range='"another"')
    assert (await cache.answer(asked)).status == 200


async def test_over_the_wire_it_is_a_proxy_that_keeps_what_it_may() -> None:
    """Real sockets: a miss, a hit with its age, another query another thing."""
    asked: list[str] = []

    def answer(request: Asked) -> PlainTextResponse:
        asked.append(f"{request.url.path}?{request.url.query}")
        return PlainTextResponse("hello", headers={"Cache-Control": "max-age=60"})

    app = Starlette(routes=[Route("/{path:path}", answer)])
    async with (
        serving(app) as origin,
        mounted(origin) as base,
        httpx2.AsyncClient(base_url=base, trust_env=False) as client,
    ):
        first, second = await client.get("/a?b=1"), await client.get("/a?b=1")
        await client.get("/a?b=2")
    assert asked == ["/a?b=1", "/a?b=2"]
    assert first.headers["cache-status"] == "fplbanter; fwd=uri-miss; stored"
    assert second.headers["cache-status"].startswith("fplbanter; hit; ttl=")
    assert second.text == "hello"
    # A busy machine may take its time; how old it is, is told by the other tests.
    assert second.headers["age"].isdigit()


async def test_over_the_wire_an_origin_that_is_not_there_is_a_504() -> None:
    """Nobody listens: said so, soon, and not kept."""
    async with (
        mounted("http://127.0.0.1:9") as base,
        httpx2.AsyncClient(base_url=base, trust_env=False) as client,
    ):
        gone = await client.get("/a")
    assert gone.status_code == 504
    assert gone.headers["cache-control"] == "no-store"
