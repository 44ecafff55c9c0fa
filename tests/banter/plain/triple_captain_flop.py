"""Row 26 again: chip = 3xc: min raw(k) in the season."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        now = weeks[number]
        for entry, picks in now.members.items():
            if picks.chip == "triple_captain":
                leader = now.leader(entry)
                points = 0 if leader is None else now.raw(leader)
                found[entry] = min(found.get(entry, points), points)
    return found
