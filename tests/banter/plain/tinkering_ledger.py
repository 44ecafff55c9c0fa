"""Row 45 again: actual net - points of last week's team kept unchanged."""

from tests.banter.plain.season import Holders, Numbers, Weeks, lowest, owned


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry, picks in now.members.items():
        old = owned(weeks, gameweek - 1, entry)
        if old is not None:
            times = now.settle(old.eleven, old.bench, old.captain, old.vice)
            numbers[entry] = picks.net - sum(m * now.raw(p) for p, m in times.items())
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return lowest(week(weeks, gameweek), -8)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, worth in week(weeks, number).items():
            sums[entry] += worth
    return sums
