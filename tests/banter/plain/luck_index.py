"""Row 63 again: autosub gain + (raw(k) - mean X0)(mult - 1) + points under 30 min."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry, picks in now.members.items():
        luck = Fraction(0)
        if picks.chip != "bench_boost":
            luck += sum(now.raw(p) for p in picks.bench if p in picks.counted)
            luck -= sum(now.raw(p) for p in picks.eleven if p in picks.wasted)
        leader = now.leader(entry)
        if leader is not None:
            mean = Fraction(sum(now.raw(p) for p in picks.eleven), 11)
            luck += (now.raw(leader) - mean) * (picks.multipliers[leader] - 1)
        for player in picks.counted:
            if now.players[player].minutes < 30:
                luck += now.raw(player)
        numbers[entry] = luck
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), 10)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, luck in week(weeks, number).items():
            sums[entry] += luck
    return sums
