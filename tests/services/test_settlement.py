"""A gameweek is settled when two reads of FPL, some time apart, agree."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.pretend import asked, forget, product_on
from tests.services.seasons import upstream_of

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import NotFound, UpstreamUpdating
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.upstream import Source, Upstream
from fplbanter.game.model import Gameweek
from fplbanter.services.product import Product
from fplbanter.services.season import SeasonReader
from fplbanter.services.settlement import APART, Settlement, digest
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

SEVEN = Gameweek(7)


def settlement_of(product: Product) -> Settlement:
    return Settlement(
        product.store, product.board, product.clock, product.season_reader
    )


def later(simulator: Simulator, span: timedelta = APART) -> None:
    simulator.clock.move_to(simulator.clock.now() + span)


async def test_two_reads_that_agree_settle_it(
    product: Product, simulator: Simulator
) -> None:
    """Two requests each; after that none, however often somebody asks."""
    simulator.move_to(7, "settled")
    settlement = settlement_of(product)
    assert not await settlement.observe(SEVEN)
    assert asked(simulator) == ["bootstrap-static/", "event/7/live/"]
    assert await settlement.due_at(SEVEN) == simulator.clock.now() + APART
    later(simulator)
    assert await settlement.observe(SEVEN)
    assert await settlement.is_settled(SEVEN)
    assert await settlement.due_at(SEVEN) is None

    forget(simulator)
    later(simulator)
    assert await settlement.observe(SEVEN)
    assert asked(simulator) == []


async def test_asking_again_at_once_proves_nothing(
    product: Product, simulator: Simulator
) -> None:
    """Within ten minutes FPL is not asked, and the first read stays the first."""
    simulator.move_to(7, "settled")
    settlement = settlement_of(product)
    await settlement.observe(SEVEN)
    forget(simulator)
    later(simulator, APART / 2)
    assert not await settlement.observe(SEVEN)
    assert asked(simulator) == []
    later(simulator, APART / 2)
    assert await settlement.observe(SEVEN)


async def test_a_restart_keeps_the_first_read(
    product: Product, simulator: Simulator
) -> None:
    """Another process makes the second read."""
    simulator.move_to(7, "settled")
    assert not await settlement_of(product).observe(SEVEN)
    later(simulator)
    async with product_on(product.store, simulator) as restarted:
        assert await settlement_of(restarted).observe(SEVEN)
    assert await settlement_of(product).is_settled(SEVEN)


class Lagging:
    """A source that gives what FPL stood by some minutes ago, as a gateway may."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.lag = timedelta(0)

    async def get(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,
        **params: int | None,
    ) -> Answered:
        found = await self._source.get(endpoint, lane, since=since, **params)
        return Answered(found.body, found.as_of - self.lag)


async def test_what_counts_is_when_fpl_stood_by_it(
    product: Product, simulator: Simulator
) -> None:
    """A copy of five minutes ago is no read of now: it comes too early."""
    simulator.move_to(7, "settled")
    store, board, clock = product.store, product.board, product.clock
    source = Lagging(upstream_of(product)._source)
    reader = SeasonReader(Upstream(source), store, board, clock, product.health)
    settlement = Settlement(store, board, clock, reader)
    await settlement.observe(SEVEN)
    source.lag = APART / 2
    later(simulator)
    assert not await settlement.observe(SEVEN)
    later(simulator, APART / 2)
    assert await settlement.observe(SEVEN)


async def test_a_correction_between_the_reads_begins_anew(
    product: Product, simulator: Simulator
) -> None:
    """An assist is taken away: the read that shows it is the first of two again."""
    simulator.move_to(7, "settled")
    settlement = settlement_of(product)
    await settlement.observe(SEVEN)
    scorer = simulator.world.live.final(7).states
    player = next(p for state in scorer.values() for p in state.lines)
    simulator.world.live.correct(7, player, -3)
    later(simulator)
    assert not await settlement.observe(SEVEN)
    later(simulator)
    assert await settlement.observe(SEVEN)


async def test_what_fpl_has_not_checked_is_never_settled(
    product: Product, simulator: Simulator
) -> None:
    """The matches are over for half a day: one request a time, nothing kept."""
    simulator.move_to(7, "over")
    settlement = settlement_of(product)
    for _ in range(2):
        later(simulator)
        forget(simulator)
        assert not await settlement.observe(SEVEN)
        assert asked(simulator) == ["bootstrap-static/"]
    season = product.board.season
    assert await product.store.settlements.find_settlement(season, SEVEN) is None


async def test_what_fpl_takes_back_is_forgotten(
    product: Product, simulator: Simulator
) -> None:
    """A copy from before the review comes second: two more reads are needed."""
    simulator.move_to(7, "settled")
    settlement = settlement_of(product)
    # Every other read of it is an hour old.
    simulator.faults.add(Fault("bootstrap-static", "older", minutes=60.0))
    assert not await settlement.observe(SEVEN)
    assert await settlement.due_at(SEVEN) is not None
    later(simulator)
    assert not await settlement.observe(SEVEN)
    assert await settlement.due_at(SEVEN) is None
    simulator.faults.clear()
    later(simulator)
    assert not await settlement.observe(SEVEN)
    assert await settlement.due_at(SEVEN) == simulator.clock.now() + APART


async def test_an_outage_between_the_reads_changes_nothing(
    product: Product, simulator: Simulator
) -> None:
    """Its error comes through; the first read counts when FPL is back."""
    simulator.move_to(7, "settled")
    settlement = settlement_of(product)
    await settlement.observe(SEVEN)
    later(simulator)
    simulator.faults.add(Fault("", "updating"))
    with pytest.raises(UpstreamUpdating):
        await settlement.observe(SEVEN)
    simulator.faults.clear()
    assert await settlement.observe(SEVEN)


async def test_one_read_is_enough_for_what_is_long_over(product: Product) -> None:
    """Two days after its last kick-off nothing moves any more."""
    assert await settlement_of(product).observe(Gameweek(3))
    with pytest.raises(NotFound):
        await settlement_of(product).observe(Gameweek(39))


async def test_the_digest_is_of_the_points_and_not_of_their_order(
    product: Product,
) -> None:
    """Any player's point more, and any average more, is another digest."""
    live = await product.store.live.find_live(product.board.season, SEVEN)
    assert live is not None
    first, *others = live.players
    backwards = replace(live, players=live.players[::-1])
    assert digest(backwards, 50) == digest(live, 50)
    better = replace(first, total_points=first.total_points + 1)
    assert digest(replace(live, players=(better, *others)), 50) != digest(live, 50)
    assert digest(live, 51) != digest(live, 50)
