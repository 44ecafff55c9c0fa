"""Row 4 again: max net."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    return {e: picks.net for e, picks in weeks[gameweek].members.items()}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            if entry not in found or value > found[entry]:
                found[entry] = value
    return found
