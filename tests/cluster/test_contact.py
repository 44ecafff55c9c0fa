"""What one process makes of the server's answers: in touch, adrift, or in doubt."""

import json
import math

import pytest

from fplbanter.cluster.contact import Contact, Verdict
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.limits import GATHERING, SLEPT, TOUCH, Limits
from fplbanter.cluster.server_clock import ServerClock

LIMITS = Limits(20.0, 1200, 4)
AHEAD = 5_000.0
"""How far the server's clock is ahead of the process's."""


class Talk:
    """A process and a server that says what the test wants."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.contact = Contact(limits, "me", 100.0)
        self.now = 100.0
        self.ahead = AHEAD
        self.gen = "one"

    def say(self, took: float = 0.001, **told: object) -> Verdict:
        """Answer a question after so many seconds; return what is made of it."""
        sent, self.now = self.now, self.now + took
        stamp = sent + took / 2 + self.ahead
        answer = {"now": f"{stamp:.6f}", "gen": self.gen, "seat": 2, "present": 4}
        answer |= {"used": 0, "taken": 0, "factor": 1.0, "verdict": "wait", "wait": 0.4}
        bytes_of_it = json.dumps(answer | told).encode()
        return self.contact.answered(bytes_of_it, sent, self.now)

    def asked(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.contact.question(self.now, {}, 0))
        return found

    def slot(self, after: float = 0.05, took: float = 0.001) -> Verdict:
        at = self.now + after + self.ahead
        return self.say(took, verdict="slot", lane=1, at=f"{at:.6f}")


def test_who_hears_only_slow_answers_goes_adrift() -> None:
    """Each may come in time, and yet most of the slots would be lost."""
    talk = Talk()
    talk.say()
    heard = talk.asked()["heard"]
    while talk.contact.connected:
        talk.say(took=0.05)
        talk.now += 0.2
        assert talk.asked()["heard"] == heard
    assert talk.now - 100.0 > TOUCH
    assert talk.contact.own_from < 100.1 + LIMITS.silence
    talk.say()
    assert talk.contact.connected
    assert talk.asked()["heard"] != heard


def test_a_slot_in_a_slow_answer_is_used_but_not_one_in_doubt() -> None:
    """Its moment is known, or it is not."""
    talk = Talk()
    assert talk.slot(took=0.03) == Verdict()
    talk.say()
    verdict = talk.slot(after=0.06, took=0.05)
    assert verdict.lane is Lane.DEADLINE
    assert verdict.at == pytest.approx(talk.now + 0.01, abs=0.001)


def test_who_slept_is_met_before_it_has_a_share_again() -> None:
    """A slow answer is enough for that, but the silence begins anew with it."""
    talk = Talk()
    talk.say()
    talk.contact.awake(talk.now)
    talk.now += GATHERING + 60
    talk.contact.awake(talk.now)
    talk.contact.lost()
    assert talk.contact.own_slot(Lane.LIVE, talk.now + 100) == math.inf
    talk.now += 100
    talk.say(took=0.1)
    assert talk.contact.own_from >= talk.now + LIMITS.silence
    assert talk.contact.own_slot(Lane.LIVE, talk.contact.own_from) < math.inf


def test_who_slept_begins_its_silence_anew() -> None:
    """The others may have used the whole limit meanwhile, and gone on since."""
    talk = Talk()
    talk.say()
    talk.contact.awake(talk.now)
    talk.now += SLEPT + 0.1
    talk.contact.awake(talk.now)
    assert talk.contact.own_from == talk.now + LIMITS.silence


def test_what_others_spent_while_it_slept_is_assumed() -> None:
    """They had the whole minute's cap; nobody told it."""

    def first_own(slept: float) -> float:
        talk = Talk(Limits(20.0, 200, 4))
        talk.say(taken=100)
        talk.contact.awake(talk.now)
        talk.now += slept
        talk.contact.awake(talk.now)
        alone = talk.contact.own_from
        return talk.contact.own_slot(Lane.LIVE, alone) - alone

    assert first_own(0.5) == 0.0
    assert first_own(4.5) > 40


def test_a_question_names_those_that_are_seen_to_sleep() -> None:
    """And only them; whom to look at the server says."""
    talk = Talk()
    talk.say(quiet=["a", "b"])
    assert talk.contact.quiet == ("a", "b")
    assert "asleep" not in talk.asked()
    told = json.loads(talk.contact.question(talk.now, {}, 0, ["b"]))
    assert told["asleep"] == ["b"]
    talk.say()
    assert not talk.contact.quiet


def test_a_server_whose_clock_was_set_is_told_everything_again() -> None:
    """What it knows lies at another time than it believes."""
    talk = Talk()
    talk.say()
    talk.slot()
    talk.asked()
    talk.say()
    assert talk.asked()["spent"] == {}
    talk.ahead += 20
    talk.say()
    (told,) = dict(talk.asked()["spent"]).values()  # type: ignore[call-overload]
    assert told == pytest.approx(-0.047, abs=0.01)


def test_what_the_last_server_said_is_not_acknowledged_to_a_new_one() -> None:
    """Even where the first word of the new one comes too late to count."""
    talk = Talk()
    talk.say()
    talk.gen = "two"
    talk.say(took=0.1)
    asked = talk.asked()
    assert asked["gen"] == "two"
    assert "heard" not in asked


def test_who_has_just_spent_alone_does_not_give_his_share_back() -> None:
    """Others would spend it in the same second."""
    talk = Talk()
    talk.say()
    talk.contact.lost()
    alone = talk.contact.own_from
    assert talk.contact.own_slot(Lane.LIVE, alone) == alone
    talk.contact.spend_own(alone)
    talk.now = alone + 0.1
    talk.say()
    assert not talk.contact.may_leave(talk.now)
    talk.now = talk.contact.quiet_until
    talk.asked()
    talk.say()
    assert talk.contact.may_leave(talk.now)


def test_below_one_a_second_everything_rests_for_longer() -> None:
    """Slots of another process may do harm for more than a second then."""
    limits = Limits(0.5, 100, 2)
    assert limits.rest == limits.gap > 2.0
    assert limits.silence > TOUCH + limits.gap


def test_a_lesson_is_told_only_once_the_server_has_heard_it() -> None:
    """One that was learnt while the question was under way comes with the next."""
    talk = Talk()
    talk.say()
    talk.contact.learning.pause(60, "entry", talk.now)
    assert "pauses" in talk.asked()
    talk.contact.learning.penalise(talk.now)
    talk.say(factor=1.0)
    assert talk.contact.learning.factor(talk.now) == pytest.approx(0.5, abs=1e-3)
    assert talk.asked()["factor"] == pytest.approx(0.5, abs=0.01)
    talk.say(factor=0.5)
    assert "factor" not in talk.asked()


def test_refusals_of_two_processes_that_come_together_are_one() -> None:
    """Whoever hears of the other's first does not halve the rate once more."""
    talk = Talk()
    talk.say()
    talk.asked()
    talk.say(factor=0.5)
    assert not talk.contact.learning.penalise(talk.now + 1)
    assert talk.contact.learning.penalise(talk.now + 6)


def test_a_good_reading_of_the_clock_is_kept_among_bad_ones() -> None:
    """An answer that was under way for long shifts nothing; a clock that is set does."""
    clock = ServerClock()
    assert not clock.read(1000.5, 0.0, 1.0)
    assert clock.error(1.0) == pytest.approx(0.5)
    assert not clock.read(1001.2005, 1.2, 1.201)
    assert clock.offset == pytest.approx(1000.0)
    assert not clock.read(1001.31, 1.3, 1.5)
    assert clock.local(1002.0) == pytest.approx(2.0)
    assert clock.read(1062.0005, 2.0, 2.001)
    assert clock.local(1062.0) == pytest.approx(2.0)
