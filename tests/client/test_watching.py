"""A league that moves, as another program sees it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from tests.web.pages import examples
from tests.web.stream.conftest import Publish
from tests.web.stream.listening import LEAGUE, running
from websockets.asyncio.server import ServerConnection, serve

from fplbanter.client.client import Unreachable
from fplbanter.client.terminal import moving
from fplbanter.client.watching import LeagueWatch, View
from fplbanter.errors import BanterError, NotFound
from fplbanter.game.model import EntryId
from fplbanter.live.hub import Hub
from fplbanter.services.answers import StandingRow
from fplbanter.services.streams import league_change
from fplbanter.web.stream.texts import snapshot_text

pytestmark = pytest.mark.anyio

ROWS = examples.PUB.page.items
MOMENT = {
    "event_id": "7:goal:8:1",
    "kind": "goal",
    "at": "2026-10-10T15:24:00Z",
    "text": "Saka scores: +10 to 3\x1b[31m, captained by Ana",
}


def change(*rows: StandingRow, gone: tuple[EntryId, ...] = ()) -> dict[str, Any]:
    return league_change(
        rows,
        gone=gone,
        as_of=examples.NOW,
        coverage=examples.PUB.coverage,
        moments=[MOMENT],
    )


@asynccontextmanager
async def watched(address: str, league_id: int = 900) -> AsyncIterator["Views"]:
    views = LeagueWatch(address, league_id, longest_pause=0.01).views()
    async with aclosing(views):
        yield Views(views)


class Views:
    """What somebody who watches sees, one after the other."""

    def __init__(self, views: AsyncIterator[View]) -> None:
        self._views = views

    async def next(self) -> View:
        async with asyncio.timeout(20):
            return await anext(self._views)

    async def until(self, total: int) -> View:
        """Wait until the first row has a total, whatever is shown before."""
        while (view := await self.next()).table.items[0].total != total:
            pass
        return view


async def test_the_table_moves(hub: Hub, publish: Publish) -> None:
    """Rows change, rise and go; what happened is told."""
    async with running(hub) as here, watched(here.url) as views:
        first = await views.next()
        assert [row.rank for row in first.table.items[:3]] == [1, 2, 3]
        risen = replace(ROWS[29], rank=1, total=9_000)
        fallen = replace(ROWS[0], rank=2)
        left = ROWS[49].entry_id
        assert left is not None
        await publish(LEAGUE, change(risen, fallen, gone=(left,)))
        view = await views.next()
    shown = [row.entry_id for row in view.table.items]
    assert shown[:2] == [risen.entry_id, fallen.entry_id]
    assert left not in shown
    assert len(shown) == 49
    assert [moment.kind for moment in view.moments] == ["goal"]
    text = moving(view)
    assert "15:24  Saka scores: +10 to 3[31m, captained by Ana" in text
    assert "\x1b" not in text


async def test_it_comes_back_and_misses_nothing(hub: Hub, publish: Publish) -> None:
    """It says that it is away, and asks for what it has not had."""
    async with running(hub) as here, watched(here.url) as views:
        await views.next()
        await publish(LEAGUE, change(replace(ROWS[0], total=9_001)))
        assert (await views.next()).table.items[0].total == 9_001
        await here.end()
        await publish(LEAGUE, change(replace(ROWS[0], total=9_002)))
        away = await views.next()
        assert away.away is not None
        assert "OFFLINE" in moving(away)
        async with running(hub, port=here.port) as again:
            back = await views.until(9_002)
            assert again.snapshots.made == 0
    assert back.away is None


@pytest.mark.parametrize(("league_id", "error"), [(78, NotFound), (403, BanterError)])
async def test_a_refusal_comes_in_the_servers_words(
    hub: Hub, league_id: int, error: type[BanterError]
) -> None:
    """There is nothing to watch."""
    async with running(hub) as here, watched(here.url, league_id) as views:
        with pytest.raises(error, match=r"(no league 78|members only)"):
            await views.next()


async def test_nobody_there_is_said_at_once(hub: Hub) -> None:
    """Before anything was shown there is no use in trying on."""
    async with running(hub) as here:
        await here.end()
    async with watched(here.url) as views:
        with pytest.raises(Unreachable, match="No FPL Banter answers"):
            await views.next()


async def test_a_change_that_comes_twice_changes_nothing() -> None:
    """Versions only rise."""
    told = [
        {"type": "hello", "heartbeat": 20},
        json.loads(snapshot_text(LEAGUE, 4, examples.PUB)),
        *(
            {
                "type": "change",
                "topic": LEAGUE,
                "version": version,
                "data": change(replace(ROWS[0], total=total)),
            }
            for version, total in ((5, 9_005), (5, 1), (4, 2), (6, 9_006))
        ),
    ]

    async def tell(line: ServerConnection) -> None:
        for message in told:
            await line.send(json.dumps(message))
        await line.wait_closed()

    async with serve(tell, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with watched(f"http://127.0.0.1:{port}") as views:
            totals = [(await views.next()).table.items[0].total for _ in range(3)]
    assert totals[1:] == [9_005, 9_006]


async def test_a_version_that_is_not_known_any_more_is_forgotten() -> None:
    """The server ends it, as it should; the watch goes on with the whole."""
    asked: list[int | None] = []

    async def tell(line: ServerConnection) -> None:
        asked.append(json.loads(await line.recv())["since"])
        await line.send('{"type": "hello", "heartbeat": 20}')
        if asked[-1] is None:
            version = 4 if len(asked) == 1 else 1
            await line.send(snapshot_text(LEAGUE, version, examples.PUB))
        else:
            await line.send(f'{{"type": "resync", "topic": "{LEAGUE}"}}')
        await line.close(1008)

    async with serve(tell, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with watched(f"http://127.0.0.1:{port}") as views:
            while len(asked) < 4:
                await views.next()
    assert asked == [None, 4, None, 1]
