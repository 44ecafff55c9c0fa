"""What the banter engine is fed with: the season as FPL told it, from the store alone."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from tests.banter.story import simulated
from tests.pretend import asked, forget, product_on, standings
from tests.services.seasons import fill, fill_season

from fplbanter.banter.chronicle import chronicle
from fplbanter.banter.duels import duel
from fplbanter.banter.needs import Need
from fplbanter.banter.review import Review
from fplbanter.game.model import EntryId, Gameweek, League, LeagueId, Lineup, Phase
from fplbanter.services.banter.inputs import Inputs, Material
from fplbanter.services.product import Product
from fplbanter.services.settlement import APART
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

LEAGUE, LARGER = 902, 901
"""Of four members, and of twenty, one deleted and one who joined late."""

SEVEN, EIGHT = Gameweek(7), Gameweek(8)


def inputs_of(product: Product) -> Inputs:
    return Inputs(product.store, product.board)


async def move_on(
    product: Product, simulator: Simulator, gameweek: int, stage: str
) -> None:
    """Let time pass, and have read what the poller reads."""
    simulator.move_to(gameweek, stage)
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(Gameweek(gameweek))


async def settle(product: Product, simulator: Simulator) -> None:
    """Have the newest gameweek settled by two reads."""
    newest = product.board.settled_through()
    await product.settlement.observe(newest)
    simulator.clock.move_to(simulator.clock.now() + APART)
    assert await product.settlement.observe(newest)


def reviewed(product: Product, league: League, material: Material) -> Review:
    """Let the engine review all of it, and return the newest gameweek."""
    season = product.board.season
    return chronicle(season, league, material.weeks, material.diaries)[-1]


def in_any_order(lineup: Lineup) -> Lineup:
    """Forget who stands where within the eleven: settled picks do not tell it."""
    return replace(lineup, eleven=tuple(sorted(lineup.eleven)))


@pytest.mark.parametrize("league_id", [LARGER, 906])
async def test_diaries_and_weeks_tell_the_simulators_own_season(
    product: Product, simulator: Simulator, league_id: int
) -> None:
    """Line-ups, results, transfers, first gameweeks, and what every player did."""
    await move_on(product, simulator, 7, "settled")
    league = await fill_season(product, league_id)
    forget(simulator)
    found = await inputs_of(product).read(league, SEVEN)
    assert asked(simulator) == []

    told = simulated(26, league_id=league_id, members=400, last=7)
    theirs = {d.entry_id: d for d in told.diaries}
    assert {d.entry_id for d in found.diaries} == {
        e for e in theirs if simulator.world.exists(e) and theirs[e].started < 9
    }
    for mine in found.diaries:
        own = theirs[mine.entry_id]
        assert mine.started == own.started
        assert {g: in_any_order(each) for g, each in mine.lineups.items()} == {
            g: in_any_order(each)
            for g, each in own.lineups.items()
            if g >= league.start
        }
        assert [(r.gameweek, r.gross_points, r.hit, r.total) for r in mine.results] == [
            (r.gameweek, r.gross_points, r.hit, r.total) for r in own.results
        ]
        assert mine.transfers is not None
        assert [(t.gameweek, t.player_in, t.player_out) for t in mine.transfers] == [
            (t.gameweek, t.player_in, t.player_out) for t in own.transfers or ()
        ]
    weeks = [w for w in told.weeks if w.gameweek >= league.start]
    for week, other in zip(found.weeks, weeks, strict=True):
        assert week.gameweek == other.gameweek
        assert {
            p: (a.points, a.minutes, a.played) for p, a in other.appearances.items()
        } == {p: (a.points, a.minutes, a.played) for p, a in week.appearances.items()}
        assert week.backdrop is not None
        assert other.backdrop is not None
        assert week.backdrop.dream_team == other.backdrop.dream_team
        assert week.backdrop.deadline == other.backdrop.deadline
        seen = simulator.world.panel.favourites(week.gameweek)
        # Before the first gameweek nobody buys: that is known, and no gap.
        assert week.backdrop.bought is not None
        assert list(week.backdrop.bought or {}) == (
            [seen.transferred_in] if seen.transferred_in else []
        )


@pytest.mark.parametrize("stage", ["picks", "live", "over", "settled"])
async def test_the_review_has_the_same_table_as_the_product(
    product: Product, simulator: Simulator, stage: str
) -> None:
    """Points, totals and places, before, in and after play: one number everywhere."""
    await move_on(product, simulator, 7, stage)
    league = await fill_season(product, LEAGUE)
    found = reviewed(product, league, await inputs_of(product).read(league, SEVEN))
    table = (await standings(product, LEAGUE)).page.items

    assert {e: (o.net_points, o.total, o.rank) for e, o in found.outings.items()} == {
        row.entry_id: (row.net_points, row.total, row.rank) for row in table
    }
    assert all(o.has_picks for o in found.outings.values())
    assert found.is_whole


async def test_a_gameweek_is_final_when_two_reads_agreed(
    product: Product, simulator: Simulator
) -> None:
    """Until then it is provisional, though FPL says that it is checked."""
    await move_on(product, simulator, 7, "settled")
    league = await fill_season(product, LEAGUE)

    async def phases() -> list[Phase]:
        return [w.phase for w in await inputs_of(product).weeks(league, SEVEN)]

    assert await phases() == [Phase.FINAL] * 6 + [Phase.PROVISIONAL]
    await settle(product, simulator)
    assert await phases() == [Phase.FINAL] * 7
    simulator.move_to(8, "live")
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(EIGHT)
    assert [w.phase for w in await inputs_of(product).weeks(league, EIGHT)][-1] is (
        Phase.LIVE
    )


async def test_long_after_it_no_second_read_is_needed(
    product: Product, simulator: Simulator
) -> None:
    """Nobody watched it being settled, and it is two days ago: it is final."""
    await move_on(product, simulator, 7, "settled")
    league = await fill_season(product, LEAGUE)
    await move_on(product, simulator, 8, "upcoming")
    weeks = await inputs_of(product).weeks(league, SEVEN)
    assert {w.phase for w in weeks} == {Phase.FINAL}


async def test_a_head_to_head_league_has_its_matches_of_now(
    product: Product, simulator: Simulator
) -> None:
    """Net points of each side, AVERAGE included, as the league's own table has them."""
    league = await fill_season(product, 950)
    await move_on(product, simulator, 7, "over")
    found = reviewed(product, league, await inputs_of(product).read(league, SEVEN))
    rows = (await standings(product, 950)).page.items
    duels = {e: duel(found, o) for e, o in found.outings.items()}
    assert len(duels) == 9
    for row in rows:
        if row.entry_id is not None and row.head_to_head is not None:
            mine, line = duels[row.entry_id], row.head_to_head
            assert mine is not None
            assert (mine.own_points, mine.rival, mine.rival_points) == (
                row.net_points,
                line.opponent_id,
                line.opponent_points,
            )
    for before in found.before:
        told = {
            (m.home, m.away): (m.home_points, m.away_points)
            for m in await product.store.matches.find_matches(
                product.board.season, LeagueId(950), before.gameweek
            )
        }
        assert {
            (m.home, m.away): (m.home_points, m.away_points)
            for m in before.matches or ()
        } == told


async def test_a_match_in_play_needs_both_its_sides(product: Product) -> None:
    """One line-up is unread: that match is left out now, the others and old ones not."""
    league = await fill_season(product, 951)
    gone = (await inputs_of(product).diaries(league, SEVEN))[0].entry_id
    await product.store.lineups._delete_many({"entry_id": gone, "gameweek": 7})
    weeks = await inputs_of(product).weeks(league, SEVEN)
    assert [len(w.matches or ()) for w in weeks] == [4, 4, 4, 4, 4, 4, 3]
    assert not any(gone in (m.home, m.away) for m in weeks[-1].matches or ())


async def test_without_matches_nobody_guesses(product: Product) -> None:
    """A classic league has none, and a head-to-head one while they are unread."""
    for league_id in (951, LEAGUE):
        league = await fill_season(product, league_id)
        await product.store.matches.clear()
        weeks = await inputs_of(product).weeks(league, SEVEN)
        assert {w.matches for w in weeks} == {None}


async def test_leagues_share_gameweeks_until_they_are_read_anew(
    product: Product, simulator: Simulator
) -> None:
    """A closed gameweek is loaded once; a correction that was read loads it again."""
    first = await fill_season(product, LEAGUE)
    inputs = inputs_of(product)
    one, other = await inputs.weeks(first, SEVEN), await inputs.weeks_of(SEVEN)
    assert all(a.stats is b.stats for a, b in zip(one, other, strict=True))

    player = next(p for p, did in (one[2].stats or {}).items() if did.minutes == 90)
    simulator.world.live.correct(3, player, -5)
    await product.season_reader.refresh_live(Gameweek(3))
    simulator.clock.advance(120)
    await product.season_reader.refresh_live(Gameweek(3))
    again = await inputs.weeks_of(SEVEN)
    before, after = one[2].appearances[player], again[2].appearances[player]
    assert after.points == before.points - 5
    assert again[1].stats is one[1].stats


async def test_a_gameweek_that_was_never_read_has_no_week(product: Product) -> None:
    """Rather none than one in which nobody scored: the season is then not whole."""
    league = await fill_season(product, LEAGUE)
    await product.store.live._delete_many({"gameweek": 4})
    found = await inputs_of(product).read(league, SEVEN)
    assert [w.gameweek for w in found.weeks] == [1, 2, 3, 5, 6, 7]
    assert not reviewed(product, league, found).is_whole


async def test_who_was_deleted_has_no_diary(
    product: Product, simulator: Simulator
) -> None:
    """What was read of him before stays in the store, and out of the league."""
    league = await fill_season(product, LEAGUE)
    gone = (await inputs_of(product).diaries(league, SEVEN))[2].entry_id
    await product.store.entries.mark_deleted(
        product.board.season, gone, simulator.clock.now()
    )
    diaries = await inputs_of(product).diaries(league, SEVEN)
    assert gone not in {d.entry_id for d in diaries}
    assert len(diaries) == 3


async def test_nothing_is_claimed_on_a_gap_in_the_results(product: Product) -> None:
    """Without results a line-up would give too small a total: it is left out."""
    league = await fill_season(product, LEAGUE)
    season = product.board.season
    unread, short = (await inputs_of(product).diaries(league, SEVEN))[:2]
    kept = await product.store.results.find_results(season, [short.entry_id])
    await product.store.results._delete_many({"entry_id": unread.entry_id})
    await product.store.results.save_results(
        season, [replace(kept[short.entry_id], through=Gameweek(3))]
    )
    diaries = {d.entry_id: d for d in await inputs_of(product).diaries(league, SEVEN)}
    assert list(diaries[unread.entry_id].lineups) == [1]
    assert list(diaries[short.entry_id].lineups) == [1, 2, 3, 4]
    assert [r.gameweek for r in diaries[short.entry_id].results] == [1, 2, 3]


async def test_transfers_that_were_not_read_yet_are_not_none(
    product: Product, simulator: Simulator
) -> None:
    """Of the new gameweek nobody says that nothing was bought; of the old ones all."""
    await move_on(product, simulator, 7, "settled")
    league = await fill_season(product, LEAGUE)
    await move_on(product, simulator, 8, "live")
    await product.intakes.run(league.league_id, EIGHT)
    found = reviewed(product, league, await inputs_of(product).read(league, EIGHT))
    assert found.previous is not None
    for review, known in ((found, False), (found.previous, True)):
        outings = review.outings.values()
        assert {review.has(Need.TRANSFERS, o) for o in outings} == {known}
    await fill(product, LEAGUE)
    found = reviewed(product, league, await inputs_of(product).read(league, EIGHT))
    assert all(found.has(Need.TRANSFERS, o) for o in found.outings.values())


async def test_a_gameweek_that_is_not_checked_yet_counts_in_the_next_one(
    product: Product, simulator: Simulator
) -> None:
    """FPL is late with its review: its points are worked out here until then."""
    await move_on(product, simulator, 7, "over")
    league = await fill_season(product, LEAGUE)
    await move_on(product, simulator, 8, "live")
    facts = product.board.facts
    late = [replace(s, checked=s.gameweek < 7) for s in facts.gameweeks]
    product.board.set_season(replace(facts, gameweeks=tuple(late)))
    await product.store.seasons.save_season(product.board.facts)
    await product.intakes.run(league.league_id, EIGHT)

    found = reviewed(product, league, await inputs_of(product).read(league, EIGHT))
    world = simulator.world
    assert len(found.outings) == 4
    for entry_id, outing in found.outings.items():
        career = world.careers.career(entry_id)
        settled = world.scores.settled(career, 7)
        selection = career.selection(7)
        assert settled is not None
        assert selection is not None
        assert found.previous is not None
        before = found.previous.outings[entry_id]
        assert before.net_points == settled.gross - selection.cost
        assert outing.previous_total == before.total


async def test_only_what_is_new_is_read_where_the_rest_is_known(
    product: Product,
) -> None:
    """One more gameweek takes its own line-ups and points, and all results."""
    league = await fill_season(product, LEAGUE)
    inputs = inputs_of(product)
    whole, new = (
        await inputs.read(league, SEVEN),
        await inputs.read(league, SEVEN, since=SEVEN),
    )
    assert new.weeks == whole.weeks[-1:]
    for mine, all_of_it in zip(new.diaries, whole.diaries, strict=True):
        assert mine.results == all_of_it.results
        assert list(mine.lineups) == [7]


async def test_a_worker_that_polls_nothing_sees_what_others_have_read(
    product: Product, simulator: Simulator
) -> None:
    """Points of a minute ago are on nobody's board here, but in the store."""
    league = await fill_season(product, LEAGUE)
    async with product_on(product.store, simulator) as worker:
        inputs = inputs_of(worker)
        before = (await inputs.weeks(league, SEVEN))[-1]
        await move_on(product, simulator, 7, "over")
        forget(simulator)
        after = (await inputs.weeks(league, SEVEN))[-1]
    assert (before.phase, after.phase) == (Phase.LIVE, Phase.PROVISIONAL)
    assert sum(a.minutes for a in after.appearances.values()) > sum(
        a.minutes for a in before.appearances.values()
    )
    assert asked(simulator) == []


async def test_a_large_league_takes_as_few_questions_as_a_small_one(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not one for each member: of twenty as many as of four."""
    counts = []
    for league_id in (LEAGUE, LARGER):
        league = await fill_season(product, league_id)
        inputs = inputs_of(product)
        await inputs.read(league, SEVEN)
        counts.append(0)
        reach = product.store.reach
        ask: Callable[..., Awaitable[Any]] = reach.ask

        async def counting(*given: Any, ask: Any = ask, **named: Any) -> Any:  # noqa: ANN401
            counts[-1] += 1
            return await ask(*given, **named)

        with monkeypatch.context() as patched:
            patched.setattr(reach, "ask", counting)
            await inputs.read(league, SEVEN)
    assert counts == [9, 9]


async def test_all_that_are_scored_here_are_known(product: Product) -> None:
    """Members of two leagues, each once; with a limit the same ones every time."""
    first, second = await fill_season(product, LEAGUE), await fill_season(product, 951)
    inputs = inputs_of(product)
    members = {
        d.entry_id
        for league in (first, second)
        for d in await inputs.diaries(league, SEVEN)
    }
    found = await inputs.entries_scored()
    assert set(found) >= members
    assert len(found) == len(set(found))
    assert await inputs.entries_scored(limit=5) == found[:5]
    diaries = await inputs.diaries_of(found, SEVEN)
    assert {d.entry_id for d in diaries} == members
    assert EntryId(1) not in found
