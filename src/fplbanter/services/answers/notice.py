"""What every page says while FPL is in trouble."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """
    FPL's trouble as a reader needs it, as of `at`.

    `kind` is updating, down, slow, busy, blocked or changed. `as_of` is when the
    numbers that move were last read, None where they are none the older for it;
    `retry_at` when FPL is asked again, where that is known, and `retry_in` the
    real seconds until then.
    """

    kind: str
    at: datetime
    since: datetime
    as_of: datetime | None = None
    retry_at: datetime | None = None
    retry_in: float | None = None
