"""
How one limit holds for many processes, in touch with Valkey or not.

Pure: time is given, nothing is sent. The rules, and why the sum always holds:

*In touch.* Slots are given by one script on the server's clock, a gap apart and
shortly before their time. Only who has just acknowledged an answer of the
server gets one: each question carries the server's own stamp of the last answer
that arrived. A request that lay in a frozen server's buffer, or whose answer
came too late, proves nothing.

*Too slow.* An answer that took half as long as a slot is given ahead, or that left
the server's clock in doubt, proves nothing either: who hears no others goes adrift,
and spends his share instead of waiting for slots of which most come too late.

*Adrift.* Who has acknowledged nothing for `TOUCH` seconds is adrift: from then
on the script takes his share off what it gives to the others, whether he is
dead, cut off or only slow. He himself begins to spend his share only after
`Limits.silence`, which is longer by a second than anything that was given
before. So at no time both the whole limit and a share are spent.

*Asleep.* Who is frozen or killed spends nothing: who was not awake for `SLEPT`
seconds begins his silence anew when he wakes. So who can see that he sleeps, on
the same machine (`pulses.py`), vouches for him with each question, and he does not
count as adrift. That lasts for `TOUCH` seconds after the server's stamp that the
question acknowledges: what was seen was seen later than that.

*Back.* Who finds Valkey again rests until his last slot of his own is more than
a second old, and only then acknowledges; with it he tells what he spent in the
last minute. Until then he counts as adrift.

*A new server* (flushed, replaced, started again) knows nobody: for `GATHERING`
seconds everybody who has not come is taken to be adrift, and the past to have
been the worst that the limits allow, until all have told what they spent. So it is
when nobody asked for a while: each may have spent his share, and died since.

*Dead.* Who asked nothing for `MOURNED` seconds while others did is dead. His
share is free again; soon after another process has come in his place. Who slept
for long has no share until he has been met again.

What is left open, each time by one share: a process that is cut off for longer
than `MOURNED` while Valkey serves the others, or for longer than `GATHERING`
when Valkey is emptied meanwhile; and one that never reached a Valkey that serves
the others. By one request: a process that is frozen between the last look at its
slot and the write, and sends it when it wakes. The cap per minute alone is open
where Valkey is emptied and who had spent dies before he could tell it, within one
minute. And the server's own clock must not leap ahead by less than `TOUCH`; a
longer leap and a step back are noticed. Where each has a moment in a round it must
not be set while somebody is adrift, who goes by the time that was.

A process's own clock does not matter: times are the server's, and spans are
monotonic.
"""

import json
import math
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fplbanter.cluster import learning, limits, pace, waiting
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import Learning
from fplbanter.cluster.limits import Limits
from fplbanter.cluster.server_clock import ServerClock
from fplbanter.cluster.share import Share


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What the script says: a slot for `lane` at `at`, or to ask again in `wait` s.

    `at` is on this process's monotonic clock; `paused` tells that a pause began.
    """

    lane: Lane | None = None
    at: float = 0.0
    wait: float = 0.0
    paused: bool = False


class Contact:
    """What one process knows of Valkey and of the others."""

    def __init__(self, allowed: Limits, member: str, now: float) -> None:
        self.limits: Final = allowed
        self.member: Final = member
        self.learning: Final = Learning()
        self.connected = True
        self.seat: int | None = None
        self.present = 0
        self.quiet: tuple[str, ...] = ()
        self._used = 0
        self._taken = allowed.per_minute
        self._share = Share(allowed)
        self._sharing = False
        self._gen: str | None = None
        self._stamp: str | None = None
        self._born = now
        self._awake_at = now
        self._unseen = False
        self._last = now
        self._heard_at = now
        self._clock = ServerClock()
        self._number = 0
        self._spent: deque[tuple[int, float]] = deque()
        self._own: deque[float] = deque(maxlen=max(1, allowed.share_per_minute))
        self._untold: dict[int, float] = {}
        self._asked_untold: tuple[int, ...] = ()
        self._asked_lesson = 0

    # In touch.

    def question(
        self,
        now: float,
        ages: Mapping[Lane, float],
        flying: int,
        asleep: Sequence[str] = (),
    ) -> str:
        """
        Return what to ask; `ages` is how long each lane's first has waited.

        `asleep` are those of the `quiet` ones that are seen to sleep at this moment.
        """
        question: dict[str, object] = {
            **_CONSTANTS,
            "member": self.member,
            "number": self._number,
            "per_second": self.limits.per_second,
            "per_minute": self.limits.per_minute,
            "processes": self.limits.processes,
            "in_flight": self.limits.in_flight,
            "horizon": self.limits.horizon,
            "flying": flying,
            "ages": {str(int(lane)): age for lane, age in ages.items()},
            "gen": self._gen,
            "age": now - self._born,
        }
        if self.seat is not None:
            question["seat"] = self.seat
        self._asked_untold = ()
        if now >= self.quiet_until and self._stamp is not None:
            question["heard"] = self._stamp
            question["spent"] = self._confession(now)
        if asleep:
            question["asleep"] = list(asleep)
        self._asked_lesson = self.learning.untold
        if self._asked_lesson:
            question["factor"] = self.learning.factor(now)
            question["pauses"] = self.learning.pauses(now)
        return json.dumps(question)

    def answered(self, answer: bytes, sent: float, received: float) -> Verdict:
        """Learn from an answer; the times are those of question and answer."""
        told: dict[str, Any] = json.loads(answer)
        clock_set = self._clock.read(float(told["now"]), sent, received)
        if told["gen"] != self._gen:
            self._begin(told["gen"], received)
        else:
            self._believed()
            if clock_set:
                # What was spent lies elsewhere in the server's time than it believes.
                self._tell_again(received)
        self.seat, self.present = told.get("seat"), told["present"]
        self._used, self._taken = told["used"], told["taken"]
        self.quiet = tuple(told.get("quiet") or ())
        pauses = told.get("pauses") or {}
        paused = self.learning.heard(told["factor"], pauses, received)
        certain = self._clock.error(received) <= limits.UNSURE
        if certain and received - sent <= self.limits.patience:
            self._stamp, self._last = told["now"], received
            self._heard_at = received
            self._sharing, self._unseen, self.connected = False, False, True
        else:
            self._barely_met(received)
        return self._verdict(told, received, certain=certain, paused=paused)

    def _believed(self) -> None:
        """Take note that the server knows now what the question told it."""
        for number in self._asked_untold:
            self._untold.pop(number, None)
        self.learning.told(self._asked_lesson)

    def _barely_met(self, now: float) -> None:
        """Be known to the server, and yet not in touch with it."""
        self.connected = now - self._last < limits.TOUCH
        if self._unseen:
            # From now on the others count with a share for this process.
            self._unseen, self._last = False, now

    def _verdict(
        self, told: Mapping[str, Any], received: float, *, certain: bool, paused: bool
    ) -> Verdict:
        if told["verdict"] == "hello":
            wait = max(0.0, self.quiet_until - received)
            return Verdict(wait=wait, paused=paused)
        if told["verdict"] == "wait":
            return Verdict(wait=told["wait"], paused=paused)
        if not certain:
            # Nobody knows when that slot is, and so it is lost.
            return Verdict(paused=paused)
        at = self._clock.local(float(told["at"]))
        self._note(at)
        return Verdict(Lane(told["lane"]), at, paused=paused)

    def may_leave(self, now: float) -> bool:
        """Tell whether the share may be given back: nothing of it is still warm."""
        return self.connected and not self._untold and now >= self.quiet_until

    def awake(self, now: float) -> None:
        """
        Take note that the process runs; to be called often.

        One that slept counts for nothing with the others, and after long sleep they
        may take it for dead: it has to be seen again first.
        """
        if now - self._awake_at > limits.SLEPT:
            self._last = now
        if now - self._awake_at > limits.GATHERING:
            # The others may take it for dead, or not know it: it has no share.
            self._unseen = True
        self._awake_at = now

    def lost(self) -> None:
        """Take note that a question had no answer."""
        self.connected = False

    def used_minute(self, now: float) -> int:
        """Return what all spent in the last minute; its own alone while adrift."""
        own = sum(at > now - 60.0 for _, at in self._spent)
        return self._used if self.connected else own

    @property
    def quiet_until(self) -> float:
        """The moment from which the process's own last slot does no harm."""
        return self._own[-1] + self.limits.rest if self._own else -math.inf

    # Adrift.

    @property
    def own_from(self) -> float:
        """The moment from which the process may spend its share."""
        return self._last + self.limits.silence

    def own_slot(self, lane: Lane, now: float) -> float:
        """Return the next slot of the share, at `now` or later; infinity for none."""
        if self._unseen:
            return math.inf
        if self.seat is None and self.present > self.limits.processes:
            # More processes than were allowed for: there is no share left.
            return math.inf
        if not self._sharing:
            self._assume_the_worst()
        return self._share.ready_at(lane, now, self.learning.factor(now), self._phase())

    def spend_own(self, at: float) -> None:
        """Note a slot of the process's share."""
        self._share.spend(at)
        self._own.append(at)
        self._untold[self._number] = at
        self._note(at)

    def _assume_the_worst(self) -> None:
        """Take what may have been spent by all for spent, as late as possible."""
        latest = self.own_from - self.limits.rest
        unseen = math.ceil((latest - self._heard_at) / self.limits.gap)
        used = min(self.limits.per_minute, self._taken + unseen)
        self._share.assume(used, latest, list(self._own))
        self._sharing = True

    def _phase(self) -> float | None:
        if self.seat is None or self._clock.offset is None:
            return None
        return self._share.phase(self.seat, self._clock.offset)

    # What to tell.

    def _note(self, at: float) -> None:
        self._spent.append((self._number, at))
        self._number += 1
        while self._spent[0][1] < at - pace.MINUTE:
            self._spent.popleft()

    def _begin(self, gen: str, now: float) -> None:
        """Meet a server that has forgotten: tell it everything again."""
        self._gen, self._stamp = gen, None
        self._tell_again(now)
        self.learning.tell_again()

    def _tell_again(self, now: float) -> None:
        self._untold = {n: at for n, at in self._spent if at > now - pace.MINUTE}

    def _confession(self, now: float) -> dict[str, float]:
        """Return the age of every slot that the server may not know of."""
        recent = {n: at for n, at in self._untold.items() if at > now - pace.MINUTE}
        self._untold = recent
        self._asked_untold = tuple(recent)
        return {f"{self.member}:{n}": now - at for n, at in recent.items()}


_CONSTANTS: Final[Mapping[str, object]] = {
    "margin": pace.MARGIN,
    "minute": pace.MINUTE,
    "backfill": int(Lane.BACKFILL),
    "backfill_share": pace.BACKFILL_SHARE,
    "most_passed": waiting.MOST_PASSED,
    "touch": limits.TOUCH,
    "quiet": limits.QUIET,
    "mourned": limits.MOURNED,
    "gathering": limits.GATHERING,
    "lost_writes": limits.LOST_WRITES,
    "loose": limits.LOOSE,
    "climb": learning.CLIMB,
    "longest_pause": learning.LONGEST_PAUSE + 1,
}
