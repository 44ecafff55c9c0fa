"""
Keeping the collector of cyclic garbage from holding up the event loop.

It stops everything while it looks through all objects, which took some 100 ms each
second where a matchday was on (measured with `benchmarks/pauses.py`). What is there
once all has started lives as long as the process: nobody need look through it.
"""

import gc
from typing import Final

YOUNG: Final = 10_000
"""New objects, less those that went, between two looks at the youngest."""

OFTEN: Final = 20
"""Looks at the young between two looks at the older, and of these between two at all."""


def spare_the_loop() -> None:
    """Collect what is garbage by now, and never look through the rest again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, OFTEN, OFTEN)
