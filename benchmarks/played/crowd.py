"""Who is in which league, and who looks at it when: drawn from a seed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random

from fplbanter.simulator.calendar import Fixture, Gameweek
from fplbanter.simulator.leagues import League
from fplbanter.simulator.team_names import team_name
from fplbanter.simulator.world import World

FIRST_LEAGUE = 20_000
FIRST_ENTRY = 100_000
LARGEST = 300
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def draw_leagues(seed: int, leagues: int, entries: int) -> list[League]:
    """
    Draw leagues of 2 to 300 members, largest first; each entry is in one at least.

    Half of them have fewer than 15 members, as FPL's private leagues do.
    """
    rng = Random(f"{seed}:crowd")
    everybody = rng.sample(range(FIRST_ENTRY, FIRST_ENTRY + 50 * entries), entries)
    sizes = [
        min(LARGEST, entries, max(2, int(rng.lognormvariate(2.7, 0.8))))
        for _ in range(leagues)
    ]
    shares = list(accumulate(sorted(sizes, reverse=True)))
    ends = [round(entries * share / shares[-1]) for share in shares]
    found = []
    for number, (begin, end) in enumerate(zip([0, *ends], ends, strict=False)):
        size = max(shares[number] - (shares[number - 1] if number else 0), end - begin)
        new = everybody[begin:end]
        others = set(rng.sample(everybody, min(size, entries))) - set(new)
        members = (*new, *sorted(others)[: size - len(new)])
        name = team_name(rng, "The")
        found.append(League(FIRST_LEAGUE + number, name, members))
    return found


@dataclass(frozen=True, slots=True)
class View:
    """Somebody looks at a league."""

    at: datetime
    league_id: int
    rows: int


@dataclass(frozen=True, slots=True)
class Day:
    """A Saturday: from the morning of the deadline to when its points are counted."""

    week: Gameweek

    @property
    def begin(self) -> datetime:
        """Two hours before the deadline."""
        return self.week.deadline - timedelta(hours=2)

    @property
    def end(self) -> datetime:
        """Half an hour after FPL has counted the day."""
        return self.week.days[0].batch + timedelta(minutes=30)

    @property
    def fixtures(self) -> list[Fixture]:
        """The matches of this day."""
        day = self.week.days[0].day
        return [f for f in self.week.fixtures if f.kickoff.date() == day]

    @property
    def spells(self) -> tuple[tuple[datetime, datetime], ...]:
        """Morning, before the first kick-off, and evening: all look once in each."""
        first = self.week.days[0]
        return (
            (self.begin + 5 * MINUTE, self.week.deadline),
            (self.week.picks_out + 2 * MINUTE, first.first),
            (first.whistle, self.end - 60 * MINUTE),
        )

    def in_play(self, now: datetime) -> bool:
        """Say whether a ball is kicked somewhere."""
        return any(f.kickoff <= now < f.whistle for f in self.fixtures)

    def weights(self, world: World) -> list[float]:
        """Say of every minute how many look, as against a quiet one."""
        minutes = int((self.end - self.begin) / MINUTE)
        weights = [1.0] * minutes
        for fixture in self.fixtures:
            for at in range(minutes):
                now = self.begin + at * MINUTE
                weights[at] += _around(fixture, now)
            for moment in _goals(world, fixture):
                at = int((moment - self.begin) / MINUTE)
                for after in range(5):
                    weights[at + after] += 5.0 - after
        return weights

    def views(
        self, seed: int, world: World, leagues: list[League], count: int
    ) -> list[View]:
        """
        Draw who looks when, in order; leagues by a Zipf law, largest first.

        Everybody's league is looked at once in the morning, once between deadline
        and kick-off and once in the evening; the rest is drawn freely. All of a
        second look together.
        """
        rng = Random(f"{seed}:views")
        found = []
        for begin, end in self.spells:
            for league in leagues:
                at = (begin + (end - begin) * rng.random()).replace(microsecond=0)
                found.append(View(at, league.league_id, len(league.members)))
        left = max(0, count - len(found))
        weights = self.weights(world)
        ranks = list(accumulate(1 / rank for rank in range(1, len(leagues) + 1)))
        moments = rng.choices(range(len(weights)), weights, k=left)
        looked_at = rng.choices(leagues, cum_weights=ranks, k=left)
        for minute, league in zip(moments, looked_at, strict=True):
            at = self.begin + minute * MINUTE + rng.randrange(60) * SECOND
            found.append(View(at, league.league_id, len(league.members)))
        return sorted(found, key=lambda view: view.at)


def _around(fixture: Fixture, now: datetime) -> float:
    """Say how much a match draws: most at its kick-off and after its whistle."""
    if timedelta(0) <= now - fixture.kickoff < 8 * MINUTE:
        return 8.0
    if timedelta(0) <= now - fixture.whistle < 12 * MINUTE:
        return 6.0
    return 3.0 if fixture.kickoff <= now < fixture.whistle else 0.0


def _goals(world: World, fixture: Fixture) -> list[datetime]:
    """Return when the goals of a match fall."""
    length = int((fixture.whistle - fixture.kickoff) / MINUTE)
    clock = {
        fixture.played(fixture.kickoff + at * MINUTE): fixture.kickoff + at * MINUTE
        for at in range(length, -1, -1)
    }
    minutes = (goal.minute for goal in world.live.script(fixture).goals)
    return [clock[minute] for minute in minutes if minute in clock]
