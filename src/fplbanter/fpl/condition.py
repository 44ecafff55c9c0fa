"""
How FPL is: what goes wrong, since when, and when it is over. Pure: time is given.

Each failed question leaves a symptom at its endpoint, until that endpoint answers.
An outage begins at the first failure of a kind that leaves no doubt: FPL says
itself that it is being updated, that we ask too often, that it will not have us;
or everybody's data makes no sense. Of one entry's or league's that may be an
oddity of its own, and a request that got lost happens on the best of days: there
it takes two in a row within a group, or that FPL has never answered before.

It is over when all that failed has answered again. What nobody asks for any more
is forgotten when a neighbour in its group answers two minutes later, or anybody
after ten; never by time alone: only an answer shows that FPL is back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final

from fplbanter.fpl.endpoints import Group

MOST_TELLING: Final = ("updating", "blocked", "busy", "down", "slow", "changed")
"""
Which kind is named when there are several, the first that is there.

First what FPL says about itself or us: that holds for all it has, and explains
the rest. Then what keeps everything of an endpoint away; that one answer is not
understood comes last, since it is the least of what a reader would notice.
"""

WITHOUT_DOUBT: Final = frozenset({"updating", "blocked", "busy", "changed"})
EVERYBODYS: Final = frozenset({Group.SEASON, Group.MATCHDAY})
OURS: Final = (Group.SEASON, Group.MATCHDAY, Group.ENTRY, Group.LEAGUE)
"""What this product lives on; what only other tools ask for is no outage of ours."""


FORGOTTEN_AFTER: Final = timedelta(minutes=10)
NEIGHBOUR_AFTER: Final = timedelta(minutes=2)
NOTED_EVERY: Final = timedelta(seconds=15)
"""How exactly the last answer's time is shared: each note is a write for all."""

SAME_AGAIN: Final = timedelta(seconds=5)
NEARLY: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Trouble:
    """
    What is wrong with FPL, in one word, since when, and when it is asked again.

    `detail` is for the log and the record, in the words of the error.
    """

    kind: str
    since: datetime
    next_try: datetime | None
    detail: str


@dataclass(frozen=True, slots=True)
class Failure:
    """One question that failed; `where` is what has to answer for it to be over."""

    where: str
    group: str
    kind: str
    detail: str
    next_try: datetime | None = None


@dataclass(frozen=True, slots=True)
class Symptom:
    """What does not answer: `times` it failed, `in_a_row` since its group answered."""

    group: str
    kind: str
    detail: str
    since: datetime
    last: datetime
    next_try: datetime | None = None
    times: int = 1
    in_a_row: int = 1

    def again(self, failure: Failure, now: datetime) -> "Symptom":
        """Return it after another failure, whose kind counts from now on."""
        return replace(
            self,
            kind=failure.kind,
            detail=failure.detail,
            last=max(now, self.last),
            next_try=failure.next_try,
            times=self.times + 1,
            in_a_row=self.in_a_row + 1,
        )

    def is_forgotten(self, now: datetime, after: timedelta) -> bool:
        """Say whether nobody has asked again for so long."""
        awaited = max(self.last, self.next_try or self.last)
        return now - awaited > after

    @property
    def leaves_no_doubt(self) -> bool:
        """Whether one such failure is enough."""
        if self.kind == "changed" and self.group not in EVERYBODYS:
            return self.times > 1
        return self.kind in WITHOUT_DOUBT or self.times > 1


@dataclass(frozen=True, slots=True)
class Spell:
    """An outage while it lasts: since when, and what kinds it has shown so far."""

    began_at: datetime
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """
    How FPL is.

    `symptoms` by what does not answer, `answered` when each group last did.
    `revision` rises with each change: of two that differ the higher counts.
    """

    symptoms: Mapping[str, Symptom] = field(default_factory=dict)
    answered: Mapping[str, datetime] = field(default_factory=dict)
    outage: Spell | None = None
    revision: int = 0

    # -- what happens --------------------------------------------------------

    def failed(self, failure: Failure, now: datetime) -> "Condition":
        """Take note of a failure; itself if that tells nothing new."""
        known = self.symptoms.get(failure.where)
        if known is None:
            symptom = _first(failure, now)
        elif self.outage and _says_the_same(known, failure, now):
            return self
        else:
            symptom = known.again(failure, now)
        symptoms = {**self.symptoms, failure.where: symptom}
        return self._become(symptoms, self.answered, symptom)

    def heard(self, where: str, group: str, now: datetime) -> "Condition":
        """Take note of an answer; itself if that tells nothing new."""
        left = {
            place: _calmed(symptom) if symptom.group == group else symptom
            for place, symptom in self.symptoms.items()
            if place != where and not _is_over(symptom, group, now)
        }
        answered, last = self.answered, self.answered.get(group)
        if last is None or not timedelta(0) <= now - last < NOTED_EVERY:
            answered = {**answered, group: now}
        if left == self.symptoms and answered is self.answered:
            return self
        return self._become(left, answered)

    def postponed(self, places: Iterable[str], until: datetime) -> "Condition":
        """Take note that these are not asked before; itself if that is known."""
        late = {
            w: replace(self.symptoms[w], next_try=until)
            for w in places
            if w in self.symptoms and _is_later(until, self.symptoms[w].next_try)
        }
        if not late:
            return self
        return self._become({**self.symptoms, **late}, self.answered)

    def mended(self, where: str) -> "Condition":
        """Take note that an answer was understood that was not before."""
        if where not in self.symptoms:
            return self
        left = {w: s for w, s in self.symptoms.items() if w != where}
        return self._become(left, self.answered)

    def _become(
        self,
        symptoms: Mapping[str, Symptom],
        answered: Mapping[str, datetime],
        newest: Symptom | None = None,
    ) -> "Condition":
        outage = self.outage
        if not symptoms:
            outage = None
        elif outage is None and newest and self._is_enough(newest, symptoms):
            began_at = min(s.since for s in _row(newest, symptoms))
            outage = Spell(began_at, (newest.kind,))
        elif outage is not None:
            kind = most_telling(s.kind for s in symptoms.values())
            if kind not in outage.kinds:
                outage = replace(outage, kinds=(*outage.kinds, kind))
        return Condition(symptoms, answered, outage, self.revision + 1)

    def _is_enough(self, newest: Symptom, symptoms: Mapping[str, Symptom]) -> bool:
        """Say whether an outage begins with this failure."""
        if newest.leaves_no_doubt or not self.answered:
            return True
        return sum(s.in_a_row for s in _row(newest, symptoms)) > 1

    # -- what it looks like --------------------------------------------------

    def trouble(
        self, now: datetime, chosen: Iterable[str], since: datetime | None = None
    ) -> Trouble | None:
        """Sum the symptoms up at these places: the most telling, the next try."""
        found = [self.symptoms[w] for w in sorted(chosen) if w in self.symptoms]
        if not found:
            return None
        kind = most_telling(s.kind for s in found)
        tries = [s.next_try for s in found if s.next_try and s.next_try > now]
        return Trouble(
            kind=kind,
            since=since or min(s.since for s in found),
            next_try=min(tries, default=None),
            detail=next(s.detail for s in found if s.kind == kind),
        )


def most_telling(kinds: Iterable[str]) -> str:
    """Return the kind that is named when there are several; there is one at least."""
    known = set(kinds)
    return next((kind for kind in MOST_TELLING if kind in known), "down")


def _first(failure: Failure, now: datetime) -> Symptom:
    return Symptom(
        failure.group, failure.kind, failure.detail, now, now, failure.next_try
    )


def _says_the_same(known: Symptom, failure: Failure, now: datetime) -> bool:
    """Say whether a failure is not worth a write: a storm of them costs little."""
    soon = failure.next_try is None or (
        known.next_try is not None and failure.next_try - known.next_try < SAME_AGAIN
    )
    return known.kind == failure.kind and now - known.last < SAME_AGAIN and soon


def _is_later(until: datetime, known: datetime | None) -> bool:
    """Say whether a next try is worth being written down."""
    return known is None or until - known > NEARLY


def _row(newest: Symptom, symptoms: Mapping[str, Symptom]) -> list[Symptom]:
    """Return what has failed in a row: the newest, and its group since it answered."""
    return [
        s
        for s in symptoms.values()
        if s is newest or (s.group == newest.group and s.in_a_row)
    ]


def _calmed(symptom: Symptom) -> Symptom:
    return symptom if symptom.in_a_row == 0 else replace(symptom, in_a_row=0)


def _is_over(symptom: Symptom, group: str, now: datetime) -> bool:
    near = symptom.group == group
    return symptom.is_forgotten(now, NEIGHBOUR_AFTER if near else FORGOTTEN_AFTER)
