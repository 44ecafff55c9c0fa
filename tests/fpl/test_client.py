"""The real client against a real server: answers, refusals, second tries."""

import asyncio
from typing import TYPE_CHECKING

import pytest

from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamUpdating,
)
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import DAY_STATUS, FIXTURES, PROFILE, SEASON

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer

pytestmark = pytest.mark.anyio

UPDATING = b'"The game is being updated."'


async def test_an_answer_comes_back_as_json(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """One request, honest about who asks, and nothing that would follow us."""
    server.will(replies.json({"status": [], "leagues": ""}))
    assert await client.get(DAY_STATUS) == {"status": [], "leagues": ""}
    (asked,) = server.asked
    assert asked.path == "/api/event-status/"
    assert asked.headers["user-agent"].startswith("FPLBanter/")
    assert asked.headers["accept-encoding"] == "gzip"
    assert "cookie" not in asked.headers


async def test_a_list_is_expected_where_fpl_gives_one(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Fixtures are an array, everything else is an object."""
    server.will(replies.json([{"id": 1}]))
    assert await client.get(FIXTURES, event=3) == [{"id": 1}]
    with pytest.raises(UpstreamChanged, match="JSON list"):
        await client.get(SEASON)
    server.will(replies.json({"id": 1}))
    with pytest.raises(UpstreamChanged, match="JSON dict"):
        await client.get(FIXTURES)
    assert server.asked[0].path == "/api/fixtures/?event=3"


async def test_an_answer_without_packing_is_read_too(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Gzip is asked for, not insisted on."""
    server.will(replies.plain(200, b'{"leagues": ""}'))
    assert await client.get(DAY_STATUS) == {"leagues": ""}


async def test_no_cookie_is_kept(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """The edge's cookies would make one visitor of all requests."""
    server.will(replies.plain(200, b"{}", set_cookie="datadome=1; Path=/"))
    await client.get(DAY_STATUS)
    await client.get(DAY_STATUS)
    assert "cookie" not in server.asked[1].headers


async def test_a_number_out_of_range_asks_nothing(
    client: FPLClient, server: "ScriptedServer"
) -> None:
    """A refused path never becomes a request."""
    with pytest.raises(ValueError, match="entry_id"):
        await client.get(PROFILE, entry_id=2**63)
    assert server.asked == []


@pytest.mark.parametrize("status", [401, 403])
async def test_a_refusal_that_names_a_login_is_forbidden(
    client: FPLClient, server: "ScriptedServer", replies: "Replies", status: int
) -> None:
    """That is FPL's own word: a private thing, not a blocked address."""
    body = {"detail": "Authentication credentials were not provided."}
    server.will(replies.json(body, status))
    with pytest.raises(UpstreamForbidden, match="wants a login"):
        await client.get(PROFILE, entry_id=1)


@pytest.mark.parametrize(
    "body",
    [b"<html>Just a moment...</html>", b'{"url":"https://captcha"}', b"", b"x" * 9000],
)
async def test_any_other_403_is_the_edge_refusing_this_address(
    client: FPLClient, server: "ScriptedServer", replies: "Replies", body: bytes
) -> None:
    """It must not look like a league that does not exist."""
    server.will(replies.plain(403, body))
    with pytest.raises(UpstreamBlocked):
        await client.get(PROFILE, entry_id=1)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (404, UpstreamNotFound),
        (410, UpstreamNotFound),
        (500, UpstreamDown),
        (501, UpstreamDown),
        (301, UpstreamChanged),
        (302, UpstreamChanged),
        (400, UpstreamChanged),
        (204, UpstreamChanged),
    ],
)
async def test_other_statuses_have_their_error_at_once(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    status: int,
    error: type[UpstreamError],
) -> None:
    """None of them is worth a second try, and no redirect is followed."""
    headers = {"location": "http://169.254.0.1/"} if status in (301, 302) else {}
    server.will(replies.plain(status, b"", **headers))
    with pytest.raises(error) as caught:
        await client.get(PROFILE, entry_id=1)
    assert type(caught.value) is error
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("7", 7.0), ("1000000000", 900.0), ("soon", None), ("-5", None)],
)
async def test_429_says_when_to_come_back(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    value: str,
    seconds: float | None,
) -> None:
    """The pause is passed on and the request not repeated."""
    server.will(replies.plain(429, b"", retry_after=value))
    with pytest.raises(UpstreamBusy) as caught:
        await client.get(SEASON)
    assert caught.value.retry_after == seconds
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (503, UPDATING),
        (200, UPDATING),
        (200, b"<html><p>The game is being updated.</p></html>"),
    ],
)
async def test_the_game_is_being_updated_in_every_form(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    status: int,
    body: bytes,
) -> None:
    """A state of its own, not a failure: it is not tried again."""
    server.will(replies.plain(status, body))
    with pytest.raises(UpstreamUpdating):
        await client.get(SEASON)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [502, 503, 504])
async def test_a_passing_failure_gets_a_second_chance(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    pauses: list[float],
    status: int,
) -> None:
    """Half a second to four later, the answer may be there."""
    server.will(replies.plain(status, b"<html>"), replies.json({"leagues": ""}))
    assert await client.get(DAY_STATUS) == {"leagues": ""}
    assert len(server.asked) == 2
    assert [0.5 <= pause <= 4.0 for pause in pauses] == [True]


async def test_there_are_two_tries_and_no_third(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A server that stays down is left alone."""
    server.will(replies.plain(503, b"down"))
    with pytest.raises(UpstreamDown, match="503"):
        await client.get(SEASON)
    assert len(server.asked) == 2


async def test_who_says_when_to_come_back_is_not_asked_before(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """A 503 with Retry-After is not tried again at once."""
    server.will(replies.plain(503, b"down", retry_after="120"))
    with pytest.raises(UpstreamDown):
        await client.get(SEASON)
    assert len(server.asked) == 1


async def test_every_try_spends_a_slot(
    server: "ScriptedServer", replies: "Replies"
) -> None:
    """A storm of failures costs as many slots as requests."""
    now = 0.0

    async def wait(_: float) -> None:
        nonlocal now
        now += 100.0
        await asyncio.sleep(0)

    budget = Budget(1.0, 10, monotonic=lambda: now, sleep=wait)
    server.will(replies.plain(502, b""))
    async with FPLClient(server.base_url, budget, sleep=wait) as client:
        for _ in range(3):
            with pytest.raises(UpstreamDown):
                await client.get(SEASON)
    assert budget.report().spent == len(server.asked) == 6
