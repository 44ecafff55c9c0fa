"""Row 10 again: pairs adjacent in the table with gap <= 1 after g."""

from itertools import pairwise

from tests.banter.plain.season import Holders, Numbers, Weeks


def table(weeks: Weeks, gameweek: int) -> list[tuple[int, int]]:
    """(entry, total) from the top; equals by fewer transfers, then by entry."""
    rows = []
    for entry, picks in weeks[gameweek].members.items():
        moves = 0
        for number in range(min(weeks), gameweek + 1):
            if entry in weeks[number].members:
                moves += weeks[number].members[entry].transfers
        rows.append((-picks.total, moves, entry))
    return [(entry, -total) for total, _, entry in sorted(rows)]


def week(weeks: Weeks, gameweek: int) -> Numbers:
    rows = table(weeks, gameweek)
    numbers: Numbers = {}
    for at, (entry, total) in enumerate(rows):
        gaps = []
        if at > 0:
            gaps.append(rows[at - 1][1] - total)
        if at + 1 < len(rows):
            gaps.append(total - rows[at + 1][1])
        numbers[entry] = min(gaps)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    rows = table(weeks, gameweek)
    return [
        ((one[0], two[0]), one[1] - two[1])
        for one, two in pairwise(rows)
        if one[1] - two[1] <= 1
    ]


def season(weeks: Weeks, gameweek: int) -> Numbers:
    count: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, gap in week(weeks, number).items():
            if gap <= 1:
                count[entry] += 1
    return count
