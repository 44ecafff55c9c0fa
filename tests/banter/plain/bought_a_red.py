"""Row 40 again: p bought for g gets a yellow or red card in g."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    players = weeks[gameweek].players
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        numbers[entry] = 0
        for new, _ in changes(weeks, gameweek, entry):
            numbers[entry] += players[new].yellow + 3 * players[new].red
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, count in week(weeks, number).items():
            sums[entry] += count
    return sums
