"""Judging a league: everything once, and nothing where nothing has changed."""

import asyncio
from typing import Any

import pytest
from tests.pretend import asked
from tests.services.banter.seasons import (
    ALONE,
    FOUR,
    PALS,
    another_judge,
    banter,
    judge,
    move_on,
    read_and_judge,
    settle,
)
from tests.services.seasons import fill_season

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.chronicle import chronicle
from fplbanter.banter.judging import judge as judge_stat
from fplbanter.banter.judging import judge_span, span_numbers
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span
from fplbanter.banter.verdict import Refusal, Scope, shown
from fplbanter.errors import NotFound
from fplbanter.game.model import Gameweek, LeagueId, Phase
from fplbanter.services.banter.inputs import Inputs
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

THREE = Gameweek(3)
COLLECTIONS = ("rulings", "sittings", "banter_stats")


async def reviewed(product: Product, league_id: int) -> list[Review]:
    """Let the engine review a league by itself."""
    season = product.board.season
    stored = await product.store.leagues.find_league(season, LeagueId(league_id))
    assert stored
    current = product.board.started_gameweek(None)
    inputs = Inputs(product.store, product.board)
    found = await inputs.read(stored.league, current)
    return list(chronicle(season, stored.league, found.weeks, found.diaries))


async def everything(product: Product) -> dict[str, list[dict[str, Any]]]:
    """Return all that a judge saves, as it is stored."""
    return {
        name: await product.store.database[name].find(sort=[("_id", 1)]).to_list(9_999)
        for name in COLLECTIONS
    }


async def test_a_league_is_judged_from_its_start_on(
    read: Product, simulator: Simulator
) -> None:
    """Every gameweek so far, the months so far, the season; FPL is not asked."""
    done = await judge(read, PALS)

    assert asked(simulator) == []
    assert done.gameweeks == (1, 2, 3)
    assert (done.stats, done.exonerated) == (len(catalogue()), 0)
    assert done.coverage.is_complete
    weekly = sum(stat.week is not None for stat in catalogue().values())
    spans = sum(stat.span is not None for stat in catalogue().values())
    kinds = await read.store.database["rulings"].distinct("period")
    months = [m.month_id for m in read.board.facts.months if m.first <= THREE]
    assert set(kinds) == {0, 1, 2, 3, *months}
    assert done.changed == 3 * weekly + (1 + len(months)) * spans


async def test_every_ruling_is_what_the_engine_says(told: Product) -> None:
    """Of each gameweek and of the season, with proofs; the page has the same."""
    product = told
    reviews = await reviewed(product, PALS)
    season, league_id = product.board.season, LeagueId(PALS)

    for review in reviews:
        found = await product.store.rulings.find_rulings(
            season, league_id, Scope.GAMEWEEK, review.gameweek
        )
        expected = {
            s.key: judge_stat(s, review) for s in catalogue().values() if s.week
        }
        assert {r.stat: r.judgement for r in found} == expected
    found = await product.store.rulings.find_rulings(season, league_id, Scope.SEASON, 0)
    span = season_span(reviews[-1])
    judged = {s.key: judge_span(s, span) for s in catalogue().values() if s.span}
    assert {r.stat: r.judgement for r in found} == judged

    page = await banter(product, PALS, scope=Scope.SEASON)
    numbers = {(v.stat, v.holders[0].entry_id): v for v in page.page.items}
    for key, judgement in judged.items():
        for verdict in judgement.verdicts:
            line = numbers[key, verdict.holders[0]]
            assert line.value == shown(verdict.value, catalogue()[key].places)
            assert [p.entry_id for p in line.proofs] == list(verdict.holders)


async def test_everybody_has_the_season_s_numbers_of_the_engine(
    told: Product,
) -> None:
    """Not only winners; in the league's own tournament and among all entries."""
    review = (await reviewed(told, PALS))[-1]

    expected: dict[str, dict[str, float]] = {}
    for stat in catalogue().values():
        for entry_id, number in span_numbers(stat, season_span(review)).items():
            rounded = shown(number, stat.places)
            expected.setdefault(str(entry_id), {})[stat.key] = rounded
    for tournament in ("league_901", "fpl_banter"):
        found = await told.banter.documents(tournament_id=tournament, limit=100)
        assert found.total == len(expected) == 19
        assert {row.user_id: dict(row.stats) for row in found.items} == expected


async def test_judging_again_writes_nothing(
    read: Product, simulator: Simulator
) -> None:
    """Not by the same judge, nor by one that has judged nothing before."""
    product = read
    await judge(product, PALS)
    await product.banter_judge.judge_installation()
    before = await everything(product)
    simulator.clock.advance(600)

    again = await judge(product, PALS)
    other = await another_judge(product).judge_league(LeagueId(PALS))
    everybody = await another_judge(product).judge_installation()

    for done in (again, other):
        assert (done.gameweeks, done.changed, done.documents) == ((), 0, 0)
    assert everybody.documents == 0
    assert await everything(product) == before


async def test_two_judges_at_once_are_one(read: Product) -> None:
    """What both would write is written once, and counted once."""
    product = read
    league_id = LeagueId(PALS)

    done = await asyncio.gather(
        another_judge(product).judge_league(league_id),
        another_judge(product).judge_league(league_id),
    )

    stored = await everything(product)
    assert sum(one.changed for one in done) == len(stored["rulings"])
    assert {document["edition"] for document in stored["rulings"]} == {1}


async def test_a_gameweek_in_play_is_replaced_and_leaves_no_history(
    product: Product, simulator: Simulator
) -> None:
    """While nobody was told for good there is nothing to take back."""
    await read_and_judge(product, simulator, PALS, 3, "live")
    simulator.clock.advance(1_800)
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(THREE)
    waiting = await banter(product, PALS)
    done = await judge(product, PALS)
    found = await banter(product, PALS)

    assert (waiting.state, found.state) == ("behind", "judged")
    assert done.gameweeks == (3,)
    assert done.changed > 0
    assert {d["edition"] for d in (await everything(product))["rulings"]} == {1}
    assert not any(line.is_final for line in found.page.items)


async def test_what_is_settled_becomes_final(
    told: Product, simulator: Simulator
) -> None:
    """After two reads that agree, and with everybody read."""
    product = told
    assert not any(v.is_final for v in (await banter(product, PALS)).page.items)

    await move_on(product, simulator, 3, "settled")
    await settle(product, simulator)
    await fill_season(product, PALS)
    behind = await banter(product, PALS)
    await judge(product, PALS)
    found = await banter(product, PALS)

    assert (behind.state, found.state) == ("behind", "judged")
    assert found.phase is Phase.FINAL
    assert all(v.is_final for v in found.page.items)


@pytest.mark.parametrize(("league_id", "members"), [(ALONE, 1), (FOUR, 4)])
async def test_small_leagues_give_what_makes_sense(
    product: Product, simulator: Simulator, league_id: int, members: int
) -> None:
    """Alone there is nobody to compare with; numbers there are all the same."""
    await read_and_judge(product, simulator, league_id, 3, "over")
    found = await banter(product, league_id)
    documents = await product.banter.documents(tournament_id=f"league_{league_id}")
    small = {r.stat for r in found.refused if r.reason is Refusal.SMALL_LEAGUE}
    assert ("gameweek_rocket" in small) == (members == 1)
    assert all(r.sentence for r in found.refused)
    assert documents.total == members
    assert documents.coverage.is_complete


async def test_who_came_late_is_not_judged_before(
    told: Product, simulator: Simulator
) -> None:
    """One of the twenty joined in gameweek 3, one is deleted at FPL."""
    product = told
    world = simulator.world.leagues
    late = next(e for e in world.by_id[PALS].members if world.started.get(e) == 3)
    before = await banter(product, PALS, gameweek=2)
    now = await banter(product, PALS, gameweek=3)
    assert before.coverage.members == now.coverage.members - 1 == 18
    named = {h.entry_id for line in before.page.items for h in line.holders}
    assert late not in named


async def test_whoever_is_deleted_is_gone_from_rulings_and_numbers(
    told: Product,
) -> None:
    """Nobody is exonerated by that: FPL has not corrected anything."""
    product = told
    first = await banter(product, PALS)
    gone = first.headlines[0].holders[0].entry_id
    await product.store.entries.mark_deleted(
        product.board.season, gone, product.clock.now()
    )

    done = await judge(product, PALS)

    assert done.gameweeks == (1, 2, 3)
    assert (done.changed > 0, done.exonerated) == (True, 0)
    for gameweek in (1, 2, 3):
        found = await banter(product, PALS, gameweek=gameweek)
        named = {h.entry_id for line in found.page.items for h in line.holders}
        assert gone not in named
        assert found.exonerations == ()
    numbers = await product.banter.documents(tournament_id="league_901", limit=100)
    assert str(gone) not in {row.user_id for row in numbers.items}


async def test_a_member_who_is_not_read_yet_keeps_his_numbers(
    told: Product, simulator: Simulator
) -> None:
    """At a deadline line-ups come one by one: nobody's season begins anew."""
    product = told
    before = await product.banter.documents(tournament_id="league_901", limit=100)
    await move_on(product, simulator, 4, "live")

    done = await judge(product, PALS)

    assert (done.gameweeks[-1], done.coverage.read) == (4, 0)
    found = await product.banter.documents(tournament_id="league_901", limit=100)
    assert {r.user_id: r.stats for r in found.items} == {
        r.user_id: r.stats for r in before.items
    }
    assert {r.reason for r in (await banter(product, PALS)).refused} == {"missing"}


async def test_a_league_nobody_knows_and_a_gameweek_to_come_are_refused(
    read: Product,
) -> None:
    """Nothing is stored for them."""
    with pytest.raises(NotFound, match="league 123456"):
        await read.banter_judge.judge_league(LeagueId(123456))
    with pytest.raises(NotFound, match="still to come"):
        await read.banter_judge.judge_league(LeagueId(PALS), Gameweek(20))
    assert not any((await everything(read)).values())


async def test_a_league_before_its_start_has_no_banter_yet(read: Product) -> None:
    """League 906 begins in gameweek 5."""
    product = read
    await product.desk.look(LeagueId(906))
    done = await judge(product, 906)
    assert (done.gameweeks, done.changed) == ((), 0)
    with pytest.raises(NotFound, match="starts in gameweek 5"):
        await banter(product, 906)


async def test_an_entry_has_one_number_however_many_leagues_he_is_in(
    told: Product, simulator: Simulator
) -> None:
    """Among all entries he is counted once."""
    product = told
    await fill_season(product, FOUR)
    done = await product.banter_judge.judge_installation()
    members = simulator.world.leagues.by_id
    everybody = {*members[PALS].members, *members[FOUR].members}
    everybody = {e for e in everybody if simulator.world.exists(e)}
    found = await product.banter.documents(limit=100)
    assert {int(row.user_id) for row in found.items} == everybody
    assert done.coverage.read == found.total == len(everybody)
    assert all(row.holder and row.holder.manager_name for row in found.items)
