"""Each request to FPL moves the metrics, by how it ended."""

import asyncio
import gzip
import json
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from tests.metered import moved, sample

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import BanterError
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import LIVE
from fplbanter.fpl.fetched import Validators

if TYPE_CHECKING:
    from tests.fpl.conftest import Replies, ScriptedServer

pytestmark = pytest.mark.anyio

GOOD = gzip.compress(json.dumps({"elements": []}).encode())
UPDATING = json.dumps("The game is being updated.").encode()

OUTCOMES = ["ok", "unchanged", "not_found", "forbidden", "updating", "down", "slow"]
OUTCOMES += ["busy", "blocked", "changed"]


@pytest.mark.parametrize("outcome", OUTCOMES)
async def test_a_request_is_counted_by_how_it_ended(
    server: "ScriptedServer", client: FPLClient, replies: "Replies", outcome: str
) -> None:
    """Whatever FPL does, it is in one column; and the time that it took."""
    server.will(
        {
            "ok": replies.plain(200, GOOD, content_encoding="gzip"),
            "unchanged": replies.plain(304, b""),
            "not_found": replies.plain(404, b"{}"),
            "forbidden": replies.json(
                {"detail": "Authentication credentials were not provided."}, 403
            ),
            "updating": replies.plain(503, UPDATING),
            "down": replies.plain(500, b"oops"),
            "slow": replies.silence(),
            "busy": replies.plain(429, b"", retry_after="3"),
            "blocked": replies.plain(403, b"<html>", content_type="text/html"),
            "changed": replies.truncated(),
        }[outcome]
    )
    with (
        moved("upstream_requests_total", endpoint="live", outcome=outcome),
        moved("upstream_request_seconds_count", endpoint="live"),
        moved("upstream_slot_wait_seconds_count", lane="deadline"),
        suppress(BanterError),
    ):
        known = Validators(etag='"1"')
        await client.fetch(LIVE, Lane.DEADLINE, known=known, gw=7)


async def test_a_body_that_is_cut_off_is_counted_as_refused(
    server: "ScriptedServer", client: FPLClient, replies: "Replies"
) -> None:
    """By what was wrong with it."""
    server.will(replies.truncated())
    labels = {"endpoint": "live", "reason": "cut"}
    with moved("upstream_refused_bodies_total", 1, **labels), suppress(BanterError):
        await client.fetch(LIVE, gw=7)


async def test_a_second_attempt_is_counted_as_such(
    server: "ScriptedServer", client: FPLClient, replies: "Replies"
) -> None:
    """And both are requests."""
    server.will(replies.plain(502, b""), replies.plain(200, b'{"elements": []}'))
    with (
        moved("upstream_retries_total", endpoint="live"),
        moved("upstream_requests_total", endpoint="live", outcome="down"),
        moved("upstream_requests_total", endpoint="live", outcome="ok"),
        moved("upstream_request_seconds_count", 2, endpoint="live"),
    ):
        await client.fetch(LIVE, gw=7)


async def test_a_request_that_we_end_is_counted_too(
    server: "ScriptedServer", client: FPLClient, replies: "Replies"
) -> None:
    """FPL has had it, whoever waits for the answer."""
    server.will(replies.silence())
    with moved("upstream_requests_total", endpoint="live", outcome="given_up"):
        asking = asyncio.create_task(client.fetch(LIVE, gw=7))
        async with asyncio.timeout(5):
            while not server.asked:
                await asyncio.sleep(0.005)
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking
    assert sample("upstream_requests_total", endpoint="live", outcome="given_up") >= 1
