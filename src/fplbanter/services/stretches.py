"""Which stretch of the season is meant: a gameweek, or a month up to one."""

from fplbanter.errors import BadRequest, NotFound
from fplbanter.game.model import Gameweek, Month
from fplbanter.services.board import Board
from fplbanter.store.leagues import StoredLeague


def month_of(board: Board, month_id: int | None) -> Month | None:
    """Return the month asked for, None for none; raises NotFound."""
    if month_id is None:
        return None
    months = {m.month_id: m for m in board.facts.months}
    if month_id not in months:
        raise NotFound(f"There is no month {month_id} in {board.season}.")
    return months[month_id]


def gameweek_of(
    board: Board, gameweek: Gameweek | None, month: Month | None
) -> Gameweek:
    """
    Return the gameweek to show: of a month that is over, its last one.

    Raises NotFound for what is still to come, and BadRequest for a gameweek
    outside the month.
    """
    if month is None:
        return board.started_gameweek(gameweek)
    current = board.started_gameweek(None)
    if current < month.first:
        raise NotFound(f"{month.name} is still to come.")
    if gameweek is None:
        return min(current, month.last)
    if not month.first <= gameweek <= month.last:
        raise BadRequest(
            f"Gameweek {gameweek} is not in {month.name}.", field="gameweek"
        )
    return board.started_gameweek(gameweek)


def refuse_before_start(league: StoredLeague, gameweek: Gameweek) -> None:
    """Refuse a gameweek before the league's own first one; raises NotFound."""
    start = league.league.start
    if gameweek < start:
        raise NotFound(f"League {league.league.league_id} starts in gameweek {start}.")
