"""
The three to six verdicts of a gameweek that a league should read first.

The rarest come first (`rarity.py`), but no victim is laughed at twice in a row,
honour and shame both have their say, and no story is told twice (`families.py`).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.families import enjoyment, family
from fplbanter.banter.rarity import NOTHING, Past, Tellable, direction, rarity, worth
from fplbanter.banter.stat import Pick, Side
from fplbanter.banter.verdict import Number
from fplbanter.game.model import EntryId

FEWEST, MOST = 3, 6
WORTH_MORE = Fraction(1, 2)
"""What the fourth to sixth must be worth; the first three are told anyway."""

V = TypeVar("V", bound=Tellable)


@dataclass(frozen=True, slots=True)
class Headline(Generic[V]):
    """
    A verdict that was picked.

    `rarity` goes from 0 (always so) to 1 (never before in this league); None
    while the league has no history of the stat.
    """

    verdict: V
    rarity: Fraction | None


@dataclass(frozen=True, slots=True)
class Issue(Generic[V]):
    """
    A gameweek that is to have headlines, in a league of so many members.

    `judged` are the keys of its judged stats, also of those that nobody holds.
    """

    verdicts: Sequence[V]
    judged: Collection[str]
    members: int


def victims(verdict: Tellable) -> frozenset[EntryId]:
    """Return who is laughed at: the holders of a shame."""
    shame = catalogue()[verdict.stat].side is Side.SHAME
    return frozenset(verdict.holders if shame else ())


def headlines(
    verdicts: Iterable[V], past: Past = NOTHING, *, members: int
) -> tuple[Headline[V], ...]:
    """
    Pick three to six headlines of one gameweek's verdicts, the rarest first.

    Fewer only where there are fewer that can follow one another: whoever is
    laughed at in one is not named in the next, and the first laughs at nobody
    who headed the gameweek before.
    """
    candidates = _candidates(verdicts, past, members)
    chosen = _page(candidates, past.laughed_at)
    return tuple(Headline(c.verdict, rarity(c.verdict, past)) for c in chosen)


def season_headlines(
    issues: Iterable[Issue[V]],
) -> Iterator[tuple[Headline[V], ...]]:
    """
    Yield the headlines of gameweek after gameweek, each knowing those before.

    The same season always has the same headlines: nothing needs to be stored.
    """
    past = NOTHING
    for issue in issues:
        chosen = headlines(issue.verdicts, past, members=issue.members)
        yield chosen
        first = victims(chosen[0].verdict) if chosen else frozenset()
        past = past.after(issue.verdicts, issue.judged, first)


@dataclass(frozen=True, slots=True)
class _Candidate(Generic[V]):
    """A verdict with what the choice needs of it."""

    verdict: V
    side: Side
    victims: frozenset[EntryId]
    worth: Fraction


@dataclass(frozen=True, slots=True)
class _Taste:
    """
    What else a page keeps to, beside that no victim follows on himself.

    `apart`: no two have the same, their family or at least their stat;
    `spared`: last time's victim is none now, in no place; `fresh`: nobody is
    named twice.
    """

    apart: Callable[[str], str] | None
    spared: bool = False
    fresh: bool = False


_TASTES = (
    _Taste(family, spared=True, fresh=True),
    _Taste(family, spared=True),
    _Taste(family),
    _Taste(str),
    _Taste(None),
)
"""From the best to what will do where there is little to choose from."""


@dataclass(frozen=True, slots=True)
class _Editor(Generic[V]):
    """Who chooses, by one taste; `spared` headed the gameweek before as victims."""

    candidates: Sequence[_Candidate[V]]
    taste: _Taste
    spared: frozenset[EntryId]

    def page(
        self, length: int, chosen: tuple[_Candidate[V], ...] = ()
    ) -> tuple[_Candidate[V], ...]:
        """Find the first page of a length in the order of worth; () if none is."""
        if len(chosen) == length:
            return chosen if self._is_mixed(chosen) else ()
        for candidate in self.candidates:
            if self._may_follow(candidate, chosen):
                found = self.page(length, (*chosen, candidate))
                if found:
                    return found
        return ()

    def extended(self, chosen: tuple[_Candidate[V], ...]) -> tuple[_Candidate[V], ...]:
        """Go on to six with what is worth it."""
        while len(chosen) < MOST:
            able = (c for c in self.candidates if self._may_follow(c, chosen))
            more = next((c for c in able if c.worth >= WORTH_MORE), None)
            if more is None:
                break
            chosen = (*chosen, more)
        return chosen

    def _is_mixed(self, chosen: Sequence[_Candidate[V]]) -> bool:
        """
        Say whether honour and shame, as far as there are, both have their say.

        They always can: an honour may stand before any shame.
        """
        return {c.side for c in chosen} == {c.side for c in self.candidates}

    def _may_follow(
        self, candidate: _Candidate[V], chosen: Sequence[_Candidate[V]]
    ) -> bool:
        """Say whether a candidate may stand below those chosen before."""
        if any(candidate is c for c in chosen):
            return False
        if (self.taste.spared or not chosen) and candidate.victims & self.spared:
            return False
        above = chosen if self.taste.fresh else chosen[-1:]
        if any(self._clash(candidate, c) for c in above):
            return False
        apart = self.taste.apart
        told = {apart(c.verdict.stat) for c in chosen} if apart else set()
        return apart is None or apart(candidate.verdict.stat) not in told

    def _clash(self, candidate: _Candidate[V], above: _Candidate[V]) -> bool:
        """Say whether one above has named somebody whom this may not name."""
        named = above.verdict.holders if self.taste.fresh else above.victims
        return not frozenset(named).isdisjoint(candidate.verdict.holders)


def _page(
    candidates: Sequence[_Candidate[V]], spared: frozenset[EntryId]
) -> tuple[_Candidate[V], ...]:
    """Choose as tastefully as three allow; if there are no three, two or one."""
    for length in range(FEWEST, 0, -1):
        for taste in _TASTES:
            editor = _Editor(candidates, taste, spared)
            chosen = editor.page(length)
            if chosen:
                return editor.extended(chosen)
    # Where all there is laughs at last time's victim, it is told all the same.
    return tuple(candidates[:1])


def _candidates(verdicts: Iterable[V], past: Past, members: int) -> list[_Candidate[V]]:
    """Weigh all verdicts, and bring them in order, a stat's most remarkable first."""
    by_stat: dict[str, list[V]] = defaultdict(list)
    for verdict in verdicts:
        by_stat[verdict.stat].append(verdict)
    found = [c for same in by_stat.values() for c in _of_stat(same, past, members)]
    return sorted(found, key=lambda c: (-c.worth, -enjoyment(c.verdict.stat)))


def _of_stat(same: Sequence[V], past: Past, members: int) -> list[_Candidate[V]]:
    """Weigh one stat's verdicts; no page has room for more than six of them."""
    named = {e for verdict in same for e in verdict.holders}
    best = sorted(same, key=_remarkable)[:MOST]
    side = catalogue()[same[0].stat].side
    return [
        _Candidate(v, side, victims(v), worth(v, past, named, members)) for v in best
    ]


def _remarkable(verdict: Tellable) -> tuple[Number, tuple[EntryId, ...]]:
    least = direction(verdict) is Pick.LEAST
    return verdict.value if least else -verdict.value, verdict.holders
