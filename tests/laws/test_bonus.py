"""Laws of bonus: how it is shared out, and that nobody gets it twice."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fplbanter.game.bonus import bonus_from_bps, bonus_to_add, provisional_bonus
from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    PlayerId,
    PlayerStats,
)

bps = st.dictionaries(
    st.integers(1, 40).map(PlayerId), st.integers(-10, 30), max_size=22
)


def match(number: int, values: dict[PlayerId, int]) -> Fixture:
    return Fixture(
        FixtureId(number),
        Gameweek(1),
        None,
        ClubId(1),
        ClubId(2),
        minutes=60,
        started=True,
        bps=values,
    )


@given(bps)
def test_more_bps_never_mean_less_bonus(values: dict[PlayerId, int]) -> None:
    """Equal BPS bring equal bonus, more BPS at least as much; nobody gets over 3."""
    shares = bonus_from_bps(values)
    for one, his in values.items():
        for other, theirs in values.items():
            if his >= theirs:
                assert shares.get(one, 0) >= shares.get(other, 0)
    assert set(shares.values()) <= {1, 2, 3}


@given(bps)
def test_bonus_is_four_minus_the_place(values: dict[PlayerId, int]) -> None:
    """Whoever has fewer than three players ahead of him gets 4 minus his place."""
    shares = bonus_from_bps(values)
    for player_id, value in values.items():
        ahead = sum(other > value for other in values.values())
        assert shares.get(player_id, 0) == max(0, 3 - ahead)


@given(bps, st.permutations(range(40)))
def test_bonus_does_not_depend_on_the_order_of_players(
    values: dict[PlayerId, int], order: list[int]
) -> None:
    """The feed may list players in any order."""
    shuffled = dict(sorted(values.items(), key=lambda item: order[item[0] - 1]))
    assert bonus_from_bps(shuffled) == bonus_from_bps(values)


@given(bps, bps)
def test_two_matches_are_shared_out_each_for_itself(
    first: dict[PlayerId, int], second: dict[PlayerId, int]
) -> None:
    """In a double gameweek a player's bonus is the sum of both matches' shares."""
    extra = bonus_to_add([match(1, first), match(2, second)], {})
    one, two = bonus_from_bps(first), bonus_from_bps(second)
    for player_id in first | second:
        total = one.get(player_id, 0) + two.get(player_id, 0)
        assert extra.get(player_id, 0) == total


@given(bps)
def test_bonus_that_the_feed_holds_is_never_added_again(
    values: dict[PlayerId, int],
) -> None:
    """Once added to the feed, in either of its two places, there is none to add."""
    fixture = match(1, values)
    shares = provisional_bonus(fixture, {})
    if shares:
        listed = replace(fixture, bonus=shares)
        stats = {p: PlayerStats(p, 60, b, bonus=b) for p, b in shares.items()}
        assert provisional_bonus(listed, {}) == {}
        assert provisional_bonus(fixture, stats) == {}
