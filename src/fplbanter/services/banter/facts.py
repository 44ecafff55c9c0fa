"""The facts of a verdict that sentences are made of."""

from collections.abc import Mapping
from typing import Final

from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Line, Number, Receipt, Verdict, shown
from fplbanter.game.model import EntryId
from fplbanter.services.answers.banter import Figure, Holder
from fplbanter.services.board import Board

Fact = str | int | float
Holders = Mapping[EntryId, Holder]

DECIMALS: Final = 4
"""Of the amounts of a receipt: enough for its rows to add up."""


def figure(value: Number) -> Figure:
    """Return an exact number as it is shown in a receipt."""
    return value if isinstance(value, int) else round(float(value), DECIMALS)


def facts_of(
    verdict: Verdict, stat: Stat, holders: Holders, board: Board
) -> dict[str, Fact]:
    """
    Return what is known of a verdict, but for the names of those who hold it.

    Of several holders the first one's receipt is told of.
    """
    facts: dict[str, Fact] = {
        "count": len(verdict.holders),
        "value": shown(verdict.value, stat.places),
        "gameweek": verdict.gameweek,
    }
    if verdict.receipts:
        facts |= _proven(verdict.receipts[0], holders, board)
    return facts


def _proven(receipt: Receipt, holders: Holders, board: Board) -> dict[str, Fact]:
    """Return what a receipt says of players, rivals and points."""
    facts: dict[str, Fact] = {"total": figure(receipt.total)}
    counting = [line for line in receipt.lines if line.counts]
    lines = [*counting, *(line for line in receipt.lines if not line.counts)]
    if not lines:
        return facts
    first = next((line for line in counting if line.player_id is not None), lines[0])
    facts["points"] = figure(first.points)
    if first.minutes is not None:
        facts["minutes"] = first.minutes
    # A row about the holder himself is about no rival.
    beside = [line for line in lines if line.entry_id != receipt.entry_id]
    named = [_name(line, holders, board) for line in beside]
    names = list(dict.fromkeys(name for name in named if name))
    if first.player_id is not None:
        facts["player"] = board.player_name(first.player_id).name
    others = [name for name in names if name != facts.get("player")]
    return facts | ({"other": others[0]} if others else {})


def _name(line: Line, holders: Holders, board: Board) -> str:
    """Return the player or the rival that a row is about, "" for neither."""
    if line.player_id is not None:
        return board.player_name(line.player_id).name
    rival = None if line.entry_id is None else holders.get(line.entry_id)
    return name_of(rival) if rival else ""


def name_of(holder: Holder) -> str:
    """Return the one name that a sentence has room for: the manager's."""
    return holder.manager_name or holder.entry_name
