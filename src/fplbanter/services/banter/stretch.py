"""The stretch of a season that somebody asks about, with its last gameweek."""

from dataclasses import dataclass

from fplbanter.banter.verdict import Scope
from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import Gameweek, Month
from fplbanter.services.banter.hearing import SEASON_PERIOD
from fplbanter.services.board import Board
from fplbanter.services.stretches import gameweek_of, month_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A gameweek, a month or the season, up to a gameweek that has begun."""

    scope: Scope
    gameweek: Gameweek
    month: Month | None = None

    @property
    def period(self) -> int:
        """The number that its rulings are kept under."""
        if self.scope is Scope.GAMEWEEK:
            return self.gameweek
        return self.month.month_id if self.month else SEASON_PERIOD


def asked(
    board: Board, scope: Scope, gameweek: Gameweek | None, month_id: int | None
) -> Asked:
    """
    Read what is asked for; None is the current gameweek, and the month it is in.

    Months and seasons are only told as far as they have come. Raises NotFound
    for what does not exist or is still to come, BadRequest for what does not
    fit together.
    """
    if scope is not Scope.MONTH and month_id is not None:
        raise BadRequest(f"A {scope} is no month.", field="month")
    if scope is not Scope.GAMEWEEK and gameweek is not None:
        raise BadRequest(f"A {scope} is no gameweek.", field="gameweek")
    if scope is not Scope.MONTH:
        return Asked(scope, board.started_gameweek(gameweek))
    month = month_of(board, month_id) or _month_of_now(board)
    return Asked(scope, gameweek_of(board, None, month), month)


def _month_of_now(board: Board) -> Month:
    current = board.started_gameweek(None)
    months = (m for m in board.facts.months if m.first <= current <= m.last)
    found = next(months, None)
    if found is None:
        raise NotFound(f"Gameweek {current} is in no month of {board.season}.")
    return found
