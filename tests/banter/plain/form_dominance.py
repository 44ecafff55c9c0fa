"""Row 15 again: longest N: the same sole leader over the last 1, 2, ..., N."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def sole_leader(weeks: Weeks, gameweek: int, length: int) -> int | None:
    """Who alone has the best sum over the last so many gameweeks."""
    sums = {}
    for entry in weeks[gameweek].members:
        sums[entry] = 0
        for number in range(gameweek - length + 1, gameweek + 1):
            if entry in weeks[number].members:
                sums[entry] += weeks[number].members[entry].net
    top = max(sums.values())
    leaders = [e for e in sums if sums[e] == top]
    return leaders[0] if len(leaders) == 1 else None


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    leader = sole_leader(weeks, gameweek, 1)
    if leader is not None:
        length = 0
        while gameweek - length >= min(weeks):
            if sole_leader(weeks, gameweek, length + 1) != leader:
                break
            length += 1
        numbers[leader] = length
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 2)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            if entry not in found or value > found[entry]:
                found[entry] = value
    return found
