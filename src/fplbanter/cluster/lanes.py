"""Who goes first when requests wait for a slot of the budget."""

from enum import IntEnum


class Lane(IntEnum):
    """
    The urgency of a request, the most urgent first.

    LIVE is a match being played, DEADLINE the line-ups right after a deadline,
    PERSON somebody who waits for a page, BACKFILL what can wait.
    """

    LIVE = 0
    DEADLINE = 1
    PERSON = 2
    BACKFILL = 3
