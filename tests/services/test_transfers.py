"""Transfers are read once after each deadline, and then never again."""

from datetime import datetime, timedelta

import pytest
from tests.pretend import asked, forget
from tests.services.seasons import transfers_of

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamDown, UpstreamNotFound
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import EntryId
from fplbanter.services.product import Product
from fplbanter.services.transfers import TransferReader
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

LANE = Lane.BACKFILL


def members(simulator: Simulator, count: int = 4) -> list[EntryId]:
    return [EntryId(e) for e in simulator.world.leagues.by_id[900].members[:count]]


async def test_one_request_brings_the_whole_season(
    product: Product, simulator: Simulator
) -> None:
    """Seven gameweeks' transfers are in one answer; it is stored as it came."""
    reader, entry = transfers_of(product), members(simulator)[0]
    stored = await reader.read_transfers(entry, LANE)

    assert asked(simulator) == [f"entry/{entry}/transfers/"]
    career = simulator.world.careers.career(entry)
    swaps = [
        (gameweek, swap[0], swap[2])
        for gameweek in range(1, 8)
        if (selection := career.selection(gameweek))
        for swap in selection.swaps
    ]
    assert swaps
    told = [(t.gameweek, t.player_in, t.player_out) for t in stored.transfers]
    assert told == swaps
    assert stored.through == 7
    kept = await product.store.transfers.find_transfers(product.board.season, [entry])
    assert [(t.gameweek, t.player_in) for t in kept[entry].transfers] == [
        (gameweek, new) for gameweek, new, _ in swaps
    ]


async def test_they_are_due_once_after_each_deadline(
    product: Product, simulator: Simulator
) -> None:
    """Not while they are hidden, and not again when the gameweek is settled."""
    reader, ids = transfers_of(product), members(simulator)
    assert await reader.find_unread(ids) == tuple(ids)
    for entry in ids[1:]:
        await reader.read_transfers(entry, LANE)
    assert await reader.find_unread(ids) == (ids[0],)
    await reader.read_transfers(ids[0], LANE)

    for stage in ("over", "settled"):
        simulator.move_to(7, stage)
        await product.season_reader.refresh_season()
        assert await reader.find_unread(ids) == ()
    deadline = simulator.world.calendar.gameweek(8).deadline
    simulator.clock.move_to(deadline + timedelta(minutes=2))
    await product.season_reader.refresh_season()
    assert product.board.current() == 8
    assert await reader.find_unread(ids) == ()
    simulator.move_to(8, "picks")
    await product.season_reader.refresh_season()
    assert await reader.find_unread(ids) == tuple(ids)


async def test_what_was_hidden_is_not_taken_for_nothing(
    product: Product, simulator: Simulator
) -> None:
    """Read between deadline and picks, an answer reaches to the gameweek before."""
    deadline = simulator.world.calendar.gameweek(8).deadline
    simulator.clock.move_to(deadline + timedelta(minutes=2))
    await product.season_reader.refresh_season()
    stored = await transfers_of(product).read_transfers(members(simulator)[0], LANE)
    assert stored.through == 7


class Older:
    """A source whose answer FPL stood by before the newest deadline."""

    def __init__(self, as_of: datetime) -> None:
        self.as_of = as_of

    async def get(
        self,
        endpoint: Endpoint,  # noqa: ARG002
        lane: Lane = Lane.PERSON,  # noqa: ARG002
        /,
        *,
        since: datetime | None = None,  # noqa: ARG002
        **params: int | None,  # noqa: ARG002
    ) -> Answered:
        return Answered([], self.as_of)


async def test_what_fpl_stood_by_too_early_reaches_less_far(
    product: Product, simulator: Simulator
) -> None:
    """An answer from before the deadline cannot have what was bought for it."""
    deadline = simulator.world.calendar.gameweek(7).deadline
    store, board, entry = product.store, product.board, members(simulator)[0]
    for late, through in ((timedelta(hours=-1), 6), (timedelta(hours=2), 7)):
        upstream = Upstream(Older(deadline + late))
        reader = TransferReader(upstream, store, board, product.health)
        assert (await reader.read_transfers(entry, LANE)).through == through


async def test_a_failure_stores_nothing(product: Product, simulator: Simulator) -> None:
    """FPL is down, or knows no such entry: the next run asks again."""
    reader, ids = transfers_of(product), members(simulator)
    simulator.faults.add(Fault(f"entry/{ids[0]}/transfers", "status", 502))
    simulator.world.delete(ids[1])
    with pytest.raises(UpstreamDown):
        await reader.read_transfers(ids[0], LANE)
    with pytest.raises(UpstreamNotFound):
        await reader.read_transfers(ids[1], LANE)

    forget(simulator)
    assert await reader.find_unread(ids) == tuple(ids)
    assert asked(simulator) == []
