"""What every answer has in common: CORS, HEAD, request ids, health."""

import asyncio
import re
from collections.abc import AsyncIterator

import httpx2
import pytest
from redis.asyncio import Redis
from tests.pretend import Direct, client_of
from tests.web.rest.conftest import ADDRESS, House, asking

from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import Gameweek
from fplbanter.ops.embedded import Services
from fplbanter.services.product import Product
from fplbanter.store.database import connect
from fplbanter.web.app import Check, create_app

pytestmark = pytest.mark.anyio

READABLE = (
    "/leagues/902/standings",
    "/leagues/902",
    "/leagues/902/captains",
    "/leagues/902/progress",
    "/entries/1",
    "/entries/1/gameweeks/7",
    "/leagues/902/banter",
    "/leagues/902/banter/benched_beast",
    "/leagues/902/hall-of-fame",
    "/entries/1/banter",
    "/banter/stats",
    "/banter-stats",
    "/gameweeks/current",
    "/gameweeks/7",
    "/gameweeks/7/fixtures",
    "/players",
    "/api/data",
    "/livez",
    "/readyz",
    "/docs",
    "/redoc",
    "/openapi.json",
    "/",
    "/l/902",
    "/l/902/banter",
    "/l/902/hall",
)


@pytest.mark.parametrize("path", READABLE)
async def test_what_can_be_got_has_a_head(house: House, path: str) -> None:
    """HEAD answers as GET does: status and headers, but no body (RFC 9110)."""
    got = await house.api.get(path)
    head = await house.api.head(path)

    assert head.status_code == got.status_code == 200
    assert head.content == b""
    assert head.headers["content-type"] == got.headers["content-type"]
    assert int(head.headers["content-length"]) > 0


async def test_any_other_page_may_read_the_json(house: House) -> None:
    """Public JSON carries CORS, and cookies are neither set nor wanted."""
    for path in ("/players", "/leagues/0/standings", "/no/such/path"):
        answer = await house.api.get(path, headers={"Origin": "https://a.example"})
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in answer.headers
        assert "set-cookie" not in answer.headers
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
    assert (await house.api.options("/players", headers=asked)).status_code == 200


async def test_every_answer_has_a_request_id_of_its_own(house: House) -> None:
    """Sixteen hexadecimal digits, another each time."""
    answers = [await house.api.get("/livez") for _ in range(3)]
    ids = {answer.headers["x-request-id"] for answer in answers}

    assert len(ids) == 3
    assert all(re.fullmatch(r"[0-9a-f]{16}", each) for each in ids)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("trace-0123456789", "kept"),
        ("short", ""),
        ("x" * 65, ""),
        ("<script>alert(1)</script>", ""),
        ("with space in it", ""),
    ],
)
async def test_a_sane_request_id_is_passed_on(
    house: House, sent: str, kept: str
) -> None:
    """A proxy's id is ours too, unless it could break a log or a page."""
    answer = await house.api.get("/leagues/0", headers={"X-Request-ID": sent})
    given = answer.headers["x-request-id"]

    assert (given == sent) is bool(kept)
    assert answer.json()["request_id"] == given


async def test_it_lives_and_is_ready(house: House) -> None:
    """With both servers and a season: 200 and "ok" thrice."""
    assert (await house.api.get("/livez")).json()["status"] == "alive"
    answer = await house.api.get("/readyz")

    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"mongo": "ok", "valkey": "ok", "season": "ok"},
    }


async def test_before_the_season_is_read_nothing_is_ready(house: House) -> None:
    """503 at `/readyz`, and a problem elsewhere; the process lives."""
    store = house.product.store
    async with client_of(house.simulator) as client:
        product = Product.on(
            store,
            Upstream(Direct(client, house.product.clock)),
            house.product.clock,
            league_max=2_000,
        )
        async with asking(product, {"mongo": store.ping}) as api:
            ready = await api.get("/readyz")
            table = await api.get("/leagues/900/standings")
            glance = await api.get("/api/data")
            alive = await api.get("/livez")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json() == {
        "status": "not ready",
        "checks": {"mongo": "ok", "season": "unknown"},
    }
    assert table.status_code == glance.status_code == 503
    assert table.json()["type"] == "/problems/fpl-down"
    assert int(table.headers["retry-after"]) >= 1


@pytest.fixture
async def without_database(
    house: House, services: Services
) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask a product that knows the season and whose mongod and Valkey are gone."""
    gone = connect(services.mongo_url.replace("mongod.sock", "gone.sock"), "unused")
    valkey = Redis.from_url(services.redis_url.replace("valkey.sock", "gone.sock"))
    board = house.product.board
    async with client_of(house.simulator) as client, valkey:
        product = Product.on(
            gone,
            Upstream(Direct(client, house.product.clock)),
            house.product.clock,
            league_max=2_000,
        )
        product.board.set_season(board.facts)
        product.board.set_fixtures(
            board.fixtures(Gameweek(7)), house.product.clock.now()
        )
        checks: dict[str, Check] = {"mongo": gone.ping, "valkey": valkey.ping}
        async with asking(product, checks) as api:
            yield api
    await gone.close()


async def test_without_its_servers_it_is_not_ready(
    without_database: httpx2.AsyncClient,
) -> None:
    """503 within two seconds, naming both; `/livez` still says that it runs."""
    async with asyncio.timeout(2):
        ready = await without_database.get("/readyz")
    alive = await without_database.get("/livez")

    assert alive.status_code == 200
    assert ready.status_code == 503
    checks = ready.json()["checks"]
    assert checks["season"] == "ok"
    assert checks["mongo"].startswith("failed: ")
    assert checks["valkey"] == "failed: ConnectionError"


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/leagues/900/standings", "/problems/store-down"),
        ("/entries/1", "/problems/store-down"),
        ("/l/900", "Our own database does not answer"),
    ],
)
async def test_without_a_database_it_is_503(
    without_database: httpx2.AsyncClient, path: str, words: str
) -> None:
    """Not a bug's 500: it says when to come back, and names nothing of ours."""
    answer = await without_database.get(path)

    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) >= 1
    assert words in answer.text
    assert "mongo" not in answer.text.lower()


async def test_what_is_in_memory_needs_no_database(
    without_database: httpx2.AsyncClient,
) -> None:
    """The season's own facts are served from memory."""
    answer = await without_database.get("/gameweeks/7/fixtures")

    assert answer.status_code == 200
    assert answer.json()["total"] > 0


async def test_a_bug_is_a_500_that_tells_nothing(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    """It has the request's id and CORS like any answer; the log has the rest."""
    app = create_app(house.product, checks={})

    async def broken() -> None:
        raise ZeroDivisionError("a secret of ours")

    app.add_api_route("/broken", broken)
    inside = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=inside, base_url=ADDRESS) as api:
        answer = await api.get("/broken", headers={"Origin": "https://a.example"})

    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in caplog.text
