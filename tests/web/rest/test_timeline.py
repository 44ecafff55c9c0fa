"""A league's gameweek as it went, and its table as of any moment of it, over HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
import pytest
from tests.services.seasons import fill_season
from tests.web.rest.conftest import House

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services.matchday.matchday import Matchday
from fplbanter.simulator.faults import Fault

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

GAMEWEEK = Gameweek(7)
TIMELINE, TABLE = "/leagues/901/timeline", "/leagues/901/standings"
LISTED = {"items", "total", "next_cursor", "as_of", "stale", "phase"}


@dataclass(frozen=True, slots=True)
class Saturday:
    """A house whose matchday is recorded as its clock is moved on."""

    house: House
    matchday: Matchday
    began: datetime

    @property
    def now(self) -> datetime:
        return self.house.product.clock.now()

    async def read(self) -> None:
        """Have FPL read, as the loop does, and looked at."""
        reader = self.house.product.season_reader
        await reader.refresh_season()
        await reader.refresh_fixtures()
        await reader.refresh_live(GAMEWEEK)
        await self.matchday.look()
        while self.matchday.is_catching_up:
            await self.matchday._catching_up  # type: ignore[misc]
            await self.matchday.look()

    async def pass_by(self, minutes: int) -> None:
        """Let time go by, FPL being read every ten minutes."""
        for _ in range(0, minutes, 10):
            self.house.simulator.clock.advance(600)
            await self.read()


@pytest.fixture(scope="module")
async def saturday(house: House) -> AsyncIterator[Saturday]:
    """Record from a quarter of an hour before the first kick-off for six hours."""
    week = house.simulator.world.calendar.gameweek(GAMEWEEK)
    began = min(f.kickoff for f in week.fixtures) - timedelta(minutes=15)
    house.simulator.clock.move_to(began)
    saturday = Saturday(house, Matchday(house.product), began)
    await saturday.house.product.season_reader.refresh_season()
    await house.product.season_reader.refresh_fixtures()
    await house.product.season_reader.refresh_live(GAMEWEEK)
    await house.product.desk.look(LeagueId(901))
    await house.product.intakes.run(LeagueId(901), GAMEWEEK)
    await fill_season(house.product, LeagueId(901))
    await saturday.read()
    await saturday.pass_by(360)
    yield saturday
    await saturday.matchday.close()


async def page(api: httpx2.AsyncClient, path: str, **asked: object) -> dict[str, Any]:
    answer = await api.get(path, params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


async def refused(
    api: httpx2.AsyncClient, path: str, status: int, **asked: object
) -> dict[str, Any]:
    answer = await api.get(path, params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert problem["detail"]
    return problem


def fields(problem: dict[str, Any]) -> list[str]:
    return [error["field"] for error in problem["errors"]]


async def whole(
    api: httpx2.AsyncClient, limit: int, found: dict[str, Any] | None = None
) -> list[str]:
    """Follow the cursor to the end, from the first page or another."""
    found = found or await page(api, TIMELINE, limit=limit)
    names = [item["event_id"] for item in found["items"]]
    while found["next_cursor"] is not None:
        found = await page(api, TIMELINE, limit=limit, cursor=found["next_cursor"])
        assert 1 <= len(found["items"]) <= limit
        names += [item["event_id"] for item in found["items"]]
    return names


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def test_a_timeline_tells_what_happened(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """Twenty lines, the latest first; of which gameweek, and since when."""
    found = await page(api, TIMELINE)
    assert set(found) >= LISTED
    assert (found["gameweek"], found["season"], found["phase"]) == (
        7,
        "2026-27",
        "live",
    )
    assert found["league"]["league_id"] == 901
    assert moment(found["recorded_since"]) == saturday.began
    assert len(found["items"]) == 20 < found["total"]
    times = [moment(item["at"]) for item in found["items"]]
    assert times == sorted(times, reverse=True)
    assert saturday.began < times[-1] <= times[0] <= saturday.now
    for item in found["items"]:
        assert item["kind"]
        assert item["text"][-1:] == "."


@pytest.mark.parametrize("limit", [1, 7, 20, 100])
@pytest.mark.usefixtures("saturday")
async def test_following_the_cursor_gives_each_moment_once(
    api: httpx2.AsyncClient, limit: int
) -> None:
    """Page by page to the end, however large the pages."""
    names = await whole(api, limit)
    total = (await page(api, TIMELINE))["total"]
    assert len(names) == len(set(names)) == total > 20


@pytest.mark.usefixtures("saturday")
async def test_skip_and_limit_cut_the_same_list(api: httpx2.AsyncClient) -> None:
    """And beyond the end there is an empty page."""
    names = await whole(api, 100)
    part = await page(api, TIMELINE, skip=5, limit=4)
    assert [item["event_id"] for item in part["items"]] == names[5:9]
    for skip in (100_000, 10**30):
        beyond = await page(api, TIMELINE, skip=skip)
        assert (beyond["items"], beyond["next_cursor"]) == ([], None)
        assert beyond["total"] == len(names)


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize("limit", [101, 500, 10**30])
async def test_more_than_a_hundred_moments_are_a_hundred(
    api: httpx2.AsyncClient, limit: int
) -> None:
    """A greedy limit is no error."""
    found = await page(api, TIMELINE, limit=limit)
    assert len(found["items"]) == min(100, found["total"])


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "7",
        "abc",
        "-1",
        "1-",
        "-",
        "1-2-3",
        "1--1",
        "٣-٣",
        "1e3-0",
        "9" * 21,
        "\x00",
    ],
)
async def test_a_cursor_that_is_not_ours_is_refused(
    api: httpx2.AsyncClient, cursor: str
) -> None:
    """With its name."""
    problem = await refused(api, TIMELINE, 422, cursor=cursor)
    assert fields(problem) == ["cursor"]


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize("asked", [{"limit": 0}, {"skip": -1}, {"gameweek": 0}])
async def test_paging_that_makes_no_sense_is_refused(
    api: httpx2.AsyncClient, asked: dict[str, int]
) -> None:
    """As of every list."""
    problem = await refused(api, TIMELINE, 422, **asked)
    assert fields(problem) == list(asked)


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/leagues/77777/timeline", {}),
        (TIMELINE, {"gameweek": 8}),
        (TIMELINE, {"gameweek": 39}),
        ("/leagues/77777/standings", {"at": "2026-10-17T12:00:00Z"}),
    ],
)
async def test_what_there_is_not_is_404(
    api: httpx2.AsyncClient, path: str, asked: dict[str, object]
) -> None:
    """A league that nobody has, a gameweek that is still to come."""
    await refused(api, path, 404, **asked)


@pytest.mark.parametrize("end", ["timeline", "standings"])
async def test_a_league_fpl_has_not_answered_for_is_202(
    saturday: Saturday, api: httpx2.AsyncClient, end: str
) -> None:
    """With the way to its progress, as for every first look."""
    asked = {} if end == "timeline" else {"at": saturday.began.isoformat()}
    with saturday.house.broken(Fault("leagues-classic/904", "slow", delay=60.0)):
        answer = await api.get(f"/leagues/904/{end}", params=asked)
    assert answer.status_code == 202
    assert answer.headers["location"] == "/leagues/904/progress"
    assert answer.json()["status"] == "pending"


async def test_a_gameweek_that_was_not_recorded_has_no_moments(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """It says so; a table of a moment of it is not there."""
    found = await page(api, TIMELINE, gameweek=5)
    assert (found["items"], found["total"], found["recorded_since"]) == ([], 0, None)
    at = saturday.house.product.board.state(Gameweek(5)).deadline + timedelta(hours=30)
    problem = await refused(api, TABLE, 404, at=at.isoformat(), gameweek=5)
    assert "Nothing was recorded of gameweek 5." in problem["detail"]


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize(
    "at",
    [
        "",
        "abc",
        "NaN",
        "2026-10-17",
        "2026-10-17T15:00:00",
        "2026-10-17 15:00",
        "2026-13-17T15:00:00Z",
        "2026-10-17T15:00:00+99:00",
        "2026-10-17T15:00:00Z; drop",
        "9" * 50,
        "x" * 50_000,
        "\x00",
    ],
)
async def test_what_is_no_moment_is_refused(api: httpx2.AsyncClient, at: str) -> None:
    """Neither a word nor a time of which nobody knows where: the field is named."""
    problem = await refused(api, TABLE, 422, at=at)
    assert fields(problem) == ["at"]


@pytest.mark.usefixtures("saturday")
@pytest.mark.parametrize(
    ("at", "more"),
    [
        ("9999-12-31T23:59:59Z", {}),
        ("9999-12-31T23:59:59-23:59", {}),
        ("0001-01-01T00:00:00Z", {}),
        ("0001-01-01T00:00:00+23:59", {}),
        ("2020-01-01T00:00:00Z", {"gameweek": 7}),
        ("0", {}),
        ("-1", {}),
    ],
)
async def test_a_moment_at_the_end_of_time_is_refused(
    api: httpx2.AsyncClient, at: str, more: dict[str, object]
) -> None:
    """As far away as can be written."""
    problem = await refused(api, TABLE, 422, at=at, **more)
    assert fields(problem) == ["at"]


@pytest.mark.parametrize(
    ("hours", "more"),
    [
        (0.001, {}),
        (24 * 365, {}),
        (-24 * 365, {}),
        (0, {"gameweek": 6}),
        (0, {"gameweek": 8}),
        (-24 * 6, {"gameweek": 7}),
        (0, {"month": 2}),
        (0, {"month": 4, "gameweek": 7}),
    ],
)
async def test_a_moment_outside_is_refused(
    saturday: Saturday,
    api: httpx2.AsyncClient,
    hours: float,
    more: dict[str, object],
) -> None:
    """Still to come, before the season, of another gameweek, of a month."""
    at = saturday.now + timedelta(hours=hours)
    problem = await refused(api, TABLE, 422, at=at.isoformat(), **more)
    assert fields(problem) == ["at"]


async def test_before_it_was_recorded_nothing_is_known(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """It says from when on."""
    at = saturday.began - timedelta(seconds=1)
    problem = await refused(api, TABLE, 404, at=at.isoformat())
    assert f"{saturday.began:%Y-%m-%dT%H:%M:%SZ}" in problem["detail"]


@pytest.mark.parametrize("minutes", [0, 1, 33, 62.5, 360])
async def test_a_table_is_shown_as_of_a_moment(
    saturday: Saturday, api: httpx2.AsyncClient, minutes: float
) -> None:
    """It says for when, and of which read that is: none after it."""
    at = saturday.began + timedelta(minutes=minutes)
    found = await page(api, TABLE, at=at.isoformat(), limit=100)
    assert set(found) >= LISTED
    assert moment(found["at"]) == at
    assert saturday.began <= moment(found["as_of"]) <= at
    assert at - moment(found["as_of"]) <= timedelta(minutes=10)
    assert len(found["items"]) == found["total"] == 20
    assert found["gameweek"] == 7
    assert await page(api, TABLE, at=at.isoformat(), limit=100, gameweek=7) == found


async def test_a_moment_may_be_told_in_any_zone(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """The same moment is the same table; it is answered in UTC."""
    at = saturday.began + timedelta(minutes=60)
    forms = [f"{at:%Y-%m-%dT%H:%M:%SZ}"]
    for hours in (1, -5):
        there = at + timedelta(hours=hours)
        forms.append(f"{there:%Y-%m-%dT%H:%M:%S}{hours:+03d}:00")
    found = [await page(api, TABLE, at=form) for form in forms]
    assert found.count(found[0]) == len(forms)
    assert found[0]["at"] == forms[0]


async def test_a_past_table_has_pages(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """As the live one has; and the last moment shows what the live one does."""
    at = saturday.now.isoformat()
    every = await page(api, TABLE, at=at, limit=100)
    part = await page(api, TABLE, at=at, limit=6, cursor=6)
    assert part["items"] == every["items"][6:12]
    assert part["next_cursor"] == "12"
    live = await page(api, TABLE, limit=100)
    assert live.get("at") is None
    points = [[row["total"] for row in body["items"]] for body in (every, live)]
    assert points[0] == points[1]


async def test_a_cursor_is_stable_while_things_happen(
    saturday: Saturday, api: httpx2.AsyncClient
) -> None:
    """What comes in the meantime is on the first page only."""
    names = await whole(api, 100)
    first = await page(api, TIMELINE, limit=5)
    await saturday.pass_by(30)
    assert await whole(api, 5, first) == names
    later = await whole(api, 100)
    assert later[-len(names) :] == names
    assert len(later) > len(names)
