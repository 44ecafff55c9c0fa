"""The doors of banter over answers made by hand: shapes, questions, numbers."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from tests.web.pages import banters, examples
from tests.web.pages.still_banter import StillBanter

from fplbanter.banter.verdict import Scope
from fplbanter.errors import BadRequest
from fplbanter.services.answers import Notice
from fplbanter.services.answers.banter import BanterRow, BanterStats
from fplbanter.web.problems import install_problems
from fplbanter.web.rest import banter
from fplbanter.words.heat import Heat

pytestmark = pytest.mark.anyio


class Desk(StillBanter):
    """The pages' desk, with documents."""

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[dict[str, object]] = []

    async def documents(self, **asked: Any) -> BanterStats:  # noqa: ANN401  As given.
        self.questions.append(asked)
        if asked["sort"] == "stats.$where":
            raise BadRequest("There is no such stat to sort by.", field="sort")
        row = BanterRow(
            examples.SEASON,
            "900001",
            asked["tournament_id"],
            {"benched_beast": 156, "differential_genius": 60.4},
            examples.NOW,
            banters.PRIYA,
        )
        return BanterStats(
            season=examples.SEASON,
            tournament_id=asked["tournament_id"],
            sort=asked["sort"],
            order=asked["order"],
            items=(row,),
            total=2127,
            skip=asked["skip"],
            limit=asked["limit"],
            next_cursor="later",
            coverage=banters.BANTER.coverage,
            freshness=examples.FRESH,
        )


@dataclass
class Given:
    """A product that has nothing but banter."""

    banter: Desk = field(default_factory=Desk)

    def notice(self) -> Notice | None:
        return None


@pytest.fixture
def given() -> Given:
    """Return the product behind the doors."""
    return Given()


@pytest.fixture
async def api(given: Given) -> AsyncIterator[httpx2.AsyncClient]:
    """Ask an application of nothing but these doors."""
    app = FastAPI()
    app.state.product = given
    install_problems(app)
    app.include_router(banter.router)
    inside = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=inside, base_url="http://b.test") as api:
        yield api


async def answered(api: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_leagues_banter_has_its_proofs(api: httpx2.AsyncClient) -> None:
    """Headlines and all; whole numbers stay whole; rows add up to the total."""
    found = await answered(api, "/leagues/900/banter")

    assert found["items"][0]["value"] == 15
    assert (await api.get("/leagues/900/banter")).text.count('"value":15,') == 2
    assert len(found["headlines"]) == 4
    assert found["total"] == len(banters.VERDICTS)
    assert found["month"] is None
    for line in found["items"]:
        for proof in line["proofs"]:
            amounts = sum(row["amount"] for row in proof["rows"])
            assert amounts / proof["divisor"] == pytest.approx(proof["total"])
    assert found["refused"][0]["reason"] == "nobody"
    assert found["exonerations"][0]["cleared"][0]["entry_id"] == 900004
    assert found["coverage"] == {"read": 50, "members": 50, "truncated": False}


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", (Scope.GAMEWEEK, None, None, None, 0, 20)),
        ("?gameweek=3&heat=savage", (Scope.GAMEWEEK, 3, None, Heat.SAVAGE, 0, 20)),
        ("?month=3&limit=500", (Scope.MONTH, None, 3, None, 0, 100)),
        ("?scope=month", (Scope.MONTH, None, None, None, 0, 20)),
        ("?scope=month&month=3", (Scope.MONTH, None, 3, None, 0, 20)),
        ("?scope=season&cursor=40", (Scope.SEASON, None, None, None, 40, 20)),
    ],
)
async def test_a_stretch_is_asked_for(
    api: httpx2.AsyncClient, given: Given, query: str, asked: tuple[object, ...]
) -> None:
    """A gameweek, a month or the season; the current gameweek without."""
    await answered(api, "/leagues/900/banter" + query)
    assert given.banter.asked == [asked]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/leagues/900/banter?gameweek=0", ["gameweek"]),
        ("/leagues/900/banter?month=x", ["month"]),
        ("/leagues/900/banter?gameweek=3&month=3", ["month"]),
        ("/leagues/900/banter?scope=decade", ["scope"]),
        ("/leagues/900/banter?scope=season&gameweek=3", ["scope"]),
        ("/leagues/900/banter?scope=gameweek&month=3", ["scope"]),
        ("/leagues/900/banter?heat=volcanic", ["heat"]),
        ("/leagues/900/banter/nice_score?scope=all", ["scope"]),
        ("/banter-stats?order=up", ["order"]),
        ("/banter-stats?sort=stats.$where", ["sort"]),
        ("/banter-stats?sort=" + "x" * 81, ["sort"]),
        ("/banter-stats?cursor=" + "x" * 401, ["cursor"]),
        ("/banter-stats?limit=0", ["limit"]),
        ("/banter-stats?skip=-1", ["skip"]),
        ("/entries/0/banter", ["entry_id"]),
    ],
)
async def test_what_makes_no_sense_is_422(
    api: httpx2.AsyncClient, path: str, fields: list[str]
) -> None:
    """Naming the part at fault."""
    answer = await api.get(path)
    assert answer.status_code == 422, answer.text
    assert [e["field"] for e in answer.json()["errors"]] == fields


async def test_the_documents_keep_their_shape(
    api: httpx2.AsyncClient, given: Given
) -> None:
    """As the first description of the product had it, plus the season."""
    found = await answered(api, "/banter-stats?limit=1000&sort=benched_beast&order=asc")

    row = found["items"][0]
    assert {k: v for k, v in row.items() if k != "holder"} == {
        "season": "2026-27",
        "user_id": "900001",
        "tournament_id": "fpl_banter",
        "stats": {"benched_beast": 156, "differential_genius": 60.4},
        "updated_at": "2026-10-10T15:22:40Z",
    }
    assert found["next_cursor"] == "later"
    assert given.banter.questions == [
        {
            "tournament_id": "fpl_banter",
            "season": None,
            "sort": "benched_beast",
            "order": "asc",
            "skip": 0,
            "limit": 100,
            "cursor": None,
        }
    ]


async def test_the_catalogue_is_paged_and_has_no_age(api: httpx2.AsyncClient) -> None:
    """Each with its key; nothing of it was read from FPL."""
    found = await answered(api, "/banter/stats")
    rest = await answered(api, "/banter/stats?limit=200&skip=20")

    assert found["items"][0]["key"] == "benched_beast"
    assert len(found["items"]) == 20
    assert found["next_cursor"] == "20"
    assert len(rest["items"]) == found["total"] - 20
    assert (found["as_of"], found["stale"]) == (None, False)


async def test_the_hall_and_an_entry(api: httpx2.AsyncClient) -> None:
    """Members by trophies with records and streaks; a cabinet with its numbers."""
    hall = await answered(api, "/leagues/900/hall-of-fame?limit=2")
    entry = await answered(api, "/entries/900001/banter")

    assert [row["fame"] for row in hall["items"]] == [9, 8]
    assert hall["next_cursor"] == "2"
    assert hall["streaks"][0]["running"]
    assert hall["records"][0]["value"] == 24
    assert entry["entry_id"] == 900001
    assert entry["stats"] == {"benched_beast": 156, "differential_genius": 60.4}
    assert entry["cabinet"][0]["times"] == 4


@pytest.mark.parametrize("end", ["banter", "hall-of-fame"])
async def test_a_league_fpl_has_not_answered_for_is_202(
    api: httpx2.AsyncClient, end: str
) -> None:
    """With the way to watch, as its table."""
    answer = await api.get(f"/leagues/904/{end}")
    assert answer.status_code == 202
    assert answer.headers["location"] == "/leagues/904/progress"
    assert answer.json()["status"] == "pending"
