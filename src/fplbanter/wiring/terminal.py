"""
What a command asks and prints: of the server that runs here, or of its own product.

A server that runs holds the data directory, so it is asked first; without one
the product runs for as long as the question takes.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fplbanter.errors import UpstreamError
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.settings import load_settings, url_of
from fplbanter.wiring.parts import running_product
from fplbanter.wiring.plan import plan_up

if TYPE_CHECKING:
    from fplbanter.client.banter import Banter
    from fplbanter.client.client import BanterClient
    from fplbanter.client.tables import Table
    from fplbanter.services.product import Product

WATCH_SECONDS = 0.5
STILL_SECONDS = 20.0
"""How long a league's reading may stand still before it is shown as it is."""

JUDGED_SECONDS = 60.0
"""How long a server may take to judge a league before what is there is shown."""


@dataclass(frozen=True, slots=True)
class Question:
    """Which league somebody wants to see in the terminal; `limit` rows of a table."""

    league_id: int
    gameweek: int | None
    limit: int = 100
    heat: str | None = None


Show = Callable[[str], None]
Answer = Callable[["BanterClient", "Product | None"], Awaitable[str]]


async def table_text(
    question: Question, url: str | None, recording: Path | None
) -> str:
    """Return a league's table; raises BanterError."""
    from fplbanter.client.terminal import rendered

    async def answer(client: "BanterClient", _: "Product | None") -> str:
        return rendered(await _whole_table(client, question))

    return await _asked(answer, url, recording)


async def banter_text(
    question: Question, url: str | None, recording: Path | None
) -> str:
    """Return a gameweek's banter with its receipts; raises BanterError."""
    from fplbanter.client.banter_terminal import told

    async def answer(client: "BanterClient", product: "Product | None") -> str:
        table = await _whole_table(client, question)
        if product is not None:
            await _judge(product, question.league_id, table.gameweek)
        return told(await _judged(client, question, table.gameweek))

    return await _asked(answer, url, recording)


async def watch_league(league_id: int, url: str | None, show: Show) -> None:
    """Show a league's table whenever it moves, for ever; raises BanterError."""
    from fplbanter.client.terminal import moving
    from fplbanter.client.watching import LeagueWatch

    watching = LeagueWatch(url or _own_address(), league_id)
    async for view in watching.views():
        show(moving(view))


async def _asked(answer: Answer, url: str | None, recording: Path | None) -> str:
    """Ask the server that runs; without one, start what is needed and ask that."""
    from fplbanter.client.client import BanterClient, Unreachable

    if recording is None:
        try:
            async with BanterClient(url or _own_address()) as client:
                return await answer(client, None)
        except Unreachable:
            if url is not None:
                raise
    return await _asked_alone(answer, recording)


async def _asked_alone(answer: Answer, recording: Path | None) -> str:
    """Run the product for this one question, on its own data."""
    import httpx2

    from fplbanter.client.client import BanterClient
    from fplbanter.web.app import create_app

    async with running_product(load_settings(), plan_up(recording)) as product:
        inside = httpx2.ASGITransport(app=create_app(product, checks={}))
        async with BanterClient("http://inside", transport=inside) as client:
            return await answer(client, product)


def _own_address() -> str:
    """Return where an FPL Banter of this machine listens, by our settings."""
    settings = load_settings()
    return url_of(settings.host, settings.port)


async def _whole_table(client: "BanterClient", question: Question) -> "Table":
    """Wait until all members of a league have been read, and return its table."""
    table, still = await _table(client, question), 0.0
    while (read := table.coverage.read) < table.coverage.members:
        progress = await client.progress(question.league_id)
        if progress.state == "failed" or still >= STILL_SECONDS:
            break
        _show(progress.text)
        await asyncio.sleep(WATCH_SECONDS)
        table = await _table(client, question)
        still = 0.0 if table.coverage.read > read else still + WATCH_SECONDS
    _show("")
    return table


async def _table(client: "BanterClient", question: Question) -> "Table":
    return await client.table(
        question.league_id, gameweek=question.gameweek, limit=question.limit
    )


async def _judge(product: "Product", league_id: int, gameweek: int) -> None:
    """Have a league judged here and now: no worker runs beside this command."""
    league = LeagueId(league_id)
    try:
        await product.backfill.fill(league, _show_filling)
    except UpstreamError as trouble:
        # What is read so far is judged all the same; it says what it lacks.
        _show(f"The season is not read whole: {trouble}")
    await product.banter_judge.judge_league(league, Gameweek(gameweek))
    _show("")


async def _judged(
    client: "BanterClient", question: Question, gameweek: int
) -> "Banter":
    """Wait until a league has been judged, and return its banter."""
    waited = 0.0
    while True:
        found = await client.banter(
            question.league_id, gameweek=gameweek, heat=question.heat
        )
        if found.state != "waiting" or waited >= JUDGED_SECONDS:
            _show("")
            return found
        _show("Waiting for the verdicts")
        await asyncio.sleep(WATCH_SECONDS)
        waited += WATCH_SECONDS


async def _show_filling(read: int, total: int) -> None:
    _show(f"Season of {read} of {total} managers")


def _show(progress: str) -> None:
    """Write over the line of progress, where somebody watches it."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{progress:<40}\r")
        sys.stderr.flush()
