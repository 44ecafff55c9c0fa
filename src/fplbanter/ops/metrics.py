"""
What is measured: every metric, on a registry of our own.

One process tells of itself; Prometheus adds the processes up. What belongs to
all of them (the budget, the breakers) each tells as it knows it.

- `upstream_*`   asking FPL: how often, how it ended, how long it took
- `budget_*`     the limit: what is allowed, used, waited for and lost
- `copies_*`, `copy_*`, `stale_*`, `breaker_*`, `leases_*`, `late_*`, `packed_*`,
                 `gateway_*`
                 what readers are given instead of a request to FPL
- `valkey_*`, `mongo_*`   our own two servers
- `jobs_*`, `job_*`   work behind: what is open, how it ended
- `live_*`       changes: published, and handed to who follows them
- `leader`, `leader_*`   which process reads FPL for the others
- `http_*`       our readers: how many, how they were answered, how fast
- `stream_*`     who listens to what changes, and who was sent away
- `edge_*`       what is answered before that, from memory
- `loop_*`, `data_*`, `build_*`, `process_*`, `python_*`   this process

A label's values come from a table (endpoints, lanes, groups, routes, commands):
never a path, a name or a number that somebody sent.

Counters and histograms are moved where the thing happens. What only mirrors a
state is set when somebody reads: see `scrape.py`. It is NaN until then, so that
"not known" cannot be taken for nothing.
"""

import math
from collections.abc import Sequence
from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    GCCollector,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
)

PREFIX: Final = "fplbanter_"
REGISTRY: Final = CollectorRegistry(auto_describe=False)

QUICK: Final = (0.001, 0.005, 0.01, 0.05, 0.1, 0.2, 0.5, 1.5)
"""Seconds of a call to a server of ours; both have a deadline near the last."""

ANSWERS: Final = (0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
"""Seconds of an answer to a reader; 20 ms and 200 ms are what is promised."""

REQUESTS: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds of a request to FPL; it has eight."""

WAITS: Final = (0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds that a request waits for its turn."""

WORK: Final = (0.05, 0.2, 1.0, 5.0, 20.0, 60.0, 300.0, 1_200.0)
"""Seconds of a job; one that reads a season takes minutes at FPL's pace."""

LAGS: Final = (0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0)
"""Seconds by which the event loop comes too late; 100 ms is what is promised."""

AGES: Final = (5.0, 15.0, 30.0, 60.0, 180.0, 600.0, 3_600.0, 86_400.0)
"""Seconds since FPL said something; live points have 60."""

# A second sample for each series says when it began. Nothing here needs it.
disable_created_metrics()  # type: ignore[no-untyped-call]


def _counter(name: str, what: str, *labels: str) -> Counter:
    return Counter(PREFIX + name, what, labels, registry=REGISTRY)


def _gauge(name: str, what: str, *labels: str) -> Gauge:
    return Gauge(PREFIX + name, what, labels, registry=REGISTRY)


def _mirror(name: str, what: str) -> Gauge:
    """Make a gauge that is set when somebody reads, and not known until then."""
    gauge = _gauge(name, what)
    gauge.set(math.nan)
    return gauge


def _histogram(
    name: str, what: str, buckets: Sequence[float], *labels: str
) -> Histogram:
    return Histogram(PREFIX + name, what, labels, registry=REGISTRY, buckets=buckets)


# -- asking FPL ----------------------------------------------------------------

UPSTREAM_REQUESTS = _counter(
    "upstream_requests",
    "Requests to FPL by how they ended: ok, unchanged (304), not_found, forbidden, "
    "updating, down, slow, busy, blocked, changed, or given_up by us.",
    "endpoint",
    "outcome",
)
UPSTREAM_REQUEST_SECONDS = _histogram(
    "upstream_request_seconds",
    "From the slot to the end of FPL's answer, or of the patience with it.",
    REQUESTS,
    "endpoint",
)
UPSTREAM_SLOT_WAIT_SECONDS = _histogram(
    "upstream_slot_wait_seconds",
    "How long a request waited for its slot of the budget.",
    WAITS,
    "lane",
)
UPSTREAM_RETRIES = _counter(
    "upstream_retries", "Second attempts; each spends a slot as well.", "endpoint"
)
UPSTREAM_REFUSED_BODIES = _counter(
    "upstream_refused_bodies",
    "Answers that did not replace what was known, by what was wrong with them.",
    "endpoint",
    "reason",
)
UPSTREAM_STATE = _gauge(
    "upstream_state",
    "1 while FPL is in that kind of trouble, 0 while it is not.",
    "kind",
)
UPSTREAM_OUTAGES = _counter(
    "upstream_outages", "Outages that began, by the kind they began with.", "kind"
)

# -- the budget, as this process knows it --------------------------------------

BUDGET_RATE = _mirror("budget_rate", "Requests a second that are allowed now, to all.")
BUDGET_RATE_SETTING = _mirror(
    "budget_rate_setting", "Requests a second that the setting allows, to all."
)
BUDGET_USED_MINUTE = _mirror(
    "budget_used_minute", "Slots that all spent within the last minute."
)
BUDGET_MINUTE_CAP = _mirror(
    "budget_minute_cap", "Slots that all may spend within a minute."
)
BUDGET_SHARED = _mirror(
    "budget_shared", "1 while the budget is shared, 0 while each has its own share."
)
BUDGET_PROCESSES = _mirror(
    "budget_processes", "Processes that are in touch with the budget."
)
BUDGET_WAITING = _gauge(
    "budget_waiting", "Requests of this process that wait for a slot.", "lane"
)
BUDGET_PAUSED_SECONDS = _gauge(
    "budget_paused_seconds",
    "For how long FPL has asked us to leave a group alone; `all` is everything.",
    "group",
)
BUDGET_LOST_SLOTS = _counter(
    "budget_lost_slots", "Slots that this process used too late, and so not at all."
)
BUDGET_PENALTIES = _counter(
    "budget_penalties", "How often FPL refused us, so that the rate was halved."
)

# -- what readers are given ----------------------------------------------------

COPIES_SERVED = _counter(
    "copies_served",
    "Questions to the gateway by how they ended: hit, stale, fetched, collapsed, "
    "negative or waited_in_vain.",
    "endpoint",
    "how",
)
COPY_AGE_SECONDS = _histogram(
    "copy_age_seconds",
    "How long ago FPL last stood by a copy that was served.",
    AGES,
    "endpoint",
)
STALE_AGE_SECONDS = _histogram(
    "stale_age_seconds",
    "How long ago FPL last stood by a copy that was served although stale.",
    AGES,
)
COPIES_HELD = _gauge("copies_held", "Ready copies in this process.")
COPIES_BYTES = _gauge("copies_bytes", "Bytes of the ready copies in this process.")
COPY_EVICTIONS = _counter(
    "copy_evictions", "Ready copies that made room for others in this process."
)
BREAKER_STATE = _gauge(
    "breaker_state", "0 while closed, 1 while one probe is out, 2 while open.", "group"
)
BREAKER_CHANGES = _counter(
    "breaker_changes", "Changes of a breaker that this process made.", "group", "to"
)
LEASES = _counter(
    "leases", "Tries to become the one who fetches, by how they ended.", "outcome"
)
LATE_ANSWERS = _counter(
    "late_answers", "Answers that were dropped, since somebody newer had fetched."
)
PACKED_BYTES = _gauge(
    "packed_bytes", "Bytes of the bodies that are kept packed for the door /fpl/."
)
PACKED_EVICTIONS = _counter(
    "packed_evictions", "Packed bodies that made room for others in this process."
)
GATEWAY_REFUSALS = _counter(
    "gateway_refusals",
    "Questions at the door /fpl/ that were refused without asking FPL.",
    "reason",
)

# -- our own two servers -------------------------------------------------------

VALKEY_UP = _mirror("valkey_up", "1 while Valkey answers, 0 since a call failed.")
VALKEY_CALLS = _counter(
    "valkey_calls",
    "Calls to Valkey: ok, refused (by Valkey), failed, or resting (not tried, since "
    "one failed a moment ago).",
    "outcome",
)
VALKEY_CALL_SECONDS = _histogram(
    "valkey_call_seconds", "How long calls took that were sent to Valkey.", QUICK
)
VALKEY_LINE_WAIT_SECONDS = _histogram(
    "valkey_line_wait_seconds", "How long calls waited for a free connection.", QUICK
)
MONGO_UP = _mirror("mongo_up", "1 while MongoDB answers, 0 since a call failed.")
MONGO_COMMANDS = _counter(
    "mongo_commands", "Commands to MongoDB: ok or failed.", "command", "outcome"
)
MONGO_COMMAND_SECONDS = _histogram(
    "mongo_command_seconds", "How long commands to MongoDB took.", QUICK, "command"
)
MONGO_POOL_WAIT_SECONDS = _histogram(
    "mongo_pool_wait_seconds", "How long commands waited for a connection.", QUICK
)
MONGO_POOL_SIZE = _gauge("mongo_pool_size", "Connections to MongoDB.")
MONGO_POOL_IN_USE = _gauge("mongo_pool_in_use", "Connections that work just now.")

# -- work behind ---------------------------------------------------------------

JOBS_ENDED = _counter(
    "jobs_ended",
    "Jobs that this process let out of its hand: done, failed (it cannot be done), "
    "again (it will be tried again), dead (tried too often), put_back (we were told "
    "to end), or lost (to another worker).",
    "kind",
    "end",
)
JOB_SECONDS = _histogram(
    "job_seconds", "How long a job was in this process's hand.", WORK, "kind"
)
JOBS_IN_HAND = _gauge("jobs_in_hand", "Jobs that this process works on.")
JOBS_OPEN = _gauge(
    "jobs_open", "Jobs of all that wait or run, as the ledger has them.", "kind"
)
JOBS_OLDEST_SECONDS = _mirror(
    "jobs_oldest_seconds", "How long ago the oldest of the open jobs was asked for."
)
JOBS_QUEUED = _mirror(
    "jobs_queued", "Jobs that Valkey has for workers, in hand or not."
)

# -- changes and who follows them ----------------------------------------------

LIVE_CHANGES = _counter(
    "live_changes",
    "Changes that this process published: kept, known (its source was there "
    "already), or late (a later leader has published).",
    "kind",
    "outcome",
)
LIVE_ANNOUNCEMENTS = _counter(
    "live_announcements",
    "Messages to all processes: sent, or failed (they find out by themselves).",
    "outcome",
)
LIVE_HANDED = _counter(
    "live_handed", "Changes that were handed to a reader, counted for each.", "kind"
)
LIVE_DELAY_SECONDS = _histogram(
    "live_delay_seconds",
    "From when a change was kept to when this process handed it on.",
    ANSWERS,
)
LIVE_FILLS = _counter(
    "live_fills",
    "Reads of changes from MongoDB: missed (a message was), or joined (a reader "
    "came back with an older version).",
    "why",
)
LIVE_TOO_SLOW = _counter(
    "live_too_slow", "Readers that were let go, since they did not keep up."
)
LIVE_SUBSCRIPTIONS = _gauge("live_subscriptions", "Readers of changes here.")
LIVE_TOPICS = _gauge("live_topics", "Topics that somebody follows here.")

# -- who leads -----------------------------------------------------------------

LEADER = _gauge(
    "leader", "1 while this process reads FPL for all of them, 0 while another does."
)
LEADER_TAKEOVERS = _counter(
    "leader_takeovers", "How often this process began to read FPL for all of them."
)

# -- our readers ---------------------------------------------------------------

HTTP_REQUESTS = _counter(
    "http_requests",
    "Requests by route template, method and status; unmatched and OTHER where "
    "there is no such route or method.",
    "route",
    "method",
    "status",
)
HTTP_REQUEST_SECONDS = _histogram(
    "http_request_seconds",
    "From the arrival of a request to the last byte of its answer.",
    ANSWERS,
    "route",
)
HTTP_ERRORS = _counter(
    "http_errors",
    "Answers of 400 and above by the type of their problem.",
    "route",
    "type",
)
HTTP_IN_FLIGHT = _gauge("http_in_flight", "Requests that are being answered.")

# -- who listens ---------------------------------------------------------------

STREAM_READERS = _gauge(
    "stream_readers", "Who listens at a door of the stream: ws or events.", "door"
)
STREAM_MESSAGES = _counter(
    "stream_messages",
    "Messages to readers by type: hello, snapshot, change, resync, error, beat, pong "
    "or bye.",
    "type",
)
STREAM_SENT_AWAY = _counter(
    "stream_sent_away",
    "Readers who were not let in, or were sent away, by the reason.",
    "door",
    "reason",
)

# -- ready answers, in front of all that ---------------------------------------

EDGE_ANSWERS = _counter(
    "edge_answers",
    "Answers that the edge gave, by route template and status. The requests above "
    "are those that reached the application.",
    "route",
    "status",
)
EDGE_BUILDS = _counter(
    "edge_builds",
    "Requests above that the edge made on everybody's behalf: kept, refused (not for "
    "everybody, or no answer), or overtaken by a change.",
    "outcome",
)
EDGE_BYTES = _gauge("edge_bytes", "Bytes of the ready answers in this process.")
EDGE_PUSHED_OUT = _counter(
    "edge_pushed_out", "Ready answers that a change has made out of date."
)
EDGE_EVICTIONS = _counter(
    "edge_evictions", "Ready answers that made room for others in this process."
)

# -- this process --------------------------------------------------------------

LOOP_LAG_SECONDS = _histogram(
    "loop_lag_seconds", "By how much the event loop woke somebody too late.", LAGS
)
DATA_AGE_SECONDS = _gauge(
    "data_age_seconds",
    "How old the newest reading of a part is: season, fixtures, live, day_status. "
    "Live points count while matches are played; NaN while they are not.",
    "part",
)
BUILD = Info(
    PREFIX + "build",
    "The version that runs, and the command that it was begun with.",
    registry=REGISTRY,
)

ProcessCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)
