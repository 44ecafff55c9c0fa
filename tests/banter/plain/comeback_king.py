"""Row 8 again: max over g of (worst rank before g) - rank(g)."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        ranks = [
            weeks[g].members[entry].rank
            for g in range(min(weeks), gameweek + 1)
            if entry in weeks[g].members
        ]
        if len(ranks) > 1:
            numbers[entry] = max(
                max(ranks[:at]) - ranks[at] for at in range(1, len(ranks))
            )
    return numbers
