"""Row 46 again: actual points - points of the first squad kept all season."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = {}
    for entry in weeks[gameweek].members:
        first = None
        sums[entry] = 0
        for number in range(min(weeks), gameweek + 1):
            now = weeks[number]
            if entry not in now.members:
                continue
            if first is None:
                first = now.members[entry]
            times = now.settle(first.eleven, first.bench, first.captain, first.vice)
            sums[entry] += now.members[entry].net
            sums[entry] -= sum(m * now.raw(p) for p, m in times.items())
    return sums
