"""
A pretend FPL: the same endpoints over a seeded season, by the virtual minute.

What it is for: the demo plays on it, and the tests ask it everything that they
would otherwise ask fantasy.premierleague.com. It settles gameweeks by its own
plain reading of the rules, so that it can say when the product's are wrong.

What it must not do: import the product's rules (`game/`), use randomness that is
not drawn from `random.Random(f"{seed}:...")`, or read the machine's clock
anywhere but in `clock.py`.

Where to start reading: `simulator.py` (the whole of it in one class), then
`calendar.py` (when things happen), `matches.py` (what happens on the pitch),
`careers.py` (what managers do), `settlement.py` (what it is worth).
"""

from fplbanter.simulator.answers import Answer
from fplbanter.simulator.app import build_app
from fplbanter.simulator.clock import SimulatorClock
from fplbanter.simulator.demo import build_demo
from fplbanter.simulator.recording import (
    build_recording_app,
    newest_gameweek,
    recording_moment,
)
from fplbanter.simulator.simulator import Simulator

__all__ = [
    "Answer",
    "Simulator",
    "SimulatorClock",
    "build_app",
    "build_demo",
    "build_recording_app",
    "newest_gameweek",
    "recording_moment",
]
