"""Row 14 again: sum over g of [net = max of L], shared wins count 1 each."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        members = weeks[number].members
        most = max(picks.net for picks in members.values())
        for entry, picks in members.items():
            if picks.net == most:
                count[entry] += 1
    return count
