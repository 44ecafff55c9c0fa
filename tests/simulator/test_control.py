"""The control door, the faults behind it, and the app in front of it all."""

from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest

from fplbanter.simulator import Simulator, build_app

pytestmark = pytest.mark.anyio
Json = dict[str, Any]


@pytest.fixture
def simulator() -> Simulator:
    """Return a simulator of the test's own."""
    return Simulator(26)


@pytest.fixture
async def client(simulator: Simulator) -> AsyncIterator[httpx2.AsyncClient]:
    """Speak to the app with its control door open."""
    transport = httpx2.ASGITransport(app=build_app(simulator, control=True))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as found:
        yield found


async def test_the_clock(client: httpx2.AsyncClient) -> None:
    """It can be read, advanced, set, paced and sent to a stage."""
    body = (await client.get("/control/clock")).json()
    assert body == {"now": "2026-10-17T15:10:00+00:00", "pace": 0.0}
    for order, now in (
        ({"advance": 90}, "2026-10-17T15:11:30+00:00"),
        ({"to": "2026-10-20T10:00:00Z"}, "2026-10-20T10:00:00+00:00"),
        ({"gameweek": 9, "stage": "updating"}, "2026-10-31T11:07:00+00:00"),
    ):
        answer = await client.post("/control/clock", json=order)
        assert (answer.status_code, answer.json()["now"]) == (200, now)
    assert (await client.get("/api/event-status/")).status_code == 503
    assert (await client.post("/control/clock", json={"pace": 60})).json()["pace"] == 60


BAD: tuple[tuple[str, object], ...] = (
    ("clock", {}),
    ("clock", []),
    ("clock", {"advance": "x"}),
    ("clock", {"advance": True}),
    ("clock", {"advance": 1e300}),
    ("clock", {"advance": 1, "pace": 2}),
    ("clock", {"to": "yesterday"}),
    ("clock", {"to": "2026-10-20T10:00:00"}),
    ("clock", {"pace": -1}),
    ("clock", {"gameweek": 39, "stage": "live"}),
    ("clock", {"gameweek": 3, "stage": "tea"}),
    ("clock", {"gameweek": "3", "stage": "live"}),
    ("entries/5", {}),
    ("entries/5", {"name": 5}),
    ("entries/5", {"deleted": "yes"}),
    ("entries/0", {"name": "x"}),
    ("players/5", {"gameweek": 3}),
    ("players/5", {"gameweek": 0, "points": 1}),
    ("players/5", {"gameweek": 3, "points": 1.5}),
    ("players/9999", {"gameweek": 3, "points": 1}),
    ("faults", {}),
    ("faults", {"kind": "earthquake"}),
    ("faults", {"kind": "slow", "delay": -1}),
    ("faults", {"kind": "status", "status": 200}),
    ("faults", {"kind": "html", "times": 0}),
    ("faults", {"kind": "html", "match": 5}),
    ("faults", {"kind": "html", "colour": "red"}),
    ("faults", {"kind": "drip", "pause": -0.1}),
    ("faults", {"kind": "drip", "pause": "slowly"}),
    ("faults", {"kind": "older", "minutes": -1}),
    ("faults", {"kind": "older", "minutes": 1e9}),
    ("faults", {"kind": "older", "minutes": True}),
    ("faults", {"kind": "status", "retry_after": 1.5}),
    ("faults", {"kind": "status", "retry_after": True}),
    ("faults", {"kind": "status", "retry_after": "a\r\nSet-Cookie: b"}),
    ("faults", {"kind": "status", "retry_after": "\u00fcber"}),
    ("faults", {"kind": "status", "retry_after": "x" * 201}),
    ("faults", {"kind": ["html"]}),
    ("limit", {"per_second": 0}),
    ("limit", {"per_second": 1.5}),
    ("limit", {"per_minute": "many"}),
    ("limit", {"per_hour": 5}),
)


@pytest.mark.parametrize(("path", "body"), BAD)
async def test_bad_input_is_a_422_with_a_sentence(
    season: Simulator, path: str, body: object
) -> None:
    """Nothing changes, and the answer says what is wrong."""
    before = (season.clock.now(), season.world.version, len(season.faults.active))
    transport = httpx2.ASGITransport(app=build_app(season, control=True))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as client:
        answer = await client.post(f"/control/{path}", json=body)
    assert answer.status_code == 422
    assert len(answer.json()["detail"]) > 10
    after = (season.clock.now(), season.world.version, len(season.faults.active))
    assert before == after


async def test_a_body_that_is_no_json(client: httpx2.AsyncClient) -> None:
    """Not even JSON is a 422 too."""
    answer = await client.post("/control/clock", content=b"{")
    assert answer.status_code == 422


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "x" * 10_240, "\u202eevil"]
)
async def test_a_renamed_entry(
    client: httpx2.AsyncClient, simulator: Simulator, name: str
) -> None:
    """Any string is a name; it shows in the entry and in the standings."""
    entry = simulator.world.leagues.by_id[902].members[0]
    before = (await client.get("/api/leagues-classic/902/standings/")).content
    await client.post(f"/control/entries/{entry}", json={"name": name})
    body = (await client.get(f"/api/entry/{entry}/")).json()
    table = await client.get("/api/leagues-classic/902/standings/")
    assert body["name"] == name
    assert table.content != before
    assert name in [row["entry_name"] for row in table.json()["standings"]["results"]]


async def test_a_deleted_entry_comes_back(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """Deleted it is a 404, restored it is there again."""
    entry = simulator.world.leagues.by_id[902].members[0]
    for deleted, status in ((True, 404), (False, 200)):
        await client.post(f"/control/entries/{entry}", json={"deleted": deleted})
        answer = await client.get(f"/api/entry/{entry}/history/")
        assert answer.status_code == status


async def test_a_players_points(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """The difference is added to his total of the gameweek."""
    before = (await client.get("/api/event/5/live/")).json()["elements"][9]["stats"]
    order = {"gameweek": 5, "points": -3}
    assert (await client.post("/control/players/10", json=order)).status_code == 200
    after = (await client.get("/api/event/5/live/")).json()["elements"][9]["stats"]
    assert after["total_points"] == before["total_points"] - 3
    blank = next(
        player.player_id
        for player in simulator.world.market.players
        if not simulator.world.calendar.by_club.get((16, player.club_id))
    )
    order = {"gameweek": 16, "points": 1}
    answer = await client.post(f"/control/players/{blank}", json=order)
    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("fault", "status", "start"),
    [
        ({"kind": "status", "status": 502}, 502, b"<html>"),
        ({"kind": "status", "status": 429}, 429, b'{"detail"'),
        ({"kind": "html"}, 200, b"<p>The game"),
        ({"kind": "json_string"}, 200, b'"The game is being updated."'),
        ({"kind": "updating"}, 503, b'"The game is being updated."'),
        ({"kind": "empty"}, 200, b""),
        ({"kind": "forbidden"}, 403, b'{"detail":"Authentication credentials'),
        ({"kind": "blocked"}, 403, b"<!DOCTYPE html>"),
    ],
)
async def test_plain_faults(
    client: httpx2.AsyncClient, fault: Json, status: int, start: bytes
) -> None:
    """They meet the paths that begin so, as often as asked, and then no more."""
    order = fault | {"match": "fixtures/", "times": 2}
    assert (await client.post("/control/faults", json=order)).status_code == 200
    assert (await client.get("/api/event-status/")).status_code == 200
    for _ in range(2):
        answer = await client.get("/api/fixtures/")
        assert answer.status_code == status
        assert answer.content.startswith(start)
    assert (await client.get("/api/fixtures/")).json()


async def test_twisted_answers(client: httpx2.AsyncClient) -> None:
    """Half a body, a field that is gone, last season's people."""
    honest = await client.get("/api/bootstrap-static/")
    await client.post("/control/faults", json={"kind": "truncated", "times": 1})
    half = await client.get("/api/bootstrap-static/")
    assert honest.content.startswith(half.content)
    assert 0 < len(half.content) < len(honest.content)
    order: Json = {"kind": "changed", "field": "web_name", "times": 1}
    await client.post("/control/faults", json=order)
    changed = (await client.get("/api/bootstrap-static/")).json()["elements"][0]
    assert set(honest.json()["elements"][0]) - set(changed) == {"web_name"}
    await client.post("/control/faults", json={"kind": "last_season"})
    old = (await client.get("/api/bootstrap-static/")).json()
    assert old["events"][0]["deadline_time"] == "2025-08-22T17:30:00Z"
    assert old["elements"][0]["id"] == honest.json()["elements"][0]["id"]
    assert old["elements"][0]["code"] != honest.json()["elements"][0]["code"]
    await client.delete("/control/faults")
    assert (await client.get("/api/bootstrap-static/")).content == honest.content


def test_a_slow_answer_says_how_slow(simulator: Simulator) -> None:
    """The answer itself is honest; the app waits before it sends it."""
    from fplbanter.simulator.faults import Fault

    honest = simulator.answer("/api/event-status/")
    simulator.faults.add(Fault("event-status/", "slow", delay=2.5))
    slow = simulator.answer("/api/event-status/")
    assert (slow.body, slow.delay) == (honest.body, 2.5)


async def test_requests_are_counted(client: httpx2.AsyncClient) -> None:
    """Arrivals have a stamp, a path with its query and a status."""
    await client.get("/api/event-status/")
    await client.get("/api/fixtures/", params={"event": "3"})
    await client.get("/api/nowhere/")
    body = (await client.get("/control/requests")).json()
    assert body["total"] == 3
    assert body["counts"]["/api/fixtures/?event=3"] == 1
    assert [row["status"] for row in body["recent"]] == [200, 200, 404]
    stamps = [row["at"] for row in body["recent"]]
    assert stamps == sorted(stamps)


async def test_the_door_is_shut_unless_asked_for(simulator: Simulator) -> None:
    """Without `control` there is nothing under /control/."""
    transport = httpx2.ASGITransport(app=build_app(simulator))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as client:
        assert (await client.get("/control/clock")).status_code == 404
        answer = await client.get("/api/event-status/")
    assert answer.headers["content-type"] == "application/json"


async def test_a_limit_is_strict(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """Over it comes 429 with the seconds to wait, counted; the control door is free."""
    order = {"per_second": 2, "per_minute": None}
    assert (await client.post("/control/limit", json=order)).json() == order
    answers = [await client.get("/api/event-status/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]
    assert answers[2].headers["retry-after"] == "1"
    assert "in 1 seconds" in answers[2].json()["detail"]
    body = (await client.get("/control/requests")).json()
    told = [body[k] for k in ("most_in_a_second", "most_in_a_minute", "violations")]
    assert told == [4, 4, 2]
    assert [row["status"] for row in body["recent"]] == [200, 200, 429, 429]
    assert (await client.post("/control/limit", json={})).status_code == 200
    assert (await client.get("/api/event-status/")).status_code == 200
    assert simulator.meter.violations == 2


async def test_a_limit_comes_before_faults(
    client: httpx2.AsyncClient, simulator: Simulator
) -> None:
    """Who is over it learns nothing else, and uses up no fault."""
    await client.post("/control/limit", json={"per_minute": 1})
    await client.get("/api/event-status/")
    await client.post("/control/faults", json={"kind": "html", "times": 1})
    assert (await client.get("/api/event-status/")).status_code == 429
    assert len(simulator.faults.active) == 1


async def test_requests_can_be_forgotten(client: httpx2.AsyncClient) -> None:
    """Then everything is counted from nothing; how many are shown can be chosen."""
    for _ in range(3):
        await client.get("/api/event-status/")
    for asked, shown in (("2", 2), ("0", 0), ("99999999", 3)):
        answer = await client.get("/control/requests", params={"recent": asked})
        assert len(answer.json()["recent"]) == shown
    for nonsense in ("-1", "x", "", "9" * 99):
        answer = await client.get("/control/requests", params={"recent": nonsense})
        assert answer.status_code == 422
    empty = (await client.delete("/control/requests")).json()
    assert empty == (await client.get("/control/requests")).json()
    assert (empty["total"], empty["recent"], empty["most_in_a_second"]) == (0, [], 0)
