"""Each request to FPL is counted and timed by its endpoint and how it ended."""

import time
from collections.abc import Callable
from typing import Final

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamChanged, UpstreamError
from fplbanter.fpl.fetched import Fetched
from fplbanter.ops import metrics

GIVEN_UP: Final = "given_up"
"""How a request ended that we ended ourselves, since nobody waits any more."""


class Attempt:
    """
    One request to FPL, from the wait for its slot to its end.

    Use it as a block around all that happens once the slot is there, and tell it
    how it `ended`; what is told of nothing was given up.
    """

    def __init__(
        self,
        endpoint: str,
        lane: Lane,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._endpoint = endpoint
        self._lane = lane
        self._monotonic = monotonic
        self._outcome = GIVEN_UP
        self._since = monotonic()

    def __enter__(self) -> "Attempt":
        """Take note that the slot is there."""
        now = self._monotonic()
        lane = self._lane.name.lower()
        metrics.UPSTREAM_SLOT_WAIT_SECONDS.labels(lane).observe(now - self._since)
        self._since = now
        return self

    def __exit__(self, *_: object) -> None:
        """Count it by how it ended."""
        seconds = self._monotonic() - self._since
        metrics.UPSTREAM_REQUESTS.labels(self._endpoint, self._outcome).inc()
        metrics.UPSTREAM_REQUEST_SECONDS.labels(self._endpoint).observe(seconds)

    def ended(self, how: Fetched | UpstreamError) -> None:
        """Take note of how it ended: with an answer, or why there is none."""
        if isinstance(how, UpstreamError):
            self._outcome = how.kind
            self._refused(how)
        else:
            self._outcome = "unchanged" if how.body is None else "ok"

    def _refused(self, error: UpstreamError) -> None:
        """Count a body that was refused before anybody could look into it."""
        if isinstance(error, UpstreamChanged):
            metrics.UPSTREAM_REFUSED_BODIES.labels(self._endpoint, error.reason).inc()
