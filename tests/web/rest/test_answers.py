"""Every route's answer when all is well."""

from typing import Any

import httpx2
import pytest
from tests.web.rest.conftest import House

from fplbanter.game.model import LeagueId
from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio


async def answered(api: httpx2.AsyncClient, path: str) -> dict[str, Any]:
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/json"
    body: dict[str, Any] = answer.json()
    return body


async def test_a_first_look_shows_fpls_own_table(api: httpx2.AsyncClient) -> None:
    """Nobody has been read yet, and the answer says so: 0 of 50."""
    found = await answered(api, "/leagues/900/standings")

    assert found["coverage"] == {"read": 0, "members": 50, "truncated": False}
    assert {row["source"] for row in found["items"]} == {"official"}
    assert found["phase"] == "live"
    assert not found["stale"]


async def test_a_league_that_was_read_has_its_projected_table(
    api: httpx2.AsyncClient, read_league: LeagueId
) -> None:
    """Each row has points, captain, players left, and FPL's own next to them."""
    found = await answered(api, f"/leagues/{read_league}/standings")

    coverage = found["coverage"]
    assert coverage["read"] == coverage["members"]
    row = next(row for row in found["items"] if row["source"] == "live")
    assert row["net_points"] == row["gross_points"] - row["hit"]
    assert row["captain"]["player"]["name"]
    assert row["players_left"] >= row["players_playing"] >= 0
    assert row["official"]["total"] > 0
    assert row["head_to_head"] is None


async def test_the_table_of_an_earlier_gameweek_and_of_a_month(
    api: httpx2.AsyncClient,
) -> None:
    """`gameweek` and `month` choose another table; the month is named."""
    earlier = await answered(api, "/leagues/902/standings?gameweek=6")
    month = await answered(api, "/leagues/902/standings?month=3")

    assert (earlier["gameweek"], earlier["phase"]) == (6, "final")
    assert month["month"] == {"month_id": 3, "name": "September"}
    assert earlier["month"] is None


async def test_a_league_in_short_has_links_that_work(
    api: httpx2.AsyncClient, read_league: LeagueId
) -> None:
    """Its name, how far it was read, and where its tables are."""
    found = await answered(api, f"/leagues/{read_league}")

    assert found["league"]["name"] == "Office Party Survivors"
    assert found["progress"]["text"] == "20 of 20 managers"
    for link in found["links"].values():
        assert (await api.get(link)).status_code == 200


async def test_progress_is_never_kept_by_a_cache(
    api: httpx2.AsyncClient, read_league: LeagueId
) -> None:
    """It changes by the second."""
    answer = await api.get(f"/leagues/{read_league}/progress")

    assert answer.json()["state"] == "complete"
    assert answer.headers["cache-control"] == "no-store"


async def test_captains_are_counted(
    api: httpx2.AsyncClient, read_league: LeagueId
) -> None:
    """Most chosen first; together they are as many as line-ups were read."""
    found = await answered(api, f"/leagues/{read_league}/captains?limit=100")

    chosen = [row["captained_by"] for row in found["items"]]
    assert chosen == sorted(chosen, reverse=True)
    assert 0 < sum(chosen) <= found["coverage"]["members"]


async def test_an_entry_and_its_lineup(
    api: httpx2.AsyncClient, read_league: LeagueId
) -> None:
    """The line-up's points are those of the league's table."""
    table = await answered(api, f"/leagues/{read_league}/standings")
    row = next(row for row in table["items"] if row["source"] == "live")
    entry = await answered(api, f"/entries/{row['entry_id']}")
    lineup = await answered(api, f"/entries/{row['entry_id']}/gameweeks/7")

    assert entry["entry_name"] == row["entry_name"]
    assert entry["gameweeks"][0]["gameweek"] == 1
    assert [pick["slot"] for pick in lineup["picks"]] == list(range(1, 16))
    assert lineup["net_points"] == row["net_points"]
    assert lineup["total"] == row["total"]


async def test_a_head_to_head_league_has_records(api: httpx2.AsyncClient) -> None:
    """With an odd number of members one of them plays AVERAGE."""
    found = await answered(api, "/leagues/950/standings")

    assert found["league"]["kind"] == "head_to_head"
    assert all(row["head_to_head"] is not None for row in found["items"])


async def test_the_season_for_everybody(api: httpx2.AsyncClient) -> None:
    """Gameweek, fixtures, players and the season at a glance agree."""
    gameweek = await answered(api, "/gameweeks/current")
    one = await answered(api, "/gameweeks/7")
    fixtures = await answered(api, "/gameweeks/7/fixtures")
    coming = await answered(api, "/gameweeks/8/fixtures")
    players = await answered(api, "/players?limit=10")
    glance = await answered(api, "/api/data")

    assert gameweek == one
    assert gameweek["gameweek"] == fixtures["gameweek"] == glance["gameweek"] == 7
    assert gameweek["fixtures"] == fixtures["total"] == len(glance["fixtures"])
    assert coming["phase"] == "upcoming"
    assert coming["total"] > 0
    assert glance["top_players"] == players["items"]
    assert {"month_id": 2, "name": "August"} in glance["months"]


async def test_fpl_too_slow_for_a_first_look_is_202(
    house: House,
) -> None:
    """FPL has not answered in time: the progress link, and when to come back."""
    with house.broken(Fault("leagues-classic/904", "slow", delay=60.0)):
        answer = await house.api.get("/leagues/904/standings")

    assert answer.status_code == 202
    assert answer.headers["location"] == "/leagues/904/progress"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json() == {
        "as_of": None,
        "stale": True,
        "reason": "waiting",
        "retry_at": None,
        "status": "pending",
        "league_id": 904,
        "progress": "/leagues/904/progress",
    }
    progress = await answered(house.api, "/leagues/904/progress")
    assert progress["state"] == "waiting"
    season = house.product.board.season
    assert await house.product.store.leagues.find_league(season, LeagueId(904)) is None


async def test_what_was_read_stays_when_fpl_goes(house: House) -> None:
    """A table that was looked at once is there without FPL."""
    first = await answered(house.api, "/leagues/902/standings")
    with house.broken(Fault("", "status", status=503)):
        again = await answered(house.api, "/leagues/902/standings")

    assert [row["entry_id"] for row in again["items"]] == [
        row["entry_id"] for row in first["items"]
    ]


async def test_what_a_league_that_is_there_does_not_have(house: House) -> None:
    """A head-to-head league has no months, a late one no gameweek 4."""
    month = await house.api.get("/leagues/950/standings?month=2")
    before = await house.api.get("/leagues/906/standings?gameweek=4")

    assert month.status_code == 422
    assert month.json()["errors"][0]["field"] == "month"
    assert before.status_code == 404
    assert "starts in gameweek 5" in before.json()["detail"]
