"""The API's documentation: whole, true, and without any other host."""

import re
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from fastapi.routing import APIRoute
from pydantic import TypeAdapter
from tests.pretend import product_on, read_season
from tests.web.rest.make_examples import make_examples, written

from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store
from fplbanter.web.openapi import EXAMPLES
from fplbanter.web.problems import MEDIA_TYPE, Problem
from fplbanter.web.rest import banter, entries, health, leagues, refreshes, season
from fplbanter.web.rest import status as how_it_is

pytestmark = pytest.mark.anyio

Json = dict[str, Any]

ABOUT_US = ("/livez", "/readyz", "/status.json")
"""What tells of this installation, and nothing of FPL's game."""


@pytest.fixture(scope="module")
async def schema(api: httpx2.AsyncClient) -> Json:
    """Read the schema as a program would."""
    found: Json = (await api.get("/openapi.json")).json()
    return found


def operations(schema: Json) -> Iterator[tuple[str, Json]]:
    for path, methods in schema["paths"].items():
        for operation in methods.values():
            yield path, operation


def answers(schema: Json) -> Iterator[tuple[str, str, str, Json]]:
    """Yield path, status, media type and content of every documented answer."""
    for path, operation in operations(schema):
        for status, answer in operation["responses"].items():
            for media_type, content in answer["content"].items():
                yield path, status, media_type, content


async def test_every_route_of_the_issue_is_documented(schema: Json) -> None:
    """What is promised is there, each by its method and with a summary."""
    assert set(schema["paths"]) == {
        "/leagues/{league_id}/standings",
        "/leagues/{league_id}",
        "/leagues/{league_id}/captains",
        "/leagues/{league_id}/progress",
        "/leagues/{league_id}/banter",
        "/leagues/{league_id}/banter/{stat}",
        "/leagues/{league_id}/hall-of-fame",
        "/leagues/{league_id}/refresh",
        "/leagues/{league_id}/timeline",
        "/jobs/{job_id}",
        "/entries/{entry_id}/banter",
        "/banter/stats",
        "/banter-stats",
        "/entries/{entry_id}",
        "/entries/{entry_id}/gameweeks/{gameweek}",
        "/gameweeks/current",
        "/gameweeks/{gameweek}",
        "/gameweeks/{gameweek}/fixtures",
        "/players",
        "/api/data",
        "/livez",
        "/readyz",
        "/status.json",
    }
    summaries = [operation["summary"] for _, operation in operations(schema)]
    assert len(set(summaries)) == len(summaries)
    assert all(operation["description"] for _, operation in operations(schema))


async def test_no_list_without_limit_and_skip(schema: Json) -> None:
    """Whatever answers `items` is paged like everything else."""
    lists = set()
    for path, operation in operations(schema):
        answer = operation["responses"].get("200") or operation["responses"]["202"]
        shown = answer["content"]["application/json"]["schema"]
        body = schema["components"]["schemas"][shown["$ref"].rpartition("/")[2]]
        if "items" in body["properties"]:
            lists.add(path)
            assert {"total", "next_cursor", "as_of", "stale"} <= set(body["properties"])
            asked = {each["name"]: each for each in operation["parameters"]}
            assert {"limit", "skip", "cursor"} <= set(asked)
            assert asked["limit"]["schema"]["default"] == 20
    assert len(lists) == 11


async def test_every_answer_says_how_old_it_is_and_why(schema: Json) -> None:
    """`as_of`, `stale`, the reason and the next try, in each answer with data."""
    told = {"as_of", "stale", "reason", "retry_at"}
    for path, operation in operations(schema):
        if path in ABOUT_US:
            continue
        for status in {"200", "202"} & set(operation["responses"]):
            answer = operation["responses"][status]["content"]["application/json"]
            body = schema["components"]["schemas"][
                answer["schema"]["$ref"].rpartition("/")[2]
            ]
            assert told <= set(body["required"]), (path, status)
    problem = schema["components"]["schemas"]["Problem"]
    assert "retry_at" in problem["properties"]


async def test_every_route_documents_its_problems(schema: Json) -> None:
    """As `application/problem+json`, with the shape of a problem."""
    for path, operation in operations(schema):
        if path in ABOUT_US:
            continue
        statuses = set(operation["responses"])
        assert {"404", "422", "503"} <= statuses, path
        assert ("403" in statuses) == path.startswith(("/leagues", "/entries")), path
        for status in statuses - {"200", "202"}:
            content = operation["responses"][status]["content"]
            assert list(content) == [MEDIA_TYPE], (path, status)
            assert content[MEDIA_TYPE]["schema"]["$ref"].endswith("/Problem")


async def test_every_answer_has_an_example(schema: Json) -> None:
    """Nobody has to guess what an answer looks like."""
    without = [
        (path, status)
        for path, status, _, content in answers(schema)
        if not content.get("example")
    ]
    assert without == []


async def test_every_example_is_an_answer_of_its_shape(
    schema: Json,
) -> None:
    """Each example passes through the model that makes the answer, unchanged."""
    routes = {
        route.path: route
        for door in (banter, entries, health, how_it_is, leagues, refreshes, season)
        for route in door.router.routes
        if isinstance(route, APIRoute)
    }
    for path, status, media_type, content in answers(schema):
        model: Any = Problem
        if media_type != MEDIA_TYPE:
            model = _model(routes[path], int(status))
        adapter: TypeAdapter[Any] = TypeAdapter(model)
        shown = adapter.dump_python(
            adapter.validate_python(content["example"]), mode="json"
        )
        assert shown == content["example"], (path, status)


def _model(route: APIRoute, status: int) -> Any:  # noqa: ANN401  Any route's model.
    own = route.status_code or 200
    return route.response_model if status == own else route.responses[status]["model"]


async def test_the_examples_are_fresh(store: Store, simulator: Simulator) -> None:
    """They are what the product answers now: make them anew if it changed."""
    async with product_on(store, simulator) as product:
        await read_season(product)
        made = written(await make_examples(product, simulator))

    assert EXAMPLES.read_text(encoding="utf-8") == made, (
        "make them anew: python tests/web/rest/make_examples.py"
    )


@pytest.mark.parametrize("page", ["/docs", "/redoc"])
async def test_the_documentation_loads_nothing_from_elsewhere(
    api: httpx2.AsyncClient, page: str
) -> None:
    """All that the page names is here, and its policy forbids the rest."""
    answer = await api.get(page)
    named = re.findall(r'(?:src|href)="([^"]+)"', answer.text)

    assert named
    for url in named:
        assert url.startswith("/")
        assert not url.startswith("//")
        assert (await api.get(url)).status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "http" not in policy


LOADS = re.compile(
    rb"""(?:url\(|@import\s+|\bsrc\s*[:=]\s*|\bfetch\(|importScripts\()\s*
    ["'`]?((?:https?:)?//[a-z0-9][^"'`)\s]*)""",
    re.IGNORECASE | re.VERBOSE,
)


async def test_the_served_scripts_load_nothing_from_elsewhere(
    api: httpx2.AsyncClient,
) -> None:
    """No stylesheet, font, image, frame or script of another host."""
    for page in ("/docs", "/redoc"):
        html = (await api.get(page)).text
        for url in re.findall(r'(?:src|href)="(/docs/static/[^"]+)"', html):
            content = (await api.get(url)).content
            assert LOADS.findall(content) == [], url
            assert b"cdn.redoc.ly" not in content, url


async def test_swagger_asks_no_validator_elsewhere(api: httpx2.AsyncClient) -> None:
    """Left to itself it sends the schema's address to a host of its makers."""
    start = await api.get("/docs/static/start-swagger.js")
    assert "validatorUrl: null" in start.text


async def test_no_other_file_is_served_as_documentation(
    api: httpx2.AsyncClient,
) -> None:
    """Only the files that the pages name; a path leads nowhere else."""
    for name in ("x.js", "..%2f__init__.py", "%2e%2e/app.py", "redoc.standalone.js%00"):
        assert (await api.get(f"/docs/static/{name}")).status_code == 404
