"""Row 42 again: gameweeks with no transfer in a row."""

from tests.banter.plain.season import Numbers, Weeks


def season(weeks: Weeks, gameweek: int) -> Numbers:
    longest: Numbers = {}
    for entry in weeks[gameweek].members:
        calendar = ""
        for number in range(min(weeks), gameweek + 1):
            if entry in weeks[number].members:
                picks = weeks[number].members[entry]
                first = (
                    number - 1 not in weeks or entry not in weeks[number - 1].members
                )
                busy = first or picks.swaps or picks.chip in ("wildcard", "free_hit")
                calendar += "x" if busy else "z"
        longest[entry] = max(len(sleep) for sleep in calendar.split("x"))
    return longest
