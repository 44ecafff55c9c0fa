"""What happened all over FPL in a gameweek, beside any league."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fplbanter.game.model import PlayerId


@dataclass(frozen=True, slots=True)
class Backdrop:
    """
    What all of FPL did in a gameweek; None where it was not read.

    `bought` counts transfers in by player, all over FPL.
    """

    deadline: datetime | None = None
    dream_team: frozenset[PlayerId] | None = None
    bought: Mapping[PlayerId, int] | None = None


UNREAD = Backdrop()
