"""Row 44 again, over 3 gameweeks: told when the third is over."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    bought = gameweek - 2
    if bought not in weeks:
        return numbers
    for entry, picks in weeks[bought].members.items():
        if picks.hit > 0:
            worth = -picks.hit
            for new, old in changes(weeks, bought, entry):
                for number in (bought, bought + 1, bought + 2):
                    worth += weeks[number].raw(new)
                    worth -= weeks[number].raw(old)
            numbers[entry] = worth
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, worth in week(weeks, number).items():
            sums[entry] += worth
    return sums
