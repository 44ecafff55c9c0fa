"""Row 19 again: sum over g of (mult - 1)(max of X0 - raw(k))."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        now = weeks[number]
        for entry, picks in now.members.items():
            leader = now.leader(entry)
            theirs = 0 if leader is None else now.raw(leader)
            top = max(now.raw(p) for p in picks.eleven)
            sums[entry] += (2 if picks.chip == "triple_captain" else 1) * (top - theirs)
    return sums
