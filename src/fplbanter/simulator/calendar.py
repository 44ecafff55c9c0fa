"""
The season's fixtures and the moments at which things change.

Every moment is a whole minute, so that the world is a function of the minute.
Source of the timings: fact sheet, section 5.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random

from fplbanter.simulator import rounds

BREAK = 15
"""Minutes between the halves."""

STAGES = ("upcoming", "updating", "picks", "live", "over", "settled")


def minutes(count: int) -> timedelta:
    """Return that many minutes."""
    return timedelta(minutes=count)


@dataclass(frozen=True, slots=True)
class Fixture:
    """
    One match. `added` are the minutes of added time of either half.

    `announced` is the moment from which FPL shows its date: before it, `event`
    and `kickoff_time` are null (a match that was moved).
    """

    fixture_id: int
    code: int
    gameweek: int
    kickoff: datetime
    home: int
    away: int
    added: tuple[int, int]
    announced: datetime | None = None

    @property
    def whistle(self) -> datetime:
        """The final whistle."""
        return self.kickoff + minutes(90 + sum(self.added) + BREAK)

    def played(self, now: datetime) -> int:
        """Return the minutes of play so far, added time included, without the break."""
        elapsed = int((now - self.kickoff).total_seconds() // 60)
        half = 45 + self.added[0]
        if elapsed <= half:
            return max(0, elapsed)
        return min(max(half, elapsed - BREAK), 90 + sum(self.added))

    def shown(self, played: int) -> int:
        """
        Return the minute that FPL shows after that many minutes of play.

        FPL quirk (2026-08): it stays at 45 in the break and at 90 in added time.
        """
        half = 45 + self.added[0]
        return min(45, played) if played <= half else min(90, 45 + played - half)

    def started(self, now: datetime) -> bool:
        """Whether FPL shows it as started, which is two minutes late."""
        return now >= self.kickoff + minutes(2)

    def over(self, now: datetime) -> bool:
        """Whether the final whistle has gone."""
        return now >= self.whistle


@dataclass(frozen=True, slots=True)
class MatchDay:
    """
    One day of matches.

    `provisional` is when event-status says "p"; in `updating` to `batch` the
    leagues are "Updating", and at `batch` histories and ranks have moved.
    `bonus` is when bonus was added before 2026/27.
    """

    day: date
    first: datetime
    whistle: datetime

    @property
    def provisional(self) -> datetime:
        """When event-status says "p"."""
        return self.whistle + minutes(15)

    @property
    def bonus(self) -> datetime:
        """When bonus was added, up to 2025/26."""
        return self.whistle + minutes(60)

    @property
    def updating(self) -> datetime:
        """When the leagues begin to be updated."""
        return self.whistle + minutes(80)

    @property
    def batch(self) -> datetime:
        """When histories, picks and ranks have moved."""
        return self.whistle + minutes(180)


@dataclass(frozen=True, slots=True)
class Gameweek:
    """
    One gameweek's fixtures and moments.

    `updating` to `picks_out` is "The game is being updated."; at `settling`
    (the last day's batch) picks are rewritten; at `settled` all is checked.
    """

    number: int
    fixtures: tuple[Fixture, ...]
    days: tuple[MatchDay, ...]
    deadline: datetime

    @property
    def updating(self) -> datetime:
        """When "The game is being updated." begins."""
        return self.deadline + minutes(6)

    @property
    def picks_out(self) -> datetime:
        """When it ends, and picks can be read."""
        return self.deadline + minutes(20)

    @property
    def whistle(self) -> datetime:
        """The final whistle of the last match."""
        return self.days[-1].whistle

    @property
    def settling(self) -> datetime:
        """When picks are rewritten: auto-subs and captaincy."""
        return self.days[-1].batch

    @property
    def settled(self) -> datetime:
        """The review's end: 12:20 UTC on the day after the last match."""
        noon = self.days[-1].first.replace(hour=12, minute=20)
        return noon + timedelta(days=1)

    @property
    def busiest(self) -> datetime:
        """A moment with matches over, in play and to come, where there is one."""
        kickoffs = [fixture.kickoff for fixture in self.fixtures]
        most = max(sorted(set(kickoffs)), key=kickoffs.count)
        return most + minutes(70)

    def batches(self, now: datetime) -> int:
        """Return how many of its days have been counted by now."""
        return sum(now >= day.batch for day in self.days)

    def moment(self, stage: str) -> datetime:
        """Return a moment within the stage; raises KeyError for an unknown one."""
        return {
            "upcoming": self.deadline - minutes(60),
            "updating": self.updating + minutes(1),
            "picks": self.picks_out + minutes(5),
            "live": self.busiest,
            "over": self.whistle + minutes(20),
            "settled": self.settled + minutes(10),
        }[stage]


class Calendar:
    """All fixtures and gameweeks; `year` is the one in which the season starts."""

    def __init__(self, seed: int, year: int = 2026) -> None:
        self.year = year
        self.label = f"{year}-{(year + 1) % 100:02}"
        self.fixtures = _fixtures(seed, timedelta(days=364 * (year - 2026)))
        self.gameweeks = tuple(
            _gameweek(number, self.fixtures) for number in range(1, 39)
        )
        self._starts = [week.picks_out for week in self.gameweeks]

    def gameweek(self, number: int) -> Gameweek:
        """Return gameweek 1 to 38."""
        return self.gameweeks[number - 1]

    def current(self, now: datetime) -> int:
        """Return FPL's current gameweek: the last whose picks are out, or 0."""
        return bisect_right(self._starts, now)

    def is_updating(self, now: datetime) -> bool:
        """Whether FPL answers nothing but "The game is being updated."."""
        following = self.current(now)
        if following >= 38:
            return False
        week = self.gameweeks[following]
        return week.updating <= now < week.picks_out

    @cached_property
    def by_club(self) -> dict[tuple[int, int], tuple[Fixture, ...]]:
        """(gameweek, club) -> its fixtures: none, one or two."""
        found: dict[tuple[int, int], tuple[Fixture, ...]] = {}
        for fixture in self.fixtures:
            for club in (fixture.home, fixture.away):
                key = (fixture.gameweek, club)
                found[key] = (*found.get(key, ()), fixture)
        return found


def _gameweek(number: int, fixtures: Iterable[Fixture]) -> Gameweek:
    """Gather one gameweek's fixtures and days."""
    own = tuple(fixture for fixture in fixtures if fixture.gameweek == number)
    own = tuple(sorted(own, key=lambda each: (each.kickoff, each.fixture_id)))
    days = []
    for day in sorted({fixture.kickoff.date() for fixture in own}):
        those = [fixture for fixture in own if fixture.kickoff.date() == day]
        whistle = max(fixture.whistle for fixture in those)
        days.append(MatchDay(day, those[0].kickoff, whistle))
    return Gameweek(number, own, tuple(days), own[0].kickoff - minutes(90))


def _fixtures(seed: int, shift: timedelta) -> tuple[Fixture, ...]:
    """Draw the 380 fixtures; ids 1 to 380 follow the rounds as first planned."""
    found: list[Fixture] = []
    for number, pairs in enumerate(rounds.pairings(seed), 1):
        found.extend(_round(seed, number, pairs, shift, len(found)))
    return tuple(found)


def _round(
    seed: int,
    number: int,
    pairs: list[tuple[int, int]],
    shift: timedelta,
    before: int,
) -> list[Fixture]:
    """Give each match of a round its slot; some are moved to a double gameweek."""
    rng = Random(f"{seed}:round:{number}")
    target, count = rounds.MOVED.get(number, (0, 0))
    start, slots = rounds.ROUNDS[number - 1]
    stay = rng.sample(slots, len(pairs) - count)
    moved = rng.sample(rounds.REARRANGED, count)
    announced = rounds.kick_off(start + shift, slots[0]) - timedelta(days=1)
    found = []
    for at, (home, away) in enumerate(pairs):
        late = at >= len(stay)
        day = rounds.ROUNDS[target - 1][0] if late else start
        slot = moved[at - len(stay)] if late else stay[at]
        found.append(
            Fixture(
                fixture_id=before + at + 1,
                code=2_700_000 + before + at + 1,
                gameweek=target if late else number,
                kickoff=rounds.kick_off(day + shift, slot),
                home=home,
                away=away,
                added=(rng.randint(1, 4), rng.randint(2, 7)),
                announced=announced if late else None,
            )
        )
    return found
