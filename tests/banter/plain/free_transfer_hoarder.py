"""Row 52 again: longest time at 5 free transfers."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    if min(weeks) > 1:
        return numbers
    for entry in weeks[gameweek].members:
        free = {}
        saved = 0
        for number in range(1, gameweek + 1):
            if entry not in weeks[number].members:
                continue
            free[number] = saved
            picks = weeks[number].members[entry]
            if saved == 0:
                saved = 1
            elif picks.chip not in ("wildcard", "free_hit"):
                left = saved - len(picks.swaps)
                saved = 1 if left < 0 else left + 1
                saved = min(saved, 5)
        row = "".join(str(f) for f in free.values())
        numbers[entry] = next(n for n in range(38, -1, -1) if "5" * n in row)
    return numbers
