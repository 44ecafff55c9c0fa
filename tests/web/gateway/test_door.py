"""What any other tool gets at `/fpl/`: FPL's bytes, and what HTTP says of them."""

import asyncio
import gzip
import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import brotli  # type: ignore[import-untyped]
import pytest
from starlette.types import Message, Scope
from tests.fpl.gateway.house import Forward, House
from tests.pretend import forget
from tests.web.gateway.gate import Gate, gate_on

from fplbanter.simulator.faults import Fault
from fplbanter.simulator.leagues import FORBIDDEN

pytestmark = pytest.mark.anyio

LIVE = "event/7/live/"


def directives(cache_control: str) -> dict[str, int | None]:
    found = (part.strip().partition("=") for part in cache_control.split(","))
    return {name: int(value) if value else None for name, _, value in found}


ANSWERED = [
    "bootstrap-static/",
    "fixtures/",
    "fixtures/?event=7",
    "fixtures/?future=1",
    LIVE,
    "event-status/",
    "dream-team/6/",
    "element-summary/1/",
    "entry/1/",
    "entry/1/history/",
    "entry/1/transfers/",
    "entry/1/event/7/picks/",
    "leagues-classic/900/standings/",
    "leagues-classic/900/standings/?phase=2",
    "leagues-h2h/950/standings/",
    "leagues-h2h-matches/league/950/?page=1&event=3",
    "regions/",
    "team/set-piece-notes/",
]


async def test_what_fpl_answers_is_answered_here(gate: Gate) -> None:
    """Byte for byte, as JSON, for any page to read."""
    for path in ANSWERED:
        answer = await gate.get(path)
        bare, _, query = path.partition("?")
        pairs = dict(pair.split("=") for pair in query.split("&") if pair)
        assert answer.status_code == 200, path
        assert answer.content == gate.simulator.answer(f"/api/{bare}", pairs).body
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert len(gate.asked()) == len(ANSWERED)


async def test_the_second_reader_costs_nothing(gate: Gate) -> None:
    """However he writes the same question."""
    for query in ("", "?page_standings=1&phase=1", "?&page_new_entries=1&"):
        answer = await gate.get(f"leagues-classic/900/standings/{query}")
        assert answer.status_code == 200
    assert len(gate.asked()) == 1


async def test_what_is_not_below_fpl_is_somebody_else_s(gate: Gate) -> None:
    """The door lets everything else pass, also what only looks like it."""
    for path in ("/", "/fpl", "/fplx/", "/%66pl/regions/", "/leagues/1"):
        assert (await gate.api.get(path)).status_code == 418
    assert gate.asked() == []


async def test_how_old_it_is_and_how_long_it_is_good_for(
    gate: Gate, forward: Forward
) -> None:
    """`max-age` counts from when FPL said it, so what is left is without the age."""
    await gate.begin()
    fetched = await gate.get(LIVE)
    forward(20)
    hit = await gate.get(LIVE)

    assert fetched.headers["age"] == "0"
    assert hit.headers["age"] == "20"
    for answer in (fetched, hit):
        told = directives(answer.headers["cache-control"])
        assert 40 <= (told["max-age"] or 0) <= 50
        assert list(told) == [
            "public",
            "max-age",
            "stale-while-revalidate",
            "stale-if-error",
        ]
        assert "x-fplbanter-stale" not in answer.headers
    assert re.fullmatch(
        r"fplbanter; fwd=uri-miss; fwd-status=200; stored; ttl=4\d",
        fetched.headers["cache-status"],
    )
    assert re.fullmatch(r"fplbanter; hit; ttl=2\d", hit.headers["cache-status"])


async def test_stale_is_given_at_once_and_says_so(gate: Gate, forward: Forward) -> None:
    """Its age is above its `max-age`: no cache on the way takes it for fresh."""
    await gate.begin()
    await gate.get(LIVE)
    forward(120)
    stale = await gate.get(LIVE)

    told = directives(stale.headers["cache-control"])
    assert stale.headers["age"] == "120"
    assert (told["max-age"] or 0) <= 50
    assert stale.headers["x-fplbanter-stale"] == "refreshing"
    assert re.fullmatch(
        r"fplbanter; hit; ttl=-\d\d; detail=refreshing", stale.headers["cache-status"]
    )


async def test_while_fpl_is_down_everything_ever_read_is_there(
    gate: Gate, forward: Forward
) -> None:
    """200 with its age and the reason, readable for a page; not one error."""
    await gate.begin()
    first = await gate.get(LIVE)
    gate.simulator.faults.add(Fault("", "status", status=500))
    forward(1800)
    await gate.get(LIVE)
    async with asyncio.timeout(10):
        while gate.process.gateway.busy:
            await asyncio.sleep(0.005)
    answer = await gate.get(LIVE)

    assert answer.status_code == 200
    assert answer.content == first.content
    assert answer.headers["age"] == "1800"
    assert answer.headers["x-fplbanter-stale"] == "down"
    assert answer.headers["cache-status"].endswith("; detail=down")
    exposed = answer.headers["access-control-expose-headers"].lower().split(", ")
    assert {"age", "etag", "cache-status", "x-fplbanter-stale"} <= set(exposed)


@pytest.mark.parametrize(
    ("fault", "slug"),
    [
        (Fault("", "status", status=500), "fpl-down"),
        (Fault("", "updating"), "fpl-updating"),
        (Fault("", "blocked"), "fpl-blocked"),
        (Fault("", "truncated"), "fpl-changed"),
    ],
)
async def test_where_nothing_is_kept_an_outage_is_503(
    gate: Gate, fault: Fault, slug: str
) -> None:
    """A problem with the reason, and when to come back."""
    gate.simulator.faults.add(fault)
    answer = await gate.get("entry/1/")

    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{slug}"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_a_gameweek_that_is_over_is_good_for_a_day(
    gate: Gate, forward: Forward
) -> None:
    """It never changes again, but next season its address is another gameweek's."""
    await gate.begin()
    await gate.get("event/3/live/")
    forward(3600)
    answer = await gate.get("event/3/live/")
    told = directives(answer.headers["cache-control"])

    assert "immutable" in told
    assert told["max-age"] == 86_400 + 3600
    assert answer.headers["age"] == "3600"
    assert answer.headers["cache-status"] == "fplbanter; hit"


@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("entry/2147483647/", 404, "Not found."),
        ("element-summary/9999/", 404, "Not found."),
        (
            f"leagues-classic/{FORBIDDEN}/standings/",
            403,
            "Authentication credentials were not provided.",
        ),
    ],
)
async def test_fpl_s_no_is_given_as_fpl_gives_it(
    gate: Gate, path: str, status: int, detail: str
) -> None:
    """Tools look for its words; twice asked, FPL is asked once."""
    for _ in range(2):
        answer = await gate.get(path)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/json"
        assert answer.json() == {"detail": detail}
        told = directives(answer.headers["cache-control"])
        assert 0 < (told["max-age"] or 0) <= 60
    assert len(gate.asked()) == 1


async def test_it_is_packed_as_the_asker_wants_it(gate: Gate) -> None:
    """br, gzip or plain, each with a length and a strong ETag of its own."""
    plain = await gate.get(LIVE)
    seen = {plain.headers["etag"]}
    for name, unpack in (("br", brotli.decompress), ("gzip", gzip.decompress)):
        request = gate.api.build_request(
            "GET", f"/fpl/{LIVE}", headers={"Accept-Encoding": name}
        )
        answer = await gate.api.send(request, stream=True)
        raw = b"".join([piece async for piece in answer.aiter_raw()])
        assert unpack(raw) == plain.content
        assert len(raw) == int(answer.headers["content-length"]) < len(plain.content)
        assert answer.headers["content-encoding"] == name
        seen.add(answer.headers["etag"])
        assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding"
    assert len(seen) == 3
    assert all(re.fullmatch(r'"[0-9a-f]{24}(-br|-gz)?"', tag) for tag in seen)
    assert "content-encoding" not in plain.headers


async def test_who_takes_nothing_is_told_so(gate: Gate) -> None:
    """Neither plain nor packed in any way that there is: 406."""
    answer = await gate.get(LIVE, Accept_Encoding="zstd, identity;q=0")
    assert answer.status_code == 406
    assert answer.json()["status"] == 406


async def test_who_has_it_is_told_so(gate: Gate) -> None:
    """304 by ETag, in a list, weak or any; by date; without a body."""
    got = await gate.get(LIVE)
    tag, date = got.headers["etag"], got.headers["last-modified"]
    conditions = [
        {"If_None_Match": tag},
        {"If_None_Match": f'"x", W/{tag}'},
        {"If_None_Match": "*"},
        {"If_None_Match": tag, "If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If_Modified_Since": date},
        {"If_Modified_Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    ]
    for condition in conditions:
        answer = await gate.get(LIVE, **condition)
        assert answer.status_code == 304, condition
        assert answer.content == b""
        assert answer.headers["etag"] == tag
        same = ("cache-control", "age", "vary", "access-control-allow-origin")
        assert all(answer.headers[n] == got.headers[n] for n in same)
        assert "content-length" not in answer.headers
        assert "content-type" not in answer.headers


async def test_who_has_another_gets_it(gate: Gate) -> None:
    """Another tag, an earlier date, or one that makes no sense."""
    got = await gate.get(LIVE)
    conditions = [
        {"If_None_Match": '"x"'},
        {"If_None_Match": '"x"', "If_Modified_Since": got.headers["last-modified"]},
        {"If_None_Match": got.headers["etag"].strip('"')},
        {"If_None_Match": ""},
        {"If_Modified_Since": "Mon, 01 Jan 2001 00:00:00 GMT"},
        {"If_Modified_Since": "yesterday"},
    ]
    for condition in conditions:
        answer = await gate.get(LIVE, **condition)
        assert (answer.status_code, len(answer.content)) == (200, len(got.content))


async def test_a_tag_of_another_packing_is_good_enough(gate: Gate) -> None:
    """A browser that has it as gzip need not load it again as br."""
    packed = await gate.get(LIVE, Accept_Encoding="gzip")
    tag = packed.headers["etag"]
    both = await gate.get(LIVE, Accept_Encoding="br, gzip", If_None_Match=tag)
    assert (both.status_code, both.headers["etag"]) == (304, tag)
    other = await gate.get(LIVE, Accept_Encoding="br", If_None_Match=tag)
    assert other.status_code == 200


async def test_it_was_modified_when_fpl_first_said_it(
    gate: Gate, forward: Forward
) -> None:
    """A date that is not to come, and stays while the body does."""
    first = await gate.get("regions/")
    modified = parsedate_to_datetime(first.headers["last-modified"])
    forward(60)
    again = await gate.get("regions/")

    now = gate.simulator.clock.now()
    assert modified <= min(now, datetime.now(UTC))
    assert again.headers["last-modified"] == first.headers["last-modified"]


async def test_a_range_is_not_looked_at(gate: Gate) -> None:
    """The whole answer, and a word that ranges are not there (RFC 9110, 14)."""
    answer = await gate.get(LIVE, Range="bytes=0-9")
    assert answer.status_code == 200
    assert answer.headers["accept-ranges"] == "none"
    assert "content-range" not in answer.headers
    json.loads(answer.content)


async def test_a_head_has_the_headers_of_a_get(gate: Gate) -> None:
    """All of them, the length too; a 404's as well."""
    await gate.get(LIVE)
    for path in (LIVE, "entry/2147483647/", "no/such/path/", "regions"):
        got = await gate.get(path)
        head = await gate.api.head(f"/fpl/{path}", headers={"Accept-Encoding": ""})
        assert head.status_code == got.status_code
        assert head.content == b""
        known = {"x-request-id", "age", "cache-status"}
        assert {k: v for k, v in head.headers.items() if k not in known} == {
            k: v for k, v in got.headers.items() if k not in known
        }


async def test_a_page_of_any_site_may_ask(gate: Gate) -> None:
    """The preflight allows any header; no cookie is set or wanted."""
    asked_for = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match, x-whatever",
    }
    answer = await gate.api.options(f"/fpl/{LIVE}", headers=asked_for)

    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-headers"] == "*, Authorization"
    assert "access-control-allow-credentials" not in answer.headers
    assert gate.asked() == []


async def test_an_address_without_its_slash_is_sent_on(gate: Gate) -> None:
    """Within the same place, as FPL does; `fpl` of PyPI writes one so."""
    answer = await gate.get("event/7/live")
    assert answer.status_code == 308
    assert answer.headers["location"] == "live/"
    assert (await gate.get("fixtures?event=7")).headers["location"] == (
        "fixtures/?event=7"
    )
    assert gate.asked() == []
    followed = await gate.api.get("/fpl/event/7/live", follow_redirects=True)
    assert followed.status_code == 200


async def test_a_fresh_copy_waits_for_nobody(gate: Gate) -> None:
    """Not for Valkey, not for MongoDB, not even for a turn of the event loop."""
    got = await gate.get(LIVE)
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError

    scope: Scope = {
        "type": "http",
        "method": "GET",
        "path": f"/fpl/{LIVE}",
        "query_string": b"",
        "headers": [],
        "client": None,
    }
    answering = gate.app(scope, receive, send).__await__()
    with pytest.raises(StopIteration):
        next(answering)
    assert sent[0]["status"] == 200
    assert sent[1]["body"] == got.content


async def test_many_readers_of_a_cold_key_cost_one(house: House, gate: Gate) -> None:
    """A hundred from one address: one request to FPL, one off the allowance."""
    async with gate_on(house, gate.process, limit=1) as small:
        answers = await asyncio.gather(*(small.get(LIVE) for _ in range(100)))
        assert {answer.status_code for answer in answers} == {200}
        assert small.asked() == [LIVE]
        assert len(small.packer) == 1
        assert (await small.get("regions/")).status_code == 429
        forget(house.simulator)
