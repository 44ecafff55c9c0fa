"""
What may be asked of the words: every sentence that banter is shown with.

`seed` and `turn` decide which of many wordings it is, and nothing else does: who
passes the same ones is told the same story. The seed is anything that names
the gameweek ("2026-27/900/12"); the turn rises by one from item to item, so that
neighbours differ. Facts that are missing never break a sentence: a wording is
only told where all that it uses is known.
"""

from functools import partial
from importlib.resources import files
from typing import Final

from fplbanter.words.matchday import moment_told
from fplbanter.words.teller import Teller

OURS: Final = Teller(files("fplbanter.words") / "catalogues")
"""The catalogues of this package; each is read when it is first asked for."""

tell = OURS.tell
exonerated = OURS.exonerated
refusal = OURS.refusal
joined = OURS.joined
moment = partial(moment_told, OURS)
label = OURS.label
amount = OURS.amount
threshold = OURS.threshold
period = OURS.period
languages = OURS.languages
preload = OURS.preload
