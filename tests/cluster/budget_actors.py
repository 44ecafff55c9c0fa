"""
Who acts in the model of the budget: the real script, and the real `Contact`.

The script runs in the real Valkey, on a clock that the test moves; the `Contact` of
each process asks it, without an event loop. See `budget_model.py`.
"""

import json
from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any, cast
from uuid import uuid4

from redis import Redis

from fplbanter.cluster.connection import Script
from fplbanter.cluster.contact import Contact, Verdict
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import BEAT, GATHERING, LOST_WRITES, UNSURE, Limits
from fplbanter.cluster.pace import LATEST, MARGIN

_ON_OUR_CLOCK = "local now = tonumber(ARGV[2])\n"
_PARTS = ("state", "spent", "members", "pauses", "ghosts")

_LEGS = {"slow": (0.004, 0.03, 0.09, 0.12), "ok": (0.0001, 0.0005, 0.004)}
"""How long a question or an answer is under way."""

_DEADLINE = 0.2
_HELD_UP = MARGIN - 1.0 - UNSURE
"""How late a request may arrive: what the margin is for, less a clock's error."""


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
        clock = f"{now + self.ahead:.6f}"
        self._line.send_command(*self._ask, question, clock)  # type: ignore[no-untyped-call]
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


Machine = dict[str, float]
"""When each of its processes was last awake, dead ones too: what `Pulses` shows."""


class Process:
    """What a process does, without its event loop: one thing after the other."""

    def __init__(
        self,
        limits: Limits,
        now: float,
        random: Random,
        met: Counter[str],
        machine: Machine,
    ) -> None:
        self._ahead = random.uniform(-4000, 4000)
        self._machine = machine
        self._random = random
        self._met = met
        self.contact = Contact(limits, f"p{random.getrandbits(60)}", now + self._ahead)
        self.link = "ok"
        self.heals_at = 0.0
        self.is_met = False
        self.knows_time = True
        self.frozen = False
        self._slept_at = 0.0
        self._overslept = False
        self.busy = True
        self.due: list[float] = []
        self.question = ""
        self.asks_at = now
        self._sent = 0.0
        self._answer: bytes | None = None

    def leg(self) -> float:
        return self._random.choice(_LEGS.get(self.link, _LEGS["ok"]))

    def heals_now(self, now: float) -> bool:
        """
        Tell whether it may be cut off no longer: that is the hole that is told.

        One that slept for long has no share before it is met, and may be.
        """
        overslept = self._overslept or (self.frozen and self._sleeps_long(now))
        return self.link == "cut" and now > self.heals_at and not overslept

    def _sleeps_long(self, now: float) -> bool:
        return now - self._slept_at > GATHERING + 0.5

    def sleeps_or_wakes(self, now: float) -> None:
        self.frozen = not self.frozen
        if self.frozen:
            self._slept_at = now
        else:
            self._overslept = self._sleeps_long(now)

    def asks(self, now: float) -> None:
        """Ask a question."""
        self._sent = mine = self._awake(now)
        ages = {self._random.choice(tuple(Lane)): 1.0} if self.busy else {}
        flying = sum(at > now - 0.05 for at in self.due)
        asleep = [
            one
            for one in self.contact.quiet
            if now - self._machine.get(one, now) > self.contact.limits.asleep
        ]
        self.question = self.contact.question(mine, ages, flying, asleep)
        self._answer = None

    def _awake(self, now: float) -> float:
        """Be awake, and let the machine see it; return the time by its own clock."""
        self._machine[self.contact.member] = now
        self.contact.awake(now + self._ahead)
        return now + self._ahead

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
        """Hear the answer, or that there is none; return when to go on."""
        mine = now + self._ahead
        if self._random.random() < 0.5:
            self._awake(now)
        wait = 0.0
        if self._answer is None or mine - self._sent > _DEADLINE:
            self._met["no answer"] += 1
            self.contact.lost()
        else:
            wait = self._heeds(self.contact.answered(self._answer, self._sent, mine))
        if not self.contact.connected:
            # The beat looks for Valkey now and then, while the share is spent.
            wait = self._random.choice((0.0, BEAT, BEAT + 0.2))
        self.asks_at = now + max(wait, 0.002)
        return self.goes_on(now)

    def _heeds(self, verdict: Verdict) -> float:
        self.knows_time, self._overslept = True, False
        if verdict.lane is not None:
            self._due(verdict.at)
        if not self.contact.connected:
            self._met["too slow for too long"] += 1
        return min(verdict.wait, BEAT)

    def goes_on(self, now: float) -> float:
        """Spend of the share, if there is one; return when to look again."""
        mine = self._awake(now)
        if self.contact.connected or not self.busy or mine < self.contact.own_from:
            return self.asks_at
        at = self.contact.own_slot(Lane.PERSON, mine)
        if at > mine + self.contact.limits.horizon:
            return min(self.asks_at, now + 0.1)
        self._met["slot of a share"] += 1
        self.contact.spend_own(at)
        self._due(at)
        return now + 0.001

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
    if asked.get("asleep"):
        yield "seen to sleep"
        if told["verdict"] == "slot" and not told["adrift"]:
            yield "the whole limit while one sleeps"
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
