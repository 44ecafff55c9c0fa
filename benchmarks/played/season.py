"""Gameweeks of a small installation on a driven clock, and what each cost FPL."""

import re
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from benchmarks.played.crowd import draw_leagues
from tests.driven import (
    Driven,
    DrivenClock,
    behind,
    driven_product,
    driven_worker,
    poll,
    run_driven,
)

from fplbanter.errors import NotFound
from fplbanter.fpl import translate_game
from fplbanter.fpl.paths import parse
from fplbanter.game.model import Gameweek, GameweekState, LeagueId
from fplbanter.game.moods import Mood, mood
from fplbanter.game.phases import current_gameweek, phase_of
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.embedded import embedded
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect

SEED = 26
LEAGUES, ENTRIES = 3, 60
VIEWS_A_DAY = 40
STEP = 300.0
TOLD = "  gameweek {}: {} requests"
"""What a run says after each gameweek."""


@dataclass(slots=True)
class Stretch:
    """Hours of the clock, and requests by endpoint."""

    hours: float = 0.0
    requests: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Played:
    """What was played: each gameweek until it is settled, and each mood."""

    first: int
    last: int
    gameweeks: dict[int, Stretch] = field(default_factory=dict)
    moods: dict[str, Stretch] = field(default_factory=dict)
    season_hours: dict[str, float] = field(default_factory=dict)
    views: int = 0
    real_seconds: float = 0.0

    def season(self) -> Counter[str]:
        """Work out a whole season: each mood's requests an hour, and its hours."""
        found: Counter[str] = Counter()
        for name, hours in self.season_hours.items():
            played = self.moods.get(name, Stretch())
            for endpoint, count in played.requests.items():
                # What is read once a gameweek does not go by the hour.
                if endpoint not in ("picks", "history", "classic"):
                    found[endpoint] += round(count * hours / played.hours)
        for endpoint in ("picks", "history", "classic"):
            count = sum(week.requests[endpoint] for week in self.gameweeks.values())
            found[endpoint] = round(count * 38 / len(self.gameweeks))
        return found


def mood_now(product: Product, now: datetime) -> str:
    """Return what is going on, as the product sees it."""
    board = product.board
    current = board.current() if not board.is_empty else None
    if current is None:
        return Mood.QUIET.value
    fixtures, states = board.fixtures(current), board.facts.gameweeks
    return mood(now, board.phase(current), fixtures, states).value


async def _play(clock: DrivenClock, simulator: Simulator, found: Played) -> None:
    leagues = draw_leagues(SEED, LEAGUES, ENTRIES)
    for league in leagues:
        simulator.world.leagues.add(league)
    with tempfile.TemporaryDirectory(prefix="fplb-") as folder:
        async with embedded(Path(folder)) as services:
            store = connect(services.mongo_url, "season")
            await store.prepare()
            async with driven_product(
                clock, simulator, store, services.redis_url, prefix="season:"
            ) as driven:
                ids = [LeagueId(league.league_id) for league in leagues]
                poller = MatchdayLoop(driven.product, clock, 45.0, clock.elapsed)
                # The gameweeks before are read whole first: they are not counted.
                await poller.look()
                for league_id in ids:
                    await _look(driven, league_id)
                while driven.product.intakes.are_running:
                    await clock.sleep(1.0)
                async with (
                    driven_worker(driven.product, clock),
                    behind(poll(poller, clock), _views(driven, clock, ids)),
                ):
                    await _weeks(driven, clock, simulator, found)
            await store.close()


async def _views(driven: Driven, clock: DrivenClock, leagues: list[LeagueId]) -> None:
    """Have people look now and then, day and night."""
    rng = Random(SEED)
    while True:
        await clock.sleep(rng.expovariate(VIEWS_A_DAY / 86_400))
        await _look(driven, rng.choice(leagues))


async def _look(driven: Driven, league_id: LeagueId) -> None:
    """Look at a table; before the first deadline there is none."""
    with suppress(NotFound):
        await driven.product.standings(league_id)


async def _weeks(
    driven: Driven, clock: DrivenClock, simulator: Simulator, found: Played
) -> None:
    """Play one gameweek after the other, each until the noon after its review."""
    for number in range(found.first, found.last + 1):
        week = found.gameweeks[number] = Stretch()
        until = simulator.world.calendar.gameweek(number).settled + timedelta(hours=1)
        while clock.now() < until:
            name = mood_now(driven.product, clock.now())
            known = len(driven.fpl.arrivals)
            await clock.sleep(STEP)
            new = Counter(
                parse(arrived.path).endpoint.name
                for arrived in driven.fpl.arrivals[known:]
            )
            for stretch in (week, found.moods.setdefault(name, Stretch())):
                stretch.hours += STEP / 3600
                stretch.requests += new
        print(TOLD.format(number, week.requests.total()), flush=True)


def told_in(log: str) -> dict[int, int]:
    """Return what a run has said: the requests of each gameweek."""
    pattern = TOLD.replace("{}", r"(\d+)")
    found = re.findall(rf"^{pattern}$", log, re.MULTILINE)
    return {int(gameweek): int(requests) for gameweek, requests in found}


def season_hours(simulator: Simulator) -> dict[str, float]:
    """Return for how many hours of the season each mood lasts, as FPL tells it."""
    weeks = simulator.world.calendar.gameweeks
    now: datetime = weeks[0].deadline - timedelta(days=2)
    hours: dict[str, float] = {}
    while now < weeks[-1].settled + timedelta(hours=1):
        name = _mood_at(simulator, now).value
        hours[name] = hours.get(name, 0.0) + 0.25
        now += timedelta(minutes=15)
    return hours


def _mood_at(simulator: Simulator, now: datetime) -> Mood:
    simulator.clock.move_to(now)
    states = _states(simulator, now)
    current = current_gameweek(states, now)
    if current is None:
        return Mood.QUIET
    answer = simulator.answer("/api/fixtures/", {"event": str(current.gameweek)})
    body = answer.json()
    # "The game is being updated." is a text: no match is on then.
    fixtures = translate_game.fixtures(body) if isinstance(body, list) else ()
    return mood(now, phase_of(current, fixtures, now), fixtures, states)


def _states(simulator: Simulator, now: datetime) -> list[GameweekState]:
    """Return the gameweeks as the season's answer has them, without its players."""
    current = simulator.world.calendar.current(now)
    return [
        GameweekState(
            gameweek=Gameweek(week.number),
            name=f"Gameweek {week.number}",
            deadline=week.deadline,
            is_current=week.number == current,
            finished=now >= week.settled,
            checked=now >= week.settled,
        )
        for week in simulator.world.calendar.gameweeks
    ]


def play(first: int, last: int) -> Played:
    """Play gameweeks `first` to `last` with 3 leagues and 60 entries."""
    begun = time.monotonic()
    simulator = Simulator(SEED)
    found = Played(first, last, season_hours=season_hours(simulator))
    weeks = simulator.world.calendar
    before = weeks.gameweek(first - 1).settled if first > 1 else None
    start = before or weeks.gameweek(1).deadline - timedelta(days=2)
    clock = DrivenClock(start + timedelta(hours=1))
    run_driven(clock, lambda: _play(clock, simulator, found))
    found.real_seconds = time.monotonic() - begun
    return found
