"""When a breaker opens, who may probe, and when it closes: decided without I/O."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fplbanter.cluster.circuit import BreakerState, Circuit, Outcome, Rules

RULES = Rules(jitter=lambda: 1.0, in_a_row=99)
"""Rules by which the share of failures alone decides."""

BAD, GOOD, SLOW = Outcome.FAILURE, Outcome.SUCCESS, Outcome.SLOW


def after(*outcomes: Outcome, circuit: Circuit | None = None) -> Circuit:
    circuit = circuit or Circuit()
    for number, outcome in enumerate(outcomes):
        circuit = circuit.record(float(number), None, outcome, RULES)
    return circuit


def test_nine_failures_are_too_few_to_judge() -> None:
    """It takes ten calls."""
    assert after(*[BAD] * 9).state is BreakerState.CLOSED
    assert after(*[BAD] * 10).state is BreakerState.OPEN


def test_five_failures_in_a_row_open_it() -> None:
    """A group of one key, left alone after each failure, has few calls to judge."""
    rules = Rules(jitter=lambda: 1.0)
    circuit = Circuit()
    for number, outcome in enumerate([BAD, BAD, BAD, BAD, GOOD, BAD, BAD, BAD, BAD]):
        circuit = circuit.record(number * 20.0, None, outcome, rules)
        assert circuit.state is BreakerState.CLOSED
    assert circuit.record(180.0, None, BAD, rules).state is BreakerState.OPEN


def test_half_of_the_calls_failing_opens_it() -> None:
    """Ten of twenty, but not nine."""
    assert after(*[GOOD] * 11, *[BAD] * 9).state is BreakerState.CLOSED
    assert after(*[GOOD] * 10, *[BAD] * 10).state is BreakerState.OPEN


def test_slow_calls_open_it_as_well() -> None:
    """An upstream that crawls is given a rest."""
    assert after(*[GOOD] * 3, *[SLOW] * 7).state is BreakerState.CLOSED
    assert after(*[GOOD] * 2, *[SLOW] * 8).state is BreakerState.OPEN


def test_old_failures_are_forgotten() -> None:
    """Nine of this morning and one of now are not ten."""
    circuit = after(*[BAD] * 9)
    assert circuit.record(1000.0, None, BAD, RULES).state is BreakerState.CLOSED


def test_an_open_breaker_lets_one_probe_through_when_its_time_is_up() -> None:
    """Only one, and it has a deadline."""
    opened = after(*[BAD] * 10)
    assert opened.until == 9 + 30
    assert opened.admit(38.9, "early", RULES) == opened
    probing = opened.admit(39.0, "first", RULES)
    assert (probing.state, probing.probe) == (BreakerState.HALF_OPEN, "first")
    assert probing.admit(39.1, "second", RULES) == probing


def test_a_probe_that_succeeds_closes_it_and_the_past_is_over() -> None:
    """Ten new failures are needed to open it again."""
    probing = after(*[BAD] * 10).admit(40.0, "p", RULES)
    closed = probing.record(41.0, "p", GOOD, RULES)
    assert (closed.state, closed.calls, closed.times) == (BreakerState.CLOSED, (), 0)


def test_a_probe_that_fails_doubles_the_pause_up_to_five_minutes() -> None:
    """30 s, 60 s, 120 s, 240 s, 300 s, 300 s."""
    circuit, now, pauses = after(*[BAD] * 10), 9.0, []
    for _ in range(6):
        pauses.append(circuit.until - now)
        now = circuit.until
        circuit = circuit.admit(now, "p", RULES).record(now, "p", BAD, RULES)
    assert pauses == [30, 60, 120, 240, 300, 300]


def test_a_probe_that_never_reports_has_failed() -> None:
    """Its process died: the next open period begins, and no second probe in this."""
    probing = after(*[BAD] * 10).admit(40.0, "dead", RULES)
    again = probing.admit(50.0, "next", RULES)
    assert (again.state, again.probe, again.until) == (BreakerState.OPEN, None, 110.0)
    assert again.record(51.0, "dead", GOOD, RULES) == again


def test_who_asked_before_it_opened_changes_nothing() -> None:
    """Late answers of ordinary calls neither close nor prolong."""
    opened = after(*[BAD] * 10)
    assert opened.record(12.0, None, GOOD, RULES) == opened
    probing = opened.admit(40.0, "p", RULES)
    assert probing.record(41.0, None, BAD, RULES) == probing


def test_pauses_are_jittered() -> None:
    """Breakers of several groups must not probe at the same moment."""
    assert len({Rules().pause(1) for _ in range(20)}) > 10
    assert all(27 <= Rules().pause(1) <= 33 for _ in range(100))


@given(
    st.lists(
        st.tuples(
            st.floats(0, 40), st.sampled_from(Outcome), st.booleans(), st.booleans()
        ),
        max_size=80,
    )
)
def test_whatever_happens_there_is_one_probe_at_most_in_a_period(
    steps: list[tuple[float, Outcome, bool, bool]],
) -> None:
    """And what is written down is read as it was."""
    circuit, now, probes = Circuit(), 0.0, []
    for number, (passed, outcome, asks, reports) in enumerate(steps):
        now += passed
        token = None
        if asks:
            circuit = circuit.admit(now, f"p{number}", RULES)
            if circuit.probe == f"p{number}":
                token = circuit.probe
                probes.append(now)
        if reports:
            circuit = circuit.record(now, token, outcome, RULES)
        assert Circuit.from_text(circuit.to_text()) == circuit
    apart = [after - before for before, after in pairwise(probes)]
    assert all(gap >= 30 for gap in apart)


def test_what_is_not_understood_is_read_as_nothing() -> None:
    """Another version's words, half of them, or none."""
    for text in ("", "{", "[]", "3", '{"schema":2}', '{"schema":1,"calls":[[1]]}'):
        assert Circuit.from_text(text) is None
