"""
All entries that are scored here, as if they were one league.

There are many: a constant says of how many gameweeks reviews are held at a time,
and whoever is beyond it has no numbers. What is answered says how many have.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fplbanter.banter.chronicle import Diary, Week
from fplbanter.banter.verdict import Coverage
from fplbanter.clock import Clock
from fplbanter.game.model import EntryId, Gameweek, League, LeagueId, Season
from fplbanter.services.banter.chains import Chain, forge
from fplbanter.services.banter.evidence import Evidence
from fplbanter.services.banter.inputs import Inputs
from fplbanter.services.banter.numbers import Known, season_numbers
from fplbanter.services.banter.threads import Check, in_thread
from fplbanter.services.banter.tournaments import EVERYBODY, save_tournament
from fplbanter.store.database import Store
from fplbanter.store.sittings import StoredSitting

OUTINGS: Final = 50_000
"""Members' gameweeks in memory at a time, each some 8 kB."""

GAMEWEEKS: Final = 38

ENTRIES: Final = OUTINGS // GAMEWEEKS
"""Entries that have numbers, the same ones all season: those of the lowest ids."""

NO_LEAGUE: Final = LeagueId(0)
"""No league of FPL's: the sittings of all entries together are kept under it."""


@dataclass(frozen=True, slots=True)
class JudgedInstallation:
    """
    What came of working out everybody's numbers up to a gameweek.

    `documents` counts those that changed; `coverage` says of how many entries
    that are scored here all was worked out.
    """

    gameweek: Gameweek
    documents: int
    coverage: Coverage


class Installation:
    """Works out the numbers of the tournament of all entries."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        inputs: Inputs,
        evidence: Evidence,
        most: int = ENTRIES,
    ) -> None:
        self._store = store
        self._clock = clock
        self._inputs = inputs
        self._evidence = evidence
        self._most = most

    async def judge(self, season: Season, through: Gameweek) -> JudgedInstallation:
        """Work out and save what has changed."""
        read_at = self._clock.now()
        entries = await self._inputs.entries_scored(self._most)
        scored = await self._store.results.count_entries(season)
        weeks = await self._inputs.weeks_of(through)
        diaries = await self._inputs.diaries_of(entries, through)
        coverage = Coverage(len(diaries), scored)
        if not weeks:
            return JudgedInstallation(through, 0, coverage)
        evidence = await asyncio.to_thread(
            self._evidence.chain, season, _everybody(), weeks, diaries
        )
        last = weeks[-1].gameweek
        before = await self._store.sittings.find_sittings(season, NO_LEAGUE)
        if last in before and before[last].evidence == evidence[last]:
            return JudgedInstallation(through, 0, coverage)
        known = await in_thread(
            lambda check: _numbers(season, weeks, diaries, evidence, check)
        )
        documents = await self._save(season, known, entries)
        sitting = _sitting(weeks[-1], coverage, evidence[last], read_at)
        await self._store.sittings.save_sitting(season, sitting)
        return JudgedInstallation(through, documents, coverage)

    async def _save(
        self,
        season: Season,
        known: dict[EntryId, Known],
        entries: tuple[EntryId, ...],
    ) -> int:
        return await save_tournament(
            self._store.banter_stats, self._clock, season, EVERYBODY, known, entries
        )


def _everybody() -> League:
    return League(NO_LEAGUE, EVERYBODY)


def _numbers(
    season: Season,
    weeks: list[Week],
    diaries: list[Diary],
    evidence: dict[Gameweek, str],
    check: Check,
) -> dict[EntryId, Known]:
    """Review and count: the reviews are let go of at the end."""
    chain: Chain = forge(season, _everybody(), weeks, diaries, evidence, check=check)
    return season_numbers(chain.last, check)


def _sitting(
    week: Week, coverage: Coverage, evidence: str, read_at: datetime
) -> StoredSitting:
    """Note by what the numbers were worked out; nothing is told of it."""
    return StoredSitting(
        league_id=NO_LEAGUE,
        gameweek=week.gameweek,
        phase=week.phase,
        coverage=coverage,
        evidence=evidence,
        points="",
        digest=evidence,
        read_at=read_at,
        judged_at=read_at,
        headlines={},
        rarity={},
    )
