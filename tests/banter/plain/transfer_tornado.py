"""Row 41 again: the sum of transfers, without wildcards and free hits."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, picks in weeks[number].members.items():
            if picks.chip not in ("wildcard", "free_hit"):
                # One for each player sold, as long as nobody is sold twice.
                sums[entry] += len(picks.swaps)
    return sums
