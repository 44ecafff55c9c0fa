"""Row 22 again: c0 captained by one only; his raw if he has 46 minutes."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def scores(weeks: Weeks, gameweek: int) -> Numbers:
    """Say what lone captains scored, by entry."""
    now = weeks[gameweek]
    captains = [picks.captain for picks in now.members.values()]
    return {
        e: now.raw(picks.captain)
        for e, picks in now.members.items()
        if captains.count(picks.captain) == 1
        and now.players[picks.captain].minutes >= 46
    }


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = scores(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(scores(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            sums[entry] += value
    return sums
