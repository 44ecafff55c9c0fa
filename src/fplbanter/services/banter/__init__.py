"""
BANTER AS THE PRODUCT HAS IT: what is judged, what is kept of it, what is told.

Judging is a worker's: `judging_desk.py` reads a league's season (`inputs.py`),
reviews it (`chains.py`), judges what has changed (`evidence.py`, `hearing.py`),
and saves rulings (`editions.py`, `rulebook.py`) and everybody's numbers
(`tournaments.py`). Telling is for every process: `desk.py` reads what was saved.

Must not: judge where somebody waits for a page, work a number out anew that is
stored, or say a sentence that `words/` has not written.

Start reading at `desk.py`, then `judging_desk.py`.
"""
