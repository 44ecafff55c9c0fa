"""What every answer shares: paging, age, coverage, names of players."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from fplbanter.game.model import PlayerId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    How much of what is shown has been read: `read` of `members`.

    `truncated` means that the league has more members than are ever read.
    """

    read: int
    members: int
    truncated: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether every member shown has been read."""
        return self.read >= self.members


@dataclass(frozen=True, slots=True)
class Freshness:
    """
    How old an answer is: `as_of` is when FPL was last read for it.

    `reason` is the word for why it is stale: updating, down, slow, busy,
    blocked, changed, waiting or database; None while it is fresh. `retry_at` is
    when FPL is asked again, where it is stale and that is known.
    """

    as_of: datetime | None
    stale: bool = False
    reason: str | None = None
    retry_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A stretch of a list; `total` counts the whole."""

    items: Sequence[T]
    total: int
    skip: int
    limit: int

    @property
    def next_cursor(self) -> str | None:
        """Return where the next page starts, None on the last one."""
        after = self.skip + self.limit
        return str(after) if after < self.total else None


@dataclass(frozen=True, slots=True)
class PlayerName:
    """A player as a row needs him: `club` is the short name, ARS."""

    player_id: PlayerId
    name: str
    club: str
    position: str
