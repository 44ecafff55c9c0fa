"""Line-ups, the status and jobs: published whole, where followed, when they changed."""

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any
from uuid import uuid4

import pytest
from tests.pretend import asked, fill, forget, standings

from fplbanter.cluster.connection import connect
from fplbanter.errors import LeaseLost, StoreUnavailable
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.live.publishing import Change, News, Publisher
from fplbanter.ops.embedded import Services
from fplbanter.services.matchday.wholes import Wholes
from fplbanter.services.product import Product
from fplbanter.services.status import StatusDesk
from fplbanter.services.streams import Snapshots
from fplbanter.simulator.simulator import Simulator
from fplbanter.web.stream.texts import body_of
from fplbanter.wiring.telling import shaped

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(60)]

PALS = LeagueId(902)
GAMEWEEK = Gameweek(7)


class Server:
    """A server of ours that may be away."""

    is_there = True

    async def check(self) -> None:
        if not self.is_there:
            raise StoreUnavailable


class Room:
    """Wholes over the pretend FPL, publishing to a real store and Valkey."""

    def __init__(
        self, product: Product, simulator: Simulator, publisher: Publisher
    ) -> None:
        self.product, self.simulator, self.publisher = product, simulator, publisher
        self.server = Server()
        self.snapshots = Snapshots(
            product,
            StatusDesk(
                product.outages,
                product.board,
                product.season_reader,
                product.clock,
                {"mongo": self.server.check},
            ),
        )
        self.wholes = Wholes(self.snapshots, publisher, self.followed, shaped)
        self.topics: Collection[str] = ()

    async def followed(self) -> Collection[str]:
        return self.topics

    async def published(self, topic: str) -> list[Change]:
        found = await self.product.store.changes.find_changes(topic, 0, 1_000)
        return [Change.of(each) for each in found]

    async def read(self) -> None:
        """Have FPL's points read, as the loop does."""
        await self.product.season_reader.refresh_fixtures()
        await self.product.season_reader.refresh_live(GAMEWEEK)

    async def shown(self, topic: str) -> dict[str, Any]:
        """Return what REST shows of a line-up now."""
        found = await self.product.lineup(int(topic.partition(":")[2]))  # type: ignore[arg-type]
        return body_of(found).model_dump(mode="json")


@pytest.fixture
async def room(
    product: Product, simulator: Simulator, services: Services
) -> AsyncIterator[Room]:
    """Give a league read whole, and nobody looked at yet."""
    await product.store.changes.prepare()
    await fill(product, PALS)
    prefix = f"test-{uuid4().hex}:"
    async with connect(services.redis_url, prefix=prefix) as valkey:
        publisher = Publisher(product.store.changes, valkey, product.clock)
        yield Room(product, simulator, publisher)


async def members(product: Product) -> list[str]:
    """Name the topics of the league's members."""
    rows = (await standings(product, PALS)).page.items
    return [f"entry:{row.entry_id}" for row in rows]


async def moved(room: Room, topics: Sequence[str]) -> str:
    """Let matches go on until one of these has other points; return whose."""
    was = {topic: (await room.shown(topic))["net_points"] for topic in topics}
    for _ in range(20):
        room.simulator.clock.advance(240)
        await room.read()
        for topic in topics:
            if (await room.shown(topic))["net_points"] != was[topic]:
                return topic
    raise AssertionError("nobody has scored in eighty minutes")


async def test_a_first_look_is_no_news(room: Room) -> None:
    """Whoever begins to follow has just had a snapshot."""
    topics = [*await members(room.product), "status"]
    await room.wholes.look(topics)
    for topic in topics:
        assert await room.published(topic) == []


async def test_points_that_change_are_published_once(room: Room) -> None:
    """As REST has the line-up; looked at again it is the same."""
    topics = await members(room.product)
    await room.wholes.look(topics)
    topic = await moved(room, topics)
    for _ in range(3):
        await room.wholes.look(topics)
    (change,) = await room.published(topic)
    assert (change.version, change.data) == (1, await room.shown(topic))


async def test_what_was_read_anew_is_no_news(room: Room) -> None:
    """The same points as of a later moment are the same line-up."""
    (topic, *_) = await members(room.product)
    await room.wholes.look([topic])
    before = await room.shown(topic)
    room.simulator.clock.advance(1)
    await room.read()
    after = await room.shown(topic)
    assert before["as_of"] != after["as_of"]
    assert before["picks"] == after["picks"]
    await room.wholes.look([topic])
    assert await room.published(topic) == []


async def test_only_what_is_followed_is_looked_at(room: Room) -> None:
    """Of others FPL is not asked, and nothing of theirs is published."""
    topics = await members(room.product)
    await room.wholes.look([])
    await room.wholes.look(topics)
    topic = await moved(room, topics)
    forget(room.simulator)
    await room.wholes.look([other for other in topics if other != topic])
    await room.wholes.look(["entry:2"])
    assert await room.published(topic) == []
    assert all(path.startswith("entry/2/") for path in asked(room.simulator))


async def test_leagues_and_the_gameweek_are_somebody_else_s(room: Room) -> None:
    """The ticks tell of them."""
    forget(room.simulator)
    for _ in range(2):
        await room.wholes.look([f"league:{PALS}", "league:903", "gameweek"])
        room.simulator.clock.advance(1200)
        await room.read()
    assert await room.published(f"league:{PALS}") == []
    assert await room.published("gameweek") == []
    assert not asked(room.simulator, "leagues-")


async def test_what_cannot_be_had_breaks_nothing(room: Room) -> None:
    """An entry or a job that there is not: the others are told as ever."""
    strange = ["entry:999999999", "job:" + "0" * 32]
    topics = [*await members(room.product), *strange]
    await room.wholes.look(topics)
    topic = await moved(room, topics[: -len(strange)])
    await room.wholes.look(topics)
    assert len(await room.published(topic)) == 1
    for each in strange:
        assert await room.published(each) == []


async def test_topics_of_another_release_break_nothing(room: Room) -> None:
    """While processes are replaced one may follow what another does not know."""
    await room.wholes.look(["status", "transfers:7"])
    room.server.is_there = False
    await room.wholes.look(["status", "transfers:7"])
    assert len(await room.published("status")) == 1


async def test_a_status_that_goes_to_and_fro_is_told_each_time(room: Room) -> None:
    """Down, up, down again: the last is another change than the first."""
    told = []
    for is_there in (True, False, True, False, True):
        room.server.is_there = is_there
        await room.wholes.look(["status"])
        told.append(len(await room.published("status")))
    assert told == [0, 1, 2, 3, 4]
    states = [each.data["servers"] for each in await room.published("status")]
    assert states[0] == states[2] != states[1] == states[3]


async def test_a_job_is_told_as_it_goes(room: Room) -> None:
    """How far it is, once."""
    job = await room.product.refreshes.ask(PALS)
    topic = f"job:{job.job_id}"
    await room.wholes.look([topic])
    far = {"$set": {"read": 3, "total": 5}}
    await room.product.store.database["jobs"].update_one({"_id": job.job_id}, far)
    await room.wholes.look([topic])
    await room.wholes.look([topic])
    (change,) = await room.published(topic)
    assert (change.data["job_id"], change.data["read"]) == (job.job_id, 3)


async def test_a_late_leader_is_told_so(room: Room) -> None:
    """Nothing of his is published, and he hears that somebody else leads."""
    await room.wholes.look(["status"], fence=4)
    room.server.is_there = False
    await room.publisher.publish("status", {"by": "another"}, source="x", fence=5)
    with pytest.raises(LeaseLost):
        await room.wholes.look(["status"], fence=4)
    assert [each.data for each in await room.published("status")] == [{"by": "another"}]


class Failing:
    """A publisher whose database is away at first."""

    def __init__(self, publisher: Publisher, times: int) -> None:
        self._publisher = publisher
        self._left = times

    async def publish_all(self, news: Sequence[News], *, fence: int = 0) -> object:
        if self._left:
            self._left -= 1
            raise StoreUnavailable
        return await self._publisher.publish_all(news, fence=fence)

    async def refresh(self, topics: Collection[str]) -> None:
        await self._publisher.refresh(topics)


async def test_what_could_not_be_kept_is_told_at_the_next_look(room: Room) -> None:
    """The database was away for a moment: the change is not lost."""
    failing = Failing(room.publisher, times=2)
    wholes = Wholes(room.snapshots, failing, room.followed, shaped)
    await wholes.look(["status"])
    room.server.is_there = False
    for _ in range(4):
        await wholes.look(["status"])
    assert len(await room.published("status")) == 1


async def test_each_look_asks_who_follows_what(room: Room) -> None:
    """Until it is told to stop; whoever comes or goes counts at the next one."""
    looks = 0
    enough = asyncio.Event()

    async def passes(seconds: float) -> None:
        nonlocal looks
        assert seconds > 0
        looks += 1
        room.topics = ["status"] if looks < 3 else []
        room.server.is_there = looks != 2
        if looks == 4:
            enough.set()
            await asyncio.Event().wait()

    wholes = Wholes(room.snapshots, room.publisher, room.followed, shaped, sleep=passes)
    running = asyncio.create_task(wholes.run())
    await enough.wait()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len(await room.published("status")) == 1
