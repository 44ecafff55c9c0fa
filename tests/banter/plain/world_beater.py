"""Row 87 again: best gameweek rank."""

from tests.banter.plain.season import Holders, Numbers, Weeks, lowest


def week(weeks: Weeks, gameweek: int) -> Numbers:
    members = weeks[gameweek].members
    return {entry: picks.gameweek_rank for entry, picks in members.items()}


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return lowest(week(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, place in week(weeks, number).items():
            found[entry] = min(found.get(entry, place), place)
    return found
