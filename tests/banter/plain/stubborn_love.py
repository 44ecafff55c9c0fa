"""Row 51 again: longest ownership up to now with < 2.5 points in the last 10."""

from tests.banter.plain.season import Numbers, Weeks, owned


def season(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry in weeks[gameweek].members:
        now = owned(weeks, gameweek, entry)
        for player in now.eleven + now.bench if now else []:
            stay, number = 0, gameweek
            while (picks := owned(weeks, number, entry)) is not None:
                if player not in picks.eleven + picks.bench:
                    break
                stay, number = stay + 1, number - 1
            if stay >= 10:
                last = range(gameweek - 9, gameweek + 1)
                mean = sum(weeks[n].raw(player) for n in last) / 10
                if mean < 2.5 and stay > numbers.get(entry, 0):
                    numbers[entry] = stay
    return numbers
