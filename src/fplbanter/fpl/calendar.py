"""What the gateway knows of the season: which it is, and what is going on in it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from fplbanter.clock import Clock
from fplbanter.fpl.answers import SeasonFacts
from fplbanter.fpl.asked import Asked
from fplbanter.game.model import Fixture, Gameweek, GameweekState, Season
from fplbanter.game.moods import Mood, mood
from fplbanter.game.phases import current_gameweek, phase_of

SETTLED_FOR_GOOD: Final = timedelta(hours=48)
"""After the last kick-off: FPL checks its data the next morning, and once more."""

MOOD_KEPT: Final = timedelta(seconds=5)


class Calendar:
    """
    The season as FPL last told it; empty until then.

    It is taught by the gateway with every new season or list of fixtures.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._states: dict[Gameweek, GameweekState] = {}
        self._fixtures: dict[Gameweek | None, list[Fixture]] = {}
        self._mood: tuple[datetime, Mood] | None = None
        self.season: Season | None = None

    def learn_season(self, facts: SeasonFacts) -> None:
        """Take up a season's gameweeks."""
        if facts.season != self.season:
            self._fixtures = {}
        self.season = facts.season
        self._states = {state.gameweek: state for state in facts.gameweeks}
        self._mood = None

    def learn_fixtures(self, fixtures: Sequence[Fixture]) -> None:
        """Take up a season's fixtures."""
        found: dict[Gameweek | None, list[Fixture]] = {}
        for fixture in fixtures:
            found.setdefault(fixture.gameweek, []).append(fixture)
        self._fixtures = found
        self._mood = None

    def now(self) -> datetime:
        """Return the product's time."""
        return self._clock.now()

    def age(self, since: datetime) -> float:
        """Return the seconds since then; never below 0, clocks being what they are."""
        return max(0.0, (self._clock.now() - since).total_seconds())

    def current(self) -> Gameweek | None:
        """Return the newest gameweek whose deadline has passed."""
        found = current_gameweek(list(self._states.values()), self._clock.now())
        return found.gameweek if found else None

    def mood(self) -> Mood:
        """Say what is going on now; it is looked at once in a few seconds."""
        now = self._clock.now()
        if self._mood is None or not timedelta(0) <= now - self._mood[0] < MOOD_KEPT:
            self._mood = (now, self._mood_at(now))
        return self._mood[1]

    def _mood_at(self, now: datetime) -> Mood:
        current = self.current()
        if current is None:
            return Mood.QUIET
        fixtures = self._fixtures.get(current, [])
        phase = phase_of(self._states[current], fixtures, now)
        return mood(now, phase, fixtures, list(self._states.values()))

    def mood_of(self, asked: Asked) -> Mood:
        """Say what is going on with what was asked: an old gameweek is quiet."""
        gameweek = asked.param("gw") or asked.param("event")
        current = self.current()
        if gameweek is None or current is None or gameweek >= current:
            return self.mood()
        settled = self._states.get(Gameweek(gameweek))
        return Mood.QUIET if settled and settled.checked else Mood.SETTLING

    def settled_for_good(self, gameweek: int) -> bool:
        """
        Say whether nothing of a gameweek can change any more.

        FPL's `data_checked` alone does not say so: the last corrections came
        within a day of it (fact sheet 5.6).
        """
        state = self._states.get(Gameweek(gameweek))
        if state is None or not state.checked:
            return False
        games = self._fixtures.get(Gameweek(gameweek), [])
        kickoffs = [game.kickoff for game in games if game.kickoff]
        ended = max(kickoffs, default=None)
        return ended is not None and self._clock.now() - ended > SETTLED_FOR_GOOD
