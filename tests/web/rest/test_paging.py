"""Paging, everywhere the same (DESIGN 5)."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("read_league")]

EVERY_LIST = (
    "/leagues/901/standings",
    "/leagues/901/captains",
    "/gameweeks/7/fixtures",
    "/players",
)
BANTER = (
    "/banter/stats",
    "/banter-stats",
    "/banter-stats?sort=benched_beast",
    "/leagues/901/banter",
    "/leagues/901/banter?scope=season",
    "/leagues/901/banter/benched_beast",
    "/leagues/901/hall-of-fame",
    "/entries/1832745/banter",
)


async def page(api: httpx2.AsyncClient, path: str, **asked: object) -> dict[str, Any]:
    answer = await api.get(path, params={k: str(v) for k, v in asked.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


@pytest.mark.parametrize("path", EVERY_LIST)
async def test_a_page_has_twenty_rows_unless_told_else(
    api: httpx2.AsyncClient, path: str
) -> None:
    """`limit` defaults to 20, and every list says how many rows there are."""
    found = await page(api, path)
    assert len(found["items"]) == min(20, found["total"])
    assert {"items", "total", "next_cursor", "as_of", "stale", "phase"} <= set(found)


@pytest.mark.parametrize("limit", [101, 500, 10**30])
async def test_more_than_a_hundred_rows_are_a_hundred(
    api: httpx2.AsyncClient, limit: int
) -> None:
    """A greedy limit is no error: it answers 100 rows with 200."""
    found = await page(api, "/players", limit=limit)
    assert len(found["items"]) == 100
    assert found["next_cursor"] == "100"


@pytest.mark.parametrize("path", [*EVERY_LIST, *BANTER])
@pytest.mark.parametrize("limit", ["0", "-1", "abc", "", "1.5", "NaN"])
async def test_a_limit_that_is_no_number_of_rows_is_refused(
    api: httpx2.AsyncClient, path: str, limit: str
) -> None:
    """0, negative or not a number is 422, naming the field."""
    answer = await api.get(path, params={"limit": limit})
    assert answer.status_code == 422
    assert [e["field"] for e in answer.json()["errors"]] == ["limit"]


@pytest.mark.parametrize("path", EVERY_LIST)
@pytest.mark.parametrize("skip", [100_000, 10**30])
async def test_beyond_the_end_is_an_empty_page(
    api: httpx2.AsyncClient, path: str, skip: int
) -> None:
    """However far: 200, no rows, no next page, and the total as ever."""
    found = await page(api, path, skip=skip)
    assert found["items"] == []
    assert found["next_cursor"] is None
    assert found["total"] > 0


@pytest.mark.parametrize("skip", ["-1", "abc"])
async def test_a_skip_that_makes_no_sense_is_refused(
    api: httpx2.AsyncClient, skip: str
) -> None:
    """Negative or not a number is 422."""
    answer = await api.get("/players", params={"skip": skip})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "skip"


@pytest.mark.parametrize("cursor", ["abc", "", "-1", "1e3", "²", "9" * 21, "\x00"])
async def test_a_foreign_cursor_is_refused(
    api: httpx2.AsyncClient, cursor: str
) -> None:
    """What was never a `next_cursor` of ours is 422."""
    answer = await api.get("/players", params={"cursor": cursor})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "cursor"


@pytest.mark.parametrize(
    ("path", "of"),
    [
        ("/leagues/900/standings", lambda row: row["entry_id"]),
        ("/players", lambda row: row["player"]["player_id"]),
        ("/gameweeks/7/fixtures", lambda row: row["fixture_id"]),
    ],
)
async def test_following_the_cursor_gives_every_row_once(
    api: httpx2.AsyncClient, path: str, of: Callable[[dict[str, Any]], int]
) -> None:
    """Page by page to the end, no row is missing and none comes twice."""
    limit = 100 if path == "/players" else 7
    found = await page(api, path, limit=limit)
    rows = [of(row) for row in found["items"]]
    while found["next_cursor"] is not None:
        found = await page(api, path, limit=limit, cursor=found["next_cursor"])
        rows += [of(row) for row in found["items"]]
    assert len(rows) == len(set(rows)) == found["total"]


async def test_skip_and_limit_cut_the_same_list(api: httpx2.AsyncClient) -> None:
    """Rows 30 to 34 are the same however they are asked for."""
    whole = await page(api, "/leagues/900/standings", limit=100)
    part = await page(api, "/leagues/900/standings", skip=30, limit=5)
    assert part["items"] == whole["items"][30:35]
