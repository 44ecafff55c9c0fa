"""Row 3 again: max over X of raw x mult x (1 - own), own <= 15 % or <= 1 other owner."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    now = weeks[gameweek]
    n = len(now.members)
    for entry, picks in now.members.items():
        numbers[entry] = 0
        for player in picks.counted:
            others = 0
            for other, theirs in now.members.items():
                squad = theirs.eleven + theirs.bench
                if other != entry and player in squad:
                    others += 1
            own = Fraction(others + 1, n)
            rare = own * 100 <= 15 or (n < 10 and others <= 1)
            if rare and now.raw(player) >= 8:
                value = now.raw(player) * picks.multipliers[player] * (1 - own)
                numbers[entry] = max(numbers[entry], value)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best({e: v for e, v in week(weeks, gameweek).items() if v > 0})


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            sums[entry] += value
    return sums
