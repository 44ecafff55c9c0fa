"""A program that was stopped: it serves at once, and reading goes on where it was."""

import asyncio
from collections import Counter

import pytest
from tests.pretend import asked, fill, forget, product_on, read_season, standings

from fplbanter.errors import UpstreamDown
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio


async def test_a_new_program_serves_what_the_old_one_read(
    store: Store, simulator: Simulator
) -> None:
    """Table, line-up, captains, glance and progress need no request after a restart."""
    async with product_on(store, simulator) as old:
        await read_season(old)
        await fill(old, 901)
        before = await standings(old, 901)
    forget(simulator)
    simulator.faults.add(Fault("", "status", status=503))
    async with product_on(store, simulator) as new:
        after = await standings(new, 901)
        assert after == before
        first = before.page.items[0].entry_id
        assert first is not None
        assert (await new.lineup(first)).gross_points
        assert not (await new.glance()).freshness.stale
        progress = await new.progress(LeagueId(901))
        assert (progress.state, progress.read) == ("complete", 20)
    assert asked(simulator) == []


async def test_an_interrupted_reading_goes_on_where_it_was(
    store: Store, simulator: Simulator
) -> None:
    """What was read before the program was stopped is not read twice."""
    simulator.faults.add(Fault("entry/", "slow", delay=30))
    simulator.faults.add(Fault("entry/", "slow", left=10))
    async with product_on(store, simulator) as old:
        await read_season(old)
        await standings(old, 901)
        # Ten answers come; the next four are still awaited when it is stopped.
        while len(asked(simulator, "entry/")) < 14:
            await asyncio.sleep(0.002)
    simulator.faults.clear()
    async with product_on(store, simulator) as new:
        assert 0 < (await standings(new, 901)).coverage.read < 20
        await new.intakes.run(LeagueId(901), Gameweek(7))
        assert (await standings(new, 901)).coverage.is_complete
    counts = Counter(asked(simulator, "entry/"))
    assert sum(count - 1 for count in counts.values()) <= 4


async def test_a_program_that_never_read_fpl_says_so(
    store: Store, simulator: Simulator
) -> None:
    """Before FPL's first answer nothing is "not found": it is not known yet."""
    async with product_on(store, simulator) as product:
        with pytest.raises(UpstreamDown):
            await standings(product, 901)
        with pytest.raises(UpstreamDown, match="Nothing is known"):
            await product.glance()
        with pytest.raises(UpstreamDown, match="Nothing is known"):
            await product.entry(EntryId(1))
    assert asked(simulator) == []
