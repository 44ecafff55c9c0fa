"""What a stat must have read before it may say anything (guard G7)."""

from enum import StrEnum


class Need(StrEnum):
    """One thing that a stat cannot do without."""

    PICKS = "picks"
    """The member's line-up, and so his score."""
    RESULT = "result"
    """FPL's own row of the gameweek: overall rank, bank, value."""
    TRANSFERS = "transfers"
    """The member's transfers for the gameweek."""
    PREVIOUS = "previous"
    """The gameweek right before, for all who had joined by then."""
    WHOLE = "whole"
    """Every gameweek since the league's start."""
    KEPT = "kept"
    """What his squad was before the gameweek, for all who had joined by then."""
    SQUADS = "squads"
    """His line-ups of all gameweeks since he joined the league."""
    EVENTS = "events"
    """What players did: goals, assists, cards."""
    HEAD_TO_HEAD = "head_to_head"
    """The league's matches; no classic league has them."""
    DEADLINE = "deadline"
    """When the gameweek's deadline was."""
    DREAM_TEAM = "dream_team"
    """FPL's best eleven of the gameweek."""
    MARKET = "market"
    """Whom all of FPL bought."""


Needs = frozenset[Need]

NOTHING: Needs = frozenset()
"""Points and places, which are always there."""
PICKS: Needs = frozenset({Need.PICKS})
