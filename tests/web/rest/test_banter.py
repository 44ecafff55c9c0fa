"""The doors of banter over the real product, after a real judging."""

from typing import Any

import httpx2
import pytest
from tests.web.rest.conftest import House

from fplbanter.game.model import Gameweek, LeagueId

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("judged")]

LEAGUE = LeagueId(901)


@pytest.fixture(scope="module")
async def judged(house: House, read_league: LeagueId) -> LeagueId:
    """Have a league of twenty judged, its whole season read; one is deleted."""

    async def ignored(_: int, __: int) -> None:
        """Nobody watches how far it is."""

    await house.product.backfill.fill(read_league, ignored)
    await house.product.banter_judge.judge_league(read_league, Gameweek(7))
    await house.product.banter_judge.judge_installation(Gameweek(7))
    return read_league


async def answered(
    api: httpx2.AsyncClient, path: str, **asked: object
) -> dict[str, Any]:
    answer = await api.get(path, params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def test_a_gameweek_has_headlines_and_proofs(api: httpx2.AsyncClient) -> None:
    """Every holder has a receipt that adds up to the verdict's number."""
    found = await answered(api, f"/leagues/{LEAGUE}/banter", limit=100)

    assert found["state"] == "judged"
    assert 3 <= len(found["headlines"]) <= 6
    assert found["gameweek"] == 7
    assert found["coverage"]["read"] == found["coverage"]["members"]
    assert found["total"] == len(found["items"]) > 5
    for line in found["items"]:
        holders = {holder["entry_id"] for holder in line["holders"]}
        proven = {proof["entry_id"] for proof in line["proofs"]}
        # Of a verdict with two by nature, one's receipt names the other.
        two = line["stat"] in ("copycat", "derby_day")
        assert proven == holders or (two and proven and proven < holders)
        for proof in line["proofs"]:
            amounts = sum(row["amount"] for row in proof["rows"])
            total = amounts / proof["divisor"]
            assert total == pytest.approx(proof["total"], abs=0.1), line["stat"]
            assert proof["total"] == pytest.approx(line["value"], abs=0.51)
        assert line["sentence"]
        assert not line["is_final"]


async def test_the_season_and_the_month_are_other_stretches(
    api: httpx2.AsyncClient,
) -> None:
    """Each says what it is; the month by its name."""
    season = await answered(api, f"/leagues/{LEAGUE}/banter", scope="season")
    month = await answered(api, f"/leagues/{LEAGUE}/banter", scope="month")

    assert (season["scope"], month["scope"]) == ("season", "month")
    assert month["month"]["name"]
    assert {line["scope"] for line in season["items"]} <= {"season"}


async def test_the_same_number_stands_everywhere(api: httpx2.AsyncClient) -> None:
    """In the gameweek, in the stat's history, and in the holder's cabinet."""
    week = await answered(api, f"/leagues/{LEAGUE}/banter", limit=100)
    line = next(i for i in week["items"] if i["stat"] == "gameweek_rocket")
    history = await answered(api, f"/leagues/{LEAGUE}/banter/gameweek_rocket")
    holder = line["holders"][0]["entry_id"]
    entry = await answered(api, f"/entries/{holder}/banter", limit=100)

    assert history["items"][0]["value"] == line["value"]
    assert history["items"][0]["sentence"] == line["sentence"]
    assert history["stat"]["key"] == "gameweek_rocket"
    trophy = next(t for t in entry["cabinet"] if t["stat"] == "gameweek_rocket")
    assert trophy["best"] >= line["value"]
    assert LEAGUE in trophy["league_ids"]


async def test_a_heat_is_kept_to(api: httpx2.AsyncClient) -> None:
    """Another heat is other words for the same numbers; the same heat the same words."""
    path = f"/leagues/{LEAGUE}/banter"
    mild = await answered(api, path, heat="mild", limit=100)
    savage = await answered(api, path, heat="savage", limit=100)

    def told(found: dict[str, Any]) -> list[str]:
        return [line["sentence"] for line in found["items"]]

    def numbers(found: dict[str, Any]) -> list[float]:
        return [line["value"] for line in found["items"]]

    assert numbers(mild) == numbers(savage)
    assert told(mild) != told(savage)
    assert told(mild) == told(await answered(api, path, heat="mild", limit=100))


async def test_the_hall_counts_what_was_told(api: httpx2.AsyncClient) -> None:
    """Most fame first."""
    hall = await answered(api, f"/leagues/{LEAGUE}/hall-of-fame", limit=100)

    fame = [row["fame"] for row in hall["items"]]
    assert fame == sorted(fame, reverse=True)
    assert sum(fame) > 0
    assert hall["records"]


async def test_documents_follow_their_cursor_without_a_gap(
    api: httpx2.AsyncClient,
) -> None:
    """Every entry once, in order, whichever way the pages are cut."""
    asked = {"tournament_id": "league_901", "sort": "benched_beast"}
    whole = await answered(api, "/banter-stats", limit=100, **asked)
    rows, cursor = [], None
    while True:
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        found = await answered(api, "/banter-stats", limit=7, **asked, **more)
        rows += found["items"]
        cursor = found["next_cursor"]
        if cursor is None:
            break
    assert rows == whole["items"]
    assert len(rows) == whole["total"] == 19
    numbers = [row["stats"].get("benched_beast") for row in rows]
    assert numbers == sorted(numbers, key=lambda n: (n is None, -(n or 0)))
    assert {row["tournament_id"] for row in rows} == {"league_901"}
    assert all(row["user_id"].isdigit() for row in rows)


async def test_a_cursor_of_another_question_is_refused(
    api: httpx2.AsyncClient,
) -> None:
    """422, naming the cursor."""
    first = await answered(api, "/banter-stats", sort="benched_beast", limit=2)
    cursor = first["next_cursor"]
    for other in ("sort=nice_score", "order=asc&sort=benched_beast", "limit=2"):
        answer = await api.get(f"/banter-stats?{other}&cursor={cursor}")
        assert answer.status_code == 422, other
        assert answer.json()["errors"][0]["field"] == "cursor"


async def test_everybody_is_among_all_that_are_scored_here(
    api: httpx2.AsyncClient,
) -> None:
    """`fpl_banter` is the tournament that is meant without one."""
    found = await answered(api, "/banter-stats", limit=100)

    assert {row["tournament_id"] for row in found["items"]} == {"fpl_banter"}
    assert found["total"] >= 19
    assert all("benched_beast" in row["stats"] for row in found["items"])


async def test_the_pages_tell_the_same(api: httpx2.AsyncClient) -> None:
    """The league's page has its headlines, the banter page all of it."""
    found = await answered(api, f"/leagues/{LEAGUE}/banter")
    html = {"Accept": "text/html"}
    league = (await api.get(f"/l/{LEAGUE}", headers=html)).text
    banter = (await api.get(f"/l/{LEAGUE}/banter", headers=html)).text
    hall = await api.get(f"/l/{LEAGUE}/hall", headers=html)
    holder = found["headlines"][0]["holders"][0]["entry_id"]

    assert found["headlines"][0]["title"] in league
    assert all(f'id="{line["stat"]}"' in banter for line in found["headlines"])
    assert "Records" in hall.text
    assert "Trophy cabinet" in (await api.get(f"/m/{holder}", headers=html)).text
