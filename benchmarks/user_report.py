"""What users of one process saw, in words and a table: for `users.py`."""

import argparse
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from benchmarks.user_crowd import MIX

SOCKETS: Final = 0.2
"""Of a user: so many hold a socket as well."""

GOAL_MS, GOAL_FLAT = 200.0, 0.05
MEGA: Final = 2**20


@dataclass(frozen=True, slots=True)
class Sample:
    """The web process at a moment; `at` is in seconds since the users were all there."""

    at: float
    memory: int
    cpu: float
    lags: Mapping[float, float]
    answers: Mapping[str, float]


@dataclass(slots=True)
class Seen:
    """What all users saw together; times are in milliseconds."""

    times: dict[str, list[float]] = field(default_factory=lambda: {n: [] for n in MIX})
    statuses: dict[str, Counter[str]] = field(
        default_factory=lambda: {n: Counter() for n in MIX}
    )
    wrong: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    lags: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    cpu: float = 0.0

    def add(self, told: Mapping[str, Any]) -> None:
        """Take in what one process of users saw."""
        for kind in MIX:
            self.times[kind] += told["times"][kind]
            self.statuses[kind].update(told["statuses"][kind])
        self.wrong.update(told["wrong"])
        self.messages.update(told["socket_messages"])
        self.lags += told["lags"]
        self.cpu += told["cpu"]
        for name in ("sockets_open", "sockets_lost", "gaps", "connections", "bytes"):
            self.counts[name] += told[name]

    @property
    def all(self) -> list[float]:
        return [each for times in self.times.values() for each in times]


def lag_within(
    before: Mapping[float, float], after: Mapping[float, float], share: float = 1.0
) -> float:
    """Return the bucket's bound within which that share of lags stayed."""
    new = {le: after[le] - before.get(le, 0.0) for le in after}
    wanted = max(new.values(), default=0.0) * share
    return min((le for le, n in new.items() if n >= wanted), default=float("inf"))


def heading(given: argparse.Namespace, load: str) -> list[str]:
    what = (
        "`fplbanter demo`: a matchday in three minutes"
        if given.pace is None
        else f"`fplbanter up` on a matchday whose clock runs {given.pace:g} times as fast "
        "as ours"
    )
    sockets = int(given.users * SOCKETS)
    return [
        (
            f"{given.users:,} users for {given.seconds:g} s, {sockets} of them with a socket; "
            f"{what}. {load[0].upper()}{load[1:]}."
        ),
        "",
    ]


def report(
    given: argparse.Namespace, seen: Seen, samples: Sequence[Sample]
) -> list[str]:
    """Return the figures."""
    lines = [
        "| What | count | mean ms | p50 ms | p99 ms | worst ms | statuses | errors |",
        "|---|---:|---:|---:|---:|---:|---|---:|",
    ]
    lines += [_row(kind, seen.times[kind], seen.statuses[kind]) for kind in MIX]
    together: Counter[str] = sum(seen.statuses.values(), Counter())
    lines += [_row("**all**", seen.all, together), ""]
    errors = _errors(together)
    mean = statistics.fmean(seen.all)
    lines.append(f"- mean {mean:.1f} ms; goal {GOAL_MS:g} ms: {_met(mean < GOAL_MS)}")
    lines.append(f"- errors {errors}; goal 0: {_met(errors == 0)}")
    if seen.wrong:
        worst = ", ".join(f"{what} {n}" for what, n in seen.wrong.most_common(8))
        lines.append(f"- what went wrong: {worst}")
    return [*lines, _sockets(seen), *_process(given, seen, samples)]


def _row(name: str, times: Sequence[float], statuses: Mapping[str, int]) -> str:
    if not times:
        return f"| {name} | 0 | | | | | | |"
    ranked = sorted(times)
    p50, p99 = (ranked[int((len(ranked) - 1) * share)] for share in (0.5, 0.99))
    told = ", ".join(f"{n:,} x {status}" for status, n in sorted(statuses.items()))
    return (
        f"| {name} | {len(ranked):,} | {statistics.fmean(ranked):.1f} | {p50:.1f} "
        f"| {p99:.1f} | {ranked[-1]:.0f} | {told} | {_errors(statuses)} |"
    )


def _errors(statuses: Mapping[str, int]) -> int:
    return sum(n for status, n in statuses.items() if status not in {"200", "304"})


def _sockets(seen: Seen) -> str:
    kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(seen.messages.items()))
    counts = seen.counts
    return (
        f"- sockets: {counts['sockets_open']} open at the end, "
        f"{counts['sockets_lost']} lost, {counts['gaps']} versions missing or twice; "
        f"messages: {kinds}"
    )


def _process(
    given: argparse.Namespace, seen: Seen, samples: Sequence[Sample]
) -> list[str]:
    """Say how the web process was, and how busy those were who asked it."""
    first, last = samples[0], samples[-1]
    took = last.at - first.at
    share = (last.cpu - first.cpu) / took
    passed, given_at_once = (
        last.answers.get(n, 0) - first.answers.get(n, 0)
        for n in ("http_requests", "edge_answers")
    )
    lags = sorted(seen.lags)
    memory = ", ".join(f"{each.memory / MEGA:.0f}" for each in samples)
    lines = [
        (
            f"- the web process: {share:.0%} of a core; {given_at_once / took:.0f} answers a "
            f"second from the edge, for which the application was asked {passed / took:.0f} "
            "times"
        ),
        (
            f"- its event loop's lag: all within {lag_within(first.lags, last.lags):g} s, "
            f"99.9 % within {lag_within(first.lags, last.lags, 0.999):g} s"
        ),
        f"- its memory, each {samples[1].at - samples[0].at:.0f} s: {memory} MB",
        (
            f"- the users' processes: {seen.cpu / given.seconds:.0%} of a core together, "
            f"their own lag p99 {lags[int((len(lags) - 1) * 0.99)]:.1f} ms, which is part of "
            f"each time above"
        ),
    ]
    if (grown := _grown(samples)) is not None:
        flat = _met(abs(grown) <= GOAL_FLAT)
        lines.append(f"- memory, last minute to third: {grown:+.1%}; goal 5 %: {flat}")
    return lines


def _grown(samples: Sequence[Sample]) -> float | None:
    """Return by which part memory grew from the third minute to the last."""
    end = samples[-1].at
    if end < 299:
        return None
    third = [each.memory for each in samples if 120 <= each.at <= 181]
    last = [each.memory for each in samples if each.at >= end - 61]
    return statistics.fmean(last) / statistics.fmean(third) - 1


def _met(is_so: bool) -> str:  # noqa: FBT001  It reads as a word.
    return "met" if is_so else "**missed**"
