"""Row 12 again: largest cut of (leader total - own total) over g."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def cuts(weeks: Weeks, gameweek: int) -> Numbers:
    """Points made good on the leader, of those who had a place before."""
    members = weeks[gameweek].members
    veterans = [e for e in members if members[e].last_rank > 0]
    if not veterans:
        return {}
    before = max(members[e].previous_total for e in veterans)
    after = max(picks.total for picks in members.values())
    return {
        e: (before - members[e].previous_total) - (after - members[e].total)
        for e in veterans
    }


def week(weeks: Weeks, gameweek: int) -> Numbers:
    found = cuts(weeks, gameweek)
    return {e: found.get(e, 0) for e in weeks[gameweek].members}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(cuts(weeks, gameweek), 1)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in cuts(weeks, number).items():
            found[entry] = max(found.get(entry, value), value)
    return found
