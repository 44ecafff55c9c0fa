"""Bad input and a bad FPL: always a problem that says why, never a 500."""

import re
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from tests.pretend import forget
from tests.web.rest.conftest import House

from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio

INSIDES = re.compile(
    r"Traceback|File \"|site-packages|pymongo|mongod|pydantic|http://simulator"
    r"|leagues-classic|<class|Error\("
)
KEYS = {
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "request_id",
    "retry_at",
    "errors",
}

ENTRY = 1832745
SENSELESS = [
    *(f"/leagues/{league}/standings" for league in (0, -1, 2**63, "abc", "1.5", "9 0")),
    *(f"/leagues/{league}" for league in (0, 2**31, "%00", "%ff", "900%0d%0aX: y")),
    "/leagues/0/progress",
    "/leagues/x/captains",
    "/leagues/900/standings?gameweek=0",
    "/leagues/900/standings?gameweek=-1",
    "/leagues/900/standings?gameweek=abc",
    "/leagues/900/standings?gameweek=",
    f"/leagues/900/standings?gameweek={2**63}",
    "/leagues/900/standings?month=0",
    "/leagues/900/standings?month=2&gameweek=7",
    "/leagues/900/standings?limit=" + "x" * 50_000,
    "/entries/0",
    f"/entries/{2**63}",
    "/entries/%00%01%02",
    f"/entries/{ENTRY}/gameweeks/0",
    f"/entries/{ENTRY}/gameweeks/seven",
    f"/gameweeks/{10**30}",
    "/gameweeks/0/fixtures",
    "/leagues/0/banter",
    "/leagues/900/banter?gameweek=0",
    "/leagues/900/banter?gameweek=3&month=2",
    "/leagues/900/banter?scope=season&gameweek=3",
    "/leagues/900/banter?scope=all",
    "/leagues/900/banter?heat=volcanic",
    "/leagues/900/banter/benched_beast?scope=all",
    "/leagues/x/hall-of-fame",
    "/entries/0/banter",
    "/banter/stats?limit=0",
    *(
        f"/banter-stats?sort={sort}"
        for sort in (
            "stats.$where",
            "$where",
            "__proto__",
            "stats.benched_beast",
            "%00",
        )
    ),
    "/banter-stats?sort=no_such_stat",
    "/banter-stats?sort=" + "x" * 50_000,
    "/banter-stats?order=up",
    "/banter-stats?skip=-1",
    *(
        f"/banter-stats?cursor={cursor}"
        for cursor in ("abc", "20", "bnVsbA", "W10", "%00", "\u00b2", "x" * 50_000)
    ),
]
NOT_THERE = [
    "/leagues/77777/standings",
    "/leagues/77777",
    "/leagues/77777/captains",
    "/leagues/77777/progress",
    "/leagues/900/standings?gameweek=39",
    "/leagues/900/standings?gameweek=8",
    "/leagues/900/captains?gameweek=38",
    "/leagues/900/standings?month=99",
    "/leagues/900/standings?month=12",
    "/entries/999999999",
    f"/entries/{ENTRY}/gameweeks/8",
    f"/entries/{ENTRY}/gameweeks/39",
    "/entries/999999999/gameweeks/7",
    "/gameweeks/39",
    "/gameweeks/39/fixtures",
    "/leagues/77777/banter",
    "/leagues/77777/hall-of-fame",
    "/leagues/900/banter?gameweek=8",
    "/leagues/900/banter?gameweek=39",
    "/leagues/900/banter?month=99",
    "/leagues/900/banter/no_such_stat",
    "/leagues/900/banter/stats.$where",
    "/leagues/900/banter/__proto__",
    "/entries/999999999/banter",
    "/banter-stats?tournament_id=no_such_thing",
    "/banter-stats?tournament_id=league_77777",
    "/banter-stats?tournament_id=$where",
    "/banter-stats?season=1888-89",
    "/banter-stats?season=$where",
    "/no/such/path",
    "/%00",
    "/leagues",
    "/docs/static/..%2f..%2fsettings.py",
]


async def refused(api: httpx2.AsyncClient, path: str, status: int) -> dict[str, Any]:
    """Ask, and see that the answer is a whole and harmless problem."""
    answer = await api.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert set(problem) == KEYS
    assert problem["status"] == status
    assert problem["request_id"] == answer.headers["x-request-id"]
    assert problem["detail"].endswith(".")
    assert len(answer.content) < 2_000
    assert not INSIDES.search(answer.text)
    assert not re.search(r"[\x00-\x1f\x7f]", problem["instance"])
    return problem


async def nothing_stored(house: House) -> None:
    """See that no league, member, entry, line-up or result was written."""
    store = house.product.store
    for collection in (
        store.leagues,
        store.members,
        store.entries,
        store.lineups,
        store.results,
        store.intakes,
        store.rulings,
        store.banter_stats,
    ):
        assert await collection._count({}) == 0, collection.name


@pytest.mark.parametrize("path", SENSELESS)
async def test_what_makes_no_sense_is_422(house: House, path: str) -> None:
    """The fields at fault are named; FPL is not asked, nothing is stored."""
    forget(house.simulator)
    problem = await refused(house.api, path, 422)

    assert problem["errors"]
    assert all(e["field"] and e["message"] for e in problem["errors"])
    assert not house.simulator.arrivals
    await nothing_stored(house)


@pytest.mark.parametrize("path", NOT_THERE)
async def test_what_does_not_exist_is_404(house: House, path: str) -> None:
    """Unknown, or still to come: it says which, and nothing is stored."""
    await refused(house.api, path, 404)
    await nothing_stored(house)


async def test_a_league_that_fpl_refuses_is_403(
    house: House,
) -> None:
    """It stays so without asking FPL again; nothing is stored."""
    for path in ("/leagues/909/standings", "/leagues/909", "/leagues/909/progress"):
        problem = await refused(house.api, path, 403)
        assert "members only" in problem["detail"]
    await nothing_stored(house)


async def test_a_wrong_method_is_405(house: House) -> None:
    """With what is allowed instead."""
    answer = await house.api.post("/players")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET"
    assert answer.json()["title"] == "Method not allowed"


async def test_a_query_of_thousands_of_parts_is_answered(house: House) -> None:
    """What a route does not know is ignored, however much of it there is."""
    answer = await house.api.get("/players?limit=1&" + "a=b&" * 15_000)
    assert answer.status_code == 200


FAULTS = [
    (Fault("leagues-", "status", status=500), "fpl-down"),
    (Fault("leagues-", "status", status=503), "fpl-down"),
    (Fault("leagues-", "status", status=429), "fpl-busy"),
    (Fault("leagues-", "html"), "fpl-updating"),
    (Fault("leagues-", "json_string"), "fpl-updating"),
    (Fault("leagues-", "updating"), "fpl-updating"),
    (Fault("leagues-", "truncated"), "fpl-changed"),
    (Fault("leagues-", "empty"), "fpl-changed"),
    (Fault("leagues-", "changed", field="standings"), "fpl-changed"),
    (Fault("leagues-", "blocked"), "fpl-blocked"),
]


@pytest.mark.parametrize(
    ("fault", "slug"), FAULTS, ids=[f"{f.kind}-{f.status}" for f, _ in FAULTS]
)
async def test_a_bad_fpl_at_a_first_look_is_503(
    house: House, fault: Fault, slug: str
) -> None:
    """It says what is wrong and when to come back, and nothing is stored."""
    # FPL's silence is remembered for a while, so each has a league of its own.
    league_id = (950, 951, *range(900, 908))[FAULTS.index((fault, slug))]
    path = f"/leagues/{league_id}/standings"
    with house.broken(fault):
        answer = await house.api.get(path)
        problem = await refused(house.api, path, 503)

    assert problem["type"] == f"/problems/{slug}"
    assert problem["detail"].startswith("FPL could not be read for this")
    wait = int(answer.headers["retry-after"])
    assert wait >= 1
    retry_at = house.product.clock.now() + timedelta(seconds=wait)
    assert datetime.fromisoformat(answer.json()["retry_at"]) == retry_at
    await nothing_stored(house)


async def test_a_busy_fpls_own_wish_is_passed_on(house: House) -> None:
    """FPL's 429 says when to come back; so do we."""
    with house.broken(Fault("leagues-classic/", "status", status=429)):
        answer = await house.api.get("/leagues/2000/standings")
    assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize("path", ["/entries/2001", "/entries/2002/gameweeks/7"])
async def test_a_bad_fpl_at_a_first_look_at_an_entry_is_503(
    house: House, path: str
) -> None:
    """As for leagues."""
    with house.broken(Fault("entry/", "html")):
        await refused(house.api, path, 503)
    await nothing_stored(house)
