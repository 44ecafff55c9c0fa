"""A classic league's table, by hand."""

from fplbanter.game.model import EntryId
from fplbanter.game.table import Contender, Placing, competition_ranks, live_table


def row(
    entry: int,
    before: int,
    gross: int,
    hit: int = 0,
    *,
    waived: int = 0,
    transfers: int = 0,
    joined_before: bool = True,
) -> Contender:
    return Contender(
        EntryId(entry), before, gross, hit, waived, transfers, joined_before
    )


def ranks(*members: Contender, has_history: bool = True) -> list[tuple[int, int, int]]:
    """List (entry, rank, last rank) down the table."""
    table = live_table(members, has_history=has_history)
    return [(p.contender.entry_id, p.rank, p.last_rank) for p in table]


def test_members_stand_by_net_total() -> None:
    """The hit counts: more gross points may stand lower."""
    assert ranks(row(1, 100, 60, hit=8), row(2, 100, 55)) == [(2, 1, 1), (1, 2, 1)]


def test_equals_share_a_rank_and_the_next_is_skipped() -> None:
    """1, 2, 2, 4."""
    members = [row(1, 10, 9), row(2, 10, 5), row(3, 8, 7), row(4, 0, 1)]
    assert [rank for _, rank, _ in ranks(*members)] == [1, 2, 2, 4]
    assert competition_ranks([19, 15, 15, 1]) == {19: 1, 15: 2, 1: 4}


def test_fewer_transfers_stand_first_among_equals() -> None:
    """FPL's tie-break orders the rows; the rank stays shared."""
    members = [row(1, 10, 5, transfers=9), row(2, 10, 5, transfers=2)]
    assert ranks(*members) == [(2, 1, 1), (1, 1, 1)]


def test_movement_is_places_won_since_the_gameweek_before() -> None:
    """From third to first is +2, and down is below nought."""
    first, second, third = row(1, 30, 0), row(2, 20, 0), row(3, 10, 50)
    table = live_table([first, second, third])
    assert [(p.contender.entry_id, p.movement) for p in table] == [
        (3, 2),
        (1, -1),
        (2, -1),
    ]


def test_in_a_table_s_first_gameweek_nobody_has_moved() -> None:
    """There was no table before: last rank 0, movement 0."""
    members = [row(1, 0, 50), row(2, 0, 60)]
    assert ranks(*members, has_history=False) == [(2, 1, 0), (1, 2, 0)]
    assert all(p.movement == 0 for p in live_table(members, has_history=False))


def test_a_newcomer_has_not_moved_and_moves_nobody() -> None:
    """A late joiner has no last rank, and the others' are ranked without him."""
    members = [row(1, 50, 0), row(2, 40, 0), row(3, 45, 0, joined_before=False)]
    assert ranks(*members) == [(1, 1, 1), (3, 2, 0), (2, 3, 2)]


def test_the_hit_of_a_table_s_first_gameweek_is_given_back() -> None:
    """A league that starts late does not deduct the hit paid for its first round."""
    member = row(1, 0, 60, hit=8, waived=8)
    assert (member.net_points, member.total) == (52, 60)


def test_totals_below_nought_are_ranked_like_others() -> None:
    """A first gameweek of hits and cards may end below zero."""
    assert ranks(row(1, 0, 2, hit=12), row(2, 0, -1)) == [(2, 1, 1), (1, 2, 1)]


def test_an_empty_league_has_an_empty_table() -> None:
    """Nobody, no rows."""
    assert live_table([]) == ()


def test_a_placing_without_a_place_before_has_no_movement() -> None:
    """0 means none, not first place minus something."""
    assert Placing(row(1, 0, 0), rank=7, last_rank=0).movement == 0
