"""What every kind of fault does to an answer, and that no kind goes untold."""

import gzip
import zlib
from collections.abc import AsyncIterator, Iterator

import httpx2
import pytest

from fplbanter.simulator import Simulator, build_app
from fplbanter.simulator.answers import Answer, JsonValue
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.spoiled import ELSEWHERE, KINDS, MEBIBYTE

pytestmark = pytest.mark.anyio

FIXTURES = "/api/fixtures/"
SEASON = "/api/bootstrap-static/"
HUGE = ("bomb", "huge", "endless", "drip")
"""Not to be read by a client that reads to the end."""


@pytest.fixture
def simulator(season: Simulator) -> Iterator[Simulator]:
    """Lend the shared season out; no fault stays in it."""
    season.move_to(7, "live")
    yield season
    season.faults.clear()


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[httpx2.AsyncClient]:
    transport = httpx2.ASGITransport(app=build_app(simulator, control=True))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as found:
        yield found


def spoiled(simulator: Simulator, kind: str, path: str = FIXTURES) -> Answer:
    simulator.faults.add(Fault("", kind, left=1))
    return simulator.answer(path)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_can_be_put_in_at_the_door(
    client: httpx2.AsyncClient, simulator: Simulator, kind: str
) -> None:
    """It meets one request, which is served; the next one is honest."""
    honest = await client.get(FIXTURES)
    order = {"kind": kind, "times": 1}
    assert (await client.post("/control/faults", json=order)).status_code == 200
    if kind in HUGE:
        assert simulator.answer(FIXTURES).status == 200
    else:
        assert (await client.get(FIXTURES)).status_code in {200, 302, 403, 503}
    assert (await client.get(FIXTURES)).content == honest.content


async def test_lists_without_anything_in_them(simulator: Simulator) -> None:
    """A list is empty; an object has all its fields and nothing in its lists."""
    assert spoiled(simulator, "empty_list").json() == []
    body = spoiled(simulator, "empty_list", SEASON).json()
    honest = simulator.answer(SEASON).json()
    assert list(body) == list(honest)
    assert body["elements"] == body["events"] == []
    assert body["total_players"] == honest["total_players"]


async def test_another_schema(simulator: Simulator) -> None:
    """The same data, wrapped as a new version of an API might."""
    body = spoiled(simulator, "wrong_schema").json()
    assert body == {"status": "ok", "data": simulator.answer(FIXTURES).json()}


async def test_numbers_that_are_none(simulator: Simulator) -> None:
    """NaN, which JSON has not, and numbers that no database takes."""
    assert b'"id":NaN' in spoiled(simulator, "nan").body
    body = spoiled(simulator, "huge_numbers").json()
    assert body[0]["id"] == 2**63 + simulator.answer(FIXTURES).json()[0]["id"]
    assert body[0]["finished"] is True


async def test_nesting_without_an_end_in_sight(simulator: Simulator) -> None:
    """10,000 levels, each of them closed."""
    body = spoiled(simulator, "deep").body
    assert body.count(b"{") == body.count(b"}") == 10_000


async def test_a_bomb(simulator: Simulator) -> None:
    """200 kB that are 200 MiB; whole and valid, as gzip's check tells."""
    answer = spoiled(simulator, "bomb")
    assert answer.headers == (("Content-Encoding", "gzip"),)
    assert len(answer.body) < 250_000
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    size, rest = 0, answer.body
    while not unpacker.eof:
        size += len(unpacker.decompress(rest, MEBIBYTE))
        rest = unpacker.unconsumed_tail
    assert size == 200 * MEBIBYTE
    assert unpacker.unused_data == b""


@pytest.mark.parametrize(
    ("kind", "header"), [("huge", "content-length"), ("endless", "transfer-encoding")]
)
async def test_half_a_gigabyte(simulator: Simulator, kind: str, header: str) -> None:
    """With its length announced, or without; it is never held in memory."""
    from fplbanter.simulator.sending import to_response

    answer = spoiled(simulator, kind)
    assert len(answer.body) * answer.times == 500 * MEBIBYTE
    response = to_response(answer)
    lengths = {"content-length", "transfer-encoding"} & set(response.headers)
    assert lengths == {header}
    assert response.headers[header] in {str(500 * MEBIBYTE), "chunked"}


async def test_a_drip_sends_single_bytes(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """With the whole length announced; without a pause it is the honest answer."""
    path = "/api/event-status/"
    honest = await client.get(path)
    simulator.faults.add(Fault("", "drip", left=1, pause=1e-6))
    dripped = await client.get(path)
    assert dripped.content == honest.content
    assert dripped.headers["content-length"] == str(len(honest.content))
    assert spoiled(simulator, "drip").pause == 0.3


async def test_two_lengths(client: httpx2.AsyncClient, simulator: Simulator) -> None:
    """The first one is wrong."""
    simulator.faults.add(Fault("", "two_lengths", left=1))
    answer = await client.get(FIXTURES)
    assert answer.headers.get_list("content-length") == ["1", str(len(answer.content))]


async def test_a_way_out(client: httpx2.AsyncClient, simulator: Simulator) -> None:
    """A redirect to where a cloud keeps its secrets."""
    simulator.faults.add(Fault("", "redirect", left=1))
    answer = await client.get(FIXTURES, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, ELSEWHERE)


async def test_the_edge_has_two_faces(simulator: Simulator) -> None:
    """HTML or JSON, and neither speaks of credentials as a login's 403 does."""
    page, words = (spoiled(simulator, kind) for kind in ("blocked", "blocked_json"))
    assert (page.status, words.status) == (403, 403)
    assert page.content_type.startswith("text/html")
    assert words.json()
    for answer in (page, words):
        assert b"credentials" not in answer.body
    assert b"credentials" in spoiled(simulator, "forbidden").body


async def test_an_older_copy_on_every_other_read(simulator: Simulator) -> None:
    """Each path goes back by itself; the clock does not."""
    live, now = "/api/event/7/live/", simulator.clock.now()
    today = simulator.answer(live).body
    simulator.clock.advance(-600)
    earlier = simulator.answer(live).body
    simulator.clock.advance(600)
    assert earlier != today
    simulator.faults.add(Fault("event/", "older", minutes=10))
    reads = [simulator.answer(live).body for _ in range(4)]
    assert reads == [today, earlier, today, earlier]
    first = simulator.answer("/api/event/6/live/").body
    simulator.faults.clear()
    assert first == simulator.answer("/api/event/6/live/").body
    assert simulator.clock.now() == now


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (None, "2"),
        (30, "30"),
        ("Sat, 17 Oct 2026 15:20:00 GMT", "Sat, 17 Oct 2026 15:20:00 GMT"),
        ("soon", "soon"),
        (10**9, "1000000000"),
        (-5, "-5"),
        ("", None),
    ],
)
async def test_every_form_of_retry_after(
    client: httpx2.AsyncClient, asked: JsonValue, sent: str | None
) -> None:
    """Seconds, a date, nonsense, far too much, less than nothing, none at all."""
    order = {"kind": "status", "status": 429, "retry_after": asked, "times": 1}
    await client.post("/control/faults", json=order)
    answer = await client.get(FIXTURES)
    assert (answer.status_code, answer.headers.get("retry-after")) == (429, sent)
    order["status"] = 503
    await client.post("/control/faults", json=order)
    answer = await client.get(FIXTURES)
    assert answer.headers.get("retry-after") == (sent if asked is not None else None)


def test_the_bomb_s_head_is_gzip_s() -> None:
    """The header is that of an empty file: ten bytes, no name."""
    head = gzip.compress(b"")[:10]
    assert (head[:3], head[3]) == (b"\x1f\x8b\x08", 0)
