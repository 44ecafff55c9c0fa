"""Row 51 again: longest unbroken ownership."""

from tests.banter.plain.season import Numbers, Weeks, owned


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        squads = []
        for number in range(min(weeks), gameweek + 1):
            picks = owned(weeks, number, entry)
            squads.append({*picks.eleven, *picks.bench} if picks else set())
        everyone = set().union(*squads)
        runs = []
        for player in everyone:
            held = "".join("1" if player in squad else " " for squad in squads)
            runs.append(max(len(run) for run in held.split(" ")))
        if sum(1 for n in weeks if n <= gameweek and entry in weeks[n].members) >= 10:
            numbers[entry] = max(runs)
    return numbers
