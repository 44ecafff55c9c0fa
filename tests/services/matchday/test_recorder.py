"""Ticks: what each read changed, by whoever leads, and every moment from them again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.pretend import product_on

from fplbanter.errors import LeaseLost
from fplbanter.game.model import Gameweek, Season
from fplbanter.live.events import events
from fplbanter.services.matchday import recorder as recording
from fplbanter.services.matchday import steps as stepping
from fplbanter.services.matchday.recorder import Moment, Recorded, Recorder, moment_at
from fplbanter.services.matchday.steps import Step, side_of, steps_after
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

SEASON = Season("2026-27")
GAMEWEEK = Gameweek(7)


class Desk:
    """A leader: he reads FPL and records what it changed."""

    def __init__(self, product: Product, simulator: Simulator) -> None:
        self.product, self.simulator = product, simulator
        self.recorder = Recorder(product.store, product.board)

    async def read(self) -> None:
        await self.product.season_reader.refresh_fixtures()
        await self.product.season_reader.refresh_live(GAMEWEEK)

    async def record(self, minutes: float = 0) -> Recorded | None:
        """Let time go by, read, and keep what changed."""
        self.simulator.clock.advance(minutes * 60)
        await self.read()
        return await self.recorder.record(GAMEWEEK)

    async def recorded(self, ticks: int) -> list[Recorded]:
        """Record so many ticks, four minutes apart."""
        found = [await self.record(4) for _ in range(ticks)]
        assert all(found)
        return [each for each in found if each]

    async def at_first(self) -> Moment:
        """Record the first tick."""
        found = await self.record()
        assert found
        return found.after

    def older(self, points: int, back: timedelta) -> None:
        """Have the board show what was read earlier, and is something else."""
        board = self.product.board
        live = board.live(GAMEWEEK)
        assert live
        first, *others = live.players
        players = (replace(first, total_points=first.total_points + points), *others)
        board.set_live(replace(live, players=players, as_of=live.as_of - back))
        assert board.fixtures_as_of
        board.fixtures_as_of -= back


@pytest.fixture
def desk(product: Product, simulator: Simulator) -> Desk:
    """Give the leader on a Saturday, matches being played, and nothing recorded."""
    return Desk(product, simulator)


@pytest.fixture
async def other(store: Store, desk: Desk) -> AsyncIterator[Desk]:
    """Give another process on the same store."""
    await desk.read()
    async with product_on(store, desk.simulator) as product:
        await product.board.load()
        yield Desk(product, desk.simulator)


async def numbers(store: Store) -> list[int]:
    found = await store.ticks.find_ticks(SEASON, GAMEWEEK, 0, limit=1_000)
    return [tick.number for tick in found]


async def found_steps(desk: Desk, number: int) -> list[Step]:
    board = desk.product.board
    found = steps_after(desk.product.store, board, GAMEWEEK, number)
    return [step async for step in found]


async def test_nothing_is_news_in_the_first_tick(desk: Desk, store: Store) -> None:
    """Goals are on the board already; it is where we came in."""
    assert await desk.recorder.number(GAMEWEEK) == 0
    first = await desk.record()
    assert first
    assert (first.before, first.events) == (None, ())
    assert first.after.number == await desk.recorder.number(GAMEWEEK) == 1
    assert any(p.total_points for p in first.after.state.players.values())
    (tick,) = await store.ticks.find_ticks(SEASON, GAMEWEEK, 0)
    assert (tick.events, tick.at) == ((), desk.product.clock.now())


async def test_what_did_not_change_is_no_tick(desk: Desk, store: Store) -> None:
    """However often it is read again."""
    await desk.at_first()
    desk.simulator.clock.advance(1)
    for _ in range(2):
        await desk.read()
        assert await desk.recorder.record(GAMEWEEK) is None
    assert await numbers(store) == [1]


@pytest.mark.parametrize("part", ["fixtures", "points"])
async def test_before_all_was_read_nothing_is_kept(
    desk: Desk, store: Store, part: str
) -> None:
    """Half of a gameweek would look as if the other half had been undone."""
    if part == "fixtures":
        desk.product.board.fixtures_as_of = None
    else:
        desk.product.board._live.put(GAMEWEEK, None)
        desk.product.board._snapshots.clear()
    assert await desk.recorder.record(GAMEWEEK) is None
    assert await numbers(store) == []


async def test_a_tick_has_what_happened_between_two_moments(
    desk: Desk, store: Store
) -> None:
    """Each goes on from the one before; the store has the same events in order."""
    first = await desk.at_first()
    ticks = await desk.recorded(6)
    befores = [each.before for each in ticks]
    assert befores == [first, *(each.after for each in ticks[:-1])]
    for each in ticks:
        assert each.before
        assert each.events == events(each.before.state, each.after.state)
    kept = await store.ticks.find_ticks(SEASON, GAMEWEEK, 1)
    names = [[event["event_id"] for event in tick.events] for tick in kept]
    assert names == [[event.event_id for event in each.events] for each in ticks]
    assert any(names)


async def test_of_two_leaders_one_is_told(
    desk: Desk, other: Desk, store: Store
) -> None:
    """Both would keep the same tick; the loser goes on without doubling it."""
    await desk.at_first()
    for each in (desk, other):
        assert await each.recorder.number(GAMEWEEK) == 1
    desk.simulator.clock.advance(480)
    await asyncio.gather(desk.read(), other.read())
    ends = await asyncio.gather(
        desk.recorder.record(GAMEWEEK),
        other.recorder.record(GAMEWEEK),
        return_exceptions=True,
    )
    (won,) = [end for end in ends if isinstance(end, Recorded)]
    (lost,) = [end for end in ends if isinstance(end, LeaseLost)]
    assert "tick 2" in str(lost)
    loser = (desk, other)[ends.index(lost)]
    assert await loser.recorder.record(GAMEWEEK) is None
    after = await loser.record(8)
    assert after
    assert after.before == won.after
    assert await numbers(store) == [1, 2, 3]


async def test_who_led_before_goes_on_after_another(
    desk: Desk, other: Desk, store: Store
) -> None:
    """What he remembers is old: he is told once, and then repeats nothing."""
    await desk.at_first()
    ticks = await other.recorded(2)
    with pytest.raises(LeaseLost):
        await desk.record(4)
    last = await desk.record()
    assert last
    assert last.before == ticks[-1].after
    kept = await store.ticks.find_ticks(SEASON, GAMEWEEK, 0)
    names = [event["event_id"] for tick in kept for event in tick.events]
    assert len(set(names)) == len(names)


async def test_a_restart_goes_on_where_the_store_is(desk: Desk, other: Desk) -> None:
    """Nothing changed is nothing; and the next tick follows on the last."""
    first = await desk.at_first()
    ticks = await desk.recorded(3)
    assert await other.record() is None
    assert await other.recorder.number(GAMEWEEK) == 4
    after = await other.record(4)
    assert after
    assert (after.before, after.after.number) == (ticks[-1].after, 5)
    assert first.state != after.after.state


async def test_gameweeks_are_recorded_side_by_side(desk: Desk, store: Store) -> None:
    """The one before may still be corrected; each has its numbers."""
    before = Gameweek(6)
    await desk.product.season_reader.refresh_live(before)
    for _ in range(3):
        await desk.record(4)
        await desk.recorder.record(before)
    assert await numbers(store) == [1, 2, 3]
    assert await desk.recorder.number(before) == 1
    assert await desk.recorder.number(GAMEWEEK) == 3


async def test_the_moment_of_a_tick_never_goes_back(desk: Desk) -> None:
    """A process that read earlier may keep its tick later."""
    first = await desk.at_first()
    desk.older(1, timedelta(minutes=10))
    late = await desk.recorder.record(GAMEWEEK)
    assert late
    assert (late.after.number, late.after.at) == (2, first.at)
    store = desk.product.store
    assert await moment_at(store, SEASON, GAMEWEEK, first.at) == late.after
    earlier = first.at - timedelta(milliseconds=1)
    assert await moment_at(store, SEASON, GAMEWEEK, earlier) is None


@pytest.mark.parametrize(("whole_every", "at_once"), [(50, 200), (3, 200), (50, 2)])
async def test_every_moment_can_be_had_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, whole_every: int, at_once: int
) -> None:
    """By number and by time, just as it was; in few questions or many."""
    monkeypatch.setattr(recording, "WHOLE_EVERY", whole_every)
    monkeypatch.setattr(recording, "AT_ONCE", at_once)
    store, little = desk.product.store, timedelta(milliseconds=1)
    first = await desk.at_first()
    moments = [first, *(each.after for each in await desk.recorded(7))]
    for this, following in zip(moments, [*moments[1:], None], strict=True):
        number = this.number
        assert await moment_at(store, SEASON, GAMEWEEK, number=number) == this
        assert await moment_at(store, SEASON, GAMEWEEK, this.at) == this
        if following:
            just_before = following.at - little
            assert await moment_at(store, SEASON, GAMEWEEK, just_before) == this
    assert await moment_at(store, SEASON, GAMEWEEK) == moments[-1]
    assert await moment_at(store, SEASON, GAMEWEEK, number=999) == moments[-1]
    assert await moment_at(store, SEASON, GAMEWEEK, first.at - little) is None
    assert await moment_at(store, SEASON, GAMEWEEK, number=0) is None
    assert await moment_at(store, SEASON, Gameweek(8)) is None


async def test_the_whole_state_is_kept_every_so_often(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first tick has it, so that there is always one to go on from."""
    monkeypatch.setattr(recording, "WHOLE_EVERY", 3)
    await desk.at_first()
    await desk.recorded(7)
    found = [
        await desk.product.store.ticks.find_state(SEASON, GAMEWEEK, through=number)
        for number in range(1, 9)
    ]
    assert [tick and tick.number for tick in found] == [1, 1, 1, 4, 4, 4, 7, 7]


@pytest.mark.parametrize("at_once", [50, 3, 1])
async def test_steps_are_what_was_recorded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """From the first on or from the middle, each with both sides and its events."""
    monkeypatch.setattr(stepping, "AT_ONCE", at_once)
    first = await desk.at_first()
    ticks = await desk.recorded(6)
    begun, *steps = await found_steps(desk, 0)
    assert (begun.before, begun.after.moment, begun.events) == (None, first, ())
    assert begun.moved == frozenset(begun.after.snapshot.appearances)
    assert [step.number for step in steps] == [2, 3, 4, 5, 6, 7]
    for step, tick in zip(steps, ticks, strict=True):
        assert step.before
        assert (step.before.moment, step.after.moment) == (tick.before, tick.after)
        assert step.events == tick.events
    later = await found_steps(desk, 4)
    assert [step.after.moment for step in later] == [t.after for t in ticks[3:]]
    assert await found_steps(desk, 7) == []


async def test_without_ticks_there_are_no_steps(desk: Desk) -> None:
    """Nothing was recorded, from wherever one asks."""
    assert await found_steps(desk, 0) == []
    assert await found_steps(desk, 5) == []


async def test_who_moved_is_who_has_other_points(desk: Desk) -> None:
    """A player whose minutes alone went on has not moved."""
    first = await desk.at_first()
    desk.simulator.clock.advance(60)
    await desk.read()
    desk.older(3, timedelta(0))
    tick = await desk.recorder.record(GAMEWEEK)
    assert tick
    board = desk.product.board
    step = Step(side_of(board, first), side_of(board, tick.after))
    was, now = first.state.players, tick.after.state.players
    changed = {i for i in now if was[i].total_points != now[i].total_points}
    assert changed
    assert changed <= step.moved
    assert len(step.moved) < sum(was[i].minutes != now[i].minutes for i in now)


@pytest.mark.parametrize("at_once", [50, 2])
async def test_what_follows_on_a_gap_is_not_put_together(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """A tick that was lost by the database leaves what was before, and no waiting."""
    monkeypatch.setattr(stepping, "AT_ONCE", at_once)
    monkeypatch.setattr(recording, "AT_ONCE", at_once)
    first = await desk.at_first()
    await desk.recorded(5)
    await desk.product.store.database["ticks"].delete_one({"number": 2})
    async with asyncio.timeout(5):
        found = await moment_at(desk.product.store, SEASON, GAMEWEEK, number=6)
        assert found == first
        assert [step.number for step in await found_steps(desk, 0)] == [1]
