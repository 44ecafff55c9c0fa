"""
Who won what in a season: the hall of fame of a league, the cabinet of an entry.

A gameweek's verdict is a trophy. A season's is one only for what no gameweek can
award, and only when the season is over: until then nobody has won it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.records import Told, by_stat, top_value
from fplbanter.banter.stat import Side
from fplbanter.banter.verdict import Number, Scope
from fplbanter.game.model import EntryId, Gameweek, LeagueId

SEASON_END = Gameweek(38)
Won = tuple[EntryId, str, Gameweek, LeagueId | None]


@dataclass(frozen=True, slots=True)
class Fame:
    """
    How often a member was named, and for what above all; None where never.

    One gameweek of one stat counts once, however many verdicts it has.
    """

    entry_id: EntryId
    fame: int
    shame: int
    best_stat: str | None
    worst_stat: str | None


@dataclass(frozen=True, slots=True)
class Trophy:
    """A stat in somebody's cabinet; `best` is the most extreme of his numbers."""

    stat: str
    times: int
    best: Number
    last: Gameweek
    league_ids: tuple[LeagueId, ...]


def trophies(
    told: Iterable[Told], *, season_end: Gameweek = SEASON_END
) -> tuple[Told, ...]:
    """Return those that are trophies."""
    return tuple(
        t
        for t in told
        if t.is_at_home
        and (t.scope is Scope.GAMEWEEK or (t.is_final and t.gameweek >= season_end))
    )


def holdings(told: Iterable[Told]) -> Mapping[EntryId, int]:
    """Count how often each entry holds what is told, the most often first."""
    times = Counter(entry_id for entry_id, *_ in _won(t for t in told if t.is_at_home))
    return dict(sorted(times.items(), key=lambda pair: (-pair[1], pair[0])))


def hall(
    told: Iterable[Told],
    members: Iterable[EntryId] = (),
    *,
    season_end: Gameweek = SEASON_END,
) -> tuple[Fame, ...]:
    """
    Return everybody by trophies: most fame first, then least shame.

    `members` are there even if they were never named. What somebody stands for
    is the stat that he holds most often beyond what a member does on average:
    half the league may be in a photo finish every gameweek.
    """
    won = _won(trophies(told, season_end=season_end))
    held = Counter(stat for _, stat, *_ in won)
    times: dict[EntryId, Counter[str]] = {e: Counter() for e in members}
    for entry_id, stat, *_ in won:
        times.setdefault(entry_id, Counter())[stat] += 1
    usual = {stat: Fraction(count, len(times)) for stat, count in held.items()}
    rows = [_fame(entry_id, own, usual) for entry_id, own in times.items()]
    return tuple(sorted(rows, key=lambda row: (-row.fame, row.shame, row.entry_id)))


def cabinet(
    told: Iterable[Told], entry_id: EntryId, *, season_end: Gameweek = SEASON_END
) -> tuple[Trophy, ...]:
    """Return an entry's trophies of all given leagues, the most frequent first."""
    mine = [t for t in trophies(told, season_end=season_end) if entry_id in t.holders]
    shelf = [_trophy(stat, kept) for stat, kept in by_stat(mine).items()]
    return tuple(sorted(shelf, key=lambda trophy: -trophy.times))


def _trophy(stat: str, told: Sequence[Told]) -> Trophy:
    leagues = {t.league_id for t in told if t.league_id is not None}
    return Trophy(
        stat,
        len({(t.league_id, t.gameweek) for t in told}),
        top_value(told),
        max(t.gameweek for t in told),
        tuple(sorted(leagues)),
    )


def _won(told: Iterable[Told]) -> set[Won]:
    """Count once who is half of two photo finishes: he has not won twice."""
    return {(e, t.stat, t.gameweek, t.league_id) for t in told for e in t.holders}


def _fame(entry_id: EntryId, own: Counter[str], usual: Mapping[str, Fraction]) -> Fame:
    sides: dict[Side, Counter[str]] = {side: Counter() for side in Side}
    for stat, times in own.items():
        sides[catalogue()[stat].side][stat] = times
    fame, shame = sides[Side.FAME], sides[Side.SHAME]
    best, worst = _foremost(fame, usual), _foremost(shame, usual)
    return Fame(entry_id, fame.total(), shame.total(), best, worst)


def _foremost(own: Counter[str], usual: Mapping[str, Fraction]) -> str | None:
    """Return what somebody holds most often beyond what everybody does."""
    known = [stat for stat in catalogue() if stat in own]
    return max(known, key=lambda stat: own[stat] - usual[stat], default=None)
