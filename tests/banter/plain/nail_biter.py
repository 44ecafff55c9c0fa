"""Row 71 again: win by 5 or less."""

from tests.banter.plain.season import Holders, Numbers, Weeks, lowest


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for home, away, scored, conceded in weeks[gameweek].matches:
        if home is not None and scored > conceded:
            numbers[home] = scored - conceded
        if away is not None and conceded > scored:
            numbers[away] = conceded - scored
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return lowest(week(weeks, gameweek), 5)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    if not weeks[gameweek].matches:
        return {}
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, margin in week(weeks, number).items():
            if margin <= 5:
                count[entry] += 1
    return count
