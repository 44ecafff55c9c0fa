"""Row 13 again: count of gameweeks with rank = 1."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        members = weeks[number].members
        for entry, picks in members.items():
            if picks.rank == 1:
                count[entry] += 1
    return count
