"""Row 16 again: net = 69."""

from tests.banter.plain.season import Holders, Numbers, Weeks, each


def week(weeks: Weeks, gameweek: int) -> Numbers:
    members = weeks[gameweek].members
    return {e: 69 if picks.net == 69 else 0 for e, picks in members.items()}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return each(week(weeks, gameweek), 69)


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, picks in weeks[number].members.items():
            if picks.net == 69:
                count[entry] += 1
    return count
