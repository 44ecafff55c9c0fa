"""How an installation may be: all well, in the middle of it, and blind."""

from dataclasses import replace
from datetime import timedelta

from tests.web.pages.examples import NOW

from fplbanter.services.answers import Notice
from fplbanter.services.answers.status import (
    BudgetStatus,
    GroupStatus,
    HeldPart,
    OutageLine,
    Status,
    UpstreamStatus,
)

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
GROUPS = ("season", "matchday", "entry", "league")

BUDGET = BudgetStatus(
    rate=2.0,
    setting=2.0,
    used_minute=37,
    per_minute=100,
    in_flight=1,
    waiting={"live": 0, "deadline": 0, "person": 0, "backfill": 0},
    pauses={},
    processes=3,
    shared=True,
)


def outage(days: float, minutes: float, *kinds: str) -> OutageLine:
    """Make an outage that began so many days ago; 0 minutes: it lasts."""
    began_at = NOW - timedelta(days=days)
    ended_at = began_at + minutes * MINUTE if minutes else None
    return OutageLine(began_at, ended_at, kinds[0], kinds)


WELL = Status(
    at=NOW,
    version="0.1.0",
    uptime_seconds=190_800,
    upstream=UpstreamStatus(
        kind=None,
        since=None,
        retry_at=None,
        answered_at=NOW - 8 * SECOND,
        groups=tuple(
            GroupStatus(group, None, None, None, NOW - 8 * seconds * SECOND)
            for seconds, group in enumerate(GROUPS, start=1)
        ),
    ),
    budget=BUDGET,
    held=(
        HeldPart("season", NOW - 4 * MINUTE),
        HeldPart("fixtures", NOW - 41 * SECOND),
        HeldPart("live", NOW - 20 * SECOND),
        HeldPart("day_status", None),
    ),
    servers={"mongo": "answers", "valkey": "answers"},
    outages_since=NOW - timedelta(days=7),
    outages=(
        outage(0.7, 51, "updating"),
        outage(2.4, 4, "down", "slow"),
        outage(3.1, 0.5, "busy"),
        outage(6.9, 64, "updating", "down"),
    ),
)

UPDATING = Notice(
    kind="updating",
    at=NOW,
    since=NOW - 14 * MINUTE,
    as_of=NOW - 15 * MINUTE,
    retry_at=NOW + 42 * SECOND,
    retry_in=42.0,
)

BUSY = replace(
    WELL,
    upstream=UpstreamStatus(
        kind="busy",
        since=NOW - 3 * MINUTE,
        retry_at=NOW + 42 * SECOND,
        answered_at=NOW - 3 * MINUTE,
        groups=(
            GroupStatus("season", None, None, None, NOW - 3 * MINUTE),
            GroupStatus("matchday", "busy", NOW - 3 * MINUTE, NOW + 42 * SECOND, NOW),
            GroupStatus("entry", "down", NOW - MINUTE, None, None),
            GroupStatus("league", None, None, None, None),
        ),
    ),
    budget=replace(
        BUDGET,
        rate=0.5,
        used_minute=100,
        waiting={"live": 2, "deadline": 0, "person": 11, "backfill": 1_204},
        pauses={"matchday": 41.7},
        processes=1,
        shared=False,
    ),
    outages=(outage(3 / 1440, 0, "busy", "down"), *(WELL.outages or ())),
)

BLIND = replace(
    WELL,
    budget=None,
    servers={"mongo": "does_not_answer", "valkey": "unknown"},
    outages=None,
)
