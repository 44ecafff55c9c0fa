"""
Whole leagues' points at once: the rules of `scoring.py`, over columns.

The readable rules are the truth. This package says the same of any number of
line-ups, and is held to it by `tests/laws/test_many.py`. It alone in this room
imports NumPy: whoever uses it imports it late.

`columns.py`        line-ups and scores, a column for each thing known of them
`players.py`        what is known of each player, as one number
`points.py`         adding these up, and the armband
`substitutions.py`  the rows that need somebody from the bench

Start reading with `points.py`.
"""

from fplbanter.game.many.columns import (
    BENCH,
    CERTAINTIES,
    CHIPS,
    ELEVEN,
    MANAGER,
    NOBODY,
    PICKED,
    Scores,
    Squads,
)
from fplbanter.game.many.points import score_many

__all__ = [
    "BENCH",
    "CERTAINTIES",
    "CHIPS",
    "ELEVEN",
    "MANAGER",
    "NOBODY",
    "PICKED",
    "Scores",
    "Squads",
    "score_many",
]
