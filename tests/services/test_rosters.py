"""What is kept of a league between changes: only what was read anew is loaded anew."""

import pytest

from fplbanter.cluster.lanes import Lane
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.product import Product
from fplbanter.services.rosters import Member, Roster

pytestmark = pytest.mark.anyio

LEAGUE, OTHER = LeagueId(902), LeagueId(901)
GAMEWEEK = Gameweek(7)


async def roster_of(product: Product, league_id: LeagueId = LEAGUE) -> Roster:
    league = await product.store.leagues.find_league(product.board.season, league_id)
    assert league
    return await product.tables.rosters.roster(league, GAMEWEEK)


def by_entry(roster: Roster) -> dict[EntryId, Member]:
    return {member.entry_id: member for member in roster.members}


async def read_again(product: Product, entry_id: EntryId) -> None:
    await product.entry_reader.read_lineup(entry_id, GAMEWEEK, Lane.PERSON)


@pytest.fixture
async def read(product: Product) -> Product:
    """Give a product that has read two leagues of their own members whole."""
    for league_id in (LEAGUE, OTHER):
        await product.standings(league_id)
        await product.intakes.run(league_id, GAMEWEEK)
    return product


async def test_one_whose_line_up_was_read_anew_is_loaded_anew(read: Product) -> None:
    """The others are the very same, and so is their order."""
    before = await roster_of(read)
    one = before.members[0].entry_id
    await read_again(read, one)
    after = await roster_of(read)
    old, new = by_entry(before), by_entry(after)
    assert list(old) == list(new)
    assert new[one] is not old[one]
    assert new[one].lineup
    assert all(new[e] is old[e] for e in old if e != one)
    assert after.version > before.version


async def test_a_change_elsewhere_moves_nothing(read: Product) -> None:
    """However many entries are read, a league of others is as it was."""
    before = await roster_of(read)
    mine = set(by_entry(before))
    others = [e for e in by_entry(await roster_of(read, OTHER)) if e not in mine]
    await read_again(read, others[0])
    assert await roster_of(read) is before


async def test_when_it_is_not_known_whose_changed_all_is_loaded(read: Product) -> None:
    """Memory of changes is bounded; what is forgotten counts as a change."""
    before = await roster_of(read)
    one = before.members[0].entry_id
    changes = read.entry_reader.changes
    for _ in range(20_001):
        changes.note(EntryId(1))
    after = await roster_of(read)
    assert by_entry(after)[one] is not by_entry(before)[one]
