"""
How rare a verdict is, by the league's own history.

Its rarity is the share of earlier gameweeks in which it did not come to this:
nobody held the stat, or with a less remarkable number. So both what seldom
happens is rare and what happens every week but never like now.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.families import enjoyment
from fplbanter.banter.records import extreme, most_extreme
from fplbanter.banter.stat import Pick
from fplbanter.banter.verdict import Number, Scope
from fplbanter.game.model import EntryId


class Tellable(Protocol):
    """What may become a headline: a `Verdict`, or a `Told` where that is enough."""

    @property
    def stat(self) -> str:
        """Its key in the catalogue."""

    @property
    def scope(self) -> Scope:
        """Gameweek, month or season."""

    @property
    def holders(self) -> tuple[EntryId, ...]:
        """Who has it."""

    @property
    def value(self) -> Number:
        """With which number."""


@dataclass(frozen=True, slots=True)
class Past:
    """
    What a league remembers of its earlier gameweeks.

    `values` has the most remarkable number of each gameweek in which a stat was
    held, `judged` the number of those in which it was judged, held or not: what
    was refused for lack of data says nothing about how rare it is. `runs` says
    how many gameweeks in a row, up to the last, somebody has held a stat.
    `laughed_at` are the victims of the last gameweek's first headline.
    """

    values: Mapping[str, tuple[Number, ...]] = field(default_factory=dict)
    judged: Mapping[str, int] = field(default_factory=dict)
    runs: Mapping[str, Mapping[EntryId, int]] = field(default_factory=dict)
    laughed_at: frozenset[EntryId] = frozenset()

    def after(
        self,
        verdicts: Iterable[Tellable],
        judged: Iterable[str],
        laughed_at: frozenset[EntryId],
    ) -> "Past":
        """Remember one more gameweek: `judged` are its judged stats, held or not."""
        held: dict[str, list[Tellable]] = defaultdict(list)
        for verdict in verdicts:
            held[verdict.stat].append(verdict)
        values, count = dict(self.values), dict(self.judged)
        for stat, same in held.items():
            top = most_extreme((v.value for v in same), direction(same[0]))
            values[stat] = (*values.get(stat, ()), top)
        for stat in {*judged, *held}:
            count[stat] = count.get(stat, 0) + 1
        runs = {stat: self._longer(stat, same) for stat, same in held.items()}
        return Past(values, count, runs, laughed_at)

    def run(self, verdict: Tellable) -> int:
        """Return for how many gameweeks in a row one of the holders has held it."""
        before = self.runs.get(verdict.stat, {})
        return max((before.get(e, 0) for e in verdict.holders), default=0)

    def _longer(self, stat: str, same: Iterable[Tellable]) -> Mapping[EntryId, int]:
        before = self.runs.get(stat, {})
        return {e: before.get(e, 0) + 1 for v in same for e in v.holders}


NOTHING = Past()


def direction(verdict: Tellable) -> Pick:
    """Say which end of the numbers is the remarkable one: MOST or LEAST."""
    return extreme(catalogue()[verdict.stat], verdict.scope)


def rarity(verdict: Tellable, past: Past) -> Fraction | None:
    """
    Return the share of earlier gameweeks in which it did not come to this.

    0 is what is always so, 1 what never was; None where there is no history.
    """
    earlier = past.values.get(verdict.stat, ())
    judged = max(past.judged.get(verdict.stat, 0), len(earlier))
    if not judged:
        return None
    least = direction(verdict) is Pick.LEAST
    own = verdict.value
    as_much = sum(v <= own if least else v >= own for v in earlier)
    return 1 - Fraction(as_much, judged)


def worth(
    verdict: Tellable, past: Past, named: Collection[EntryId], members: int
) -> Fraction:
    """
    Return what a verdict is worth as a headline, from 0 to 1.

    It is its rarity, to which how much people enjoy the stat is added like one
    gameweek of history; in the first gameweek there is nothing else. The more
    of the league are `named` for it, the less it is worth, and the same holder
    again is half the news, a third time a third of it.
    """
    rare, judged = rarity(verdict, past), past.judged.get(verdict.stat, 0)
    known = 0 if rare is None else rare * judged
    told = (known + enjoyment(verdict.stat)) / (judged + 1)
    return told * _alone(len(named), members) / (1 + past.run(verdict))


def _alone(named: int, members: int) -> Fraction:
    """Return the share of the others who have not done it too."""
    others = members - 1
    return Fraction(max(others - named + 1, 0), others) if others > 0 else Fraction(1)
