"""Sums over gameweeks: seasons, leagues that start late, months."""

from fplbanter.game.model import EntryId, Gameweek, Month, Result
from fplbanter.game.totals import (
    calendar,
    counted_hit,
    month_of,
    points_through,
    transfers_through,
)

MONTHS = [
    Month(1, "Overall", Gameweek(1), Gameweek(38)),
    Month(2, "August", Gameweek(1), Gameweek(2)),
    Month(3, "September", Gameweek(3), Gameweek(5)),
]


def result(gameweek: int, gross: int, hit: int = 0, transfers: int = 0) -> Result:
    return Result(EntryId(1), Gameweek(gameweek), gross, hit, 0, transfers)


SEASON = [result(1, 60), result(2, 50, 4, 2), result(3, 70, 8, 3), result(4, 40, 4, 2)]


def through(first: int, last: int) -> int:
    return points_through(SEASON, Gameweek(first), Gameweek(last))


def test_a_season_s_points_are_net_of_all_hits() -> None:
    """From the first gameweek on every hit comes off."""
    assert through(1, 4) == 60 + 46 + 62 + 36


def test_a_late_league_does_not_deduct_the_hit_paid_for_its_first_round() -> None:
    """Start in gameweek 3: its hit of 8 was paid before the league began."""
    assert through(3, 4) == 70 + 36


def test_a_month_does_not_deduct_the_hit_paid_before_it() -> None:
    """September's table starts with gameweek 3 as a late league would."""
    assert through(3, 3) == 70
    assert through(2, 2) == 50


def test_a_table_that_has_not_begun_has_no_points() -> None:
    """Nothing from gameweeks outside it."""
    assert through(5, 38) == 0


def test_a_late_joiner_counts_from_his_first_row() -> None:
    """He has no rows before, and gets no points for them."""
    rows = [result(3, 70), result(4, 40, 4)]
    assert points_through(rows, Gameweek(1), Gameweek(4)) == 70 + 36


def test_a_late_joiner_s_first_hit_in_an_older_league_counts() -> None:
    """Only the table's first gameweek is free of hits, not the manager's."""
    rows = [result(3, 70, 4)]
    assert points_through(rows, Gameweek(1), Gameweek(3)) == 66


def test_only_the_first_gameweek_s_hit_is_waived() -> None:
    """From the second on a hit is a hit."""
    assert counted_hit(8, Gameweek(3), Gameweek(3)) == 0
    assert counted_hit(8, Gameweek(4), Gameweek(3)) == 8


def test_transfers_are_counted_up_to_a_gameweek() -> None:
    """The tie-break of a past table knows no later transfers."""
    assert transfers_through(SEASON, Gameweek(2)) == 2
    assert transfers_through(SEASON, Gameweek(38)) == 7


def test_a_gameweek_belongs_to_its_month_and_not_to_overall() -> None:
    """FPL's first phase is the whole season, which is no month."""
    found = [month_of(MONTHS, Gameweek(g)) for g in (1, 2, 3, 6)]
    assert [m.name if m else None for m in found] == [
        "August",
        "August",
        "September",
        None,
    ]
    assert [m.name for m in calendar(MONTHS)] == ["August", "September"]
