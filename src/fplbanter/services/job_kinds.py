"""The kinds of jobs, and what is different between them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class JobKind(StrEnum):
    """What is done behind. The value is the name of its file in `jobs/`."""

    REFRESH_LEAGUE = "refresh_league"
    SYNC_MEMBERS = "sync_members"
    IMPORT_PICKS = "import_picks"
    BACKFILL_SEASON = "backfill_season"
    JUDGE_LEAGUE = "judge_league"
    SETTLE_GAMEWEEK = "settle_gameweek"
    JUDGE_INSTALLATION = "judge_installation"


class Track(StrEnum):
    """
    A line of jobs with places of its own, so that nobody waits behind who is slower.

    PROMPT is for what is soon done; ASKED for what people wait for and what may
    take minutes, since it reads a season at FPL's pace; IDLE for the same where
    nobody waits.
    """

    PROMPT = "prompt"
    ASKED = "asked"
    IDLE = "idle"


TRACKS: Final[Mapping[str, Track]] = MappingProxyType(
    {kind.value: Track.PROMPT for kind in JobKind}
    | {
        JobKind.REFRESH_LEAGUE.value: Track.ASKED,
        JobKind.BACKFILL_SEASON.value: Track.IDLE,
    }
)
"""The track of each kind."""

PLACES: Final[Mapping[Track, int]] = MappingProxyType(
    {Track.PROMPT: 4, Track.ASKED: 4, Track.IDLE: 1}
)
"""Jobs that a worker has in hand on each."""

ROUTINE: Final = frozenset(
    {
        JobKind.SYNC_MEMBERS,
        JobKind.IMPORT_PICKS,
        JobKind.JUDGE_LEAGUE,
        JobKind.JUDGE_INSTALLATION,
    }
)
"""Kinds that are made again and again; once done they are soon forgotten."""
