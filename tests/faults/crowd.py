"""
The product's own commands, on the simulator's clock instead of the machine's.

    python -m tests.faults.crowd web --workers 3
    python -m tests.faults.crowd live
"""

import sys
from contextlib import AsyncExitStack
from pathlib import Path

from tests.faults.paced import clock_of

from fplbanter.__main__ import main
from fplbanter.settings import Settings
from fplbanter.wiring import parts
from fplbanter.wiring import web as _  # noqa: F401  The module is patched below.
from fplbanter.wiring.plan import Plan
from fplbanter.wiring.source import Source


async def paced(
    _stack: AsyncExitStack, settings: Settings, _plan: Plan, _directory: Path
) -> Source:
    """Take FPL from the settings, and its clock as well."""
    return Source(settings, await clock_of(settings.fpl_url))


if __name__ == "__main__":
    parts.source = paced  # type: ignore[attr-defined,assignment]
    serving = sys.modules["fplbanter.wiring.web"]
    program = (sys.executable, "-m", "tests.faults.crowd", "web", "--listener")
    serving.PROGRAM = program  # type: ignore[attr-defined]
    main()
