"""The first look at a league: FPL's table at once, the rest behind, nothing twice."""

import asyncio
from collections import Counter

import pytest
from tests.pretend import asked, fill, forget, standings

from fplbanter.errors import NotFound
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.services import leagues
from fplbanter.services.answers import Pending
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

MUDDY = 900
PALS = 901


def official(simulator: Simulator, league_id: int) -> list[tuple[int, int, int]]:
    """List entry, gross points and total of FPL's own table, best first."""
    world = simulator.world
    rows = world.tables.rows(world.leagues.by_id[league_id], 1, simulator.clock.now())
    return [(row.entry_id, row.event_total, row.total) for row in rows]


async def test_a_first_look_shows_fpls_table_after_one_request(
    product: Product, simulator: Simulator
) -> None:
    """Nobody waits for fifty line-ups: FPL's own rows come first, coverage 0 of 50."""
    found = await standings(product, MUDDY)
    assert asked(simulator) == ["leagues-classic/900/standings/"]
    assert (found.coverage.read, found.coverage.members) == (0, 50)
    assert not found.coverage.is_complete
    assert {row.source for row in found.page.items} == {"official"}
    shown = [
        (row.entry_id, row.gross_points, row.total)
        for row in sorted(found.page.items, key=lambda row: row.rank)
    ]
    assert sorted(shown) == sorted(official(simulator, MUDDY))


async def test_a_league_is_read_with_two_requests_a_member_and_none_twice(
    product: Product, simulator: Simulator
) -> None:
    """Fifty members cost one page, fifty histories and fifty line-ups."""
    await fill(product, MUDDY)
    counts = Counter(asked(simulator))
    assert set(counts.values()) == {1}
    kinds = Counter(path.split("/")[0] for path in counts)
    assert kinds == {"leagues-classic": 1, "entry": 100}


async def test_a_second_look_costs_no_request(
    product: Product, simulator: Simulator
) -> None:
    """What has been read is shown from memory, whole."""
    await fill(product, MUDDY)
    forget(simulator)
    found = await standings(product, MUDDY)
    assert asked(simulator) == []
    assert (found.coverage.read, found.coverage.members) == (50, 50)
    assert {row.source for row in found.page.items} == {"live"}
    assert not product.intakes.are_running


async def test_a_thousand_looks_at_once_cost_one_request(
    product: Product, simulator: Simulator
) -> None:
    """A link in a chat of a thousand people is one question to FPL."""
    looks = [standings(product, PALS, limit=20) for _ in range(1_000)]
    found = await asyncio.gather(*looks)
    assert asked(simulator, "leagues") == ["leagues-classic/901/standings/"]
    assert {one.coverage.members for one in found} == {20}
    await product.intakes.run(LeagueId(PALS), found[0].gameweek)
    counts = Counter(asked(simulator))
    assert max(counts.values()) == 1


async def test_a_look_starts_the_reading_behind_by_itself(
    product: Product, simulator: Simulator
) -> None:
    """Whoever looks has the rest read; progress counts the managers."""
    found = await standings(product, PALS)
    progress = await product.progress(LeagueId(PALS))
    assert (progress.state, progress.read, progress.members) == ("waiting", 0, 20)
    assert product.intakes.are_running
    await product.intakes.run(LeagueId(PALS), found.gameweek)
    progress = await product.progress(LeagueId(PALS))
    assert (progress.state, progress.read, progress.members) == ("complete", 20, 20)
    assert progress.failed == 0
    assert progress.reason is None
    assert len(asked(simulator, "leagues")) == 1


async def test_a_deleted_entry_does_not_break_its_league(
    product: Product, simulator: Simulator
) -> None:
    """FPL has forgotten one of the twenty: its row stays, the rest is whole."""
    await fill(product, PALS)
    gone = min(simulator.world.leagues.deleted)
    found = await standings(product, PALS)
    row = next(row for row in found.page.items if row.entry_id == gone)
    assert row.source == "official"
    assert row.captain is None
    assert found.coverage.is_complete
    forget(simulator)
    product.intakes.start(LeagueId(PALS), found.gameweek)
    await product.intakes.run(LeagueId(PALS), found.gameweek)
    assert asked(simulator, f"entry/{gone}/") == []


async def test_an_entry_deleted_after_its_results_were_read_is_found_out(
    product: Product, simulator: Simulator
) -> None:
    """Its line-up is missing, then its history: it is not asked for again."""
    simulator.move_to(7, "settled")
    await product.season_reader.refresh_season()
    await fill(product, PALS)
    victim = simulator.world.leagues.by_id[PALS].members[2]
    simulator.world.delete(victim)
    simulator.move_to(8, "live")
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    for _ in range(2):
        await product.intakes.run(LeagueId(PALS), Gameweek(8))
    assert len(asked(simulator, f"entry/{victim}/event/8/")) == 1
    assert len(asked(simulator, f"entry/{victim}/history/")) == 2
    found = await standings(product, PALS)
    assert found.coverage.is_complete
    progress = await product.progress(LeagueId(PALS))
    assert progress.state == "complete"


async def test_an_entry_without_picks_is_let_be_for_a_while(
    product: Product, simulator: Simulator
) -> None:
    """FPL knows its history but shows no picks: it is not asked again and again."""
    odd = simulator.world.leagues.by_id[PALS].members[3]
    simulator.faults.add(Fault(f"entry/{odd}/event/7/", "status", status=404))
    await fill(product, PALS)
    forget(simulator)
    await product.intakes.run(LeagueId(PALS), Gameweek(7))
    assert len(asked(simulator, f"entry/{odd}/")) <= 2
    found = await standings(product, PALS)
    assert (found.coverage.read, found.coverage.members) == (19, 20)


async def test_three_odd_entries_at_the_top_do_not_keep_a_league_from_being_read(
    product: Product, simulator: Simulator
) -> None:
    """Those that stumbled come last in the next run, so that all others are read."""
    for row in official(simulator, MUDDY)[:4]:
        simulator.faults.add(Fault(f"entry/{row[0]}/", "truncated"))
    for _ in range(3):
        await fill(product, MUDDY)
    found = await standings(product, MUDDY)
    assert (found.coverage.read, found.coverage.members) == (46, 50)
    progress = await product.progress(LeagueId(MUDDY))
    assert (progress.state, progress.reason) == ("failed", "changed")
    simulator.faults.clear()
    await fill(product, MUDDY)
    assert (await standings(product, MUDDY)).coverage.is_complete


async def test_reading_stops_when_fpl_is_not_well(
    product: Product, simulator: Simulator
) -> None:
    """After a few failures in a row FPL is left alone, and the failure is named."""
    await standings(product, MUDDY)
    simulator.faults.add(Fault("entry/", "updating"))
    forget(simulator)
    await product.intakes.run(LeagueId(MUDDY), Gameweek(7))
    assert len(asked(simulator)) < 10
    progress = await product.progress(LeagueId(MUDDY))
    assert (progress.state, progress.reason) == ("failed", "updating")


async def test_many_looks_do_not_try_a_broken_league_again_at_once(
    product: Product, simulator: Simulator
) -> None:
    """However many reload the page, a try that failed is repeated once a minute."""
    await standings(product, PALS)
    simulator.faults.add(Fault("entry/", "updating"))
    await product.intakes.run(LeagueId(PALS), Gameweek(7))
    forget(simulator)
    for _ in range(50):
        await standings(product, PALS)
    assert asked(simulator) == []
    simulator.faults.clear()
    simulator.clock.advance(61)
    await standings(product, PALS)
    await product.intakes.run(LeagueId(PALS), Gameweek(7))
    assert (await standings(product, PALS)).coverage.is_complete


async def test_who_waits_too_long_is_told_to_watch(
    product: Product, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """FPL has not answered yet: the answer is where to watch, and it comes later."""
    monkeypatch.setattr(leagues, "FIRST_LOOK_SECONDS", 0.01)
    simulator.faults.add(Fault("leagues", "slow", delay=0.1, left=1))
    found = await product.standings(LeagueId(PALS))
    assert isinstance(found, Pending)
    assert (await product.progress(LeagueId(PALS))).state == "waiting"
    monkeypatch.undo()
    assert (await standings(product, PALS)).coverage.members == 20
    assert len(asked(simulator, "leagues")) == 1


async def test_a_no_that_comes_after_everybody_left_is_remembered(
    product: Product, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The slow 404 was waited for by nobody, and still FPL is not asked again."""
    monkeypatch.setattr(leagues, "FIRST_LOOK_SECONDS", 0.01)
    simulator.faults.add(Fault("leagues-classic/999", "slow", delay=0.05))
    assert isinstance(await product.standings(LeagueId(999)), Pending)
    monkeypatch.undo()
    for _ in range(3):
        with pytest.raises(NotFound):
            await standings(product, 999)
    assert len(asked(simulator)) == 2
    with pytest.raises(NotFound):
        await product.progress(LeagueId(999))


async def test_progress_of_a_league_nobody_asked_for_is_not_found(
    product: Product, simulator: Simulator
) -> None:
    """Watching alone asks FPL nothing."""
    with pytest.raises(NotFound, match="Nobody has asked"):
        await product.progress(LeagueId(PALS))
    assert asked(simulator) == []
