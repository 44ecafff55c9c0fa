"""Row 64 again: mean of the ranks in net, efficiency, all-play and last-5 form."""

from collections.abc import Mapping
from fractions import Fraction

from tests.banter.plain.season import Number, Numbers, PlainWeek, Weeks

SHAPES = [
    (d, m, f)
    for d in (3, 4, 5)
    for m in (2, 3, 4, 5)
    for f in (1, 2, 3)
    if d + m + f == 10
]


def season(weeks: Weeks, gameweek: int) -> Numbers:
    net: Numbers = {}
    share: Numbers = {}
    wins: Numbers = {}
    form: Numbers = {}
    enough = []
    for entry in weeks[gameweek].members:
        mine = [n for n in weeks if n <= gameweek and entry in weeks[n].members]
        if len(mine) >= 5:
            enough.append(entry)
        net[entry] = sum(weeks[n].members[entry].net for n in mine)
        made = sum(weeks[n].members[entry].gross for n in mine)
        able = sum(optimal(weeks[n], entry) for n in mine)
        share[entry] = Fraction(made, able)
        wins[entry] = sum(all_play(weeks[n], entry) for n in mine)
        last = [n for n in mine if n > gameweek - 5]
        form[entry] = sum(weeks[n].members[entry].net for n in last)
    return {
        entry: Fraction(
            sum(rank(table, entry) for table in (net, share, wins, form)), 4
        )
        for entry in enough
    }


def rank(table: Mapping[int, Number], entry: int) -> int:
    return 1 + sum(value > table[entry] for value in table.values())


def all_play(week: PlainWeek, entry: int) -> Fraction:
    points = Fraction(0)
    own = week.members[entry].net
    for other, picks in week.members.items():
        if other != entry:
            points += Fraction(1, 2) * ((own > picks.net) + (own >= picks.net))
    return points / (len(week.members) - 1)


def optimal(week: PlainWeek, entry: int) -> int:
    """Try every formation."""
    picks = week.members[entry]
    by: dict[int, list[int]] = {1: [], 2: [], 3: [], 4: []}
    for player in picks.eleven + picks.bench:
        by[week.players[player].position].append(week.raw(player))
    for points in by.values():
        points.sort(reverse=True)
    extra = 2 if picks.chip == "triple_captain" else 1
    everybody = sum(sum(points) for points in by.values())
    found = []
    for d, m, f in SHAPES:
        team = by[1][:1] + by[2][:d] + by[3][:m] + by[4][:f]
        total = everybody if picks.chip == "bench_boost" else sum(team)
        found.append(total + extra * max(team))
    return max(found)
