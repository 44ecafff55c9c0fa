"""Where FPL is: FPL itself, or the process that takes its place."""

import asyncio
import zlib
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fplbanter.clock import Clock, FrozenClock, PacedClock, SystemClock
from fplbanter.errors import StartupError
from fplbanter.game.model import Gameweek
from fplbanter.settings import Settings
from fplbanter.wiring.behind import keep_going
from fplbanter.wiring.plan import Plan

if TYPE_CHECKING:
    from fplbanter.ops.processes import Child
    from fplbanter.simulator.process import PretendFPL

DEMO_RATE = 200.0
RECORDING_RATE = 200.0
"""A simulator or a recording is its own upstream; nobody else's limit counts."""

FOLLOW_SECONDS = 0.25
"""Between two looks at the simulator's clock."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where FPL is, whose clock counts, and the process that takes FPL's place."""

    settings: Settings
    clock: Clock
    pinned: Gameweek | None = None
    children: tuple["Child", ...] = ()


async def source(
    stack: AsyncExitStack, settings: Settings, plan: Plan, directory: Path
) -> Source:
    """Start what takes FPL's place, if anything does; its clock is then ours."""
    from fplbanter.simulator.process import pretend_fpl

    if plan.recording is not None:
        moment, newest = _recorded(plan.recording)
        served = await stack.enter_async_context(
            pretend_fpl(directory, "--recording", str(plan.recording))
        )
        pointed = _pointed(settings, served, RECORDING_RATE)
        return Source(pointed, FrozenClock(moment), newest, (served.child,))
    if plan.demo:
        served = await stack.enter_async_context(
            pretend_fpl(directory, "--demo", "--control")
        )
        clock = PacedClock(*await served.clock())
        keep_going(stack, "Following the clock", lambda: _follow(clock, served))
        pointed = _pointed(settings, served, DEMO_RATE)
        return Source(pointed, clock, children=(served.child,))
    return Source(settings, SystemClock())


def _recorded(recording: Path) -> tuple[datetime, Gameweek]:
    """Return when a recording was made and its gameweek; raises StartupError."""
    from fplbanter.simulator.recording import newest_gameweek, recording_moment

    try:
        return recording_moment(recording), Gameweek(newest_gameweek(recording))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise StartupError(
            f"The recording at {recording} cannot be served: {error}"
        ) from error


def _pointed(settings: Settings, served: "PretendFPL", rate: float) -> Settings:
    """Point the settings at the simulator, at its own pace."""
    return settings.model_copy(
        update={"fpl_url": served.url, "fpl_rate": rate, "fpl_per_minute": None}
    )


async def _follow(clock: PacedClock, served: "PretendFPL") -> None:
    """Keep our clock where the simulator's is."""
    while True:
        with suppress(StartupError):
            clock.set(*await served.clock())
        await asyncio.sleep(FOLLOW_SECONDS)
