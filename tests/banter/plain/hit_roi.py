"""Row 44 again: sum raw(in) - sum raw(out) - hit, over gameweeks with a hit."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best, changes


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry, picks in now.members.items():
        if picks.hit > 0:
            pairs = changes(weeks, gameweek, entry)
            came = sum(now.raw(new) for new, _ in pairs)
            went = sum(now.raw(old) for _, old in pairs)
            numbers[entry] = came - went - picks.hit
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, worth in week(weeks, number).items():
            sums[entry] += worth
    return sums
