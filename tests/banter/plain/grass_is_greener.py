"""Row 38 again: for each out-in pair, raw(out) - raw(in); max."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry in now.members:
        lost = [
            now.raw(old) - now.raw(new) for new, old in changes(weeks, gameweek, entry)
        ]
        if lost:
            numbers[entry] = max(lost)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 5)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    worst: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, lost in week(weeks, number).items():
            if entry not in worst or lost > worst[entry]:
                worst[entry] = lost
    return worst
