"""What the driver tells of its commands and connections, as metrics."""

from typing import Final

from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
    ConnectionCheckedInEvent,
    ConnectionCheckedOutEvent,
    ConnectionCheckOutFailedEvent,
    ConnectionCheckOutStartedEvent,
    ConnectionClosedEvent,
    ConnectionCreatedEvent,
    ConnectionPoolListener,
    ConnectionReadyEvent,
    PoolClearedEvent,
    PoolClosedEvent,
    PoolCreatedEvent,
    PoolReadyEvent,
)

from fplbanter.ops import metrics

COMMANDS: Final = frozenset(
    {
        "aggregate",
        "count",
        "createIndexes",
        "delete",
        "distinct",
        "drop",
        "find",
        "findAndModify",
        "getMore",
        "insert",
        "killCursors",
        "listCollections",
        "ping",
        "update",
    }
)
"""Commands with a name of their own in the metrics; `other` is all the rest."""


class CommandMetrics(CommandListener):
    """Counts and times the commands that reached a server."""

    def started(self, event: CommandStartedEvent) -> None:
        """Do nothing: what counts is how it ends."""

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """Take note of a command that the server has answered."""
        _ended(event.command_name, "ok", event.duration_micros)

    def failed(self, event: CommandFailedEvent) -> None:
        """Take note of a command that was refused, or never answered."""
        _ended(event.command_name, "failed", event.duration_micros)


def _ended(name: str, outcome: str, microseconds: int) -> None:
    command = name if name in COMMANDS else "other"
    metrics.MONGO_COMMANDS.labels(command, outcome).inc()
    metrics.MONGO_COMMAND_SECONDS.labels(command).observe(microseconds / 1e6)


def _waited(seconds: float | None) -> None:
    metrics.MONGO_POOL_WAIT_SECONDS.observe(seconds or 0.0)


class PoolMetrics(ConnectionPoolListener):
    """Follows how many connections there are, and how long they are waited for."""

    def connection_created(self, event: ConnectionCreatedEvent) -> None:  # noqa: ARG002
        """Count a connection."""
        metrics.MONGO_POOL_SIZE.inc()

    def connection_closed(self, event: ConnectionClosedEvent) -> None:  # noqa: ARG002
        """Count a connection no longer."""
        metrics.MONGO_POOL_SIZE.dec()

    def connection_checked_out(self, event: ConnectionCheckedOutEvent) -> None:
        """Take note that somebody has got a connection."""
        metrics.MONGO_POOL_IN_USE.inc()
        _waited(event.duration)

    def connection_check_out_failed(self, event: ConnectionCheckOutFailedEvent) -> None:
        """Take note that somebody has waited in vain."""
        _waited(event.duration)

    def connection_checked_in(self, event: ConnectionCheckedInEvent) -> None:  # noqa: ARG002
        """Take note that a connection is free again."""
        metrics.MONGO_POOL_IN_USE.dec()

    # The driver asks for all of them; these change no metric.

    def pool_created(self, event: PoolCreatedEvent) -> None:
        """Do nothing."""

    def pool_ready(self, event: PoolReadyEvent) -> None:
        """Do nothing."""

    def pool_cleared(self, event: PoolClearedEvent) -> None:
        """Do nothing: each connection's end is told by itself."""

    def pool_closed(self, event: PoolClosedEvent) -> None:
        """Do nothing."""

    def connection_ready(self, event: ConnectionReadyEvent) -> None:
        """Do nothing."""

    def connection_check_out_started(
        self, event: ConnectionCheckOutStartedEvent
    ) -> None:
        """Do nothing: how it ended says how long it took."""
