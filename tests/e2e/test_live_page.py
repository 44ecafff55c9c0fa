"""The league's page moves by itself: what is published is there, without a reload."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from typing import Any
from uuid import uuid4

import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from playwright.sync_api import Page, expect
from pymongo import AsyncMongoClient
from tests.e2e.watching import OpenPage, Watch
from tests.web.pages import examples
from tests.web.pages.product import StillProduct, site
from tests.web.stream.listening import LEAGUE, Running, running

from fplbanter.cluster.connection import connect
from fplbanter.game.model import EntryId, LeagueId
from fplbanter.live.hub import Hub
from fplbanter.live.publishing import Publisher
from fplbanter.ops.embedded import Services
from fplbanter.services.answers import Coverage, StandingRow, Standings
from fplbanter.services.streams import gameweek_change, league_change
from fplbanter.store.database import Store
from fplbanter.web.stream import Limits

pytestmark = pytest.mark.e2e

PUB = examples.PUB.page.items
DUEL = "league:77"
HUGE = examples.HUGE.league.league_id


@dataclass(frozen=True, slots=True)
class Live:
    """A server with the real pages and the stream, and somebody who publishes."""

    portal: BlockingPortal
    server: Running
    publisher: Publisher
    forget: Callable[[], Awaitable[object]]
    numbers: Iterator[int]

    @property
    def url(self) -> str:
        return self.server.url

    def publish(self, topic: str, data: Mapping[str, Any]) -> None:
        source = f"test:{next(self.numbers)}"
        self.portal.call(lambda: self.publisher.publish(topic, data, source=source))

    def rows(self, *rows: StandingRow, topic: str = LEAGUE, **more: Any) -> None:  # noqa: ANN401
        parts: dict[str, Any] = {
            "gone": (),
            "as_of": examples.NOW,
            "coverage": Coverage(50, 50),
        }
        self.publish(topic, league_change(rows, **(parts | more)))

    def stop(self) -> None:
        self.portal.call(self.server.end)


@asynccontextmanager
async def served(
    services: Services, product: StillProduct
) -> AsyncIterator[tuple[Running, Publisher, Callable[[], Awaitable[object]]]]:
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        services.mongo_url, tz_aware=True, timeoutMS=10_000
    )
    name = f"test_{uuid4().hex}"
    async with client, connect(services.redis_url, prefix=f"{name}:") as valkey:
        store = Store.on(client[name])
        await store.changes.prepare()
        async with Hub(store.changes, valkey) as hub:
            app = site(product, moves=True)
            async with running(hub, Limits(), product=product, app=app) as here:
                forget = partial(client[name].drop_collection, "changes")
                yield here, Publisher(store.changes, valkey), forget
        await client.drop_database(name)


@pytest.fixture
def live(services: Services, product: StillProduct) -> Iterator[Live]:
    """Serve the pages and the stream on a product that stands still."""
    with (
        start_blocking_portal("asyncio") as portal,
        portal.wrap_async_context_manager(served(services, product)) as (
            server,
            publisher,
            forget,
        ),
    ):
        yield Live(portal, server, publisher, forget, count())


@pytest.fixture
def open_page(live: Live, open_page: OpenPage) -> OpenPage:  # noqa: ARG001
    """Open pages; they are closed before the server goes, or they would complain."""
    return open_page


def told(page: Page) -> None:
    """Wait until the stream has told what there is: from then on it moves."""
    expect(page.locator("#live")).to_have_attribute("data-told", "true")


@pytest.fixture
def page(open_page: OpenPage, live: Live) -> Page:
    """Open the league's page and wait until it is told."""
    page = open_page()
    page.goto(f"{live.url}/l/900")
    page.evaluate("window.stayed = true")
    told(page)
    return page


def ids(page: Page) -> list[str]:
    found: list[str] = page.locator("table > tbody > tr").evaluate_all(
        "all => all.map(r => r.id)"
    )
    return found


def test_a_published_row_moves(page: Page, live: Live, watch: Watch) -> None:
    """A number changes and a row rises; nothing was asked for."""
    risen = replace(PUB[29], rank=1, net_points=777)
    live.rows(risen, replace(PUB[0], rank=2))
    expect(page.locator("tbody tr").first).to_have_id("e900030")
    expect(page.locator("#e900030 .gw b")).to_have_text("777")
    assert ids(page)[:3] == ["e900030", "e900001", "e900002"]
    assert page.locator("#e900002 .flash").count() == 0
    assert page.evaluate("window.stayed")
    assert "/l/900/table" not in watch.requested


def test_who_leaves_goes_and_who_comes_can_be_opened(page: Page, live: Live) -> None:
    """Also with names made by strangers."""
    newcomer = replace(
        examples.row(51), entry_name=examples.QUOTE_NAME, manager_name="\u202eeve"
    )
    live.rows(newcomer, gone=(EntryId(900002),))
    expect(page.locator("#e900051 bdi").first).to_have_text(examples.QUOTE_NAME)
    expect(page.locator("#e900051 small bdi").first).to_have_text("eve")
    expect(page.locator("#e900002")).to_have_count(0)
    page.locator("#e900051 .team a").click()
    expect(page.locator("#l900051")).to_be_visible()


def test_open_lineups_and_focus_survive(page: Page, live: Live) -> None:
    """They go with their rows, and their points are new too."""
    page.locator("#e900030 .team a").click()
    expect(page.locator("#l900030")).to_be_visible()
    page.locator("#e900030 .team a").focus()
    with page.expect_response("**/lineup/900030**"):
        live.rows(replace(PUB[29], rank=1), replace(PUB[0], rank=2))
        expect(page.locator("tbody tr").nth(1)).to_have_id("l900030")
    expect(page.locator("#e900030 .team a")).to_be_focused()


def test_moments_are_told_once(page: Page, live: Live) -> None:
    """The newest first, five at most, and as text."""
    for number in (1, 1, 2, 3, 4, 5, 6):
        text = f"<b>Goal</b> {number}"
        live.rows(moments=[moment(number, text)])
    expect(page.locator("#moments li").first).to_contain_text("<b>Goal</b> 6")
    expect(page.locator("#moments li")).to_have_count(5)


def moment(number: int, text: str) -> Mapping[str, Any]:
    return {
        "event_id": f"7:goal:{number}",
        "kind": "goal",
        "at": examples.NOW,
        "text": text,
    }


def test_the_scores_move(page: Page, live: Live) -> None:
    """A match's score bug is changed where it stands."""
    playing = next(f for f in examples.MATCHES if f.state == "playing")
    live.publish("gameweek", gameweek_change([replace(playing, home_goals=9)]))
    bug = page.locator(f'[data-fixture="{playing.fixture_id}"]')
    expect(bug.locator("b")).to_have_text(f"9\N{EN DASH}{playing.away_goals}")


@pytest.mark.parametrize("league_id", [900, 77, 902])
def test_rows_and_scores_are_what_the_server_makes(
    open_page: OpenPage, live: Live, product: StillProduct, league_id: int
) -> None:
    """Cell by cell: another shape would flash at the next look."""
    page = open_page()
    page.goto(f"{live.url}/l/{league_id}")
    shown = product.tables[LeagueId(league_id)]
    compared = page.evaluate(SAME, [data_of(shown), fixtures(), league_id == 77])
    assert compared["rows"] == len(shown.page.items)
    assert compared["different"] == []


def data_of(shown: Standings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = league_change(
        shown.page.items, gone=(), as_of=None, coverage=shown.coverage
    )["rows"]
    return rows


def fixtures() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gameweek_change(examples.MATCHES)["fixtures"]
    return found


SAME = """async ([rows, fixtures, isDuel]) => {
  const base = document.querySelector("script[type=module]").src;
  const { rowOf, scoreOf, idOf } = await import(new URL("rows.js", base));
  const plain = (html) => html.replace(/ (role|aria-expanded|href)="[^"]*"/g, "")
    .replace(/<time[^>]*>[^<]*/g, "<time>").replace(/>\\s+</g, "><").trim();
  const page = await (await fetch(location.href)).text();
  const fresh = new DOMParser().parseFromString(page, "text/html");
  const different = [];
  const compare = (held, made) => {
    const [one, other] = [plain(held.outerHTML), plain(made.outerHTML)];
    if (one !== other) different.push([one, other]);
  };
  for (const row of rows) {
    const held = fresh.getElementById(idOf(row.entry_id));
    [...rowOf(row, isDuel).cells].forEach((cell, i) => compare(held.cells[i], cell));
  }
  const strip = fresh.getElementById("scores");
  for (const fixture of fixtures) {
    compare(strip.querySelector(`[data-fixture="${fixture.fixture_id}"]`), scoreOf(fixture));
  }
  return { rows: rows.length, different };
}"""


def test_what_a_part_of_a_long_table_cannot_tell_is_asked_for(
    open_page: OpenPage, live: Live
) -> None:
    """Who comes in from below the page is not known here."""
    page = open_page()
    page.goto(f"{live.url}/l/{HUGE}")
    told(page)
    risen = replace(examples.row(900, seed=HUGE), rank=1)
    topic = f"league:{HUGE}"
    with page.expect_response(f"**/l/{HUGE}/table"):
        live.rows(risen, topic=topic, coverage=examples.HUGE.coverage)


def test_calm_readers_see_nothing_glide(open_page: OpenPage, live: Live) -> None:
    """The row is where it belongs at once."""
    page = open_page(reduced_motion="reduce")
    page.goto(f"{live.url}/l/900")
    told(page)
    live.rows(
        replace(PUB[29], rank=1), replace(PUB[0], rank=2), moments=[moment(1, "Goal")]
    )
    expect(page.locator("tbody tr").first).to_have_id("e900030")
    assert page.evaluate("document.getAnimations().length") == 0


def test_it_works_by_events_where_there_are_no_sockets(
    open_page: OpenPage, live: Live
) -> None:
    """Some networks let no socket through."""
    page = open_page()
    page.add_init_script(
        "Math.random = () => 0; window.WebSocket = class {"
        " constructor() { setTimeout(() => this.onclose?.(), 0); } close() {} send() {} };"
    )
    page.goto(f"{live.url}/l/900")
    told(page)
    live.rows(replace(PUB[29], rank=1, net_points=777))
    expect(page.locator("#e900030 .gw b")).to_have_text("777")


def test_it_says_that_it_is_offline_and_comes_back(
    page: Page, live: Live, watch: Watch
) -> None:
    """The server stops: the old numbers stay, and are marked."""
    watch.expected += ["ERR_CONNECTION_REFUSED", "WebSocket connection", "ERR_"]
    live.stop()
    # Told to come back within ten seconds, it may still have been given the table
    # by a server that had not quite ended, and learns at its next try.
    expect(page.locator(".offline")).to_be_visible(timeout=20_000)
    expect(page.locator("#e900001 .gw b")).to_be_visible()
    assert page.locator("#live").get_attribute("data-told") == "false"


def test_it_goes_on_where_versions_begin_anew(open_page: OpenPage, live: Live) -> None:
    """The database was put back: what the page has had is from the future now."""
    page = open_page()
    page.add_init_script(
        "window.lines = []; const Real = WebSocket; window.WebSocket = class extends Real"
        " { constructor(url) { super(url);"
        " document.documentElement.dataset.lines = lines.push(this); } };"
    )
    page.goto(f"{live.url}/l/900")
    told(page)
    live.rows(replace(PUB[29], rank=1, net_points=776))
    expect(page.locator("#e900030 .gw b")).to_have_text("776")
    live.portal.call(live.forget)
    page.evaluate("lines[0].close()")
    expect(page.locator("html")).to_have_attribute("data-lines", "3")
    told(page)
    live.rows(replace(PUB[29], rank=1, net_points=777))
    expect(page.locator("#e900030 .gw b")).to_have_text("777")


def test_another_gameweek_stands_still(open_page: OpenPage, live: Live) -> None:
    """What is told is about the one that is on."""
    page = open_page()
    page.goto(f"{live.url}/l/900?gameweek=6")
    assert page.locator("#live").get_attribute("data-stream") is None
