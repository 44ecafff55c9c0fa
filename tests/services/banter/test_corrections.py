"""FPL corrects its data after the whistle: verdicts move, and who was named is cleared."""

import asyncio

import pytest
from tests.services.banter.seasons import (
    PALS,
    another_judge,
    banter,
    holders_of,
    judge,
    move_on,
    read_and_judge,
    ruling,
    rulings_of,
    settle,
)
from tests.services.seasons import fill_season

from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, Gameweek, LeagueId, PlayerId
from fplbanter.services.answers.banter import Exoneration, StatHistory
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator

pytestmark = pytest.mark.anyio

BEAST = "benched_beast"


async def correct(
    product: Product, simulator: Simulator, player: PlayerId, delta: int
) -> None:
    """Have FPL change a player's points of gameweek 3, and read that."""
    simulator.world.live.correct(3, player, delta)
    simulator.clock.advance(600)
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(Gameweek(3))


async def beast(product: Product) -> tuple[list[EntryId], PlayerId, int]:
    """Return who holds the benched beast of gameweek 3, which player, how much."""
    found = await ruling(product, PALS, 3, BEAST)
    (verdict,) = found.judgement.verdicts
    lines = verdict.receipts[0].lines
    player = next(line.player_id for line in lines if line.counts)
    assert player is not None
    return holders_of(found), player, int(verdict.value)


async def exonerations(product: Product) -> list[Exoneration]:
    found = await banter(product, PALS, gameweek=3)
    return [e for e in found.exonerations if e.stat == BEAST]


async def test_a_correction_moves_a_verdict_and_clears_who_held_it(
    told: Product, simulator: Simulator
) -> None:
    """The old edition is kept, the new one stands, and it is told who is cleared."""
    before, player, value = await beast(told)
    await correct(told, simulator, player, -value)
    done = await judge(told, PALS)
    after, _, _ = await beast(told)

    assert set(before) - set(after) == set(before)
    first, second = (await rulings_of(told, BEAST))[-2:]
    assert (first["edition"], first["current"], first["holders"]) == (1, False, before)
    assert (second["edition"], second["current"]) == (2, True)
    assert second["holders"] == sorted(after)
    assert done.exonerated >= len(before)
    (cleared,) = await exonerations(told)
    assert [h.entry_id for h in cleared.cleared] == before
    assert [h.entry_id for h in cleared.now] == after
    assert (cleared.was, cleared.edition, cleared.gameweek) == (value, 2, 3)
    assert cleared.cleared[0].manager_name in cleared.sentence
    line = next(v for v in (await banter(told, PALS)).page.items if v.stat == BEAST)
    assert line.edition == 2


async def test_nobody_is_cleared_twice(told: Product, simulator: Simulator) -> None:
    """Not when it is judged again, and not by another judge."""
    _, player, value = await beast(told)
    await correct(told, simulator, player, -value)
    await judge(told, PALS)
    before = await exonerations(told)

    for judges in (told.banter_judge, another_judge(told), another_judge(told)):
        done = await judges.judge_league(LeagueId(PALS))
        assert (done.changed, done.exonerated) == (0, 0)

    assert await exonerations(told) == before
    assert len(before) == 1


async def test_two_judges_at_once_clear_once(
    told: Product, simulator: Simulator
) -> None:
    """One inserts the edition; the other finds it there."""
    _, player, value = await beast(told)
    await correct(told, simulator, player, -value)
    judges = [another_judge(told) for _ in range(3)]

    done = await asyncio.gather(*(j.judge_league(LeagueId(PALS)) for j in judges))

    editions = [d["edition"] for d in await rulings_of(told, BEAST)]
    assert editions[-2:] == [1, 2]
    cursor = told.store.database["rulings"].find({"cleared": True})
    stored = await cursor.to_list(100)
    assert sum(one.exonerated for one in done) == sum(
        len(document["exonerated"]) for document in stored
    )
    assert len(await exonerations(told)) == 1


async def test_a_judge_that_is_stopped_half_way_leaves_nothing_odd(
    told: Product, simulator: Simulator
) -> None:
    """The edition is there and the old one not retired: the next judge does that."""
    before, player, value = await beast(told)
    await correct(told, simulator, player, -value)
    await judge(told, PALS)
    rulings, sittings = (told.store.database[n] for n in ("rulings", "sittings"))
    await rulings.update_many({"edition": 1}, {"$set": {"current": True}})
    await sittings.delete_many({"gameweek": 3})

    found = await banter(told, PALS, gameweek=2)
    done = await another_judge(told).judge_league(LeagueId(PALS))

    assert found.state == "judged"
    assert (done.changed, done.exonerated) == (0, 0)
    first, second = (await rulings_of(told, BEAST))[-2:]
    assert (first["current"], second["current"]) == (False, True)
    assert len(await exonerations(told)) == 1
    assert before != (await beast(told))[0]


async def test_a_correction_that_is_taken_back_clears_the_other_way(
    told: Product, simulator: Simulator
) -> None:
    """Each time somebody is named and is not any more he is cleared, once."""
    before, player, value = await beast(told)
    await correct(told, simulator, player, -value)
    await judge(told, PALS)
    between, _, _ = await beast(told)
    await correct(told, simulator, player, value)
    done = await judge(told, PALS)

    assert (await beast(told))[0] == before
    assert done.exonerated >= len(between)
    found = await exonerations(told)
    assert {e.edition for e in found} == {2, 3}
    assert {h.entry_id for e in found for h in e.cleared} == {*before, *between}
    assert [d["edition"] for d in await rulings_of(told, BEAST)][-3:] == [1, 2, 3]


async def test_a_number_that_moves_is_a_new_edition_that_clears_nobody(
    told: Product, simulator: Simulator
) -> None:
    """The same holder with one point more is still the holder."""
    before, player, value = await beast(told)
    await correct(told, simulator, player, 1)
    await judge(told, PALS)

    found = await ruling(told, PALS, 3, BEAST)
    assert (await beast(told))[0] == before
    assert (found.edition, found.exonerated) == (2, ())
    assert found.judgement.verdicts[0].value == value + 1
    assert await exonerations(told) == []


async def test_settling_without_a_correction_tells_nothing_new(
    told: Product, simulator: Simulator
) -> None:
    """What was told provisionally is final now, as the same edition."""
    first = await ruling(told, PALS, 3, BEAST)
    await move_on(told, simulator, 3, "settled")
    await settle(told, simulator)
    await fill_season(told, PALS)
    done = await judge(told, PALS)

    found = await ruling(told, PALS, 3, BEAST)
    assert done.exonerated == 0
    assert (found.edition, found.judgement.verdicts[0].is_final) == (1, True)
    assert holders_of(found) == holders_of(first)


async def test_a_correction_shows_in_the_stat_s_history_and_in_the_season(
    told: Product, simulator: Simulator
) -> None:
    """The season's number moves as well; gameweeks before stay as they were."""
    _, player, value = await beast(told)
    numbers = await told.banter.documents(tournament_id="league_901", limit=100)
    before = {row.user_id: row.stats[BEAST] for row in numbers.items}
    await correct(told, simulator, player, -value)
    await judge(told, PALS)

    history = await told.banter.stat(LeagueId(PALS), BEAST)
    assert isinstance(history, StatHistory)
    assert [line.edition for line in history.page.items] == [2, 1, 1]
    assert [e.edition for e in history.exonerations] == [2]
    numbers = await told.banter.documents(tournament_id="league_901", limit=100)
    after = {row.user_id: row.stats[BEAST] for row in numbers.items}
    assert sum(before.values()) - sum(after.values()) >= value
    season = await banter(told, PALS, scope=Scope.SEASON)
    assert season.state == "judged"


async def test_the_next_gameweek_moves_the_season_and_clears_nobody(
    told: Product, simulator: Simulator
) -> None:
    """That somebody leads no more after another gameweek is the game."""
    await move_on(told, simulator, 3, "settled")
    done = await read_and_judge(told, simulator, PALS, 4, "over")

    assert done.exonerated == 0
    cursor = told.store.database["rulings"].find({"scope": "season"})
    stored = await cursor.to_list(1_000)
    assert {document["gameweek"] for document in stored} == {4}
    assert (await banter(told, PALS, scope=Scope.SEASON)).exonerations == ()
