"""The edge in front of the real application: what enters, and what never does."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass

import httpx2
import pytest
from fastapi.routing import APIRoute
from starlette.routing import BaseRoute, Match, Route
from tests.web.rest.conftest import ADDRESS, House, well

from fplbanter.game.model import LeagueId
from fplbanter.web.app import create_app
from fplbanter.web.edge import Edge, at_the_edge
from fplbanter.web.ready.asking import SESSION_COOKIE
from fplbanter.web.ready.routes import TOPICS, place_of

pytestmark = pytest.mark.anyio

PASSES_BY = {
    "/leagues/{league_id}/progress": "it says how far it is at this moment",
    "/l/{league_id}/progress": "it says how far it is at this moment",
    "/leagues/{league_id}/refresh": "it begins work",
    "/jobs/{job_id}": "it says how far it is at this moment",
    "/status": "whoever looks wants to know what is so now",
    "/status.json": "whoever looks wants to know what is so now",
    "/livez": "it is asked whether this process lives",
    "/readyz": "it is asked whether this process can work",
    "/metrics": "it is for Prometheus",
    "/l": "it leads on",
    "/docs": "hardly anybody reads it",
    "/docs/static/{name}": "hardly anybody reads it",
    "/redoc": "hardly anybody reads it",
}
"""Routes whose answers never enter, each with the reason."""

CANARY = "canary7f3a9"
NUMBERS = {
    "league_id": "901",
    "entry_id": "1",
    "gameweek": "7",
    "stat": "benched_beast",
    "version": "00ff",
    "name": "base.css",
    "job_id": "0" * 32,
}


@dataclass(frozen=True, slots=True)
class Fronted:
    """The application behind an edge."""

    edge: Edge
    api: httpx2.AsyncClient


@pytest.fixture(scope="module")
async def fronted(house: House, read_league: LeagueId) -> AsyncIterator[Fronted]:  # noqa: ARG001
    app = create_app(house.product, checks={"mongo": well})
    edge = at_the_edge(app, lifetime=3_600)
    inside = httpx2.ASGITransport(edge)
    async with httpx2.AsyncClient(transport=inside, base_url=ADDRESS) as api:
        yield Fronted(edge, api)
    await edge.aclose()


def routes(house: House) -> list[Route]:
    """Return every route there is, those of the API and the others."""
    found = list(within(create_app(house.product, checks={}).routes))
    assert len(found) > 30
    return found


def within(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    for route in routes:
        if isinstance(route, Route | APIRoute):
            yield route
        elif (router := getattr(route, "original_router", None)) is not None:
            yield from within(router.routes)


def filled(template: str) -> str:
    """Return an address of a route."""
    return re.sub(r"\{(\w+)\}", lambda part: NUMBERS[part[1]], template)


async def test_every_route_is_in_the_table_or_said_to_pass_by(house: House) -> None:
    """Whoever adds one decides which; and the table has no route that is none."""
    known = {route.path_format for route in routes(house)}
    assert known - set(TOPICS) == set(PASSES_BY)
    assert set(TOPICS) <= known


async def test_an_address_is_of_the_route_that_serves_it(house: House) -> None:
    """The edge and the router read addresses alike."""
    found = routes(house)
    for template in TOPICS:
        path = filled(template)
        place = place_of(path.encode())
        assert place
        assert place.route == template
        scope = {"type": "http", "method": "GET", "path": path, "headers": []}
        serving = next(r for r in found if r.matches(scope)[0] is Match.FULL)
        assert serving.path_format == template


@pytest.mark.parametrize("template", sorted(TOPICS))
async def test_whatever_enters_is_what_the_app_says(
    house: House, fronted: Fronted, template: str
) -> None:
    """Word for word, and the second time from memory."""
    path = filled(template)
    first = await fronted.api.get(path)
    second = await fronted.api.get(path)
    assert first.status_code == second.status_code == 200, first.text
    assert "fwd=uri-miss" in first.headers["cache-status"]
    assert "; hit" in second.headers["cache-status"]
    plain = await house.api.get(path)
    assert second.headers["content-type"] == plain.headers["content-type"]
    security = "content-security-policy"
    assert second.headers.get(security) == plain.headers.get(security)
    if template not in ("/openapi.json", "/l/{league_id}/table", "/l/{league_id}"):
        assert second.text == plain.text


async def test_what_belongs_to_one_person_never_enters(
    house: House, fronted: Fronted
) -> None:
    """All routes are asked by somebody with marks; then all that is kept is searched."""
    marked = {
        "Cookie": f"{SESSION_COOKIE}={CANARY}; other={CANARY}",
        "Authorization": f"Bearer {CANARY}",
        "User-Agent": CANARY,
        "Referer": f"{ADDRESS}/{CANARY}",
        "X-Request-ID": CANARY,
        "Host": f"{CANARY}.example",
        "Origin": f"https://{CANARY}.example",
        "X-Forwarded-For": CANARY,
        "X-Forwarded-Host": CANARY,
        "Accept-Language": "en, xx",
    }
    sets = (
        marked,
        {n: v for n, v in marked.items() if n != "Authorization"},
        {n: v for n, v in marked.items() if n not in ("Authorization", "Cookie")},
    )
    for route in routes(house):
        for turn, headers in enumerate(sets):
            # A query of its own has each of them be the first who asks.
            path = f"{filled(route.path_format)}?turn={turn}"
            for _ in range(2):
                await fronted.api.get(path, headers=headers)
    kept = fronted.edge._shelf.ready.values()
    assert len(kept) > 40
    for ready in kept:
        assert CANARY.encode() not in ready.head
        assert CANARY.encode() not in ready.bytes
        assert place_of(ready.key.path)
        assert not {b"set-cookie", b"x-request-id"} & {name for name, _ in ready.whole}


async def test_a_session_passes_the_edge_by_on_pages_alone(fronted: Fronted) -> None:
    """Whoever is known has a page of his own; JSON is the same for all."""
    cookie = {"Cookie": f"{SESSION_COOKIE}=x"}
    for _ in range(2):
        page = await fronted.api.get("/l/901", headers=cookie)
        assert "cache-status" not in page.headers
    await fronted.api.get("/leagues/901/standings")
    table = await fronted.api.get("/leagues/901/standings", headers=cookie)
    assert "; hit" in table.headers["cache-status"]


async def test_the_strangest_addresses_get_problems(fronted: Fronted) -> None:
    """As without an edge, however often they are asked for."""
    for path, status in (
        ("/leagues/900000000/standings", 404),
        ("/leagues/901/standings?limit=0", 422),
        ("/leagues/901/standings?gameweek=7&month=2", 422),
        ("/leagues/9999999999/standings", 422),
        ("/gameweeks/99", 404),
        ("/nowhere", 404),
    ):
        for _ in range(2):
            answer = await fronted.api.get(path)
            assert answer.status_code == status, path
            assert answer.headers["content-type"] == "application/problem+json"
            told = answer.json()["request_id"]
            assert answer.headers["x-request-id"] == told
            assert "cache-status" not in answer.headers


async def test_the_part_that_moves_keeps_the_tag_of_its_values(
    house: House, fronted: Fronted
) -> None:
    """
    Time that passes is no reason to send a table again.

    Its words do change with it, so that the tag is a weak one.
    """
    path = "/l/901/table"
    plain = (await house.api.get(path)).headers["etag"]
    assert plain.startswith('W/"')
    answer = await fronted.api.get(path, headers={"Accept-Encoding": "br"})
    tag = answer.headers["etag"]
    assert tag == plain.removesuffix('"') + '-br"'
    assert "fplbanter-now" in answer.headers
    for asked, status in (
        ({"If-None-Match": tag}, 304),
        ({"If-None-Match": tag.removeprefix("W/")}, 304),
        ({"If-Match": tag}, 412),
    ):
        packed = {"Accept-Encoding": "br"} | asked
        assert (await fronted.api.get(path, headers=packed)).status_code == status


async def test_a_page_of_another_site_may_read_it(fronted: Fronted) -> None:
    """Whether it is ready or not, and whether it is there or not."""
    site = {"Origin": "https://elsewhere.example"}
    for path in ("/leagues/901/standings", "/leagues/900000000/standings", "/readyz"):
        for _ in range(2):
            answer = await fronted.api.get(path, headers=site)
            assert answer.headers["access-control-allow-origin"] == "*"
            assert "X-Request-ID" in answer.headers["access-control-expose-headers"]
