"""Row 21 again: share of gameweeks with the modal captain, of two or more."""

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
            captains = [picks.captain for picks in now.members.values()]
            mine = captains.count(now.members[entry].captain)
            if mine >= 2 and all(captains.count(c) <= mine for c in captains):
                hits += 1
        if played >= 5:
            shares[entry] = Fraction(hits, played)
    return shares
