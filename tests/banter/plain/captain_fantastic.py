"""Row 17 again: max of mult x raw(k)."""

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def week(weeks: Weeks, gameweek: int) -> Numbers:
    now = weeks[gameweek]
    numbers: Numbers = {}
    for entry, picks in now.members.items():
        leader = now.leader(entry)
        times = 3 if picks.chip == "triple_captain" else 2
        numbers[entry] = 0 if leader is None else times * now.raw(leader)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    found: Numbers = {}
    for number in range(min(weeks), gameweek + 1):
        for entry, value in week(weeks, number).items():
            if entry not in found or value > found[entry]:
                found[entry] = value
    return found
