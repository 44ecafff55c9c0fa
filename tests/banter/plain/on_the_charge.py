"""Row 6 again: max of rank before minus rank, above 0."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


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
    return best(moves(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in moves(weeks, number).items():
            found[entry] = max(found.get(entry, value), value)
    return found
