"""Head-to-head leagues, by hand."""

from fplbanter.game.head_to_head import (
    KnockoutSide,
    Record,
    head_to_head_table,
    knockout_winner,
    with_live_points,
)
from fplbanter.game.model import EntryId, Gameweek, Match

ANN, BEN, CAT = EntryId(1), EntryId(2), EntryId(3)


def match(
    home: EntryId | None, away: EntryId | None, score: tuple[int, int] = (0, 0)
) -> Match:
    return Match(Gameweek(1), home, away, *score)


def test_a_win_is_three_points_and_a_draw_one() -> None:
    """Three for a win, one for a draw, none for a defeat."""
    table = head_to_head_table(
        [ANN, BEN, CAT], [match(ANN, BEN, (60, 50)), match(BEN, CAT, (40, 40))]
    )
    assert [(r.entry_id, r.league_points, r.rank) for r in table] == [
        (ANN, 3, 1),
        (BEN, 1, 2),
        (CAT, 1, 3),
    ]
    assert [(r.won, r.drawn, r.lost, r.played) for r in table] == [
        (1, 0, 0, 1),
        (0, 1, 1, 2),
        (0, 1, 0, 1),
    ]


def test_points_for_decide_between_equals() -> None:
    """Equal league points: more points scored stands higher."""
    matches = [match(ANN, CAT, (50, 0)), match(BEN, CAT, (51, 50))]
    table = head_to_head_table([ANN, BEN, CAT], matches)
    assert [(r.entry_id, r.rank) for r in table] == [(BEN, 1), (ANN, 2), (CAT, 3)]


def test_complete_equals_share_a_rank() -> None:
    """Nothing tells them apart: one rank, in the order of entry ids."""
    table = head_to_head_table([CAT, BEN, ANN], [match(ANN, BEN, (50, 50))])
    assert [(r.entry_id, r.rank) for r in table] == [(ANN, 1), (BEN, 1), (CAT, 3)]


def test_a_match_is_played_with_net_points() -> None:
    """Unlike a classic league's gameweek points, the hit has come off."""
    live = with_live_points(match(ANN, BEN), {ANN: 60 - 4, BEN: 58}, None)
    assert live == match(ANN, BEN, (56, 58))


def test_the_odd_one_out_plays_against_average() -> None:
    """AVERAGE has FPL's average of the gameweek and stands in the table."""
    live = with_live_points(match(ANN, None), {ANN: 49}, 50)
    assert live == match(ANN, None, (49, 50))
    assert live is not None
    table = head_to_head_table([ANN, None], [live])
    assert [(r.entry_id, r.league_points, r.points_for) for r in table] == [
        (None, 3, 50),
        (ANN, 0, 49),
    ]


def test_average_is_not_nought_while_fpl_has_not_counted_it() -> None:
    """Nobody wins against an average that is not there yet."""
    assert with_live_points(match(ANN, None), {ANN: 49}, None) is None
    assert with_live_points(match(None, ANN), {ANN: 49}, 50) == match(
        None, ANN, (50, 49)
    )


def test_a_match_waits_for_both_sides_points() -> None:
    """A side that has not been read yet has no points, not nought."""
    assert with_live_points(match(ANN, BEN), {ANN: 49}, 50) is None


def test_knockout_matches_do_not_count_in_the_table() -> None:
    """They belong to the cup at the season's end."""
    tie = Match(Gameweek(38), ANN, BEN, 60, 50, is_knockout=True)
    assert all(r.played == 0 for r in head_to_head_table([ANN, BEN], [tie]))


def test_a_side_that_has_left_is_not_listed_but_its_rival_s_match_counts() -> None:
    """A deleted entry does not break its league."""
    table = head_to_head_table([ANN], [match(ANN, BEN, (60, 50))])
    assert table == (Record(ANN, won=1, points_for=60, rank=1),)


def test_a_league_without_matches_is_all_level() -> None:
    """Before the first round everybody is first."""
    assert [r.rank for r in head_to_head_table([ANN, BEN], [])] == [1, 1]
    assert head_to_head_table([], []) == ()


def test_a_cup_tie_goes_to_points_then_goals_then_fewest_conceded() -> None:
    """FPL's `league_h2h_tiebreak_stats`; after them a coin, which is not ours."""
    ann = KnockoutSide(50, goals_scored=3, goals_conceded=2)
    assert knockout_winner(ann, KnockoutSide(49, 9, 0)) is ann
    assert knockout_winner(KnockoutSide(50, 2, 0), ann) is ann
    assert knockout_winner(ann, KnockoutSide(50, 3, 3)) is ann
    assert knockout_winner(ann, KnockoutSide(50, 3, 2)) is None
