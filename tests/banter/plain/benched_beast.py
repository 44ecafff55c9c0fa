"""Row 1 again: max over p in B of raw(p); tie: larger sum over B; not if chip is BB."""

from tests.banter.plain.season import Holders, Numbers, Weeks


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry, picks in weeks[gameweek].members.items():
        numbers[entry] = 0
        if picks.chip != "bench_boost":
            points = [weeks[gameweek].raw(p) for p in picks.wasted]
            numbers[entry] = max(points)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    best: list[int] = []
    top = (6, -1000)
    for entry, picks in weeks[gameweek].members.items():
        if picks.chip == "bench_boost":
            continue
        points = [weeks[gameweek].raw(p) for p in picks.wasted]
        if (max(points), sum(points)) > top:
            best, top = [], (max(points), sum(points))
        if (max(points), sum(points)) == top:
            best.append(entry)
    return [(tuple(sorted(best)), top[0])] if best else []


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, picks in weeks[number].members.items():
            if picks.chip != "bench_boost":
                for player in picks.wasted:
                    sums[entry] += weeks[number].raw(player)
    return sums
