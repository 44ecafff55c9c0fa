"""A gameweek recorded as it goes: told to leagues, and shown again as of any moment."""

from collections.abc import AsyncIterator, Collection, Sequence
from datetime import datetime, timedelta

import pytest
from tests.pretend import fill, product_on, standings
from tests.services.seasons import fill_season

from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.live.publishing import News
from fplbanter.services.answers import StandingRow, Standings
from fplbanter.services.answers.timeline import Timeline, TimelineItem
from fplbanter.services.matchday.matchday import Matchday
from fplbanter.services.matchday.timeline import mark_of
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

PALS = LeagueId(901)
GAMEWEEK = Gameweek(7)


class Published:
    """Takes what is published; the same source again is the same change."""

    def __init__(self) -> None:
        self.news: dict[tuple[str, str], News] = {}
        self.refreshed: list[str] = []

    async def publish_all(self, news: Sequence[News], *, fence: int = 0) -> None:
        assert fence == 0
        self.news.update({(each.topic, each.source): each for each in news})

    async def refresh(self, topics: Collection[str]) -> None:
        self.refreshed += topics

    def of(self, topic: str) -> list[News]:
        return [each for (about, _), each in self.news.items() if about == topic]


class Saturday:
    """A product, its matchday, and a clock that is moved by hand."""

    def __init__(self, product: Product, simulator: Simulator) -> None:
        self.product, self.simulator = product, simulator
        self.published = Published()
        self.matchday = Matchday(product, self.published)

    async def read(self) -> None:
        """Have FPL read, as the loop does, and looked at."""
        await self.product.season_reader.refresh_season()
        await self.product.season_reader.refresh_fixtures()
        await self.product.season_reader.refresh_live(GAMEWEEK)
        await self.matchday.look()
        while self.matchday.is_catching_up:
            await self.matchday._catching_up  # type: ignore[misc]
            await self.matchday.look()

    async def pass_by(self, minutes: int, step: int = 10) -> None:
        """Let time go by, FPL being read every few minutes."""
        for _ in range(0, minutes, step):
            self.simulator.clock.advance(step * 60)
            await self.read()

    async def timeline(self) -> list[TimelineItem]:
        """Read the whole timeline, page by page, the oldest first."""
        items: list[TimelineItem] = []
        cursor = None
        while True:
            page = await self.product.timeline(PALS, limit=7, cursor=cursor)
            assert isinstance(page, Timeline)
            items += page.items
            cursor = page.next_cursor
            if cursor is None:
                assert page.total == len(items)
                return items[::-1]


@pytest.fixture
async def saturday(product: Product, simulator: Simulator) -> AsyncIterator[Saturday]:
    """Begin a quarter of an hour before the first kick-off, with a league read."""
    week = simulator.world.calendar.gameweek(GAMEWEEK)
    first = min(f.kickoff for f in week.fixtures)
    simulator.clock.move_to(first - timedelta(minutes=15))
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(GAMEWEEK)
    await fill(product, PALS)
    await fill_season(product, PALS)
    saturday = Saturday(product, simulator)
    yield saturday
    await saturday.matchday.close()


def shown(rows: Sequence[StandingRow]) -> list[tuple[object, ...]]:
    """Return what of a table must be the same when it is looked at later."""
    return [
        (r.rank, r.entry_id, r.gross_points, r.net_points, r.total, r.auto_subs)
        for r in rows
    ]


async def test_the_time_machine_shows_what_was_shown(saturday: Saturday) -> None:
    """At every moment the table is the one that everybody saw then."""
    await saturday.read()
    seen: list[tuple[datetime, list[tuple[object, ...]]]] = []
    for _ in range(8):
        await saturday.pass_by(20)
        table = await standings(saturday.product, PALS)
        seen.append((saturday.product.clock.now(), shown(table.page.items)))
    assert len({str(rows) for _, rows in seen}) > 4
    for at, rows in seen:
        found = await saturday.product.past_standings(PALS, at, limit=100)
        assert isinstance(found, Standings)
        assert shown(found.page.items) == rows
        assert (found.at, found.gameweek) == (at, GAMEWEEK)
        assert found.freshness.as_of
        assert found.freshness.as_of <= at


async def test_the_timeline_tells_goals_and_moves(saturday: Saturday) -> None:
    """Each once, by its name, in order, with a line that says to whom it matters."""
    await saturday.read()
    await saturday.pass_by(140)
    items = await saturday.timeline()
    assert len({item.event_id for item in items}) == len(items)
    assert [i.at for i in items] == sorted(i.at for i in items)
    kinds = {item.kind for item in items}
    assert {"match_started", "match_ended", "goal", "table"} <= kinds
    goal = next(item for item in items if item.kind == "goal")
    assert goal.details["groups"]
    assert "scores" in goal.text
    published = saturday.published.of(f"league:{PALS}")
    moments = [m for each in published for m in each.data["moments"]]
    assert [m["event_id"] for m in moments] == [i.event_id for i in items]
    assert all(m["text"] for m in moments)
    assert saturday.published.of("gameweek")


async def test_changes_bring_a_reader_to_the_table(saturday: Saturday) -> None:
    """Whoever has the first page and applies the changes has what REST shows."""
    await saturday.read()
    first = await standings(saturday.product, PALS)
    rows = {row.entry_id: row.total for row in first.page.items}
    await saturday.pass_by(120)
    for each in saturday.published.of(f"league:{PALS}"):
        rows |= {row["entry_id"]: row["total"] for row in each.data["rows"]}
    now = await standings(saturday.product, PALS)
    assert rows == {row.entry_id: row.total for row in now.page.items}


async def test_a_new_leader_goes_on_where_the_last_one_died(
    saturday: Saturday, store: Store, simulator: Simulator
) -> None:
    """Nothing is told twice, nothing is left out, though he died in mid-telling."""
    await saturday.read()
    await saturday.pass_by(60)
    # He has recorded the last tick, and told nobody of it.
    simulator.clock.advance(240)
    await saturday.product.season_reader.refresh_fixtures()
    await saturday.product.season_reader.refresh_live(GAMEWEEK)
    await saturday.matchday._recorder.record(GAMEWEEK)
    async with product_on(store, simulator) as other:
        await other.board.load()
        successor = Saturday(other, simulator)
        await successor.pass_by(60)
        items = await successor.timeline()
        await successor.matchday.close()
    assert len({item.event_id for item in items}) == len(items)
    ticks = await store.ticks.find_ticks("2026-27", GAMEWEEK, 0, limit=1_000)  # type: ignore[arg-type]
    goals = {e["event_id"] for t in ticks for e in t.events if e["kind"] == "goal"}
    told = {item.event_id for item in items if item.kind == "goal"}
    assert told
    assert told <= goals
    published = {**saturday.published.news, **successor.published.news}
    moments = [
        moment["event_id"]
        for (topic, _), each in published.items()
        if topic == f"league:{PALS}"
        for moment in each.data["moments"]
    ]
    assert sorted(moments) == sorted(item.event_id for item in items)


async def test_a_league_watched_late_is_told_what_it_missed(
    saturday: Saturday,
) -> None:
    """Its timeline is the same as if it had been watched from the beginning."""
    other = LeagueId(902)
    await saturday.read()
    await saturday.pass_by(80)
    await fill(saturday.product, other)
    await saturday.read()
    page = await saturday.product.timeline(other, limit=100)
    assert isinstance(page, Timeline)
    assert "match_started" in {item.kind for item in page.items}
    assert len({item.at for item in page.items}) > 1


@pytest.mark.parametrize(
    ("gameweek", "hours", "says"),
    [
        (None, 24 * 365, "still to come"),
        (None, -24 * 365, "had not begun"),
        (6, 0, "not in gameweek 6"),
        (7, -24 * 6, "not in gameweek 7"),
    ],
)
async def test_a_moment_outside_is_refused(
    saturday: Saturday, gameweek: int | None, hours: float, says: str
) -> None:
    """Before the season, outside the gameweek, still to come: each is said."""
    await saturday.read()
    at = saturday.product.clock.now() + timedelta(hours=hours)
    wanted = None if gameweek is None else Gameweek(gameweek)
    with pytest.raises(BadRequest, match=says) as raised:
        await saturday.product.past_standings(PALS, at, gameweek=wanted)
    assert raised.value.field == "at"


async def test_what_was_not_recorded_is_not_there(saturday: Saturday) -> None:
    """It is said since when the gameweek has been."""
    now = saturday.product.clock.now()
    with pytest.raises(NotFound, match="Nothing was recorded"):
        await saturday.product.past_standings(PALS, now)
    await saturday.read()
    with pytest.raises(NotFound, match="was recorded from"):
        await saturday.product.past_standings(PALS, now - timedelta(minutes=1))


@pytest.mark.parametrize("cursor", ["", "7", "x-1", "1-", "-1", "1--1", "٣-٣"])
def test_a_foreign_cursor_is_refused(cursor: str) -> None:
    """With its name."""
    with pytest.raises(BadRequest, match="cursor"):
        mark_of(cursor)
