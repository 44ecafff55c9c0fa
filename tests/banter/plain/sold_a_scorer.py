"""Row 39 again: p sold in g or g-1, not bought back, scores or assists in g."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry, picks in weeks[gameweek].members.items():
        sold = {old for _, old in changes(weeks, gameweek, entry)}
        if gameweek - 1 in weeks and entry in weeks[gameweek - 1].members:
            sold |= {old for _, old in changes(weeks, gameweek - 1, entry)}
        numbers[entry] = 0
        for player in sold:
            if player not in picks.eleven + picks.bench:
                did = weeks[gameweek].players[player]
                # The simulated season tells nobody's saved penalties.
                numbers[entry] += did.goals + did.assists
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, count in week(weeks, number).items():
            sums[entry] += count
    return sums
