"""The same as events: for whoever cannot have a socket."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest
from tests.metered import sample
from tests.web.stream.conftest import Publish
from tests.web.stream.listening import LEAGUE, Running, news, running
from tests.web.stream.test_bad_input import assert_calm, sent_away

from fplbanter.live.hub import Hub
from fplbanter.web.stream import Limits

pytestmark = pytest.mark.anyio


@dataclass(frozen=True, slots=True)
class Event:
    """One event: its fields, and the message in it."""

    fields: dict[str, str]

    @property
    def message(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.fields["data"])
        return found


class Events:
    """Reads events off an answer."""

    def __init__(self, answer: httpx2.Response) -> None:
        self.answer = answer
        self._lines = answer.aiter_lines()

    async def next(self, kind: str) -> Event:
        fields: dict[str, str] = {}
        async with asyncio.timeout(20):
            while line := await anext(self._lines):
                name, _, value = line.partition(": ")
                fields[name] = value
        event = Event(fields)
        assert event.message["type"] == kind, str(fields)[:300]
        return event

    async def rest(self) -> int:
        """Count the messages until it ends."""
        async with asyncio.timeout(20):
            return sum([line.startswith("data") async for line in self._lines])


@asynccontextmanager
async def listening_to(
    here: Running, query: str, **headers: str
) -> AsyncIterator[Events]:
    client = httpx2.AsyncClient(trust_env=False, timeout=20)
    async with (
        client,
        client.stream("GET", f"{here.url}/events?{query}", headers=headers) as answer,
    ):
        assert answer.status_code == 200
        yield Events(answer)


async def status_of(
    here: Running, query: str, method: str = "GET", **headers: str
) -> httpx2.Response:
    async with httpx2.AsyncClient(trust_env=False) as client:
        return await client.request(
            method, f"{here.url}/events?{query}", headers=headers
        )


async def test_topics_come_as_events(hub: Hub, publish: Publish) -> None:
    """The messages of a socket; each id says what a reader has."""
    await publish(LEAGUE, news(1))
    async with (
        running(hub) as here,
        listening_to(here, f"topic={LEAGUE}&topic=gameweek") as events,
    ):
        kind = events.answer.headers["content-type"]
        assert kind.startswith("text/event-stream")
        await events.next("hello")
        league = await events.next("snapshot")
        assert league.message["data"]["league"]["league_id"] == 900
        assert league.fields["id"] == "league:900@1"
        week = await events.next("snapshot")
        assert week.fields["id"] == "league:900@1,gameweek@0"
        await publish(LEAGUE, news(2))
        change = await events.next("change")
        assert change.fields["id"] == "league:900@2,gameweek@0"


@pytest.mark.parametrize("way", ["header", "query"])
async def test_who_comes_back_gets_what_he_missed(
    hub: Hub, publish: Publish, way: str
) -> None:
    """A browser says by itself what it had; others may say it in the address."""
    for number in (1, 2, 3):
        await publish(LEAGUE, news(number))
    had = "league:900@1,gameweek@0"
    query, headers = f"topic={LEAGUE}", {}
    if way == "header":
        headers = {"Last-Event-ID": had}
    else:
        query += f"&since={had}"
    async with (
        running(hub) as here,
        listening_to(here, query, **headers) as events,
    ):
        await events.next("hello")
        missed = [(await events.next("change")).message["version"] for _ in range(2)]
    assert missed == [2, 3]


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("topic=weather", 422),
        ("topic=league:0", 422),
        ("&".join(f"topic=league:{n}" for n in range(1, 60)), 422),
    ],
)
async def test_a_wrong_question_is_a_problem(hub: Hub, query: str, status: int) -> None:
    """As at every other door."""
    async with running(hub) as here:
        answer = await status_of(here, query)
    assert answer.status_code == status
    assert answer.json()["errors"][0]["field"] == "topic"


@pytest.mark.parametrize("way", ["header", "query"])
async def test_a_version_from_the_future_is_forgotten(
    hub: Hub, caplog: pytest.LogCaptureFixture, way: str
) -> None:
    """The stream ends; a browser that comes again by itself gets the whole."""
    caplog.set_level(logging.INFO)
    had = f"{LEAGUE}@9000"
    query, headers = f"topic={LEAGUE}", {}
    if way == "header":
        headers = {"Last-Event-ID": had}
    else:
        query += f"&since={had}"
    async with running(hub) as here:
        async with listening_to(here, query, **headers) as events:
            await events.next("hello")
            last = await events.next("resync")
            assert await events.rest() == 0
        again = {"Last-Event-ID": last.fields["id"]}
        async with listening_to(here, query, **again) as events:
            await events.next("hello")
            assert (await events.next("snapshot")).message["version"] == 0
    assert len(sent_away(caplog)) == 1
    assert_calm(caplog)


async def test_nonsense_about_what_was_had_is_no_reason_to_refuse(hub: Hub) -> None:
    """He gets the whole."""
    headers = {"Last-Event-ID": "league:900@x,,weather@1,league:900@99999999999999999"}
    async with (
        running(hub) as here,
        listening_to(here, f"topic={LEAGUE}", **headers) as events,
    ):
        await events.next("hello")
        await events.next("snapshot")


async def test_the_headers_alone_can_be_had(hub: Hub) -> None:
    """A HEAD ends: nobody would read the rest."""
    async with running(hub) as here:
        answer = await status_of(here, f"topic={LEAGUE}", "HEAD")
        assert answer.status_code == 200
        assert sample("stream_readers", door="events") == 0


async def test_the_limits_are_those_of_sockets(hub: Hub) -> None:
    """Seats are counted together, and other hosts' pages may not listen."""
    async with running(hub, Limits(sockets_per_address=1)) as here:
        async with here.connect():
            assert sample("stream_readers", door="ws") == 1
            refused = await status_of(here, f"topic={LEAGUE}")
            assert refused.status_code == 429
            assert "Retry-After" in refused.headers
        foreign = await status_of(here, f"topic={LEAGUE}", Origin="http://evil.example")
        assert foreign.status_code == 403


async def test_streams_end_politely_when_the_server_stops(hub: Hub) -> None:
    """With a goodbye, and with the time after which a browser comes back."""
    async with (
        running(hub) as here,
        listening_to(here, f"topic={LEAGUE}") as events,
    ):
        await events.next("hello")
        await events.next("snapshot")
        await here.end()
        bye = await events.next("bye")
        seconds = bye.message["come_back_in"]
        assert int(bye.fields["retry"]) == pytest.approx(seconds * 1000, abs=1)
        assert await events.rest() == 0


async def test_who_leaves_gives_up_his_seat(hub: Hub) -> None:
    """Also when nothing is sent to him any more."""
    async with running(hub, Limits(sockets_per_address=1)) as here:
        async with listening_to(here, f"topic={LEAGUE}") as events:
            await events.next("hello")
        while sample("stream_readers", door="events"):
            await asyncio.sleep(0)
        async with listening_to(here, f"topic={LEAGUE}") as events:
            await events.next("hello")


async def test_who_stops_reading_is_dropped(
    hub: Hub, publish: Publish, caplog: pytest.LogCaptureFixture
) -> None:
    """What was sent before is still there for him, and then the end."""
    caplog.set_level(logging.INFO)
    async with (
        running(hub, Limits(patience=0.5)) as here,
        listening_to(here, f"topic={LEAGUE}") as events,
    ):
        await events.next("hello")
        await events.next("snapshot")
        number = 0
        while not sent_away(caplog):
            number += 1
            await publish(LEAGUE, news(number, size=200_000))
            await asyncio.sleep(0)
        assert 0 < await events.rest() < number
    assert len(sent_away(caplog)) == 1
    assert_calm(caplog)
