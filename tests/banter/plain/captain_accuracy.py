"""Row 20 again: share of gameweeks with raw(k) = max of X0, from five on."""

from fractions import Fraction

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    shares: Numbers = {}
    for entry in weeks[gameweek].members:
        hits = played = 0
        for number in range(min(weeks), gameweek + 1):
            now = weeks[number]
            if entry not in now.members:
                continue
            played += 1
            leader = now.leader(entry)
            top = max(now.raw(p) for p in now.members[entry].eleven)
            if leader is not None and now.raw(leader) == top:
                hits += 1
        if played >= 5:
            shares[entry] = Fraction(hits, played)
    return shares
