"""Every request is measured by its route, and told to the log without secrets."""

import asyncio
import gzip
import io
import json
import logging
import random
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

import httpx2
import pytest
from starlette.types import Receive, Scope, Send
from tests.metered import moved, sample, series

from fplbanter.errors import StoreUnavailable
from fplbanter.ops.logs import ACCESS, configure_logging
from fplbanter.web.app import create_app
from fplbanter.web.watching import UNMATCHED, Watching, cut

if TYPE_CHECKING:
    from tests.web.rest.conftest import House

pytestmark = pytest.mark.anyio

STANDINGS = "/leagues/{league_id}/standings"
MOST_SERIES = 200
Told = Callable[[], str]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """Log as JSON for one test; gives a way to read what was said since."""
    root, access = logging.getLogger(), logging.getLogger(ACCESS)
    before = (root.level, list(root.handlers), access.level)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    configure_logging("INFO", "json", secrets=["redis://:c4nary-known@cache.example"])
    yield stream.getvalue
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    access.setLevel(before[2])


@pytest.fixture
async def odd(house: "House") -> AsyncIterator[httpx2.AsyncClient]:
    """Ask an application some of whose routes break."""
    app = create_app(house.product, checks={}, watched=False)

    async def broken() -> None:
        raise RuntimeError("Authorization: Bearer c4nary, at redis://:c4nary-url@host")

    async def dry() -> None:
        raise StoreUnavailable("c4nary-known at mongodb://me:c4nary-mongo@db.example")

    app.add_api_route("/broken", broken)
    app.add_api_route("/dry", dry)
    inside = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=inside, base_url="http://odd.test") as api:
        yield api


# -- metrics -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path", "labels"),
    [
        ("GET", "/livez?x=1", ("/livez", "GET", "200")),
        ("HEAD", "/livez", ("/livez", "HEAD", "200")),
        ("GET", "/leagues/x/standings", (STANDINGS, "GET", "422")),
        ("GET", "/no/such/thing", (UNMATCHED, "GET", "404")),
        ("GET", "/no/such/thing/either", (UNMATCHED, "GET", "404")),
        ("POST", "/livez", (UNMATCHED, "POST", "405")),
        ("BREW", "/no/such/thing", (UNMATCHED, "OTHER", "404")),
        ("GET", "/l/x", ("/l/{league_id}", "GET", "422")),
    ],
)
async def test_a_request_is_counted_by_its_route(
    api: httpx2.AsyncClient, method: str, path: str, labels: tuple[str, str, str]
) -> None:
    """The template, never the path; what nothing serves is one row together."""
    route, counted, status = labels
    with (
        moved("http_requests_total", route=route, method=counted, status=status),
        moved("http_request_seconds_count", route=route),
    ):
        await api.request(method, path)
    assert sample("http_in_flight") == 0


@pytest.mark.parametrize(
    ("path", "route", "problem"),
    [
        ("/nope", UNMATCHED, "not-found"),
        ("/leagues/x/standings", STANDINGS, "bad-request"),
        ("/broken", "/broken", "internal"),
        ("/dry", "/dry", "store-down"),
    ],
)
async def test_an_error_is_counted_by_its_problem(
    odd: httpx2.AsyncClient, path: str, route: str, problem: str
) -> None:
    """The type that its answer names is the label."""
    with moved("http_errors_total", route=route, type=problem):
        answer = await odd.get(path)
    assert answer.json()["type"] == f"/problems/{problem}"


async def test_a_request_that_is_given_up_is_counted_as_such() -> None:
    """And is in flight no longer."""

    async def never(_: Scope, __: Receive, ___: Send) -> None:
        await asyncio.Event().wait()

    scope = {"type": "http", "method": "GET", "path": "/x", "headers": []}
    with moved("http_requests_total", route=UNMATCHED, method="GET", status="499"):
        asking = asyncio.create_task(Watching(never)(scope, None, None))  # type: ignore[arg-type]
        await asyncio.sleep(0)
        assert sample("http_in_flight") == 1
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking
    assert sample("http_in_flight") == 0
    assert sample("http_errors_total", route=UNMATCHED, type="given-up") >= 1


async def test_nobody_can_make_up_series(api: httpx2.AsyncClient) -> None:
    """However odd the requests, there are fewer than two hundred series."""
    dice = random.Random(7)
    paths = sorted((await api.get("/openapi.json")).json()["paths"])
    before = series()
    for _ in range(400):
        await api.request(*odd_request(dice, paths))
    assert series() - before < MOST_SERIES


def odd_request(dice: random.Random, paths: list[str]) -> tuple[str, str]:
    """Return a method and a path such as nobody sane would send."""
    method = dice.choice(["GET", "GET", "GET", "HEAD", "POST", "PUT", "X" * 9, "TRACE"])
    junk = "".join(dice.choices("abz019-._~%2f%00\u00e9?=&;", k=dice.randint(1, 30)))
    if dice.random() < 0.3:
        return method, f"/{junk}"
    path = dice.choice([*paths, "/l/{n}", "/m/{n}", "/static/{n}", "/docs/static/{n}"])
    value = dice.choice(["1", "0", "-1", "901", "9" * 30, "x", junk.replace("?", "")])
    while "{" in path:
        head, _, rest = path.partition("{")
        path = head + value + rest.partition("}")[2]
    return method, f"{path}?{junk}" if dice.random() < 0.5 else path


# -- /metrics ------------------------------------------------------------------


async def test_the_metrics_are_for_prometheus(api: httpx2.AsyncClient) -> None:
    """Kept by nobody, packed once, and no part of the public API."""
    accept = {"Accept": "application/openmetrics-text;version=1.0.0;q=0.6,*/*;q=0.1"}
    async with api.stream("GET", "/metrics", headers=accept) as answer:
        raw = b"".join([part async for part in answer.aiter_raw()])
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw).endswith(b"# EOF\n")
    assert "/metrics" not in (await api.get("/openapi.json")).json()["paths"]
    plain = await api.get("/metrics", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "fplbanter_http_requests_total{" in plain.text


async def test_the_metrics_can_be_switched_off(odd: httpx2.AsyncClient) -> None:
    """Then there is no such page."""
    assert (await odd.get("/metrics")).status_code == 404


# -- the log -------------------------------------------------------------------


async def test_a_request_is_one_line(api: httpx2.AsyncClient, told: Told) -> None:
    """What was asked, how it was answered, how long it took: no query, no address."""
    answer = await api.get("/leagues/x/standings?token=c4nary")
    (event,) = map(json.loads, told().splitlines())
    assert event.pop("ms") > 0
    assert event.pop("time")
    assert event == {
        "level": "info",
        "logger": "access",
        "event": "request",
        "request_id": answer.headers["x-request-id"],
        "method": "GET",
        "route": STANDINGS,
        "path": "/leagues/x/standings",
        "status": 422,
        "bytes": len(answer.content),
        "client": "127.0.0.0/24",
    }


@pytest.mark.parametrize("path", ["/livez", "/readyz", "/metrics"])
async def test_what_machines_ask_is_not_told(
    api: httpx2.AsyncClient, told: Told, path: str
) -> None:
    """Every few seconds a line about nothing would hide the others."""
    await api.get(path)
    assert told() == ""


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("::1", "::/48"),
        ("", "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_an_address_loses_its_last_part(address: str, shown: str) -> None:
    """It names a neighbourhood, not a household."""
    assert cut(address) == shown


@pytest.mark.parametrize("path", ["/broken", "/dry", "/nope", "/leagues/x/standings"])
async def test_no_secret_is_ever_told(
    odd: httpx2.AsyncClient, told: Told, path: str
) -> None:
    """Not from the address asked, its headers, or what broke inside."""
    answer = await odd.get(
        f"{path}?token=c4nary-query&x=1",
        headers={
            "Authorization": "Bearer c4nary-header",
            "Cookie": "session=c4nary-cookie",
            "User-Agent": "c4nary-agent",
            "Referer": "http://x/?c4nary-referer",
        },
    )
    text = told()
    assert answer.headers["x-request-id"] in text
    assert "c4nary" not in text
    assert "c4nary" not in answer.text


async def test_what_breaks_is_one_event_of_its_request(
    odd: httpx2.AsyncClient, told: Told
) -> None:
    """With what went wrong and where, under the id that the answer carries."""
    answer = await odd.get("/broken")
    events = [json.loads(line) for line in told().splitlines()]
    assert {event["request_id"] for event in events} == {answer.json()["request_id"]}
    (broke,) = (event for event in events if event["level"] == "error")
    assert broke["error"].startswith("RuntimeError: ")
    assert "Traceback" in broke["traceback"]
