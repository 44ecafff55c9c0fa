"""Row 47 again: from buy to sale, sum raw(in) - raw(out) - the hit's share; max."""

from fractions import Fraction

from tests.banter.plain.season import Numbers, Weeks, changes


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        worths = []
        for bought in range(min(weeks), gameweek + 1):
            if entry not in weeks[bought].members:
                continue
            pairs = changes(weeks, bought, entry)
            for new, old in pairs:
                hit = Fraction(weeks[bought].members[entry].hit, len(pairs))
                worths.append(lifetime(weeks, gameweek, entry, bought, new, old) - hit)
        if worths:
            numbers[entry] = max(worths)
    return numbers


def lifetime(
    weeks: Weeks, gameweek: int, entry: int, bought: int, new: int, old: int
) -> int:
    worth = 0
    for number in range(bought, gameweek + 1):
        picks = weeks[number].members[entry]
        if picks.chip == "free_hit":
            continue
        if new not in picks.eleven + picks.bench:
            break
        worth += weeks[number].raw(new) - weeks[number].raw(old)
    return worth
