"""Row 2 again: (mult - 1)(max of X0 - raw(k)), only if raw(c0) <= 2 or not played."""

from tests.banter.plain.season import Holders, Numbers, Weeks


def claims(weeks: Weeks, gameweek: int) -> dict[int, tuple[int, int]]:
    """Entry -> (regret, raw of the captain), where the condition holds."""
    found = {}
    now = weeks[gameweek]
    for entry, picks in now.members.items():
        captain = now.players[picks.captain]
        if captain.points > 2 and captain.played:
            continue
        leader = now.leader(entry)
        theirs = 0 if leader is None else now.raw(leader)
        top = max(now.raw(p) for p in picks.eleven)
        extra = 2 if picks.chip == "triple_captain" else 1
        found[entry] = (extra * (top - theirs), captain.points)
    return found


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = claims(weeks, gameweek)
    return {e: found[e][0] if e in found else 0 for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    able = {e: c for e, c in claims(weeks, gameweek).items() if c[0] >= 1}
    if not able:
        return []
    most = max(regret for regret, _ in able.values())
    lowest = min(raw for regret, raw in able.values() if regret == most)
    won = sorted(e for e in able if able[e] == (most, lowest))
    return [(tuple(won), most)]


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            sums[entry] += value
    return sums
