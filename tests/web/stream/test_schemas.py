"""`docs/live.md` says what is said: real sessions are held to its schemas."""

import json
import re
from typing import Any

import pytest
from tests.conventions.tree import ROOT
from tests.metered import moved
from tests.web.pages import examples
from tests.web.stream.checking import faults
from tests.web.stream.conftest import Publish
from tests.web.stream.listening import ENTRY, LEAGUE, follow, heard, news, running, say

from fplbanter.live.hub import Hub
from fplbanter.services.streams import gameweek_change, league_change
from fplbanter.web.stream import Limits
from fplbanter.web.stream.messages import FRAME

pytestmark = pytest.mark.anyio

PAGE = (ROOT / "docs" / "live.md").read_text("utf-8")
SCHEMAS: dict[str, Any] = {
    name: json.loads(schema)
    for name, schema in re.findall(
        r"^### (?:Of )?`([^`]+)`.*?^```json\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE
    )
}
MOMENT = {"event_id": "7:goal:8", "kind": "goal", "at": examples.NOW, "text": "Goal"}


async def test_everything_that_is_said_is_as_it_is_written(
    hub: Hub, publish: Publish
) -> None:
    """A session in which every message comes, each held to its schema."""
    said: dict[str, dict[str, Any]] = {}
    async with running(hub, Limits(heartbeat=0.3)) as here, here.connect() as reader:

        async def hear(kind: str) -> dict[str, Any]:
            while (message := await heard(reader))["type"] != kind:
                said[message["type"]] = message
            said[kind] = message
            return message

        for topic in (LEAGUE, ENTRY, "gameweek", "status"):
            await follow(reader, topic)
            await hear("snapshot")
        await follow(reader, "league:78")
        await hear("error")
        for number in range(Limits().queue + 1):
            await publish("entry:7", news(number))
        await follow(reader, "entry:7", since=0)
        await hear("resync")
        await say(reader, type="ping")
        await hear("pong")
        table = league_change(
            examples.PUB.page.items,
            gone=(),
            as_of=examples.NOW,
            coverage=examples.PUB.coverage,
            moments=[MOMENT],
        )
        await publish(LEAGUE, table)
        data = (await hear("change"))["data"]
        assert faults(data, SCHEMAS["league:N"]) == []
        await publish("gameweek", gameweek_change(examples.MATCHES, [MOMENT]))
        data = (await hear("change"))["data"]
        assert faults(data, SCHEMAS["gameweek"]) == []
        await hear("beat")
        await here.end()
        await hear("bye")
    wrong = {kind: faults(message, SCHEMAS[kind]) for kind, message in said.items()}
    assert set(wrong) == set(SCHEMAS) - UNSAID
    assert [fault for found in wrong.values() for fault in found] == []


UNSAID = {"league:N", "gameweek", "follow", "leave", "ping"}
"""What stands on the page and is no message of the server's."""


@pytest.mark.parametrize(
    "frame",
    [
        {"type": "follow", "topic": LEAGUE},
        {"type": "follow", "topic": LEAGUE, "since": 0, "more": "is ignored"},
        {"type": "follow", "topic": LEAGUE, "since": None},
        {"type": "leave", "topic": LEAGUE},
        {"type": "ping"},
    ],
)
def test_what_is_written_is_understood(frame: dict[str, Any]) -> None:
    """A reader who keeps to the page is not refused."""
    assert faults(frame, SCHEMAS[frame["type"]]) == []
    assert FRAME.validate_python(frame).type == frame["type"]


@pytest.mark.parametrize(
    "message",
    [
        {"type": "bye", "reason": "x", "come_back_in": "soon"},
        {"type": "bye", "reason": "x"},
        {"type": "beat", "come_back_in": 1.0, "reason": "x"},
    ],
)
def test_the_schemas_can_refuse(message: dict[str, Any]) -> None:
    """The checker is not blind."""
    assert faults(message, SCHEMAS["bye"]) != []


async def test_messages_are_counted(hub: Hub) -> None:
    """By their type."""
    with (
        moved("stream_messages_total", type="hello"),
        moved("stream_messages_total", type="snapshot"),
    ):
        async with running(hub) as here, here.connect() as reader:
            await follow(reader)
            await heard(reader, "hello")
            await heard(reader, "snapshot")
