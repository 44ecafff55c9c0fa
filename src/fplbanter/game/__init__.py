"""
THE RULES of Fantasy Premier League, exactly as FPL settles them.

Pure: values in, values out. No I/O, no clock, no randomness, nothing but the
standard library (and NumPy in `many/`, which scores whole leagues at once).
What is not a rule of the game does not belong here: jokes are in `banter/`,
FPL's field names in `fpl/`.

Start reading at `model.py` (the words), then `scoring.py` (one line-up's
points) and `table.py` (a league's table).
"""
