"""
What may not replace a good answer, though FPL gave it with status 200.

Not JSON, or JSON of another kind or shape; lists that are empty where there was
something; last season's; an older copy from another node of FPL's edge. What is
refused has a word for it (`reasons.py`). No I/O: the gateway asks and keeps.
"""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from fplbanter.errors import UpstreamChanged, UpstreamError
from fplbanter.fpl import belonging, endpoints
from fplbanter.fpl.answers import SeasonFacts
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.bodies import parse
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.examined import Examined, examine
from fplbanter.fpl.marks import Marks, another_season, emptied, fallen
from fplbanter.fpl.reasons import Reason
from fplbanter.game.model import ClubId, Fixture, FixtureId, PlayerId, Season

AGREED: Final = 3
"""So many older reads in a row that agree with each other are believed."""

MOST_DOUBTS: Final = 500
MOST_MARKS: Final = 64
MOST_EXAMINED: Final = 4

_MarksKey = tuple[str, int]
"""A question, and the hash of what was answered."""


@dataclass(frozen=True, slots=True)
class _Doubt:
    """What was read last, and how many reads in a row have agreed with it."""

    marks: Marks
    reads: int


class Guards:
    """
    Tells good answers from bad ones; it remembers the season and its doubts.

    It may be used in several threads at once: large answers are looked at in one.
    Answers in doubt are those that would undo something. `AGREED` of them in a
    row that do not contradict each other are a correction. Doubts are of this
    process alone, so with several it takes as many more reads.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._season: Season | None = None
        self._club_of: dict[PlayerId, ClubId] = {}
        self._sides_of: dict[FixtureId, belonging.Sides] = {}
        self._doubts: OrderedDict[str, _Doubt] = OrderedDict()
        self._known: OrderedDict[_MarksKey, Marks | None] = OrderedDict()
        self._examined: OrderedDict[_MarksKey, Examined] = OrderedDict()

    def learn_season(self, facts: SeasonFacts) -> None:
        """Take up a season's players, from a good copy."""
        if facts.season != self._season:
            self._sides_of = {}
        self._season = facts.season
        self._club_of = {p.player_id: p.club_id for p in facts.players}

    def learn_fixtures(self, fixtures: Iterable[Fixture]) -> None:
        """Take up a season's matches, from a good copy of the whole list."""
        self._sides_of = {f.fixture_id: (f.home, f.away) for f in fixtures}

    def check(
        self,
        asked: Asked,
        body: bytes,
        known: Copy | None = None,
        season: Season | None = None,
    ) -> object:
        """
        Return a good answer as parsed JSON; what it says of the season is learned.

        `known` is the newest good copy, `season` the one that is known to run.
        Raises UpstreamUpdating for FPL's notice, and UpstreamChanged, whose
        `reason` is one of `Reason`, for what may not replace the copy.
        """
        answer = parse(body, is_list=asked.endpoint.is_list)
        found = self.examined(asked, body) or examine(asked, answer)
        self._refuse_foreign(asked, found, season or self._season)
        before = self._marks_of(asked, known)
        with self._lock:
            if before is not None and not another_season(before, found.marks):
                self._doubt(asked, before, found.marks)
            self._doubts.pop(asked.path, None)
        # The next answer is held against this one: it need not be looked at again.
        self._note(asked, body, found.marks)
        self._learn(asked, found)
        self._keep(asked, body, found)
        return answer

    def examined(self, asked: Asked, body: bytes) -> Examined | None:
        """Return what was found in these bytes, if it is kept."""
        with self._lock:
            return self._examined.get((asked.path, hash(body)))

    def _keep(self, asked: Asked, body: bytes, found: Examined) -> None:
        """Keep what was found in the answers that are large and read all the time."""
        if asked.endpoint in _READ_OFTEN:
            with self._lock:
                self._examined[asked.path, hash(body)] = found
                if len(self._examined) > MOST_EXAMINED:
                    self._examined.popitem(last=False)

    def _refuse_foreign(
        self, asked: Asked, found: Examined, season: Season | None
    ) -> None:
        """Refuse what is not of this season, as far as that is known."""
        if found.facts is not None:
            belonging.refuse_older_season(found.facts.season, season)
        if season is not None:
            belonging.refuse_other_fixtures(season, found.fixtures)
        if self._club_of and season == self._season:
            field = "picks" if asked.endpoint is endpoints.PICKS else "elements"
            belonging.refuse_strangers(found.players, self._club_of, field)
            belonging.refuse_other_matches(
                found.stats.values(), self._club_of, self._sides_of
            )

    def _learn(self, asked: Asked, found: Examined) -> None:
        if found.facts is not None:
            self.learn_season(found.facts)
        elif asked == _ALL_FIXTURES:
            self.learn_fixtures(found.fixtures)

    def _doubt(self, asked: Asked, before: Marks, after: Marks) -> None:
        """Refuse what would undo something, until several reads agree on it."""
        error = _undoing(before, after)
        if error is None:
            return
        path = asked.path
        last = self._doubts.pop(path, None)
        agrees = last is not None and _undoing(last.marks, after) is None
        reads = last.reads + 1 if last and agrees else 1
        if reads >= AGREED:
            return
        self._doubts[path] = _Doubt(after, reads)
        if len(self._doubts) > MOST_DOUBTS:
            self._doubts.popitem(last=False)
        raise error

    def _marks_of(self, asked: Asked, known: Copy | None) -> Marks | None:
        """Return what is known of a copy; it is looked at once."""
        if known is None or known.body is None:
            return None
        with self._lock:
            if (key := (asked.path, hash(known.body))) in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        return self._note(asked, known.body, _marks(asked, known.body))

    def _note(self, asked: Asked, body: bytes, marks: Marks | None) -> Marks | None:
        """Keep the marks of a body for a while."""
        with self._lock:
            self._known[asked.path, hash(body)] = marks
            if len(self._known) > MOST_MARKS:
                self._known.popitem(last=False)
        return marks


_ALL_FIXTURES: Final = Asked.of(endpoints.FIXTURES)
_READ_OFTEN: Final = (endpoints.SEASON, endpoints.FIXTURES, endpoints.LIVE)


def _marks(asked: Asked, body: bytes) -> Marks | None:
    """Return a copy's marks; None if it would not be taken today."""
    try:
        return examine(asked, parse(body, is_list=asked.endpoint.is_list)).marks
    except UpstreamError:
        return None


def _undoing(before: Marks, after: Marks) -> UpstreamChanged | None:
    """Return why an answer would undo something, None if it would not."""
    if name := emptied(before, after):
        said = f"{name}: none, where there were {before.rows[name]}"
        return UpstreamChanged(said, field=name, reason=Reason.EMPTY)
    if step := fallen(before, after):
        named = " ".join(map(str, step))
        now = after.steps.get(step, "nothing")
        said = f"{named}: {now}, after {before.steps[step]} was known"
        field = ".".join(map(str, step))
        return UpstreamChanged(said, field=field, reason=Reason.BACKWARDS)
    return None
