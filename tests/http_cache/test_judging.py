"""What the figure counts, and what makes a run of the public tests fail."""

from dataclasses import replace

from tests.http_cache.judging import (
    FLOOR,
    TESTS,
    Outcome,
    passed,
    problems,
    report,
    with_dependencies,
)
from tests.http_cache.known_failures import IMPOSSIBLE, KNOWN

GOOD = Outcome("a", "expires", "required", "It does", (), "")
ALL = [replace(GOOD, id=f"t{number}") for number in range(TESTS)]


def failing(outcome: Outcome) -> Outcome:
    return replace(outcome, said="Assertion: it does not")


def test_what_the_suite_calls_true_counts_whatever_it_depends_on() -> None:
    """As in the published figures; the stricter count is the web page's."""
    one, two = replace(GOOD, id="one"), replace(GOOD, id="two", depends_on=("one",))
    three = replace(GOOD, id="three", depends_on=("two",))
    broken = [failing(one), two, three]
    assert passed(broken) == 2
    assert with_dependencies(broken) == 0
    assert with_dependencies([one, two, three]) == 3


def test_a_result_is_read_as_the_suite_tells_it() -> None:
    """`true`, or what kind of failure it is and what it says."""
    told = {"id": "a", "suite": "s", "kind": "check", "name": "n", "depends_on": ["b"]}
    assert Outcome.of({**told, "result": True}).passed
    failed = Outcome.of({**told, "result": ["Setup", "no answer"]})
    assert (failed.said, failed.depends_on) == ("Setup: no answer", ("b",))
    assert Outcome.of({**told, "result": ["", ""]}).passed is False


def test_a_good_run_has_nothing_to_say() -> None:
    """All pass, none is listed."""
    assert problems(ALL, {}, ()) == []


def test_the_list_of_failures_is_held_both_ways() -> None:
    """What fails and is not listed, what is listed and passes, what is gone."""
    run = [failing(ALL[0]), *ALL[1:]]
    assert problems(run, {}, ()) == ["t0 (required) fails: Assertion: it does not"]
    assert problems(ALL, {"t1": "why"}, ["t1"]) == ["t1 passes: take it off the list"]
    assert problems(ALL, {"gone": "why"}, ()) == ["gone is listed, and is no test"]


def test_a_required_test_cannot_be_listed_away() -> None:
    """Only what nothing can pass may be; the surrogate suite is no standard."""
    run = [failing(ALL[0]), *ALL[1:]]
    known = {"t0": "why"}
    assert problems(run, known, ()) == ["t0 is required, and listed as failing"]
    assert problems(run, known, ["t0"]) == []
    asks_only = replace(run[0], kind="check")
    no_standard = replace(run[0], suite="surrogate-control")
    assert problems([asks_only, *run[1:]], known, ()) == []
    assert problems([no_standard, *run[1:]], known, ()) == []


def test_too_few_are_too_few() -> None:
    """Fewer than nginx pass, or fewer than all have run."""
    run = [*map(failing, ALL[FLOOR - 1 :]), *ALL[: FLOOR - 1]]
    known = {outcome.id: "why" for outcome in run if not outcome.passed}
    assert f"{FLOOR - 1} pass, fewer than {FLOOR}" in problems(run, known, known)
    assert "349 tests ran, not 350" in problems(ALL[1:], {}, ())


def test_every_failure_that_is_known_has_a_reason() -> None:
    """A sentence, and the required ones are among them."""
    assert all(len(reason) > 40 and reason.endswith(".") for reason in KNOWN.values())
    assert set(IMPOSSIBLE) <= set(KNOWN)


def test_the_report_shows_each_suite_by_kind() -> None:
    """A line for each, and one for all."""
    lines = report([GOOD, failing(replace(GOOD, id="b", kind="check"))]).splitlines()
    assert [line.split() for line in lines[1:]] == [
        ["expires", "1/1", "-", "0/1", "1/2"],
        ["all", "suites", "1/1", "-", "0/1", "1/2"],
    ]
