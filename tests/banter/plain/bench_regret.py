"""Row 28 again: max raw(b) - raw(s) over legal swaps of b in B for s in X0; > 3."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best

LEGAL = {1: (1, 1), 2: (3, 5), 3: (2, 5), 4: (1, 3)}


def regrets(weeks: Weeks, gameweek: int) -> Numbers:
    """Say what the best swap would have brought, by entry, bench boosts left out."""
    now = weeks[gameweek]
    found: Numbers = {}
    for entry, picks in now.members.items():
        if picks.chip == "bench_boost":
            continue
        for benched in picks.bench:
            if picks.multipliers[benched] > 0:
                continue
            for starter in picks.eleven:
                eleven = [benched if p == starter else p for p in picks.eleven]
                places = [now.players[p].position for p in eleven]
                if all(a <= places.count(p) <= b for p, (a, b) in LEGAL.items()):
                    more = now.raw(benched) - now.raw(starter)
                    found[entry] = max(found.get(entry, more), more)
    return found


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = regrets(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(regrets(weeks, gameweek), 4)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in regrets(weeks, number).items():
            found[entry] = max(found.get(entry, value), value)
    return found
