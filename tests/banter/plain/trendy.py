"""Row 49 again: bought the most bought player of FPL, and he got 2 or less."""

from tests.banter.plain.season import Holders, Numbers, Weeks, changes, lowest


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry in now.members:
        for new, _ in changes(weeks, gameweek, entry):
            if all(now.bought.get(new, 0) >= count for count in now.bought.values()):
                numbers[entry] = min(numbers.get(entry, 99), now.raw(new))
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return lowest(week(weeks, gameweek), 2)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    times: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, points in week(weeks, number).items():
            if points <= 2:
                times[entry] += 1
    return times
