"""Asking for a league to be judged, where there are workers to do it."""

from contextlib import suppress

from fplbanter.errors import BanterError
from fplbanter.game.model import LeagueId
from fplbanter.services.banter.condition import Unjudged
from fplbanter.services.board import Board
from fplbanter.services.job_kinds import JobKind
from fplbanter.services.refreshes import Refreshes


def judged_by(refreshes: Refreshes, board: Board) -> Unjudged:
    """
    Return how a league is asked to be judged: by a job of its current gameweek.

    It is named as the timetable names it, so that there is one of both.
    """

    async def ask(league_id: LeagueId) -> None:
        current = board.current()
        if current is None or not refreshes.are_worked_on:
            return
        about = f"{board.season}:{league_id}:{current}"
        # Whoever looks again asks again: nothing is lost by a store that is away.
        with suppress(BanterError):
            await refreshes.enqueue(
                JobKind.JUDGE_LEAGUE, about, league_id=league_id, gameweek=current
            )

    return ask
