"""Entries and line-ups for people: who, what season, which picks with what points."""

from collections import Counter

import pytest
from tests.pretend import asked, fill, forget, read_season, standings

from fplbanter.errors import NotFound, UpstreamSlow
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services import careers
from fplbanter.services.product import Product
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.settlement import gross_as_submitted
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.leagues import StoredLeague

pytestmark = pytest.mark.anyio

STRANGER = EntryId(777)
"""An entry that is in none of the leagues here."""


async def test_an_entry_nobody_looked_at_is_read_with_two_requests(
    product: Product, simulator: Simulator
) -> None:
    """Its profile and its history; the next look costs none."""
    answer = await product.entry(STRANGER)
    world = simulator.world
    assert answer.entry_name == world.team_name(STRANGER)
    assert answer.manager_name == world.careers.manager(STRANGER).full_name
    assert [row.gameweek for row in answer.gameweeks] == [1, 2, 3, 4, 5, 6]
    career = world.career(STRANGER)
    assert career is not None
    rows = world.scores.rows(career, 6)
    assert [(r.gross_points, r.hit, r.total) for r in answer.gameweeks] == [
        (r.points, r.cost, r.total) for r in rows
    ]
    assert answer.total == rows[-1].total
    assert len(asked(simulator)) == 2
    assert await product.entry(STRANGER) == answer
    assert len(asked(simulator)) == 2


async def test_a_line_up_has_fifteen_picks_that_add_up(
    product: Product, simulator: Simulator
) -> None:
    """The points of the picks, each by its multiplier, are the gross points."""
    await fill(product, 901)
    member = simulator.world.leagues.by_id[901].members[0]
    forget(simulator)
    answer = await product.lineup(EntryId(member))
    assert asked(simulator) == []
    assert [pick.slot for pick in answer.picks] == list(range(1, 16))
    assert answer.gross_points == sum(p.points * p.multiplier for p in answer.picks)
    assert answer.net_points == answer.gross_points - answer.hit
    assert sum(pick.is_captain for pick in answer.picks) == 1
    assert {pick.state for pick in answer.picks} > {"played"}
    row = next(
        row
        for row in (await standings(product, 901)).page.items
        if row.entry_id == member
    )
    assert (answer.gross_points, answer.total) == (row.gross_points, row.total)
    assert (answer.captain, answer.auto_subs) == (row.captain, row.auto_subs)
    assert (answer.entry_name, answer.manager_name) == (
        row.entry_name,
        row.manager_name,
    )


async def test_a_line_up_that_was_looked_at_shows_in_its_league(
    product: Product, simulator: Simulator
) -> None:
    """What one person had read, all see, also where nobody reads the league."""
    league = await product.desk.look(LeagueId(902))
    assert isinstance(league, StoredLeague)
    before = await product.tables.standings(league, Gameweek(7), None, 0, 20)
    assert before.coverage.read == 0
    member = EntryId(simulator.world.leagues.by_id[902].members[2])
    await product.entry(member)
    await product.lineup(member)
    after = await product.tables.standings(league, Gameweek(7), None, 0, 20)
    assert after.coverage.read == 1
    assert not product.intakes.are_running


async def test_an_entry_seen_weeks_ago_catches_up_behind(
    product: Product, simulator: Simulator
) -> None:
    """It is shown at once as it was known, says so, and is whole at the next look."""
    await product.entry(STRANGER)
    simulator.move_to(9, "settled")
    await read_season(product)
    forget(simulator)
    old = await product.entry(STRANGER)
    assert (old.gameweeks[-1].gameweek, old.freshness.stale) == (6, True)
    await product.squads._flights.join(("history", STRANGER), _never)
    new = await product.entry(STRANGER)
    assert (new.gameweeks[-1].gameweek, new.freshness.stale) == (9, False)
    assert Counter(asked(simulator)) == {f"entry/{STRANGER}/history/": 1}


async def _never() -> None:
    raise AssertionError("it was under way")


async def test_a_settled_line_up_says_what_fpl_counted(
    product: Product, simulator: Simulator
) -> None:
    """Once FPL has settled its result is the answer, and nothing is pending."""
    simulator.move_to(7, "settled")
    await read_season(product)
    await fill(product, 902)
    for member in simulator.world.leagues.by_id[902].members:
        answer = await product.lineup(EntryId(member))
        career = simulator.world.careers.career(member)
        row = simulator.world.scores.rows(career, 7)[-1]
        assert answer.official_gross_points == answer.gross_points == row.points
        assert (answer.bench_points, answer.total) == (row.bench, row.total)
        assert answer.is_certain


async def test_a_line_up_in_play_differs_from_fpls_by_what_is_projected(
    product: Product, simulator: Simulator
) -> None:
    """Without substitutions and a change of captain it is FPL's own count."""
    week = simulator.world.live.week(7, simulator.clock.now())
    for member in simulator.world.leagues.by_id[900].members[:10]:
        answer = await product.lineup(EntryId(member))
        selection = simulator.world.careers.career(member).selection(7)
        assert selection is not None
        fpls = gross_as_submitted(selection, week.points)
        if not answer.auto_subs and answer.captain and not answer.captain.vice:
            assert answer.gross_points == fpls


async def test_a_deleted_entry_is_remembered(
    product: Product, simulator: Simulator
) -> None:
    """Its league is known to have lost it: FPL is not asked for its line-up."""
    await fill(product, 901)
    gone = EntryId(min(simulator.world.leagues.deleted))
    forget(simulator)
    with pytest.raises(NotFound, match="deleted"):
        await product.lineup(gone)
    answer = await product.entry(gone)
    assert answer.gameweeks == ()
    assert answer.entry_name == simulator.world.team_name(gone)
    assert asked(simulator) == []


async def test_before_the_picks_are_shown_nobody_has_a_line_up(
    product: Product, simulator: Simulator
) -> None:
    """Between the deadline and the first picks FPL has none: not found, for a while."""
    simulator.clock.move_to(simulator.world.calendar.gameweek(8).deadline)
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    with pytest.raises(NotFound):
        await product.lineup(STRANGER)
    simulator.move_to(8, "picks")
    assert (await product.lineup(STRANGER)).gameweek == 8


async def test_who_waits_too_long_for_an_entry_is_told_so(
    product: Product, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fetch goes on behind; a moment later the entry is there."""
    monkeypatch.setattr(careers, "PATIENCE_SECONDS", 0.01)
    simulator.faults.add(Fault("entry/", "slow", delay=0.05, left=1))
    with pytest.raises(UpstreamSlow):
        await product.entry(STRANGER)
    monkeypatch.undo()
    assert (await product.entry(STRANGER)).entry_id == STRANGER
    assert len(asked(simulator)) == 2


async def test_an_entry_lists_the_leagues_known_here(
    product: Product, simulator: Simulator
) -> None:
    """Only those that somebody has looked at."""
    await standings(product, 901)
    await standings(product, 902)
    members = simulator.world.leagues.by_id
    both = next(e for e in members[902].members if e in members[901].members)
    answer = await product.entry(EntryId(both))
    assert {league.league_id for league in answer.leagues} == {
        LeagueId(901),
        LeagueId(902),
    }
