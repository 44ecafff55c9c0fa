"""Row 43 again: a hit of 8 or more, or hits in 3 straight gameweeks."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def paid(weeks: Weeks, gameweek: int, entry: int) -> int:
    if gameweek not in weeks or entry not in weeks[gameweek].members:
        return 0
    return weeks[gameweek].members[entry].hit


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        last = [paid(weeks, gameweek - back, entry) for back in (0, 1, 2)]
        numbers[entry] = last[0] if last[0] >= 8 or min(last) > 0 else 0
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    return {
        entry: sum(paid(weeks, number, entry) for number in weeks if number <= gameweek)
        for entry in weeks[gameweek].members
    }
