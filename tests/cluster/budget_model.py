"""
The protocol of the budget in model time: everything that may befall it.

Processes are cut off, deaf, slow, frozen, killed and replaced, Valkey goes away, is
flushed, forgets its last writes, and its clock is set. Every request that the
processes may then send is noted as it would arrive, held up on its way by as much
as is allowed for.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from math import ceil
from random import Random

from hypothesis import strategies as st
from redis import Redis
from tests.cluster.budget_actors import Machine, Process, Server

from fplbanter.cluster.limits import GATHERING, MOURNED, Limits


@dataclass(frozen=True, slots=True)
class Step:
    """Something happens to a process or to Valkey, and then time passes."""

    what: str
    number: int
    seconds: float
    busy: int


HAPPENINGS = [
    "nothing",
    "all_is_well",
    "valkey_goes",
    "valkey_comes",
    "valkey_thaws",
    "valkey_restarts",
    "valkey_is_flushed",
    "valkey_is_set_back",
    "valkey_leaps_ahead",
    "link_ok",
    "link_cut",
    "link_deaf",
    "link_flaky",
    "link_slow",
    "process_freezes_or_thaws",
    "process_is_replaced",
]

STEPS = st.builds(
    Step,
    what=st.sampled_from([*HAPPENINGS, "all_is_well", "all_is_well", "nothing"]),
    number=st.integers(0, 3),
    seconds=st.sampled_from([0.05, 0.3, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0]),
    busy=st.sampled_from([15, 15, 15, 7, 1, 0]),
)


def _limits(rates: list[tuple[float, int]]) -> st.SearchStrategy[Limits]:
    per_minute = st.sampled_from([4, 30, 100, 1200, 1200])
    pairs = st.tuples(st.sampled_from(rates), per_minute)
    return pairs.map(lambda p: Limits(p[0][0], p[1], p[0][1], in_flight=1000))


SHARES = _limits([(1.0, 1), (2.0, 2), (3.0, 2), (4.0, 4), (5.0, 4), (8.0, 3)])
"""Requests a second and processes: each has a share of its own."""

ROUNDS = _limits([(0.5, 1), (0.5, 2), (1.0, 2), (2.0, 3), (2.0, 4), (2.5, 4), (3.0, 4)])
"""Too few for a share each: each has its moments in a round."""


class Installation:
    """Processes, a server, and everything that may befall them."""

    def __init__(
        self, driver: "Redis", limits: Limits, seed: int, met: Counter[str]
    ) -> None:
        self.limits = limits
        self.random = Random(seed)
        self.server = Server(driver)
        self.now = 1_790_000_000.0
        self.up = True
        self.met = met
        self.buffered: dict[Process, str] = {}
        self.processes: list[Process] = []
        self._machines: tuple[Machine, ...] = ({}, {})
        self.arrivals: list[float] = []
        self.flushed_at = 0.0
        self._order = count()
        self._agenda: list[tuple[float, int, Callable[[], None]]] = []
        for _ in range(limits.processes):
            self.start()

    def play(self, steps: list[Step]) -> None:
        for step in steps:
            process = self.processes[step.number % len(self.processes)]
            if step.what.startswith("link_"):
                self.link_changes(process, step.what.removeprefix("link_"))
            elif step.what.startswith("process_"):
                getattr(self, step.what)(process)
            elif step.what != "nothing":
                getattr(self, step.what)()
            self.met["steps"] += 1
            self.met[step.what] += 1
            self.time_passes(step.seconds, step.busy)

    def start(self) -> None:
        machine = self.random.choices(self._machines, (3, 1))[0]
        process = Process(self.limits, self.now, self.random, self.met, machine)
        self.processes.append(process)
        self._at(self.now, lambda: self._asks(process))

    def time_passes(self, seconds: float, busy: int) -> None:
        """Let all do what they do, each when it is his time."""
        for number, process in enumerate(self.processes):
            process.busy = bool(busy >> number & 1)
        if self.random.random() < 0.5:
            self.server.save(self.now)
        ends = self.now + seconds
        while self._agenda and self._agenda[0][0] <= ends:
            self.now, _, happens = heappop(self._agenda)
            happens()
        self.now = ends
        self._arrive(self.processes)

    def _at(self, moment: float, happens: Callable[[], None]) -> None:
        heappush(self._agenda, (moment, next(self._order), happens))

    # One question, in three moments.

    def _asks(self, process: Process) -> None:
        if process not in self.processes:
            return
        if process.heals_now(self.now):
            process.link = "ok"
        self._arrive([process])
        if process.frozen:
            self._at(self.now + 0.1, lambda: self._asks(process))
            return
        if self.now < process.asks_at:
            self._at(process.goes_on(self.now), lambda: self._asks(process))
            return
        process.asks(self.now)
        self._at(self.now + process.leg(), lambda: self._is_asked(process))

    def _is_asked(self, process: Process) -> None:
        if self.up and process.link != "cut":
            process.is_asked(self.server, self.now)
        elif process.link != "cut":
            self.buffered.setdefault(process, process.question)
        self._at(self.now + process.leg(), lambda: self._hears(process))

    def _hears(self, process: Process) -> None:
        if process not in self.processes:
            return
        self._arrive([process])
        again = self.now + 0.1
        if process.frozen:
            self._at(again, lambda: self._hears(process))
            return
        self._at(process.hears(self.now), lambda: self._asks(process))

    def _arrive(self, processes: Iterable[Process]) -> None:
        for process in processes:
            self.arrivals.extend(process.fire(self.now))

    # What may happen.

    def all_is_well(self) -> None:
        self.valkey_thaws()
        for process in self.processes:
            process.link, process.frozen = "ok", False

    def valkey_goes(self) -> None:
        self.up = not self._all_know_the_time()

    def valkey_comes(self) -> None:
        self.buffered.clear()
        self.up = True

    def valkey_thaws(self) -> None:
        """Be back, and first do what lay in the buffers."""
        if not self.up:
            for question in self.buffered.values():
                self.server.ask(question, self.now)
        self.valkey_comes()

    def valkey_writes_to_disk(self) -> None:
        self.server.save(self.now)

    def valkey_restarts(self) -> None:
        self._hear_all_that_can()
        self.buffered.clear()
        self.server.restart(self.now)

    def valkey_is_flushed(self) -> None:
        # Where nobody is left who remembers, what the dead spent is a hole.
        if any(process.contact._gen for process in self.processes):
            self._hear_all_that_can()
            self.server.flush()
            self.flushed_at = self.now

    def valkey_is_set_back(self) -> None:
        """By a little, which is waited for, or by much, which is a new life."""
        step = self.random.choice((0.002, 0.3, 3.0, 3600.0))
        if step < 1.0 or any(process.contact._gen for process in self.processes):
            self._set_clock(-step)

    def valkey_leaps_ahead(self) -> None:
        """By so much that it is noticed: less is a hole that is told."""
        self._set_clock(self.random.choice((1.6, 10.0, 3600.0)))

    def _set_clock(self, step: float) -> None:
        if self._all_know_the_time(hear_well=True):
            self._hear_all_that_can()
            self.server.ahead += step
            self.flushed_at = self.now
            for process in self.processes:
                process.knows_time = False

    def _all_know_the_time(self, *, hear_well: bool = False) -> bool:
        """
        Tell whether nobody goes by a time from before the clock was set.

        Where each has a moment in a round that would be a hole, and it is told.
        """
        return self.limits.share_per_second > 0 or all(
            process.knows_time and (process.link == "ok" or not hear_well)
            for process in self.processes
        )

    def _somebody_knows(self) -> bool:
        """Tell whether who dies now does not take a flushed minute with him."""
        caps = self.limits.per_minute * self.limits.gap < 61
        return not caps or self.now - self.flushed_at > 61

    def _hear_all_that_can(self) -> None:
        """Mend what is cut: a new server cannot know of who does not reach it soon."""
        for process in self.processes:
            process.is_met = False
            soon = self.now + self.random.uniform(0.0, GATHERING - 1.0)
            process.heals_at = min(process.heals_at, soon)

    def link_changes(self, process: Process, link: str) -> None:
        # Whom this life of the server has never met is a hole that is told.
        met = self.up and process.is_met and self._all_know_the_time()
        if link == "ok" or (met if link == "cut" else self._all_know_the_time()):
            process.link, process.heals_at = link, self.now + MOURNED - 2.0

    def process_freezes_or_thaws(self, process: Process) -> None:
        self._arrive([process])
        process.sleeps_or_wakes(self.now)

    def process_is_replaced(self, process: Process) -> None:
        if not self._somebody_knows():
            return
        self._arrive([process])
        self.processes.remove(process)
        self.start()

    def check(self) -> None:
        moments = sorted(self.arrivals)
        self.met["arrivals"] += len(moments)
        rate = self.limits.per_second
        second = most_in_window(moments, max(1.0, 1.0 / rate))
        minute = most_in_window(moments, 60.0)
        assert second <= ceil(rate), (second, self.limits)
        assert minute <= self.limits.per_minute, (minute, self.limits)


def most_in_window(moments: list[float], seconds: float) -> int:
    """Return the most moments that any window of that length holds."""
    return max(
        (bisect_left(moments, at + seconds) - i for i, at in enumerate(moments)),
        default=0,
    )
