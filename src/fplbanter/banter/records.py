"""
What a league remembers of its season: records, and streaks.

Both are counted from compact facts: who held what when, with which number.
Who is in the hall of fame is in `trophies.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Pick, Side, SpanRule, Stat, WeekRule
from fplbanter.banter.verdict import Number, Scope, Verdict
from fplbanter.game.model import EntryId, Gameweek, LeagueId

RUN = 2
"""Once is no streak."""


@dataclass(frozen=True, slots=True)
class Told:
    """
    A verdict as it is remembered, without its proof.

    `stat` is a key of today's catalogue and `value` a number of today's rule:
    leave out what another version of it told. `gameweek` is the last that
    counts. `league_id` matters only where leagues are counted together.
    """

    stat: str
    scope: Scope
    gameweek: Gameweek
    holders: tuple[EntryId, ...]
    value: Number
    is_final: bool = True
    league_id: LeagueId | None = None

    @property
    def side(self) -> Side:
        """Whether it is an honour."""
        return catalogue()[self.stat].side

    @property
    def is_at_home(self) -> bool:
        """Whether that is what the stat awards: gameweeks, or if it cannot, seasons."""
        return self.scope is home_of(catalogue()[self.stat])


@dataclass(frozen=True, slots=True)
class Record:
    """
    The extreme number that a stat was ever held with, by whom, and when.

    `gameweeks` are all in which it was, in order.
    """

    stat: str
    value: Number
    holders: tuple[EntryId, ...]
    gameweeks: tuple[Gameweek, ...]


@dataclass(frozen=True, slots=True)
class Streak:
    """Gameweeks in a row with the same holder; `running` if it may still go on."""

    stat: str
    holder: EntryId
    first: Gameweek
    last: Gameweek
    running: bool

    @property
    def length(self) -> int:
        """How many gameweeks."""
        return self.last - self.first + 1


def home_of(stat: Stat) -> Scope:
    """Say where a stat's trophies are won: in gameweeks, or if it cannot, seasons."""
    return Scope.SEASON if stat.week is None else Scope.GAMEWEEK


def is_of_pairs(stat: Stat) -> bool:
    """Say whether a stat is held by two who only stand beside each other."""
    return stat.week is not None and stat.week.claims is not None


def remembered(verdict: Verdict, league_id: LeagueId | None = None) -> Told:
    """Keep of a verdict what records are made of."""
    return Told(
        verdict.stat,
        verdict.scope,
        verdict.gameweek,
        verdict.holders,
        verdict.value,
        verdict.is_final,
        league_id,
    )


def extreme(stat: Stat, scope: Scope) -> Pick:
    """
    Say which end of a stat's numbers is the remarkable one: MOST or LEAST.

    Where everybody who qualifies holds it, that is the end away from the bound.
    """
    weekly = scope is Scope.GAMEWEEK
    rule: WeekRule | SpanRule | None = stat.week if weekly else stat.span
    if rule is None or rule.pick is Pick.MOST:
        return Pick.MOST
    bounds = rule.threshold
    below = bounds.most is not None and bounds.least is None
    return Pick.LEAST if below or rule.pick is Pick.LEAST else Pick.MOST


def most_extreme(values: Iterable[Number], pick: Pick) -> Number:
    """Return the most remarkable of at least one number."""
    return min(values) if pick is Pick.LEAST else max(values)


def by_stat(told: Iterable[Told]) -> Mapping[str, Sequence[Told]]:
    """Sort what is told where it is at home by stat, in the catalogue's order."""
    found: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.is_at_home:
            found[one.stat].append(one)
    return {stat: found[stat] for stat in catalogue() if stat in found}


def top_value(told: Sequence[Told]) -> Number:
    """Return the most remarkable number of one stat's verdicts, at least one."""
    pick = extreme(catalogue()[told[0].stat], told[0].scope)
    return most_extreme((t.value for t in told), pick)


def records(told: Iterable[Told]) -> tuple[Record, ...]:
    """
    Return the record of each stat, in the catalogue's order; equals share it.

    A stat that gameweeks award has its record among them; one that only adds up
    has the season's number so far.
    """
    return tuple(_record(stat, kept) for stat, kept in by_stat(told).items())


def streaks(
    told: Iterable[Told], *, now: Gameweek | None = None, least: int = RUN
) -> tuple[Streak, ...]:
    """
    Return all streaks of so many gameweeks, the longest first, then the latest.

    `now` is the newest gameweek that was judged, by default the newest told of:
    a streak that reaches it is running. A gameweek in which nobody held the
    stat ends it.
    """
    weekly = [t for t in told if t.scope is Scope.GAMEWEEK]
    newest = now or max((t.gameweek for t in weekly), default=None)
    found = [
        Streak(stat, entry_id, first, last, running=last == newest)
        for (stat, entry_id), gameweeks in _held(weekly).items()
        for first, last in _runs(gameweeks)
        if last - first + 1 >= least
    ]
    places = {stat: place for place, stat in enumerate(catalogue())}
    found.sort(key=lambda s: (-s.length, -s.last, places[s.stat], s.holder))
    return tuple(found)


def best_streaks(
    told: Iterable[Told], *, now: Gameweek | None = None
) -> tuple[Streak, ...]:
    """Return each stat's longest streak, shared by equals, and all that are running."""
    found = streaks(told, now=now)
    longest: dict[str, int] = {}
    for streak in found:
        longest.setdefault(streak.stat, streak.length)
    return tuple(s for s in found if s.running or s.length == longest[s.stat])


def _record(stat: str, told: Sequence[Told]) -> Record:
    top = top_value(told)
    equal = [t for t in told if t.value == top]
    return Record(
        stat,
        top,
        tuple(sorted({e for t in equal for e in t.holders})),
        tuple(sorted({t.gameweek for t in equal})),
    )


def _held(told: Iterable[Told]) -> Mapping[tuple[str, EntryId], set[Gameweek]]:
    found: dict[tuple[str, EntryId], set[Gameweek]] = defaultdict(set)
    for one in told:
        for entry_id in one.holders:
            found[one.stat, entry_id].add(one.gameweek)
    return found


def _runs(gameweeks: Iterable[Gameweek]) -> list[tuple[Gameweek, Gameweek]]:
    """Split gameweeks where one is missing: (first, last) of each run."""
    numbered = enumerate(sorted(gameweeks))
    groups = groupby(numbered, key=lambda pair: pair[1] - pair[0])
    runs = [[gameweek for _, gameweek in group] for _, group in groups]
    return [(run[0], run[-1]) for run in runs]
