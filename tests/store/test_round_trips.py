"""What is saved is what is found, whatever the values are."""

from datetime import datetime
from itertools import groupby

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.strategies import (
    SEASON,
    entries,
    fixtures,
    histories,
    intakes,
    leagues,
    lineups,
    lives,
    matches,
    members,
    seasons,
    times,
)

from fplbanter.game.model import (
    Fixture,
    Gameweek,
    LeagueId,
    Match,
)
from fplbanter.store.database import Store
from fplbanter.store.entries import StoredEntry
from fplbanter.store.intakes import Intake
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.live import StoredLive
from fplbanter.store.members import StoredMember
from fplbanter.store.results import StoredResults
from fplbanter.store.seasons import SeasonFacts

pytestmark = pytest.mark.anyio

LEAGUE = LeagueId(900)

# One database serves every example: each saves its own values over the last.
law = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@law
@given(facts=seasons)
async def test_a_season_is_found_as_it_was_saved(
    store: Store, facts: SeasonFacts
) -> None:
    """Clubs, players, gameweeks and months come back in their order."""
    await store.seasons.save_season(facts)

    assert await store.seasons.find_season(SEASON) == facts


@law
@given(
    given_=st.lists(fixtures, min_size=1, max_size=4, unique_by=lambda f: f.fixture_id),
    as_of=times,
)
async def test_fixtures_are_found_as_they_were_saved(
    store: Store, given_: list[Fixture], as_of: datetime
) -> None:
    """Every count of every player comes back, and nothing of the last example."""
    await store.fixtures.save_fixtures(SEASON, given_, as_of)

    found = await store.fixtures.find_fixtures(SEASON)

    assert found is not None
    assert found.as_of == as_of
    assert {f.fixture_id: f for f in found.fixtures} == {
        f.fixture_id: f for f in given_
    }


@law
@given(live=lives)
async def test_live_points_are_found_as_they_were_saved(
    store: Store, live: StoredLive
) -> None:
    """The columns of a gameweek make the same players with the same lines."""
    await store.live.save_live(SEASON, live)

    assert await store.live.find_live(SEASON, live.gameweek) == live


@law
@given(
    given_=st.lists(lineups(), max_size=4, unique_by=lambda s: s.lineup.entry_id),
)
async def test_lineups_are_found_as_they_were_saved(
    store: Store, given_: list[StoredLineup]
) -> None:
    """Picks, chip, auto-subs and result come back by entry."""
    await store.lineups.save_lineups(SEASON, given_)

    entry_ids = [stored.lineup.entry_id for stored in given_]
    found = await store.lineups.find_lineups(SEASON, Gameweek(12), entry_ids)

    assert found == {stored.lineup.entry_id: stored for stored in given_}


@law
@given(given_=st.lists(histories(), max_size=4, unique_by=lambda s: s.entry_id))
async def test_results_are_found_as_they_were_saved(
    store: Store, given_: list[StoredResults]
) -> None:
    """A season with gaps in its gameweeks comes back with the same gaps."""
    await store.results.save_results(SEASON, given_)

    found = await store.results.find_results(SEASON, [s.entry_id for s in given_])

    assert found == {stored.entry_id: stored for stored in given_}


@law
@given(given_=st.lists(entries, max_size=4, unique_by=lambda e: e.entry_id))
async def test_entries_are_found_as_they_were_saved(
    store: Store, given_: list[StoredEntry]
) -> None:
    """Names come back letter by letter, however hostile."""
    await store.entries.save_entries(SEASON, given_)

    found = await store.entries.find_entries(SEASON, [e.entry_id for e in given_])

    assert found == {entry.entry_id: entry for entry in given_}


@law
@given(stored=leagues)
async def test_a_league_is_found_as_it_was_saved(
    store: Store, stored: StoredLeague
) -> None:
    """A league nobody saved before comes back with all that is known of it."""
    await store.database.drop_collection("leagues")
    await store.leagues.save_league(SEASON, stored)

    found = await store.leagues.find_league(SEASON, stored.league.league_id)

    assert found == stored


@law
@given(
    given_=st.lists(members, max_size=5, unique_by=lambda m: m.standing.entry_id),
)
async def test_members_are_found_as_they_were_saved(
    store: Store, given_: list[StoredMember]
) -> None:
    """Members come back by official rank, the unranked ones last."""
    await store.members.drop_unseen(SEASON, LEAGUE, 2)
    await store.members.save_members(SEASON, LEAGUE, given_, 1)

    found = await store.members.find_all_members(SEASON, LEAGUE)

    assert found == tuple(sorted(given_, key=_official_order))


def _official_order(member: StoredMember) -> tuple[bool, int, int, int]:
    row = member.standing
    return (member.is_new, row.rank, row.rank_sort, row.entry_id)


@law
@given(
    given_=st.lists(
        matches,
        max_size=5,
        unique_by=lambda m: (m.gameweek, frozenset((m.home, m.away))),
    )
)
async def test_matches_are_found_as_they_were_saved(
    store: Store, given_: list[Match]
) -> None:
    """Matches come back gameweek by gameweek, AVERAGE among the rivals."""
    await store.database.drop_collection("matches")
    await store.matches.save_matches(SEASON, LEAGUE, given_)

    found = await store.matches.find_matches(SEASON, LEAGUE)

    assert set(found) == set(given_)
    assert [gameweek for gameweek, _ in groupby(m.gameweek for m in found)] == sorted(
        {m.gameweek for m in given_}
    )


@law
@given(intake=intakes)
async def test_progress_is_found_as_it_was_saved(store: Store, intake: Intake) -> None:
    """How far an intake has come and why it failed come back unchanged."""
    await store.intakes.save_progress(SEASON, intake)

    assert await store.intakes.find_progress(SEASON, intake.league_id) == intake
