"""
The protocol of the budget in model time: the real script, the real `Contact`.

The script runs in the real Valkey, on a clock that the test moves; the `Contact` of
each process asks it. Processes are cut off, deaf, slow, frozen, killed and replaced,
Valkey goes away, is flushed, forgets its last writes, and its clock is set. Every
request that the processes may then send is noted as it would arrive, held up on its
way by as much as is allowed for.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any, cast
from uuid import uuid4

from hypothesis import strategies as st
from redis import Redis

from fplbanter.cluster.connection import Script
from fplbanter.cluster.contact import Contact, Verdict
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import BEAT, LOST_WRITES, MOURNED, UNSURE, Limits
from fplbanter.cluster.pace import LATEST, MARGIN

_ON_OUR_CLOCK = "local now = tonumber(ARGV[2])\n"
_PARTS = ("state", "spent", "members", "pauses", "ghosts")

_LEGS = {"slow": (0.004, 0.03, 0.09, 0.12), "ok": (0.0001, 0.0005, 0.004)}
"""How long a question or an answer is under way."""

_DEADLINE = 0.2
_HELD_UP = MARGIN - 1.0 - UNSURE
"""How late a request may arrive: what the margin is for, less a clock's error."""


def most_in_window(moments: list[float], seconds: float) -> int:
    """Return the most moments that any window of that length holds."""
    return max(
        (bisect_left(moments, at + seconds) - i for i, at in enumerate(moments)),
        default=0,
    )


class Server:
    """The real script on a real Valkey, on the test's clock; `ahead` is its error."""

    def __init__(self, driver: "Redis") -> None:
        self._driver = driver
        prefix = f"model-{uuid4().hex}:"
        self.keys = [prefix + part for part in _PARTS]
        script = Script("budget_known", "budget_slot", clock=_ON_OUR_CLOCK)
        driver.script_load(script.text)
        self._ask = ("EVALSHA", script.sha, len(self.keys), *self.keys)
        # A quarter of a million questions: the driver's comforts take too long.
        self._line = driver.connection_pool.get_connection()
        self._saved: tuple[float, dict[str, bytes]] = (0.0, {})
        self.ahead = 0.0

    def ask(self, question: str, now: float) -> bytes:
        self._line.send_command(*self._ask, question, f"{now + self.ahead:.6f}")
        return cast("bytes", self._line.read_response())

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
    """What a process does, without its event loop: one thing after the other."""

    def __init__(
        self, limits: Limits, now: float, random: Random, met: Counter[str]
    ) -> None:
        self._ahead = random.uniform(-4000, 4000)
        self._random = random
        self._met = met
        self.contact = Contact(limits, f"p{random.getrandbits(60)}", now + self._ahead)
        self.link = "ok"
        self.cut_since = 0.0
        self.is_met = False
        self.knows_time = True
        self.frozen = False
        self.busy = True
        self.due: list[float] = []
        self.question = ""
        self._sent = 0.0
        self._answer: bytes | None = None

    def leg(self) -> float:
        return self._random.choice(_LEGS.get(self.link, _LEGS["ok"]))

    def asks(self, now: float) -> None:
        """Ask a question."""
        self._sent = mine = now + self._ahead
        self.contact.awake(mine)
        ages = {self._random.choice(tuple(Lane)): 1.0} if self.busy else {}
        flying = sum(at > now - 0.05 for at in self.due)
        self.question = self.contact.question(mine, ages, flying)
        self._answer = None

    def is_asked(self, server: Server, now: float) -> None:
        """Have the question answered, if it reaches the server."""
        answer = server.ask(self.question, now)
        self.is_met = True
        self._met.update(_rules(answer, self.question, self.contact.limits))
        lost = self.link == "deaf" or (
            self.link == "flaky" and self._random.random() < 0.5
        )
        self._answer = None if lost else answer

    def hears(self, now: float) -> float:
        """Hear the answer, or that there is none; return when to ask again."""
        mine = now + self._ahead
        if self._random.random() < 0.5:
            self.contact.awake(mine)
        if self._answer is None or mine - self._sent > _DEADLINE:
            self._met["no answer"] += 1
            self.contact.lost()
        else:
            verdict = self.contact.answered(self._answer, self._sent, mine)
            self.knows_time = True
            return now + self._heeds(verdict)
        self.contact.awake(mine)
        return now + self._alone(mine)

    def _heeds(self, verdict: Verdict) -> float:
        if verdict.lane is not None:
            self._due(verdict.at)
        if not self.contact.connected:
            self._met["too slow for too long"] += 1
            return self._alone(self._sent)
        return min(max(verdict.wait, 0.002), BEAT)

    def _alone(self, mine: float) -> float:
        if mine < self.contact.own_from or not self.busy:
            return 0.23
        at = self.contact.own_slot(Lane.PERSON, mine)
        if at <= mine + self.contact.limits.horizon:
            self._met["slot of a share"] += 1
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


def _rules(answer: bytes, question: str, limits: Limits) -> Iterable[str]:
    """Name the rules that an answer and its question went by."""
    told: dict[str, Any] = json.loads(answer)
    asked: dict[str, Any] = json.loads(question)
    yield told["verdict"]
    if told["gen"] != asked["gen"]:
        yield "a server of another life"
    if asked.get("spent"):
        yield "told what was spent"
    if told["verdict"] == "slot" and told["adrift"]:
        yield "slot while others are adrift"
        if not limits.share_per_second:
            yield "slot at its moment in the round"
    if told["verdict"] == "wait" and told["used"] >= limits.per_minute - 1:
        yield "the minute is used up"
    if told["taken"] > told["used"]:
        yield "a ghost's slot"


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
    "valkey_writes_to_disk",
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
    per_minute = st.sampled_from([4, 30, 100, 1200])
    pairs = st.tuples(st.sampled_from(rates), per_minute)
    return pairs.map(lambda p: Limits(p[0][0], p[1], p[0][1], in_flight=1000))


SHARES = _limits([(1.0, 1), (2.0, 2), (3.0, 2), (4.0, 4), (5.0, 4), (8.0, 3)])
"""Requests a second and processes: each has a share of its own."""

ROUNDS = _limits([(0.5, 1), (1.0, 2), (2.0, 3), (2.0, 4), (2.5, 4), (3.0, 4)])
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
        process = Process(self.limits, self.now, self.random, self.met)
        self.processes.append(process)
        self._at(self.now, lambda: self._asks(process))

    def time_passes(self, seconds: float, busy: int) -> None:
        """Let all do what they do, each when it is his time."""
        for number, process in enumerate(self.processes):
            process.busy = bool(busy >> number & 1)
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
        if process.link == "cut" and self.now - process.cut_since > MOURNED - 2:
            # Longer than that is the hole that is known and told.
            process.link = "ok"
        self._arrive([process])
        if process.frozen:
            self._at(self.now + 0.1, lambda: self._asks(process))
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
        """Mend what is cut: a new server cannot know of who never reaches it."""
        for process in self.processes:
            process.is_met = False
            if process.link == "cut":
                process.link = "deaf"

    def link_changes(self, process: Process, link: str) -> None:
        # Whom this life of the server has never met is a hole that is told.
        met = self.up and process.is_met and self._all_know_the_time()
        if link == "ok" or (met if link == "cut" else self._all_know_the_time()):
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
        self.met["arrivals"] += len(moments)
        rate = self.limits.per_second
        second = most_in_window(moments, max(1.0, 1.0 / rate))
        minute = most_in_window(moments, 60.0)
        assert second <= max(1.0, rate), (second, self.limits)
        assert minute <= self.limits.per_minute, (minute, self.limits)
