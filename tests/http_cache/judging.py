"""
What the suite's results amount to, and whether that will do.

A figure here counts what the published ones count: the tests for which the suite
says `true`, of all that are for a proxy (350; five more are for browsers), whatever
their kind, and whether or not those passed that they depend on. `with_dependencies`
is the stricter count of the suite's own web page: a test counts only if all those
pass that it depends on.

Three kinds: `required` is what the standard demands, `optimal` what a good cache
does, `check` only asks how a cache behaves, and "no" is as good an answer as "yes".
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

TESTS: Final = 350
FLOOR: Final = 186
"""What nginx 1.22 passes on this suite, as its own configuration sets it up."""

KINDS: Final = ("required", "optimal", "check")
NOT_THE_STANDARD: Final = "surrogate-control"
"""The one suite about what no RFC has: its required tests are not demanded here."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One test: `said` is the suite's complaint, empty if it passed."""

    id: str
    suite: str
    kind: str
    name: str
    depends_on: tuple[str, ...]
    said: str

    @property
    def passed(self) -> bool:
        """Say whether the suite says `true`."""
        return not self.said

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Read what `client.mjs` tells of a test."""
        result = told["result"]
        said = "" if result is True else ": ".join(map(str, result)) or "no reason"
        return cls(
            id=told["id"],
            suite=told["suite"],
            kind=told["kind"],
            name=told["name"],
            depends_on=tuple(told["depends_on"]),
            said=said,
        )


def passed(outcomes: Iterable[Outcome]) -> int:
    """Count the tests that pass."""
    return sum(outcome.passed for outcome in outcomes)


def with_dependencies(outcomes: Iterable[Outcome]) -> int:
    """Count the tests that pass together with all that they depend on."""
    known = {outcome.id: outcome for outcome in outcomes}

    def holds(name: str) -> bool:
        return known[name].passed and all(map(holds, known[name].depends_on))

    return sum(map(holds, known))


def problems(
    outcomes: list[Outcome], known: Mapping[str, str], impossible: Iterable[str]
) -> list[str]:
    """
    Return a sentence for everything that is not as it should be.

    `known` are the tests that fail, with the reason for each; it is held to what
    happens both ways. Of the required ones only the `impossible` may be among them,
    those of the surrogate suite left aside.
    """
    ids = {outcome.id: outcome for outcome in outcomes}
    count = passed(outcomes)
    found = [
        *([f"{len(ids)} tests ran, not {TESTS}"] if len(ids) != TESTS else []),
        *([f"{count} pass, fewer than {FLOOR}"] if count < FLOOR else []),
    ]
    for one in outcomes:
        if not one.passed and one.id not in known:
            found.append(f"{one.id} ({one.kind}) fails: {one.said}")
        if one.passed and one.id in known:
            found.append(f"{one.id} passes: take it off the list")
    found += [f"{name} is listed, and is no test" for name in known if name not in ids]
    allowed = set(impossible)
    found += [
        f"{one.id} is required, and listed as failing"
        for one in outcomes
        if one.id in known and _is_demanded(one) and one.id not in allowed
    ]
    return found


def report(outcomes: list[Outcome]) -> str:
    """Say how many pass: by kind, and by suite."""
    names = list(dict.fromkeys(outcome.suite for outcome in outcomes))
    width = max(len(name) for name in (*names, "all suites"))
    lines = [f"{'':{width}}" + "".join(f"{kind:>12}" for kind in (*KINDS, "all"))]
    for name in (*names, ""):
        these = [o for o in outcomes if name in ("", o.suite)]
        cells = [_share([o for o in these if o.kind == kind]) for kind in KINDS]
        cells.append(_share(these))
        title = name or "all suites"
        lines.append(f"{title:{width}}" + "".join(f"{cell:>12}" for cell in cells))
    return "\n".join(lines)


def as_json(outcomes: list[Outcome]) -> dict[str, Any]:
    """Return the figures, and every test's result as the suite publishes them."""
    by_kind = Counter(outcome.kind for outcome in outcomes if outcome.passed)
    return {
        "tests": len(outcomes),
        "passed": passed(outcomes),
        "passed_with_dependencies": with_dependencies(outcomes),
        "passed_by_kind": {kind: by_kind[kind] for kind in KINDS},
        "failed": {o.id: o.said for o in outcomes if not o.passed},
        "results": {o.id: o.passed or o.said for o in outcomes},
    }


def _is_demanded(outcome: Outcome) -> bool:
    return outcome.kind == "required" and outcome.suite != NOT_THE_STANDARD


def _share(outcomes: list[Outcome]) -> str:
    return f"{passed(outcomes)}/{len(outcomes)}" if outcomes else "-"
