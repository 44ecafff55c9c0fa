"""Banter for whoever asks: the same everywhere, and honest about its age."""

import asyncio

import pytest
from tests.pretend import asked
from tests.services.banter.seasons import FOUR, PALS, banter, move_on

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Side
from fplbanter.banter.verdict import Scope
from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers.banter import HallOfFame, StatHistory, VerdictLine
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.words.heat import Heat

pytestmark = pytest.mark.anyio

LEAGUE = LeagueId(PALS)
BEAST = "benched_beast"


async def history(
    product: Product, stat: str, scope: Scope | None = None
) -> StatHistory:
    found = await product.banter.stat(LEAGUE, stat, scope=scope, limit=1_000)
    assert isinstance(found, StatHistory)
    return found


async def hall(product: Product) -> HallOfFame:
    found = await product.banter.hall(LEAGUE, limit=1_000)
    assert isinstance(found, HallOfFame)
    return found


def laughed_at(line: VerdictLine) -> set[EntryId]:
    shame = line.side is Side.SHAME
    return {h.entry_id for h in line.holders} if shame else set()


@pytest.mark.parametrize("scope", list(Scope))
async def test_a_league_s_banter_has_headlines_verdicts_and_refusals(
    told: Product, scope: Scope
) -> None:
    """Each verdict with a sentence, names, and a proof that adds up."""
    found = await banter(told, PALS, scope=scope)
    assert (found.state, found.scope, found.gameweek) == ("judged", scope, 3)
    assert (found.month_name is not None) == (scope is Scope.MONTH)
    assert 3 <= len(found.headlines) <= 6
    assert set(found.headlines) <= set(found.page.items)
    for one, two in zip(found.headlines, found.headlines[1:], strict=False):
        assert not laughed_at(one) & {h.entry_id for h in two.holders}
    for line in found.page.items:
        assert line.sentence
        assert line.scope is scope
        assert all(h.entry_name and h.manager_name for h in line.holders)
        for proof in line.proofs:
            rows = sum(row.amount for row in proof.rows) / proof.divisor
            assert rows == pytest.approx(proof.total, abs=0.01)
            assert all(row.text for row in proof.rows)
    told_or_refused = {v.stat for v in found.page.items} | {
        r.stat for r in found.refused
    }
    weekly = scope is Scope.GAMEWEEK
    assert told_or_refused == {
        s.key for s in catalogue().values() if (s.week if weekly else s.span)
    }


async def test_a_verdict_is_told_alike_wherever_it_stands(told: Product) -> None:
    """On the league's page, in the stat's history, in the holder's cabinet."""
    page = await banter(told, PALS)
    line = next(v for v in page.page.items if v.stat == BEAST)
    (newest, *older) = (await history(told, BEAST)).page.items
    holder = line.holders[0].entry_id
    cabinet = await told.banter.entry(holder, limit=1_000)

    assert newest.sentence == line.sentence
    assert (newest.value, newest.proofs) == (line.value, line.proofs)
    assert line.sentence in {v.sentence for v in cabinet.page.items}
    sentences = [newest.sentence, *(v.sentence for v in older)]
    assert len(set(sentences)) == len(sentences)


async def test_it_is_told_as_fiercely_as_asked(told: Product) -> None:
    """The verdicts stay the same."""
    mild, savage = [
        await told.banter.league(LEAGUE, heat=heat, limit=1_000)
        for heat in (Heat.MILD, Heat.SAVAGE)
    ]
    pairs = [
        (one.sentence, two.sentence)
        for one, two in zip(mild.page.items, savage.page.items, strict=True)  # type: ignore[union-attr]
    ]
    assert all(one != two for one, two in pairs)


async def test_a_page_is_a_stretch_of_all_verdicts(told: Product) -> None:
    """Headlines and refusals are on each."""
    whole = await banter(told, PALS)
    for skip in (0, 4, 10_000):
        found = await told.banter.league(LEAGUE, skip=skip, limit=4)
        assert list(found.page.items) == list(whole.page.items)[skip : skip + 4]  # type: ignore[union-attr]
        assert found.headlines == whole.headlines  # type: ignore[union-attr]


async def test_an_older_gameweek_is_told_as_it_was(told: Product) -> None:
    """By its own rulings; those before the season began there are none."""
    found = await banter(told, PALS, gameweek=1)
    assert found.gameweek == 1
    assert {v.gameweek for v in found.page.items} == {1}
    assert all(v.rarity is None for v in found.page.items)
    later = await banter(told, PALS, gameweek=3)
    assert any(v.rarity is not None for v in later.page.items)


async def test_what_makes_no_sense_is_refused(told: Product) -> None:
    """A gameweek to come, a month that is none, a month of a gameweek."""
    desk = told.banter
    for gameweek in (0, 4, 39):
        with pytest.raises(NotFound):
            await desk.league(LEAGUE, gameweek=Gameweek(gameweek))
    for month in (0, 1, 11, 99):
        with pytest.raises(NotFound):
            await desk.league(LEAGUE, scope=Scope.MONTH, month_id=month)
    with pytest.raises(BadRequest) as error:
        await desk.league(LEAGUE, scope=Scope.GAMEWEEK, month_id=3)
    assert error.value.field == "month"
    with pytest.raises(BadRequest) as error:
        await desk.league(LEAGUE, scope=Scope.SEASON, gameweek=Gameweek(2))
    assert error.value.field == "gameweek"


@pytest.mark.parametrize("stat", ["stats.$where", "__proto__", "", "\0"])
async def test_an_unknown_stat_is_not_found(told: Product, stat: str) -> None:
    """Nothing is asked for it."""
    with pytest.raises(NotFound, match="no stat"):
        await told.banter.stat(LEAGUE, stat)
    with pytest.raises(NotFound, match="no stat"):
        told.banter.card(stat)


async def test_a_stat_is_only_told_over_what_it_is_judged_over(
    told: Product,
) -> None:
    """Weekly wins add up; being the new leader does not."""
    with pytest.raises(NotFound, match="not judged over"):
        await told.banter.stat(LEAGUE, "weekly_wins", scope=Scope.GAMEWEEK)
    with pytest.raises(NotFound, match="not judged over"):
        await told.banter.stat(LEAGUE, "new_leader", scope=Scope.SEASON)
    assert (await history(told, "weekly_wins")).page.items[0].scope is Scope.SEASON


async def test_a_stat_s_history_counts_who_held_it(told: Product) -> None:
    """Gameweek by gameweek, with everybody's number of the season."""
    found = await history(told, BEAST)
    lines = found.page.items
    assert [line.gameweek for line in lines] == [3, 2, 1]
    times = [holding.times for holding in found.holders]
    assert times == sorted(times, reverse=True)
    assert sum(times) == sum(len(line.holders) for line in lines)
    assert found.record
    assert found.record.value == max(line.value for line in lines)
    documents = await told.banter.documents(tournament_id="league_901", limit=100)
    numbers = {row.user_id: row.stats[BEAST] for row in documents.items}
    for holding in found.holders:
        assert holding.number == numbers[str(holding.holder.entry_id)]


async def test_the_hall_of_fame_has_everybody(told: Product) -> None:
    """Also who was never named; the trophies of all are those given to one's own."""
    found = await hall(told)
    assert found.page.total == 20
    named = 0
    for gameweek in (1, 2, 3):
        page = await banter(told, PALS, gameweek=gameweek)
        own = [v for v in page.page.items if v.stat != "derby_day"]
        held = {(h.entry_id, v.stat) for v in own for h in v.holders}
        named += len(held)
    assert sum(row.fame + row.shame for row in found.page.items) == named
    order = [(-row.fame, row.shame) for row in found.page.items]
    assert order == sorted(order)
    assert "derby_day" not in {streak.stat for streak in found.streaks}
    assert "derby_day" in {record.stat for record in found.records}
    assert all(record.holders for record in found.records)


async def test_a_cabinet_has_what_was_won_and_all_numbers(told: Product) -> None:
    """Each verdict of his, the newest first."""
    page = await banter(told, PALS)
    holder = page.headlines[0].holders[0].entry_id
    found = await told.banter.entry(holder, limit=1_000)
    assert found.holder.entry_id == holder
    lines = found.page.items
    assert found.page.total == len(lines)
    assert all(holder in {h.entry_id for h in v.holders} for v in lines)
    gameweeks = [line.gameweek for line in lines]
    assert gameweeks == sorted(gameweeks, reverse=True)
    assert page.headlines[0].stat in {trophy.stat for trophy in found.cabinet}
    assert BEAST in found.stats
    some = await told.banter.entry(holder, skip=1, limit=2)
    assert list(some.page.items) == list(lines)[1:3]


async def test_an_entry_nobody_knows_is_not_found(told: Product) -> None:
    """FPL is asked once, like for its page."""
    with pytest.raises(NotFound):
        await told.banter.entry(EntryId(999_999_999))


# -- how far it is -------------------------------------------------------------


async def test_nothing_judged_yet_says_so_and_is_asked_for_once(
    read: Product, simulator: Simulator
) -> None:
    """However many look; FPL is not asked, and nobody waits for it."""
    wanted: list[int] = []

    async def judge(league_id: LeagueId) -> None:
        wanted.append(league_id)

    read.banter.ask_when_unjudged(judge)
    for _ in range(5):
        found = await banter(read, PALS)
        await asyncio.sleep(0)
    assert (found.state, found.page.total, found.headlines) == ("waiting", 0, ())
    assert (found.coverage.read, found.coverage.members) == (0, 20)
    assert wanted == [PALS]
    assert asked(simulator) == []
    simulator.clock.advance(61)
    await banter(read, PALS)
    await asyncio.sleep(0)
    assert wanted == [PALS, PALS]


async def test_a_league_is_behind_when_points_have_moved(
    told: Product, simulator: Simulator
) -> None:
    """What was judged is still told; the answer is as old as that."""
    before = await banter(told, PALS)
    (player, *_) = told.board.players
    simulator.world.live.correct(3, player, 5)
    simulator.clock.advance(600)
    await told.season_reader.refresh_live(Gameweek(3))

    found = await banter(told, PALS)

    assert (before.state, found.state) == ("judged", "behind")
    assert found.page.items == before.page.items
    assert found.freshness.as_of == before.freshness.as_of


async def test_a_hook_that_fails_is_nobody_s_trouble(read: Product) -> None:
    """The page is there all the same."""

    async def broken(_: LeagueId) -> None:
        raise NotFound("nobody there")

    read.banter.ask_when_unjudged(broken)
    assert (await banter(read, PALS)).state == "waiting"


async def test_a_gameweek_that_has_just_begun_waits(
    told: Product, simulator: Simulator
) -> None:
    """The gameweek before can still be read."""
    await move_on(told, simulator, 4, "live")
    assert (await banter(told, PALS)).state == "waiting"
    assert (await banter(told, PALS, gameweek=3)).page.total > 0


async def test_a_league_that_is_only_looked_at_is_waiting(told: Product) -> None:
    """Its table has been read, its members' line-ups have not."""
    found = await banter(told, FOUR)
    assert (found.state, found.coverage.members) == ("waiting", 4)


# -- the catalogue -------------------------------------------------------------


async def test_the_catalogue_has_a_card_of_each_stat(told: Product) -> None:
    """In words where a number must reach something."""
    page = told.banter.catalogue(0, 1_000)
    assert [card.key for card in page.items] == list(catalogue())
    card = told.banter.card(BEAST)
    assert card in page.items
    assert card.scopes == (Scope.GAMEWEEK, Scope.MONTH, Scope.SEASON)
    assert "6" in card.threshold
    assert told.banter.catalogue(57, 20).next_cursor is None
