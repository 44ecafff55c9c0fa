"""What lacks of a league's season is read once, the newest gameweek first."""

import asyncio
from itertools import pairwise

import pytest
from tests.pretend import asked, forget, product_on
from tests.services.seasons import backfill_of, fill, fill_season, kinds, look

from fplbanter.errors import NotFound, UpstreamDown, UpstreamUpdating
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

LEAGUE, LARGER = 902, 901
"""Of four members, and of twenty, one deleted and one who joined in gameweek 3."""


def alive(simulator: Simulator, league_id: int = LEAGUE) -> list[int]:
    world = simulator.world
    return [e for e in world.leagues.by_id[league_id].members if world.exists(e)]


def lineups(simulator: Simulator, league_id: int = LEAGUE, through: int = 7) -> int:
    """Count the line-ups that there are, from each one's first gameweek on."""
    world = simulator.world
    start = world.leagues.by_id[league_id].start_event
    begun = [
        max(start, world.leagues.started.get(e, 1)) for e in alive(simulator, league_id)
    ]
    return sum(max(0, through + 1 - first) for first in begun)


async def test_a_whole_season_is_read_and_nothing_twice(
    product: Product, simulator: Simulator
) -> None:
    """Results and transfers once an entry, a line-up a gameweek, points of each."""
    await look(product, LARGER)
    forget(simulator)
    filled = await fill(product, LARGER)

    paths, members = asked(simulator), len(alive(simulator, LARGER))
    assert len(paths) == len(set(paths))
    counts = kinds(simulator)
    assert counts["picks"] == lineups(simulator, LARGER)
    assert counts["transfers"] == members
    assert counts["live"] == 6
    assert (filled.read, filled.total, filled.failed) == (members, members, 0)
    assert filled.gaps.requests == 0


async def test_a_second_run_asks_for_nothing(
    product: Product, simulator: Simulator
) -> None:
    """Nor does one in another process that knows only the store."""
    await fill_season(product, LEAGUE)
    forget(simulator)
    filled = await fill(product, LEAGUE)
    async with product_on(product.store, simulator) as restarted:
        await fill(restarted, LEAGUE)
    assert asked(simulator) == []
    assert (filled.asked, filled.read) == (0, filled.total)


async def test_the_newest_gameweek_comes_first(
    product: Product, simulator: Simulator
) -> None:
    """Points before its line-ups; a few are under way at once, so nearly in order."""
    await look(product, LEAGUE)
    forget(simulator)
    await fill(product, LEAGUE)
    weeks = [int(path.split("/")[3]) for path in asked(simulator) if "/picks/" in path]
    assert weeks[0] == 7
    assert weeks[-1] == 1
    assert all(after <= before + 1 for before, after in pairwise(weeks))


async def test_progress_is_told_in_members(
    product: Product, simulator: Simulator
) -> None:
    """From none to all of them, one by one; who is gone is counted no more."""
    await look(product, LARGER)
    told: list[tuple[int, int]] = []

    async def note(read: int, total: int) -> None:
        told.append((read, total))

    await backfill_of(product).fill(LeagueId(LARGER), note)
    members = len(alive(simulator, LARGER))
    assert told[0] == (0, 20)
    assert told[-1] == (members, members) == (19, 19)
    assert all(0 <= new - old <= 1 for (old, _), (new, _) in pairwise(told))
    assert len(set(told)) == len(told)


async def test_what_was_settled_meanwhile_lacks_again(
    product: Product, simulator: Simulator
) -> None:
    """Its line-ups, results and points once more; older gameweeks and transfers not."""
    await fill_season(product, LEAGUE)
    simulator.move_to(7, "settled")
    await product.season_reader.refresh_season()
    forget(simulator)
    await fill(product, LEAGUE)
    members = len(alive(simulator))
    assert kinds(simulator) == {"history": members, "picks": members, "live": 1}
    forget(simulator)
    await fill(product, LEAGUE)
    assert asked(simulator) == []


async def test_a_new_gameweek_costs_its_line_ups_and_transfers(
    product: Product, simulator: Simulator
) -> None:
    """Each member's two requests, once they are out; before that none."""
    simulator.move_to(7, "settled")
    await product.season_reader.refresh_season()
    await fill_season(product, LEAGUE)
    deadline = simulator.world.calendar.gameweek(8).deadline
    simulator.clock.move_to(deadline)
    await product.season_reader.refresh_season()
    gaps = await backfill_of(product).gaps(LeagueId(LEAGUE))
    assert (gaps.lineups, gaps.transfers, gaps.hidden) == ((), (), 8)

    simulator.move_to(8, "picks")
    await product.season_reader.refresh_season()
    forget(simulator)
    await fill(product, LEAGUE)
    members = len(alive(simulator))
    assert kinds(simulator) == {"picks": members, "transfers": members, "live": 1}


async def test_a_run_that_was_stopped_is_taken_up_again(
    product: Product, simulator: Simulator
) -> None:
    """A worker dies after some requests: the next one asks for the others only."""
    await look(product, LARGER)
    forget(simulator)
    enough = asyncio.Event()

    async def note(read: int, _: int) -> None:
        if read >= 5:
            enough.set()

    run = asyncio.create_task(backfill_of(product).fill(LeagueId(LARGER), note))
    await enough.wait()
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    before = set(asked(simulator))
    forget(simulator)
    async with product_on(product.store, simulator) as restarted:
        filled = await fill(restarted, LARGER)
    after = asked(simulator)
    # What was under way when it died is asked for again, and that alone.
    assert len(before & set(after)) <= 4
    assert filled.read == filled.total
    assert 0 < len(after) < len(before) + len(after)


async def test_a_single_failure_holds_nobody_up(
    product: Product, simulator: Simulator
) -> None:
    """One line-up cannot be had: all others are read, and it is asked for next time."""
    await look(product, LEAGUE)
    odd = alive(simulator)[3]
    simulator.faults.add(Fault(f"entry/{odd}/event/4/picks", "status", 500))
    filled = await fill(product, LEAGUE)
    assert (filled.read, filled.failed) == (filled.total - 1, 1)
    assert filled.gaps.lineups == ((Gameweek(4), EntryId(odd)),)

    simulator.faults.clear()
    forget(simulator)
    assert (await fill(product, LEAGUE)).gaps.requests == 0
    assert asked(simulator) == [f"entry/{odd}/event/4/picks/"]


@pytest.mark.parametrize(
    ("kind", "error", "at_most"),
    [("updating", UpstreamUpdating, 4), ("status", UpstreamDown, 7)],
)
async def test_an_outage_stops_a_run_with_its_error(
    product: Product,
    simulator: Simulator,
    kind: str,
    error: type[Exception],
    at_most: int,
) -> None:
    """It does not go on asking; what was read stays, and the next run goes on."""
    await look(product, LEAGUE)
    forget(simulator)
    fault = Fault("entry/", kind, 502)
    simulator.faults.add(fault)
    with pytest.raises(error):
        await fill(product, LEAGUE)
    assert len({p for p in asked(simulator) if p.startswith("entry/")}) <= at_most
    simulator.faults.clear()
    assert (await fill(product, LEAGUE)).gaps.requests == 0


async def test_who_is_deleted_meanwhile_is_asked_for_no_more(
    product: Product, simulator: Simulator
) -> None:
    """He is remembered as gone and counts neither as read nor as lacking."""
    await look(product, LEAGUE)
    gone = alive(simulator)[1]
    simulator.world.delete(gone)
    filled = await fill(product, LEAGUE)
    assert EntryId(gone) not in filled.gaps.members
    assert filled.read == filled.total == len(alive(simulator))

    later = alive(simulator)[2]
    simulator.world.delete(later)
    simulator.move_to(8, "picks")
    await product.season_reader.refresh_season()
    filled = await fill(product, LEAGUE)
    assert filled.read == filled.total == len(alive(simulator))
    forget(simulator)
    await fill(product, LEAGUE)
    assert asked(simulator) == []


async def test_late_joiners_and_late_leagues_are_asked_for_what_they_have(
    product: Product, simulator: Simulator
) -> None:
    """A league from gameweek 5, another with some who joined in gameweek 6."""
    for league_id, to_come in ((906, 1), (907, 0)):
        await look(product, league_id)
        forget(simulator)
        filled = await fill(product, league_id)
        # Of who joins for the next gameweek this one's line-up is asked for once.
        picks = lineups(simulator, league_id) + to_come
        assert kinds(simulator)["picks"] == picks
        assert filled.read == filled.total
        assert filled.gaps.requests == 0


async def test_a_head_to_head_league_has_its_matches_read(product: Product) -> None:
    """They come with its table; where they lack they are read by themselves."""
    await look(product, 950)
    gaps = await backfill_of(product).gaps(LeagueId(950))
    assert gaps.matches == ()
    await product.store.matches.clear()
    gaps = await backfill_of(product).gaps(LeagueId(950))
    assert gaps.matches == tuple(range(7, 0, -1))
    assert (await fill(product, 950)).gaps.requests == 0


async def test_a_league_nobody_looked_at_is_not_filled(
    product: Product, simulator: Simulator
) -> None:
    """FPL is not asked whether there is one."""
    with pytest.raises(NotFound):
        await fill(product, 905)
    assert asked(simulator) == []
