"""Row 13 again: count of gameweeks with the last rank."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        members = weeks[number].members
        last = max(picks.rank for picks in members.values())
        for entry, picks in members.items():
            if picks.rank == last and last > 1:
                count[entry] += 1
    return count
