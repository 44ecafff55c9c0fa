"""Questions to the gateway, and patience with its answers."""

import asyncio

from tests.fpl.gateway.house import Process

from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.gateway import Found

SEASON = Asked.of(endpoints.SEASON)
FIXTURES = Asked.of(endpoints.FIXTURES)
LIVE = Asked.of(endpoints.LIVE, gw=7)
TABLE = Asked.of(endpoints.CLASSIC, league_id=900)
NOBODY = Asked.of(endpoints.PROFILE, entry_id=2**31 - 1)


async def in_time(process: Process, question: Asked, version: int) -> Found:
    """Wait until a newer copy has come from behind."""
    async with asyncio.timeout(10):
        while True:
            found = await process.gateway.find(question, patience=50)
            if found.copy.version > version:
                return found
            await asyncio.sleep(0.005)


async def find(process: Process, question: Asked) -> Found:
    """Ask with patience: other tests may keep the machine busy."""
    return await process.gateway.find(question, patience=50)


async def begin(process: Process) -> None:
    """Have the season known, and then nobody asked anything."""
    for question in (SEASON, FIXTURES):
        await find(process, question)


async def at_rest(process: Process) -> None:
    """Wait until nothing is under way."""
    async with asyncio.timeout(10):
        while process.gateway.busy:
            await asyncio.sleep(0.005)
