"""Laws of tables: competition ranks, sums over gameweeks, matches of two."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from fplbanter.game.head_to_head import head_to_head_table
from fplbanter.game.model import EntryId, Gameweek, Match, Result
from fplbanter.game.table import Contender, competition_ranks, live_table
from fplbanter.game.totals import points_through

contenders = st.builds(
    Contender,
    entry_id=st.integers(1, 10**7).map(EntryId),
    previous_total=st.integers(0, 60),
    gross_points=st.integers(-4, 20),
    hit=st.sampled_from([0, 4, 8]),
    waived_hit=st.just(0),
    transfers=st.integers(0, 4),
    joined_before=st.booleans(),
)
leagues = st.lists(contenders, max_size=12, unique_by=lambda c: c.entry_id)


@given(leagues)
def test_ranks_are_a_competition_ranking_of_net_totals(league: list[Contender]) -> None:
    """A rank is one more than the members with a larger net total."""
    table = live_table(league)
    assert len(table) == len(league)
    for placing in table:
        ahead = [c for c in league if c.total > placing.contender.total]
        assert placing.rank == len(ahead) + 1
        assert placing.contender.total == (
            placing.contender.previous_total
            + placing.contender.gross_points
            - placing.contender.hit
        )


@given(leagues)
def test_ranks_of_before_are_among_those_who_were_there(
    league: list[Contender],
) -> None:
    """A last rank counts only members who joined before; 0 for the newcomers."""
    there = [c.previous_total for c in league if c.joined_before]
    for placing in live_table(league):
        ahead = sum(t > placing.contender.previous_total for t in there)
        expected = ahead + 1 if placing.contender.joined_before else 0
        assert placing.last_rank == expected
        assert placing.movement == (expected - placing.rank if expected else 0)


@given(leagues, st.randoms(use_true_random=False))
def test_a_table_does_not_depend_on_the_order_of_its_members(
    league: list[Contender], random: Random
) -> None:
    """Members read in another order stand in the very same rows."""
    shuffled = list(league)
    random.shuffle(shuffled)
    assert live_table(shuffled) == live_table(league)


@given(leagues)
def test_equals_stand_in_the_order_of_the_tie_break(league: list[Contender]) -> None:
    """Rows fall by total, then by fewer transfers, then by entry id."""
    rows = [
        (-p.contender.total, p.contender.transfers, p.contender.entry_id)
        for p in live_table(league)
    ]
    assert rows == sorted(rows)


@given(st.lists(st.integers(-50, 50)))
def test_competition_ranks_skip_as_many_as_shared(totals: list[int]) -> None:
    """Each distinct total has one rank: one more than the totals above it."""
    ranks = competition_ranks(totals)
    assert ranks == {t: sum(o > t for o in totals) + 1 for t in set(totals)}


results = st.lists(
    st.builds(
        Result,
        entry_id=st.just(EntryId(1)),
        gameweek=st.integers(1, 38).map(Gameweek),
        gross_points=st.integers(0, 120),
        hit=st.sampled_from([0, 4, 8, 12]),
        total=st.just(0),
        transfers=st.integers(0, 5),
    ),
    unique_by=lambda r: r.gameweek,
)


@given(results, st.integers(1, 38), st.integers(1, 38))
def test_points_through_is_the_net_sum_but_for_the_first_hit(
    season: list[Result], one: int, other: int
) -> None:
    """A table's points are its gameweeks' net points and its first hit given back."""
    first, last = Gameweek(min(one, other)), Gameweek(max(one, other))
    inside = [r for r in season if first <= r.gameweek <= last]
    given_back = sum(r.hit for r in inside if r.gameweek == first)
    net = sum(r.net_points for r in inside)
    assert points_through(season, first, last) == net + given_back


SIDES = [EntryId(n) for n in range(1, 6)]
matches = st.lists(
    st.builds(
        Match,
        gameweek=st.integers(1, 38).map(Gameweek),
        home=st.sampled_from(SIDES),
        away=st.sampled_from([None, EntryId(99)]),
        home_points=st.integers(-8, 5),
        away_points=st.integers(-8, 5),
        is_knockout=st.booleans(),
    )
    | st.builds(
        Match,
        gameweek=st.integers(1, 38).map(Gameweek),
        home=st.sampled_from(SIDES[:2]),
        away=st.sampled_from(SIDES[2:]),
        home_points=st.integers(-8, 5),
        away_points=st.integers(-8, 5),
    ),
    max_size=20,
)


@given(matches)
def test_head_to_head_results_add_up(played: list[Match]) -> None:
    """Every win is somebody's loss, and a match shares out three points or two."""
    table = head_to_head_table([*SIDES, None, EntryId(99)], played)
    counted = [m for m in played if not m.is_knockout]
    drawn = sum(m.home_points == m.away_points for m in counted)
    assert sum(r.won for r in table) == sum(r.lost for r in table)
    assert sum(r.played for r in table) == 2 * len(counted)
    assert sum(r.drawn for r in table) == 2 * drawn
    assert sum(r.league_points for r in table) == 3 * len(counted) - drawn
    scored = sum(m.home_points + m.away_points for m in counted)
    assert sum(r.points_for for r in table) == scored


@given(matches, st.randoms(use_true_random=False))
def test_a_head_to_head_table_does_not_depend_on_the_order_of_matches(
    played: list[Match], random: Random
) -> None:
    """Matches and sides read in another order give the very same table."""
    sides = [*SIDES, None, EntryId(99)]
    table = head_to_head_table(sides, played)
    random.shuffle(played)
    random.shuffle(sides)
    assert head_to_head_table(sides, played) == table
    merits = [(-r.league_points, -r.points_for) for r in table]
    assert merits == sorted(merits)
    for record, merit in zip(table, merits, strict=True):
        assert record.rank == sum(m < merit for m in merits) + 1
