"""Row 62 again: actual wins - sum (others outscored + half of the tied) / (n - 1)."""

from fractions import Fraction

from tests.banter.plain.season import Holders, Numbers, Weeks, best


def results(weeks: Weeks, gameweek: int) -> dict[int, int]:
    """1 for a win, 0 for a draw, -1 for a defeat."""
    found = {}
    for home, away, scored, conceded in weeks[gameweek].matches:
        outcome = (scored > conceded) - (scored < conceded)
        if home is not None:
            found[home] = outcome
        if away is not None:
            found[away] = -outcome
    return found


def against_all(weeks: Weeks, gameweek: int, entry: int) -> tuple[int, int, int]:
    wins = ties = losses = 0
    members = weeks[gameweek].members
    for other, picks in members.items():
        if other != entry:
            wins += members[entry].net > picks.net
            ties += members[entry].net == picks.net
            losses += members[entry].net < picks.net
    return wins, ties, losses


def week(weeks: Weeks, gameweek: int) -> Numbers:
    numbers: Numbers = {}
    for entry, outcome in results(weeks, gameweek).items():
        wins, ties, losses = against_all(weeks, gameweek, entry)
        others = wins + ties + losses
        numbers[entry] = 0
        if outcome > 0:
            numbers[entry] = Fraction(losses + ties, others)
        if outcome < 0:
            numbers[entry] = -Fraction(wins + ties, others)
    return numbers


def holders(weeks: Weeks, gameweek: int) -> Holders:
    return best(week(weeks, gameweek), Fraction(1, 2))


def season(weeks: Weeks, gameweek: int) -> Numbers:
    if not weeks[gameweek].matches:
        return {}
    sums: Numbers = dict.fromkeys(weeks[gameweek].members, 0)
    for number in range(min(weeks), gameweek + 1):
        for entry, outcome in results(weeks, number).items():
            wins, ties, losses = against_all(weeks, number, entry)
            sums[entry] += {1: Fraction(1), 0: Fraction(1, 2), -1: Fraction(0)}[outcome]
            sums[entry] -= (wins + Fraction(ties, 2)) / (wins + ties + losses)
    return sums
