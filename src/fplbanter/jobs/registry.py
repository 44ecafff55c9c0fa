"""Every job by its kind."""

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Final

from fplbanter.jobs.backfill_season import backfill_season
from fplbanter.jobs.import_picks import import_picks
from fplbanter.jobs.judge_installation import judge_installation
from fplbanter.jobs.judge_league import judge_league
from fplbanter.jobs.refresh_league import refresh_league
from fplbanter.jobs.settle_gameweek import settle_gameweek
from fplbanter.jobs.sync_members import sync_members
from fplbanter.services.attempts import Run
from fplbanter.services.endings import Result
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.product import Product

Job = Callable[[Product, Run], Awaitable[Result]]

JOBS: Final[Mapping[str, Job]] = MappingProxyType(
    {
        JobKind.REFRESH_LEAGUE: refresh_league,
        JobKind.SYNC_MEMBERS: sync_members,
        JobKind.IMPORT_PICKS: import_picks,
        JobKind.BACKFILL_SEASON: backfill_season,
        JobKind.JUDGE_LEAGUE: judge_league,
        JobKind.SETTLE_GAMEWEEK: settle_gameweek,
        JobKind.JUDGE_INSTALLATION: judge_installation,
    }
)
