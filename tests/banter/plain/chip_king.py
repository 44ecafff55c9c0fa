"""Row 76 again: chip gameweek, net - avg_L >= 20."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    nets = [picks.net for picks in weeks[gameweek].members.values()]
    return {
        entry: picks.net - Fraction(sum(nets), len(nets))
        for entry, picks in weeks[gameweek].members.items()
        if picks.chip
    }


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 20)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, worth in week(weeks, number).items():
            found[entry] = max(found.get(entry, worth), worth)
    return found
