"""Row 53 again: share of transfers in the last hour before the deadline."""

from fractions import Fraction

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        late = made = played = 0
        for number in range(min(weeks), gameweek + 1):
            now = weeks[number]
            if entry not in now.members:
                continue
            played += 1
            if number == 1 or now.members[entry].chip in ("wildcard", "free_hit"):
                continue
            for _, _, at in now.members[entry].swaps:
                assert now.deadline is not None
                made += 1
                if (now.deadline - at).total_seconds() <= 3600:
                    late += 1
        if made and played >= 5:
            numbers[entry] = Fraction(late, made)
    return numbers
