"""Row 50 again: bought players who are in that gameweek's dream team."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    return {
        entry: len({new for new, _ in changes(weeks, gameweek, entry)} & now.dream_team)
        for entry in now.members
    }


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, count in week(weeks, number).items():
            sums[entry] += count
    return sums
