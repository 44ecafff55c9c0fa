"""The pretend FPL in one class: a world, a clock, faults, and answers."""

from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from fplbanter.simulator.answers import UPDATING, Answer
from fplbanter.simulator.clock import SimulatorClock
from fplbanter.simulator.endpoints import Endpoints
from fplbanter.simulator.faults import Faults
from fplbanter.simulator.meter import Meter
from fplbanter.simulator.spoiled import Case, spoil
from fplbanter.simulator.validators import Validators
from fplbanter.simulator.world import World

_BODIES_KEPT = 24
ARRIVALS_KEPT = 20_000


@dataclass(slots=True)
class Arrival:
    """One request: monotonic seconds, path with query, status answered; 0 until it is."""

    at: float
    path: str
    status: int = 0


class Simulator:
    """
    A season of FPL that is drawn from a seed and told by the virtual minute.

    `live_bonus` False gives the feed as it was before 2026/27: no bonus until the
    match day is over. `now` defaults to a Saturday afternoon in gameweek 7.
    """

    def __init__(
        self, seed: int = 26, *, live_bonus: bool = True, now: datetime | None = None
    ) -> None:
        self.world = World(seed, live_bonus=live_bonus)
        self.clock = SimulatorClock(now or self.world.calendar.gameweek(7).busiest)
        self.faults = Faults()
        self.meter = Meter()
        self.validators: Validators | None = None
        self.arrivals: deque[Arrival] = deque(maxlen=ARRIVALS_KEPT)
        self.requests = 0
        self._endpoints = Endpoints(self.world)
        self._kept: OrderedDict[tuple[object, ...], Answer] = OrderedDict()

    def move_to(self, gameweek: int, stage: str) -> datetime:
        """
        Put the clock to a stage of a gameweek and return the time.

        Stages: upcoming, updating, picks, live, over, settled. Raises ValueError.
        """
        if not 1 <= gameweek <= 38:
            raise ValueError(f"there is no gameweek {gameweek}: 1 to 38")
        try:
            moment = self.world.calendar.gameweek(gameweek).moment(stage)
        except KeyError:
            raise ValueError(f"there is no stage {stage!r}") from None
        self.clock.move_to(moment)
        return moment

    def arrived(self, at: float, target: str) -> tuple[Arrival, int | None]:
        """
        Count a request; return it, and the seconds to wait if it is over the limit.

        `at` is in monotonic seconds, taken as soon as the request was there.
        """
        self.requests += 1
        arrival = Arrival(at, target)
        self.arrivals.append(arrival)
        return arrival, self.meter.arrive(at)

    def forget(self) -> None:
        """Forget who came so far; limits and faults stay."""
        self.requests = 0
        self.arrivals.clear()
        self.meter.forget()

    def answer(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Answer a GET of a path that begins with /api/, faults included."""
        asked, now = dict(query or {}), self.clock.now()
        fault = self.faults.take(path)
        if fault is None:
            return self._as_of(now, path, asked)
        return spoil(
            Case(
                fault,
                f"{path}?{sorted(asked.items())}",
                lambda: self._as_of(now, path, asked),
                lambda: self._last_season_answer(path, asked),
                lambda age: self._as_of(now - age, path, asked),
            )
        )

    def _as_of(self, now: datetime, path: str, query: dict[str, str]) -> Answer:
        """Answer as FPL would at that minute; the same minute, the same bytes."""
        now = now.replace(second=0, microsecond=0)
        if self.world.calendar.is_updating(now):
            return UPDATING
        if not path.startswith(_SLOW_PATHS):
            return self._endpoints.answer(path, query, now)
        key = (path, tuple(sorted(query.items())), now, self.world.version)
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = self._endpoints.answer(path, query, now)
            if len(self._kept) > _BODIES_KEPT:
                self._kept.popitem(last=False)
        return found

    @cached_property
    def _last_season(self) -> Endpoints:
        """Another season a year earlier: the same ids, other people."""
        calendar = self.world.calendar
        return Endpoints(World(self.world.seed + 1, year=calendar.year - 1))

    def _last_season_answer(self, path: str, query: dict[str, str]) -> Answer:
        """Answer as FPL did fifty-two weeks ago."""
        now = self.clock.now().replace(second=0, microsecond=0)
        return self._last_season.answer(path, query, now - timedelta(days=364))


_SLOW_PATHS = (
    "/api/bootstrap-static/",
    "/api/fixtures/",
    "/api/event/",
    "/api/leagues-",
)
