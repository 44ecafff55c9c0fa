"""Row 27 again: sum over B of raw, bench boosts left out."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def benches(weeks: Weeks, gameweek: int) -> Numbers:
    """Add up what the benches scored, by entry."""
    now = weeks[gameweek]
    return {
        e: sum(now.raw(p) for p in picks.wasted)
        for e, picks in now.members.items()
        if picks.chip != "bench_boost"
    }


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = benches(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(benches(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            sums[entry] += value
    return sums
