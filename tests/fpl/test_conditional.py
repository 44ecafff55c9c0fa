"""Conditional requests: a body that is known is not sent again."""

from typing import TYPE_CHECKING

import pytest

from fplbanter.errors import (
    UpstreamBlocked,
    UpstreamChanged,
    UpstreamDown,
    UpstreamUpdating,
)
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import SEASON
from fplbanter.fpl.fetched import LONGEST_AGE, Fetched, Validators, age
from fplbanter.fpl.reasons import Reason

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer

pytestmark = pytest.mark.anyio

MODIFIED = "Sat, 22 Aug 2026 18:00:00 GMT"
KNOWN = Validators('"abc"', MODIFIED)


async def test_what_fpl_tells_answers_apart_by_comes_with_the_body(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """The first question has no condition."""
    server.will(
        replies.plain(200, b"{}", etag='"abc"', last_modified=MODIFIED, age="7")
    )
    assert await client.fetch(SEASON) == Fetched(b"{}", '"abc"', MODIFIED, 7.0)
    (asked,) = server.asked
    assert {"if-none-match", "if-modified-since"}.isdisjoint(asked.headers)


async def test_a_known_body_is_asked_for_by_its_validators(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """FPL stands by it: no body, and its validators stay whatever the 304 says."""
    server.will(replies.plain(304, b"", etag='"other"', age="3"))
    found = await client.fetch(SEASON, known=KNOWN)
    assert found == Fetched(None, '"abc"', MODIFIED, 3.0)
    (asked,) = server.asked
    assert asked.headers["if-none-match"] == '"abc"'
    assert asked.headers["if-modified-since"] == MODIFIED


async def test_a_new_body_comes_with_its_own_validators(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """What was known is forgotten, also where the new one has none."""
    server.will(replies.plain(200, b"{}", etag='"new"'))
    assert await client.fetch(SEASON, known=KNOWN) == Fetched(b"{}", '"new"', None)
    server.will(replies.plain(200, b"{}"))
    assert await client.fetch(SEASON, known=KNOWN) == Fetched(b"{}", None, None)


@pytest.mark.parametrize("known", [None, Validators(), Validators("\r\nX: 1", "x\0")])
async def test_a_304_that_was_not_asked_for_is_refused(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    known: Validators | None,
) -> None:
    """There is nothing that FPL could stand by."""
    server.will(replies.plain(304, b""))
    with pytest.raises(UpstreamChanged, match="304") as caught:
        await client.fetch(SEASON, known=known)
    assert caught.value.reason == Reason.STATUS
    assert len(server.asked) == 1
    assert "if-none-match" not in server.asked[0].headers


@pytest.mark.parametrize("odd", ["", "x" * 257, 'W/"\xe9"', '"a\tb"'])
def test_odd_validators_are_neither_taken_nor_sent(odd: str) -> None:
    """Whatever FPL, or a shelf, hands out: a header stays a header."""
    assert Validators.of({"etag": odd, "last-modified": odd}) == Validators()
    assert Validators(odd, odd).headers() == {}


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("0", 0.0),
        (" 30 ", 30.0),
        ("30, 40", 30.0),
        ("9" * 5000, LONGEST_AGE),
        ("-5", 0.0),
        ("1.5", 0.0),
        ("soon", 0.0),
        ("٣", 0.0),
        ("", 0.0),
    ],
)
def test_an_age_is_whole_seconds_or_nothing(told: str, seconds: float) -> None:
    """Garbage, negative and huge ones make no answer old."""
    assert age({"age": told, "date": "Thu, 01 Jan 1970 00:00:00 GMT"}) == seconds


async def test_every_attempt_says_when_it_has_its_slot(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """Also the second one."""
    begun: list[int] = []
    server.will(replies.plain(503, b"down"), replies.json({}))
    await client.fetch(SEASON, began=lambda: begun.append(len(server.asked)))
    assert begun == [0, 1]


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (503, b"down", UpstreamDown),
        (500, b"", UpstreamDown),
        (503, b'"The game is being updated."', UpstreamUpdating),
        (403, b"<html>", UpstreamBlocked),
    ],
)
async def test_who_refuses_may_say_when_to_come_back(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    status: int,
    body: bytes,
    error: type[UpstreamDown],
) -> None:
    """The error has the seconds, so that nobody asks before; it is not retried."""
    server.will(replies.plain(status, body, retry_after="120"))
    with pytest.raises(error) as caught:
        await client.fetch(SEASON)
    assert caught.value.retry_after == 120.0
    assert len(server.asked) == 1
