"""What a request needs of a budget, whichever budget it is."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from fplbanter.cluster.lanes import Lane


class Spender(Protocol):
    """What a request needs of a budget: one slot for one attempt."""

    def slot(
        self, lane: Lane = Lane.PERSON, group: str | None = None
    ) -> AbstractAsyncContextManager[None]:
        """
        Wait for a slot; the request is in flight while the block runs.

        `group` names what a pause may apply to; raises UpstreamBusy during one.
        """
        ...
