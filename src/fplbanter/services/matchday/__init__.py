"""
A matchday as it goes on: what each read changed, and what that meant to each league.

`recorder.py` keeps ticks, `telling.py` tells them to the leagues that are watched,
`timeline.py` reads that back, and `past.py` is the time machine. Comparing itself is
pure (`live/`). Start at `recorder.py`.
"""
