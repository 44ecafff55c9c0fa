"""A worker that polls nothing takes up what other processes have read."""

import pytest
from tests.pretend import asked, forget, product_on

from fplbanter.game.model import Gameweek, Phase
from fplbanter.services.catching_up import catch_up, catch_up_points
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

SEVEN = Gameweek(7)


async def test_it_takes_up_season_and_fixtures(
    product: Product, simulator: Simulator
) -> None:
    """The gameweek is over and checked: a worker that was idle knows it."""
    async with product_on(product.store, simulator) as worker:
        assert worker.board.phase(SEVEN) is Phase.LIVE
        simulator.move_to(7, "settled")
        await product.season_reader.refresh_season()
        await product.season_reader.refresh_fixtures()
        forget(simulator)
        await catch_up(worker.store, worker.board)
        assert worker.board.phase(SEVEN) is Phase.FINAL
        assert all(f.settled for f in worker.board.fixtures(SEVEN))
    assert asked(simulator) == []


async def test_nothing_new_changes_nothing(product: Product) -> None:
    """The board's version stays, so that nothing is worked out again."""
    version = product.board.version
    await catch_up(product.store, product.board)
    marks = await product.store.live.find_live_marks(product.board.season)
    await catch_up_points(product.store, product.board, SEVEN, marks[SEVEN])
    assert product.board.version == version


async def test_an_empty_store_leaves_the_board_empty(
    product: Product, simulator: Simulator
) -> None:
    """There is no season yet: that is no failure."""
    await product.store.clear()
    async with product_on(product.store, simulator) as worker:
        await catch_up(worker.store, worker.board)
        assert worker.board.is_empty


async def test_it_takes_up_newer_points(product: Product, simulator: Simulator) -> None:
    """Those of a minute ago give way to those that another process has read."""
    async with product_on(product.store, simulator) as worker:
        before = await worker.board.snapshot(SEVEN)
        simulator.move_to(7, "over")
        await product.season_reader.refresh_live(SEVEN)
        marks = await worker.store.live.find_live_marks(worker.board.season)
        await catch_up_points(worker.store, worker.board, SEVEN, marks[SEVEN])
        after = await worker.board.snapshot(SEVEN)
    assert sum(s.minutes for s in after.stats.values()) > sum(
        s.minutes for s in before.stats.values()
    )
