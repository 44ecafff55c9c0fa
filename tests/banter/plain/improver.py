"""Row 9 again: max net(g) - net(g - 1)."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def gains(weeks: Weeks, gameweek: int) -> Numbers:
    """Points more than in the gameweek before, of those who played it."""
    if gameweek - 1 not in weeks:
        return {}
    before = weeks[gameweek - 1].members
    return {
        e: picks.net - before[e].net
        for e, picks in weeks[gameweek].members.items()
        if e in before
    }


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = gains(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(gains(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in gains(weeks, number).items():
            found[entry] = max(found.get(entry, value), value)
    return found
