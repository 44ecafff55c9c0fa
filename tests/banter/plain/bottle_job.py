"""Row 7 again: min of rank before minus rank, at -3 or at -20 % of n."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, lowest


def moves(weeks: Weeks, gameweek: int) -> Numbers:
    """Places won, of those who had one before."""
    return {
        e: picks.last_rank - picks.rank
        for e, picks in weeks[gameweek].members.items()
        if picks.last_rank > 0
    }


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = moves(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    n = len(weeks[gameweek].members)
    found = lowest(moves(weeks, gameweek))
    return [(e, v) for e, v in found if v <= -3 or v <= Fraction(-20, 100) * n]


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in moves(weeks, number).items():
            found[entry] = min(found.get(entry, value), value)
    return found
