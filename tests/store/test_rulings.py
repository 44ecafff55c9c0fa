"""Rulings: kept edition by edition, exactly, and found by whoever needs them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from tests.store.rulings import (
    ANN,
    BEN,
    CLEO,
    LEAGUE,
    NOW,
    TWELVE,
    judgement,
    judgements,
    ruling,
)
from tests.store.strategies import SEASON

from fplbanter.banter.verdict import Judgement, Scope
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.store.database import Store
from fplbanter.store.ruled import Cleared, Standing, StoredRuling

pytestmark = pytest.mark.anyio

STRETCH = (Scope.GAMEWEEK, 12)
BEAST = (Scope.GAMEWEEK, 12, "benched_beast")

law = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


async def standing(store: Store) -> Standing:
    found = await store.rulings.find_standing(SEASON, LEAGUE, [STRETCH])
    return found[BEAST]


async def save(store: Store, *rulings: StoredRuling) -> None:
    assert len(await store.rulings.save_editions(SEASON, rulings)) == len(rulings)


@law
@given(judged=judgements())
async def test_a_ruling_is_found_as_it_was_saved(
    store: Store, judged: Judgement
) -> None:
    """Holders, proofs and numbers come back to the last digit."""
    await store.rulings.clear()
    given_ = replace(ruling(judged), exonerated=(Cleared(BEN, 14),), told=True)
    await save(store, given_)

    (found,) = await store.rulings.find_rulings(SEASON, LEAGUE, judged.scope, 12)

    assert found == given_
    assert found.digest == given_.digest


async def test_an_edition_is_inserted_once(store: Store) -> None:
    """Whoever comes second with the same number changes nothing, and is told so."""
    first, second = ruling(judgement(ANN)), ruling(judgement(BEN))

    assert await store.rulings.save_editions(SEASON, [first]) == {0}
    assert await store.rulings.save_editions(SEASON, [second]) == frozenset()
    assert (await standing(store)).ruling == first


async def test_a_ruling_is_replaced_only_while_it_says_what_it_said(
    store: Store,
) -> None:
    """Two who want to replace the same one: the second has to look again."""
    await save(store, ruling(judgement(ANN)))
    before = await standing(store)

    one = [(before, ruling(judgement(BEN)))]
    other = [(before, ruling(judgement(CLEO)))]

    assert await store.rulings.save_in_place(SEASON, one) == 1
    assert await store.rulings.save_in_place(SEASON, other) == 0
    assert (await standing(store)).ruling.judgement == judgement(BEN)


async def test_the_newest_of_two_current_editions_stands(store: Store) -> None:
    """A judge that was stopped has not retired the older one: it counts no more."""
    older = ruling(judgement(ANN))
    newer = ruling(judgement(BEN), edition=2)
    await save(store, older, newer)

    found = await standing(store)
    assert (found.ruling, found.beside) == (newer, (older,))
    stretch = (SEASON, LEAGUE, Scope.GAMEWEEK)
    assert await store.rulings.find_rulings(*stretch, 12) == (newer,)
    (held,) = await store.rulings.find_holdings(*stretch)
    assert held.edition == 2

    await store.rulings.save_retired(SEASON, found.beside)
    assert (await standing(store)).beside == ()


async def test_an_old_edition_is_kept_and_found_no_more(store: Store) -> None:
    """Retired is not deleted."""
    older = ruling(judgement(ANN))
    await save(store, older, ruling(judgement(BEN), edition=2))
    await store.rulings.save_retired(SEASON, [older])

    (found,) = await store.rulings.find_of_stat(
        SEASON, LEAGUE, "benched_beast", Scope.GAMEWEEK
    )

    assert found.edition == 2
    assert await store.rulings.find_of_entry(SEASON, ANN) == ()
    assert await store.database["rulings"].count_documents({}) == 2


async def test_a_stat_s_history_is_the_newest_first(store: Store) -> None:
    """Gameweek by gameweek, of this stat and league alone."""
    weeks = [
        ruling(judgement(ANN, gameweek=Gameweek(n)), period=n, gameweek=Gameweek(n))
        for n in (3, 11, 7)
    ]
    other = ruling(judgement(ANN, stat="sheep"))
    await save(store, *weeks, other, replace(weeks[0], league_id=LeagueId(901)))

    found = await store.rulings.find_of_stat(
        SEASON, LEAGUE, "benched_beast", Scope.GAMEWEEK
    )

    assert [r.gameweek for r in found] == [11, 7, 3]


async def test_an_entry_s_verdicts_are_of_all_leagues_newest_first(
    store: Store,
) -> None:
    """Shared ones too; what others hold alone is not among them."""
    mine = ruling(judgement(ANN, gameweek=Gameweek(3)), period=3, gameweek=Gameweek(3))
    shared = replace(ruling(judgement(ANN, BEN)), league_id=LeagueId(901))
    await save(store, mine, shared, ruling(judgement(BEN, stat="sheep")))

    held = await store.rulings.find_of_entry(SEASON, ANN)

    assert [(h.league_id, h.gameweek) for h in held] == [(901, 12), (900, 3)]
    assert held[0].verdicts == (((ANN, BEN), 14),)
    assert await store.rulings.find_these(SEASON, held) == (shared, mine)


async def test_holdings_are_found_up_to_a_gameweek(store: Store) -> None:
    """With refusals, so that somebody knows what was judged at all."""
    nobody = ruling(judgement(gameweek=Gameweek(2)), period=2, gameweek=Gameweek(2))
    await save(store, nobody, ruling(judgement(ANN)))

    found = await store.rulings.find_holdings(SEASON, LEAGUE, Scope.GAMEWEEK, 11)

    assert [(h.period, h.verdicts) for h in found] == [(2, ())]
    assert found[0].refusal == "nobody"


async def test_who_was_cleared_is_found_the_latest_first(store: Store) -> None:
    """Of a league, of one stretch, of one stat."""
    cleared = [
        replace(
            ruling(judgement(BEN, stat=stat), edition=2, at=NOW + timedelta(hours=n)),
            exonerated=(Cleared(ANN, 9),),
        )
        for n, stat in enumerate(("benched_beast", "sheep"))
    ]
    await save(store, *cleared, ruling(judgement(CLEO, stat="wooden_spoon")))

    every = await store.rulings.find_cleared(SEASON, LEAGUE)
    one = await store.rulings.find_cleared(SEASON, LEAGUE, stat="benched_beast")
    none = await store.rulings.find_cleared(SEASON, LEAGUE, period=int(TWELVE) + 1)

    assert [r.stat for r in every] == ["sheep", "benched_beast"]
    assert one[0].exonerated == (Cleared(ANN, 9),)
    assert none == ()
