"""
Taking up what other processes have read since.

A process that polls FPL itself has its board up to date; a worker that only
works off jobs has not, unless it looks into the store before it begins.
"""

from datetime import datetime

from fplbanter.game.model import Gameweek
from fplbanter.services.board import Board
from fplbanter.store.database import Store
from fplbanter.store.live import LiveMark
from fplbanter.store.seasons import SeasonFacts


async def catch_up(store: Store, board: Board) -> None:
    """
    Take up season and fixtures where the store has newer ones than the board.

    Two small questions where nothing is new.
    """
    mark = await store.seasons.find_newest_mark()
    if mark is None:
        return
    if board.is_empty or mark > (board.season, board.facts.as_of):
        facts = await store.seasons.find_season(mark[0])
        # This process may have read something newer meanwhile.
        if facts is not None and _is_newer(facts, board):
            board.set_season(facts)
    await _catch_up_fixtures(store, board)


def _is_newer(facts: SeasonFacts, board: Board) -> bool:
    if board.is_empty:
        return True
    return (facts.season, facts.as_of) > (board.season, board.facts.as_of)


async def _catch_up_fixtures(store: Store, board: Board) -> None:
    season = board.season
    as_of = await store.fixtures.find_fixtures_mark(season)
    if as_of is not None and _are_newer(as_of, board):
        stored = await store.fixtures.find_fixtures(season)
        same = stored is not None and board.season == season
        if stored is not None and same and _are_newer(stored.as_of, board):
            board.set_fixtures(stored.fixtures, stored.as_of)


def _are_newer(as_of: datetime, board: Board) -> bool:
    return board.fixtures_as_of is None or as_of > board.fixtures_as_of


async def catch_up_points(
    store: Store, board: Board, gameweek: Gameweek, mark: LiveMark
) -> None:
    """Take up a gameweek's points where those that are marked so are newer."""
    if _is_unknown(mark, board, gameweek):
        season = board.season
        stored = await store.live.find_live(season, gameweek)
        if stored is None or board.season != season:
            return
        if _is_unknown(LiveMark(stored.as_of, stored.final), board, gameweek):
            board.set_live(stored)


async def catch_up_all(store: Store, board: Board) -> None:
    """
    Take up season, fixtures, and the points of every gameweek in memory.

    Three small questions where nothing is new. Raises StoreUnavailable.
    """
    await catch_up(store, board)
    held = board.held()
    if not held:
        return
    marks = await store.live.find_live_marks(board.season, held)
    for gameweek, mark in marks.items():
        await catch_up_points(store, board, gameweek, mark)


def _is_unknown(mark: LiveMark, board: Board, gameweek: Gameweek) -> bool:
    """Say whether points are newer than those on the board, or final at last."""
    known = board.live(gameweek)
    if known is None:
        return True
    return mark.as_of > known.as_of or (mark.final and not known.final)
