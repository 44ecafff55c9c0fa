"""
THE STREAM: what changes is told to whoever listens, over `/ws` and `/events`.

Both doors speak one protocol (docs/live.md): hello, snapshots, changes with versions,
resync, bye. A reader has a queue of his own and a writer of his own, so that one who
stops reading harms nobody. Nothing is decided here about the game, and nothing is
kept: that is the hub's (`live/hub.py`).

Start reading at `session.py`, then `sockets.py`.
"""

from fplbanter.web.stream.limits import Limits
from fplbanter.web.stream.stream import Stream, build_stream

__all__ = ["Limits", "Stream", "build_stream"]
