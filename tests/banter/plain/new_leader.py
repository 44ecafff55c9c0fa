"""Row 11 again: rank = 1 at g and not before in the season."""

from tests.banter.plain.season import Holders, Numbers, Weeks, each


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry, picks in weeks[gameweek].members.items():
        numbers[entry] = 0
        if picks.rank == 1:
            numbers[entry] = 1
            for number in range(min(weeks), gameweek):
                before = weeks[number].members
                if entry in before and before[entry].rank == 1:
                    numbers[entry] = 0
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return each(week(weeks, gameweek), 1)
