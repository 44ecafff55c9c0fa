"""
How this installation is, in one answer that comes whatever is broken.

What is in memory is told at once. Servers of our own are asked all at the same
time, for a moment: one that does not answer by then is unknown.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import Final, TypeVar

from fplbanter import __version__
from fplbanter.clock import Clock
from fplbanter.cluster.spender import BudgetReport
from fplbanter.fpl.outages import GroupHealth, Outages
from fplbanter.services.answers.status import (
    BudgetStatus,
    GroupStatus,
    HeldPart,
    OutageLine,
    ServerState,
    Status,
    UpstreamStatus,
)
from fplbanter.services.board import Board
from fplbanter.services.season import SeasonReader
from fplbanter.store.outages import Outage

PATIENCE: Final = 0.7
"""Seconds for our own servers; a status takes one at most, all told."""

SHOWN_FOR: Final = timedelta(days=7)
MOST_OUTAGES: Final = 100

T = TypeVar("T")

Check = Callable[[], Awaitable[object]]
Report = Callable[[], BudgetReport]


class StatusDesk:
    """
    Says how all is.

    `checks` by a server's name are questions for a sign of life. However many
    ask at once, the servers are asked once.
    """

    def __init__(
        self,
        outages: Outages,
        board: Board,
        season_reader: SeasonReader,
        clock: Clock,
        checks: Mapping[str, Check],
        budget: Report | None = None,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outages = outages
        self._board = board
        self._season_reader = season_reader
        self._clock = clock
        self._checks = checks
        self._budget = budget
        self._monotonic = monotonic
        self._began = monotonic()
        self._asking: asyncio.Task[Status] | None = None

    async def status(self) -> Status:
        """Return how all is, within a second."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        # Whoever gives up must not take the answer from the others.
        return await asyncio.shield(self._asking)

    async def _ask(self) -> Status:
        now = self._clock.now()
        since = now - SHOWN_FOR
        answering = [asyncio.create_task(_state(c)) for c in self._checks.values()]
        recording = asyncio.create_task(self._recent(since))
        await asyncio.wait([*answering, recording], timeout=PATIENCE)
        states = [_result(task, "unknown") for task in answering]
        return Status(
            at=now,
            version=__version__,
            uptime_seconds=int(self._monotonic() - self._began),
            upstream=self._upstream(),
            budget=_budget(self._budget()) if self._budget else None,
            held=self._held(),
            servers=dict(zip(self._checks, states, strict=True)),
            outages_since=since,
            outages=_result(recording, None),
        )

    async def _recent(self, since: datetime) -> tuple[OutageLine, ...] | None:
        """Return the outages since then, None where they cannot be read."""
        try:
            found = await self._outages.recent(since, MOST_OUTAGES)
        except Exception:  # noqa: BLE001 - a status has to come whatever is broken
            return None
        return tuple(map(_line, found))

    def _upstream(self) -> UpstreamStatus:
        trouble = self._outages.trouble()
        return UpstreamStatus(
            kind=trouble.kind if trouble else None,
            since=trouble.since if trouble else None,
            retry_at=trouble.next_try if trouble else None,
            answered_at=self._outages.answered_at,
            groups=tuple(map(_group, self._outages.groups())),
        )

    def _held(self) -> tuple[HeldPart, ...]:
        board = self._board
        current = None if board.is_empty else board.current()
        live = None if current is None else board.live_as_of(current)
        return (
            HeldPart("season", None if board.is_empty else board.facts.as_of),
            HeldPart("fixtures", board.fixtures_as_of),
            HeldPart("live", live),
            HeldPart("day_status", self._season_reader.day_status_as_of),
        )


async def _state(check: Check) -> ServerState:
    """Ask a server for a sign of life; whatever goes wrong, it does not answer."""
    try:
        await check()
    except Exception:  # noqa: BLE001 - a status has to come whatever is broken
        return "does_not_answer"
    return "answers"


def _result(task: "asyncio.Task[T]", otherwise: T) -> T:
    """Return what a task found; who has not ended by now is not waited for."""
    if task.done():
        return task.result()
    task.cancel()
    return otherwise


def _group(found: GroupHealth) -> GroupStatus:
    trouble = found.trouble
    return GroupStatus(
        group=found.group.value,
        kind=trouble.kind if trouble else None,
        since=trouble.since if trouble else None,
        retry_at=trouble.next_try if trouble else None,
        answered_at=found.answered_at,
    )


def _budget(report: BudgetReport) -> BudgetStatus:
    return BudgetStatus(
        rate=round(report.rate, 3),
        setting=report.per_second,
        used_minute=report.used_minute,
        per_minute=report.per_minute,
        in_flight=report.in_flight,
        waiting={lane.name.lower(): n for lane, n in sorted(report.waiting.items())},
        pauses={group: round(left, 1) for group, left in report.pauses.items()},
        processes=report.processes,
        shared=report.shared,
    )


def _line(outage: Outage) -> OutageLine:
    return OutageLine(outage.began_at, outage.ended_at, outage.kind, outage.kinds)
