"""
Taking up what other processes have read since.

A process that polls FPL itself has its board up to date; a worker that only
works off jobs has not, unless it looks into the store before it begins.
"""

from fplbanter.game.model import Gameweek
from fplbanter.services.board import Board
from fplbanter.store.database import Store
from fplbanter.store.live import LiveMark


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
        if facts is not None:
            board.set_season(facts)
    await _catch_up_fixtures(store, board)


async def _catch_up_fixtures(store: Store, board: Board) -> None:
    as_of = await store.fixtures.find_fixtures_mark(board.season)
    known = board.fixtures_as_of
    if as_of is not None and (known is None or as_of > known):
        stored = await store.fixtures.find_fixtures(board.season)
        if stored is not None:
            board.set_fixtures(stored.fixtures, stored.as_of)


async def catch_up_points(
    store: Store, board: Board, gameweek: Gameweek, mark: LiveMark
) -> None:
    """Take up a gameweek's points where those that are marked so are newer."""
    known = board.live_as_of(gameweek)
    if known is None or mark.as_of > known:
        stored = await store.live.find_live(board.season, gameweek)
        if stored is not None:
            board.set_live(stored)
