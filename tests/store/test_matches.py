"""Head-to-head matches: one for each pair and gameweek."""

from dataclasses import replace

import pytest

from fplbanter.game.model import EntryId, Gameweek, LeagueId, Match, Season
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
LEAGUE = LeagueId(905)


def match(gameweek: int, home: int | None, away: int | None) -> Match:
    return Match(
        Gameweek(gameweek),
        None if home is None else EntryId(home),
        None if away is None else EntryId(away),
    )


async def test_a_pair_meets_once_in_a_gameweek(store: Store) -> None:
    """Played, and told the other way round, it is still the same match."""
    await store.matches.save_matches(SEASON, LEAGUE, [match(12, 1, 2)])
    played = replace(match(12, 2, 1), home_points=60, away_points=51)
    await store.matches.save_matches(SEASON, LEAGUE, [played])

    assert await store.matches.find_matches(SEASON, LEAGUE) == (played,)


async def test_average_is_a_rival_like_any_other(store: Store) -> None:
    """The odd entry out has its match too."""
    given = (match(12, 1, 2), match(12, 3, None), match(13, None, 1))
    await store.matches.save_matches(SEASON, LEAGUE, given)

    assert set(await store.matches.find_matches(SEASON, LEAGUE)) == set(given)


async def test_a_gameweek_has_its_own_matches(store: Store) -> None:
    """Other gameweeks, leagues and seasons are left out; a limit is kept."""
    await store.matches.save_matches(SEASON, LEAGUE, [match(12, 1, 2), match(2, 1, 3)])
    await store.matches.save_matches(SEASON, LeagueId(906), [match(12, 1, 4)])
    await store.matches.save_matches(Season("2025-26"), LEAGUE, [match(12, 1, 5)])

    gameweek = await store.matches.find_matches(SEASON, LEAGUE, Gameweek(12))
    first = await store.matches.find_matches(SEASON, LEAGUE, limit=1)

    assert gameweek == (match(12, 1, 2),)
    assert first == (match(2, 1, 3),)
