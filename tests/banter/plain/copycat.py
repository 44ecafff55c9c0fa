"""Row 55 again: buys of A at g that B owned at g-1, divided by A's buys."""

from fractions import Fraction

from tests.banter.plain.season import Numbers, Weeks, changes, owned


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for one in weeks[gameweek].members:
        mine = [n for n in weeks if n <= gameweek and one in weeks[n].members]
        buys = [
            (number, new)
            for number in mine
            if number - 1 in weeks
            for new, _ in changes(weeks, number, one)
        ]
        if len(buys) < 5 or len(mine) < 5:
            continue
        for two in weeks[gameweek].members:
            if one != two:
                both = sum(had(weeks, number - 1, two, new) for number, new in buys)
                share = Fraction(both, len(buys))
                if both and share > numbers.get(one, 0):
                    numbers[one] = share
    return numbers


def had(weeks: Weeks, number: int, entry: int, player: int) -> bool:
    picks = owned(weeks, number, entry)
    return picks is not None and player in picks.eleven + picks.bench
