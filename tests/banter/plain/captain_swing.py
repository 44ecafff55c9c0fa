"""Row 24 again: (mult - 1) raw(k) minus the mean of it over L."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    extra = {}
    for entry, picks in now.members.items():
        leader = now.leader(entry)
        more = 2 if picks.chip == "triple_captain" else 1
        extra[entry] = 0 if leader is None else more * now.raw(leader)
    mean = Fraction(sum(extra.values()), len(extra))
    return {entry: points - mean for entry, points in extra.items()}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            sums[entry] += value
    return sums
