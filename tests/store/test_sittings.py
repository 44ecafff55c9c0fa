"""Sittings: by what and when a gameweek was judged."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.store.rulings import LEAGUE, NOW, TWELVE
from tests.store.strategies import SEASON

from fplbanter.banter.verdict import Coverage, Scope
from fplbanter.game.model import Gameweek, Phase
from fplbanter.store.database import Store
from fplbanter.store.sittings import Headline, StoredSitting

pytestmark = pytest.mark.anyio

SITTING = StoredSitting(
    league_id=LEAGUE,
    gameweek=TWELVE,
    phase=Phase.PROVISIONAL,
    coverage=Coverage(49, 50),
    evidence="all",
    points="points",
    digest="said",
    read_at=NOW,
    judged_at=NOW,
    headlines={Scope.GAMEWEEK: (Headline("benched_beast", 0),)},
    rarity={Scope.GAMEWEEK: {"benched_beast": (0.5, None)}},
)


async def test_a_sitting_is_found_as_it_was_saved(store: Store) -> None:
    """Whole, in order with others, and in short."""
    earlier = replace(SITTING, gameweek=Gameweek(3))
    for sitting in (SITTING, earlier):
        await store.sittings.save_sitting(SEASON, sitting)

    found = await store.sittings.find_sittings(SEASON, LEAGUE)
    marks = await store.sittings.find_marks(SEASON, LEAGUE)

    assert list(found.values()) == [earlier, SITTING]
    assert await store.sittings.find_sitting(SEASON, LEAGUE, TWELVE) == SITTING
    assert list(marks) == [3, 12]
    assert marks[TWELVE].coverage == Coverage(49, 50)
    assert (marks[TWELVE].digest, marks[TWELVE].points) == ("said", "points")


async def test_a_sitting_by_older_facts_changes_nothing(store: Store) -> None:
    """A judge that was slow does not undo what another has found since."""
    await store.sittings.save_sitting(SEASON, SITTING)
    late = replace(SITTING, evidence="old", read_at=NOW - timedelta(seconds=1))
    await store.sittings.save_sitting(SEASON, late)
    assert await store.sittings.find_sitting(SEASON, LEAGUE, TWELVE) == SITTING

    again = replace(SITTING, evidence="new", read_at=NOW)
    await store.sittings.save_sitting(SEASON, again)
    assert await store.sittings.find_sitting(SEASON, LEAGUE, TWELVE) == again
