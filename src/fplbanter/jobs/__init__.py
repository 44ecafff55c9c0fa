"""
BACKGROUND WORK. One file is one job.

A job calls services, one after the other; it works nothing out and asks neither
FPL nor the store by itself. Whatever it does it may do twice, and be stopped at
any moment. `matchday.py` and `timetable.py` decide when something is due, `worker.py`
has it done.

Start reading at `registry.py`, then `refresh_league.py`.
"""
