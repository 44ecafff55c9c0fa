"""
The protocol of the budget, against everything that can happen, in model time.

The real script runs in the real Valkey, on a clock that the test moves; the real
`Contact` of each process asks it. Processes are cut off, deaf, frozen, killed and
replaced, Valkey goes away, is flushed, and forgets its last writes. Every request
that the processes may then send is noted as it would arrive, held up on its way
by as much as is allowed for.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import cast
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from redis import Redis

from fplbanter.cluster.connection import Script
from fplbanter.cluster.contact import Contact
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import BEAT, LOST_WRITES, MOURNED, Limits
from fplbanter.cluster.pace import LATEST, MARGIN
from fplbanter.ops.embedded import Services

_ON_OUR_CLOCK = "local now = tonumber(ARGV[2])\n"
_LEGS = (0.0001, 0.0005, 0.004)
"""How long a question or an answer may be under way."""

_HELD_UP = MARGIN - 1.0 - 0.010
"""How late a request may arrive: what the margin is for, less a clock's error."""


def most_in_window(moments: list[float], seconds: float) -> int:
    """Return the most moments that any window of that length holds."""
    return max(
        (bisect_left(moments, at + seconds) - i for i, at in enumerate(moments)),
        default=0,
    )


_PARTS = ("state", "spent", "members", "pauses", "ghosts")


class Server:
    """The real script on a real Valkey, on the test's clock."""

    def __init__(self, driver: "Redis") -> None:
        self._driver = driver
        prefix = f"model-{uuid4().hex}:"
        self.keys = [prefix + part for part in _PARTS]
        self._script = driver.register_script(
            Script("budget", clock=_ON_OUR_CLOCK).text
        )
        self._saved: tuple[float, dict[str, bytes]] = (0.0, {})

    def ask(self, question: str, now: float) -> bytes:
        return self._script(keys=self.keys, args=[question, f"{now:.6f}"])  # type: ignore[no-any-return]

    def gen(self) -> str:
        gen = cast("bytes | None", self._driver.hget(self.keys[0], "gen"))
        return (gen or b"").decode()

    def flush(self) -> None:
        self._driver.delete(*self.keys)

    def save(self, now: float) -> None:
        dumps = {key: self._driver.dump(key) for key in self.keys}
        self._saved = now, {k: v for k, v in dumps.items() if v}

    def restart(self, now: float) -> None:
        """Come back as another run, perhaps without the last writes."""
        saved_at, saved = self._saved
        if saved and now - saved_at <= LOST_WRITES:
            self.flush()
            for key, dump in saved.items():
                self._driver.restore(key, 0, dump)
        if self._driver.exists(self.keys[0]):
            self._driver.hset(self.keys[0], "run", uuid4().hex)


class Process:
    """What a process does, without its event loop."""

    def __init__(self, limits: Limits, number: int, now: float, random: Random) -> None:
        self._ahead = random.uniform(-4000, 4000)
        self._random = random
        self.contact = Contact(limits, f"p{number}", now + self._ahead)
        self.link = "ok"
        self.cut_since = 0.0
        self.frozen = False
        self.busy = True
        self.due: list[float] = []

    def act(self, server: Server, now: float, *, server_up: bool) -> tuple[float, str]:
        """Ask, or spend of the share; return when to act again, and the question."""
        mine = now + self._ahead
        self.contact.awake(mine)
        sent = mine - self._random.choice(_LEGS)
        ages = {self._random.choice(tuple(Lane)): 1.0} if self.busy else {}
        flying = sum(at > now - 0.05 for at in self.due)
        question = self.contact.question(sent, ages, flying)
        reachable = server_up and self.link != "cut"
        if reachable:
            answer = server.ask(question, now)
            if self._hears():
                return now + self._answered(answer, sent, mine), question
        self.contact.lost()
        return now + self._alone(mine), question

    def _hears(self) -> bool:
        return self.link == "ok" or (
            self.link == "flaky" and self._random.random() < 0.5
        )

    def _answered(self, answer: bytes, sent: float, mine: float) -> float:
        received = mine + self._random.choice(_LEGS)
        verdict = self.contact.answered(answer, sent, received)
        if verdict.lane is not None:
            self._due(verdict.at)
        return min(max(verdict.wait, 0.002), BEAT)

    def _alone(self, mine: float) -> float:
        if mine < self.contact.own_from or not self.busy:
            return 0.11
        at = self.contact.own_slot(Lane.PERSON, mine)
        if at <= mine + self.contact.limits.horizon:
            self.contact.spend_own(at)
            self._due(at)
        return 0.03

    def _due(self, at: float) -> None:
        self.due.append(at - self._ahead)

    def fire(self, now: float) -> list[float]:
        """Return the arrivals of what was due by now."""
        due = [at for at in self.due if at <= now]
        self.due = [at for at in self.due if at > now]
        if self.frozen:
            # Whoever wakes up too late loses the slot.
            return []
        return [at + self._random.choice((0.0, LATEST, _HELD_UP)) for at in due]


@dataclass(frozen=True, slots=True)
class Step:
    """Something happens to a process or to Valkey, and then time passes."""

    what: str
    number: int
    seconds: float
    busy: int


STEPS = st.builds(
    Step,
    what=st.sampled_from(
        [
            "nothing",
            "valkey_goes",
            "valkey_comes",
            "valkey_thaws",
            "valkey_writes_to_disk",
            "valkey_restarts",
            "valkey_is_flushed",
            "link_ok",
            "link_cut",
            "link_deaf",
            "link_flaky",
            "process_freezes_or_thaws",
            "process_is_replaced",
        ]
    ),
    number=st.integers(0, 3),
    seconds=st.sampled_from([0.05, 0.3, 1.0, 1.0, 2.0, 3.0, 5.0, 8.0]),
    busy=st.sampled_from([15, 15, 15, 7, 1, 0]),
)

LIMITS = st.builds(
    Limits,
    per_second=st.sampled_from([1.0, 2.0, 3.0, 5.0, 8.0, 20.0]),
    per_minute=st.sampled_from([4, 30, 100, 1200]),
    processes=st.integers(1, 4),
    in_flight=st.just(1000),
)


class Installation:
    """Processes, a server, and everything that may befall them."""

    def __init__(self, driver: "Redis", limits: Limits, seed: int) -> None:
        self.limits = limits
        self.random = Random(seed)
        self.server = Server(driver)
        self.now = 1_790_000_000.0
        self.up = True
        self.buffered: dict[Process, str] = {}
        self.processes: list[Process] = []
        self.arrivals: list[float] = []
        self.flushed_at = 0.0
        self._numbers = count()
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
            self.time_passes(step.seconds, step.busy)

    def start(self) -> None:
        process = Process(self.limits, next(self._numbers), self.now, self.random)
        self.processes.append(process)

    def time_passes(self, seconds: float, busy: int) -> None:
        """Let all do what they do, each when it is his time."""
        for number, process in enumerate(self.processes):
            process.busy = bool(busy >> number & 1)
        ends = self.now + seconds
        order = count()
        agenda: list[tuple[float, int, Process]] = []
        for process in self.processes:
            heappush(agenda, (self.now, next(order), process))
        while agenda and agenda[0][0] <= ends:
            self.now, _, process = heappop(agenda)
            again = self._act(process)
            heappush(agenda, (again, next(order), process))
        self.now = ends
        self._arrive(process for process in self.processes)

    def _act(self, process: Process) -> float:
        if process.link == "cut" and self.now - process.cut_since > MOURNED - 2:
            # Longer than that is the hole that is known and told.
            process.link = "ok"
        self._arrive([process])
        if process.frozen:
            return self.now + 0.1
        again, question = process.act(self.server, self.now, server_up=self.up)
        if not self.up and process.link != "cut":
            self.buffered.setdefault(process, question)
        return again

    def _arrive(self, processes: Iterable[Process]) -> None:
        for process in processes:
            self.arrivals.extend(process.fire(self.now))

    def valkey_goes(self) -> None:
        self.up = False

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

    def _somebody_knows(self) -> bool:
        """Tell whether who dies now does not take a flushed minute with him."""
        caps = self.limits.per_minute * self.limits.gap < 61
        return not caps or self.now - self.flushed_at > 61

    def _hear_all_that_can(self) -> None:
        """Mend what is cut: a new server cannot know of who never reaches it."""
        for process in self.processes:
            if process.link == "cut":
                process.link = "deaf"

    def link_changes(self, process: Process, link: str) -> None:
        # Whom this life of the server has never met is a hole that is told.
        known = self.up and process.contact._gen == self.server.gen()
        if link != "cut" or known:
            process.link, process.cut_since = link, self.now

    def process_freezes_or_thaws(self, process: Process) -> None:
        self._arrive([process])
        process.frozen = not process.frozen

    def process_is_replaced(self, process: Process) -> None:
        if not self._somebody_knows():
            return
        self._arrive([process])
        self.processes.remove(process)
        self.start()

    def check(self) -> None:
        moments = sorted(self.arrivals)
        second = most_in_window(moments, 1.0)
        minute = most_in_window(moments, 60.0)
        assert second <= self.limits.per_second, (second, self.limits)
        assert minute <= self.limits.per_minute, (minute, self.limits)


def play(services: Services, limits: Limits, seed: int, steps: list[Step]) -> None:
    with Redis.from_url(services.redis_url) as driver:
        installation = Installation(driver, limits, seed)
        try:
            installation.play(steps)
        finally:
            installation.server.flush()
    installation.check()


@settings(max_examples=15, deadline=None)
@given(LIMITS, st.integers(0, 2**16), st.lists(STEPS, min_size=10, max_size=25))
def test_no_window_holds_more_than_the_limit_whatever_happens(
    services: Services, limits: Limits, seed: int, steps: list[Step]
) -> None:
    """No second and no minute sees too much, in a few hundred steps of trouble."""
    play(services, limits, seed, steps)


@pytest.mark.faults
@pytest.mark.timeout(1800)
@settings(max_examples=150, deadline=None)
@given(LIMITS, st.integers(0, 2**16), st.lists(STEPS, min_size=30, max_size=50))
def test_no_window_holds_more_than_the_limit_in_ten_thousand_steps(
    services: Services, limits: Limits, seed: int, steps: list[Step]
) -> None:
    """The same for long."""
    play(services, limits, seed, steps)
