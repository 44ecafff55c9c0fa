"""Answers about how a gameweek went for a league."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fplbanter.game.model import Gameweek, Phase, Season
from fplbanter.services.answers.envelope import Freshness
from fplbanter.services.answers.league import LeagueSummary


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """
    Something that happened, as a league saw it.

    `event_id` names it for good. `at` is when FPL was read that showed it. `text`
    is one line of English; `details` are the numbers behind it: the event, the
    groups of members whom it concerned, and who moved in the table.
    """

    event_id: str
    kind: str
    at: datetime
    text: str
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Timeline:
    """
    A page of a league's timeline, the latest first; `total` counts all of it.

    `recorded_since` is when the gameweek was first recorded here, None if never.
    """

    league: LeagueSummary
    season: Season
    gameweek: Gameweek
    phase: Phase
    freshness: Freshness
    items: tuple[TimelineItem, ...]
    total: int
    next_cursor: str | None = None
    recorded_since: datetime | None = None
