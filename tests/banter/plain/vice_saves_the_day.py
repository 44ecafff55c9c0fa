"""Row 25 again: c0 has no minute and raw(v0) >= 8."""

from tests.banter.plain.season import Holders, Numbers, Weeks, each


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry, picks in now.members.items():
        absent = now.players[picks.captain].minutes == 0
        numbers[entry] = now.raw(picks.vice) if absent else 0
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return each(week(weeks, gameweek), 8)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            if value >= 8:
                count[entry] += 1
    return count
