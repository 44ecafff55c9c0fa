"""Who is in a league: all pages, newcomers, the limit, and who came and left."""

from collections import Counter
from itertools import count

import pytest
from tests.pretend import asked, fill, forget, product_on, read_season, standings

from fplbanter.errors import UpstreamUpdating
from fplbanter.game.model import EntryId, Gameweek, LeagueId, OfficialStanding
from fplbanter.services.product import Product
from fplbanter.simulator.clock import SimulatorClock, SteadyPace
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.leagues import OVERALL
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.members import StoredMember

pytestmark = pytest.mark.anyio

NATIONS = 904
PUB = 905
LATE = 906
WAITING = 907


async def read_members(product: Product, league_id: int) -> StoredLeague:
    """Have the members read, not their line-ups; return the league."""
    league = await product.desk.look(LeagueId(league_id))
    assert isinstance(league, StoredLeague)
    await product.membership.read_all(product.board.season, league)
    return await stored(product, league_id)


async def stored(product: Product, league_id: int) -> StoredLeague:
    found = await product.store.leagues.find_league(
        product.board.season, LeagueId(league_id)
    )
    assert found is not None
    return found


async def members(product: Product, league_id: int) -> Counter[int]:
    found = await product.store.members.find_all_members(
        product.board.season, LeagueId(league_id), 5_000
    )
    return Counter(int(member.standing.entry_id) for member in found)


@pytest.mark.parametrize(("league_id", "pages"), [(NATIONS, 7), (PUB, 24)])
async def test_every_page_is_read_and_every_member_is_there_once(
    product: Product, simulator: Simulator, league_id: int, pages: int
) -> None:
    """A league of 312 has seven pages, one of 1,200 has 24; nobody is missed."""
    league = await read_members(product, league_id)
    wanted = simulator.world.leagues.by_id[league_id].members
    assert await members(product, league_id) == Counter(wanted)
    assert (league.member_count, league.pages_read) == (len(wanted), pages)
    assert league.complete
    assert not league.truncated


async def test_members_who_change_places_between_two_pages_are_found(
    product: Product, simulator: Simulator
) -> None:
    """A goal between two pages hides one member: the league is read once more."""
    await product.desk.look(LeagueId(NATIONS))
    league, looks = await stored(product, NATIONS), count()
    still = simulator.clock
    # A minute goes by each time that somebody looks, until the second reading.
    simulator.clock = SimulatorClock(
        still.now(), SteadyPace(60.0), ticks=lambda: min(float(next(looks)), 25.0)
    )
    await product.membership.read_all(product.board.season, league)
    simulator.clock = still
    wanted = simulator.world.leagues.by_id[NATIONS].members
    assert await members(product, NATIONS) == Counter(wanted)
    assert (await stored(product, NATIONS)).member_count == 312
    assert len(asked(simulator)) >= 1 + 2 * 7


async def test_a_league_stays_whole_while_it_is_read_again(
    product: Product, simulator: Simulator
) -> None:
    """A second reading that breaks off in the middle takes nothing away."""
    before = await read_members(product, NATIONS)
    simulator.faults.add(Fault("leagues", "updating"))
    simulator.faults.add(Fault("leagues", "slow", left=3))
    simulator.clock.advance(3_600)
    with pytest.raises(UpstreamUpdating):
        await product.membership.read_all(product.board.season, before)
    assert len(await members(product, NATIONS)) == 312
    after = await stored(product, NATIONS)
    assert (after.member_count, after.pages_read, after.complete) == (312, 7, True)


@pytest.mark.parametrize(("league_id", "limit"), [(PUB, 120), (OVERALL, 150)])
async def test_reading_stops_at_the_limit(
    store: Store, simulator: Simulator, league_id: int, limit: int
) -> None:
    """Of a league too big only the best are shown, and it says so."""
    async with product_on(store, simulator, league_max=limit) as product:
        await read_season(product)
        league = await read_members(product, league_id)
        found = await standings(product, league_id)
    assert (league.member_count, league.truncated) == (limit, True)
    assert found.league.truncated
    assert found.coverage.truncated
    assert found.coverage.members == limit
    assert len(found.page.items) == limit
    assert len(asked(simulator, f"leagues-classic/{league_id}/")) == 1 + 3


async def test_a_league_of_newcomers_only_shows_them(
    product: Product, simulator: Simulator
) -> None:
    """FPL has ranked none of the 73 yet: both pages of newcomers are read."""
    await fill(product, WAITING)
    found = await standings(product, WAITING)
    world = simulator.world
    there = world.tables.joined(world.leagues.by_id[WAITING].members, 8)
    assert {row.entry_id for row in found.page.items} == set(there)
    assert found.coverage.is_complete
    assert all(row.last_rank >= 0 for row in found.page.items)
    assert len(asked(simulator, "leagues-classic/907/")) == 3


async def test_late_joiners_wait_among_the_newcomers_until_their_gameweek(
    product: Product, simulator: Simulator
) -> None:
    """Who joins in gameweek 8 has no line-up in gameweek 7, and is not asked twice."""
    await fill(product, LATE)
    found = await standings(product, LATE)
    started = simulator.world.leagues.started
    late = [row for row in found.page.items if started.get(row.entry_id or 0, 1) == 8]
    assert [(row.total, row.captain) for row in late] == [(0, None)]
    assert found.coverage.is_complete
    forget(simulator)
    await product.intakes.run(LeagueId(LATE), Gameweek(7))
    assert asked(simulator) == []


async def test_a_new_gameweek_brings_new_members(
    product: Product, simulator: Simulator
) -> None:
    """Who has left is dropped, who has joined is there, in the next gameweek."""
    simulator.move_to(7, "settled")
    await read_season(product)
    await fill(product, LATE)
    guest = OfficialStanding(EntryId(4242), "Gone Tomorrow", "Gone FC", rank=99)
    await product.store.members.save_members(
        product.board.season, LeagueId(LATE), [StoredMember(guest)], sync=1
    )
    simulator.move_to(8, "live")
    await read_season(product)
    forget(simulator)
    await product.intakes.run(LeagueId(LATE), Gameweek(8))
    assert 4242 not in await members(product, LATE)
    assert len(asked(simulator, "leagues-classic/906/")) == 1
    found = await standings(product, LATE)
    started = simulator.world.leagues.started
    fresh = [row for row in found.page.items if started.get(row.entry_id or 0, 1) == 8]
    assert [row.source for row in fresh] == ["live"]
