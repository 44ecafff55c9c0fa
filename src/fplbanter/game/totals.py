"""What an entry has gathered over gameweeks: seasons, late leagues, months."""

from collections.abc import Iterable, Sequence

from fplbanter.game.model import Gameweek, Month, Result


def points_through(
    results: Sequence[Result], first: Gameweek, through: Gameweek
) -> int:
    """
    Add up the net points from gameweek `first` to `through`, both included.

    The hit for `first` itself is not deducted: it was paid before the table
    started. That holds for leagues that start late and for month tables
    (FPL rules, "Monthly"; fact sheet 3.8 and 6.7). A manager who joined late
    has no rows before his first gameweek and counts from there.
    """
    counted = [r for r in results if first <= r.gameweek <= through]
    return sum(r.gross_points - counted_hit(r.hit, r.gameweek, first) for r in counted)


def counted_hit(hit: int, gameweek: Gameweek, first: Gameweek) -> int:
    """Return the hit that a table starting with gameweek `first` deducts."""
    return 0 if gameweek == first else hit


def transfers_through(results: Iterable[Result], through: Gameweek) -> int:
    """Count the transfers made, wildcard and free hit ones excluded."""
    return sum(r.transfers for r in results if r.gameweek <= through)


def month_of(months: Iterable[Month], gameweek: Gameweek) -> Month | None:
    """Find the month that a gameweek belongs to; the whole season is no month."""
    return next((m for m in calendar(months) if m.first <= gameweek <= m.last), None)


def calendar(months: Iterable[Month]) -> list[Month]:
    """Return the months proper: FPL's first phase is the whole season."""
    return [m for m in months if m.month_id != 1]
