"""Row 23 again: raw(v0) - raw(c0) where both played, max."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def misses(weeks: Weeks, gameweek: int) -> Numbers:
    """Say what vice-captains scored more, where both played."""
    now = weeks[gameweek]
    found: Numbers = {}
    for entry, picks in now.members.items():
        captain, vice = now.players[picks.captain], now.players[picks.vice]
        if captain.played and vice.played:
            found[entry] = vice.points - captain.points
    return found


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = misses(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(misses(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in misses(weeks, number).items():
            found[entry] = max(found.get(entry, value), value)
    return found
