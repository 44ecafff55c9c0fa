"""
How long a league's table takes, on a real mongod over the simulator.

    python benchmarks/tables.py      # or: make bench

It prints what it measured and writes it into README.md beside it.
"""

import asyncio
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import count
from pathlib import Path
from time import perf_counter

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from tests.pretend import product_on, read_season

from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.game.scoring import score
from fplbanter.ops.embedded import embedded
from fplbanter.services.answers import Standings
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store, connect
from fplbanter.web.rest.league_bodies import StandingsBody

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
GAMEWEEK = Gameweek(7)
LEAGUES = {50: LeagueId(900), 1_200: LeagueId(905)}
PAGE = 100
PACKAGES = ("pymongo", "pydantic", "fastapi")


@dataclass(frozen=True)
class Measured:
    """One line of the table: milliseconds, and what they should stay under."""

    what: str
    times: list[float]
    goal: float | None = None

    def line(self) -> str:
        cuts = statistics.quantiles(self.times, n=100, method="inclusive")
        goal = "" if self.goal is None else f"{self.goal:g} ms"
        median = statistics.median(self.times)
        count = len(self.times)
        return f"| {self.what} | {median:.3g} | {cuts[98]:.3g} | {count} | {goal} |"


async def measured(
    what: str,
    times: int,
    work: Callable[[], Awaitable[object]],
    *,
    goal: float | None = None,
    before: Callable[[], object] = lambda: None,
) -> Measured:
    """Time some work again and again; what is done `before` each does not count."""
    taken = []
    for _ in range(times):
        before()
        begun = perf_counter()
        await work()
        taken.append((perf_counter() - begun) * 1_000)
    return Measured(what, taken, goal)


async def page_of(product: Product, league_id: LeagueId) -> bytes:
    """Return the top hundred as the JSON that goes out."""
    found = await product.standings(league_id, limit=PAGE)
    assert isinstance(found, Standings)
    assert found.coverage.is_complete
    return StandingsBody.showing(found).model_dump_json().encode()


async def of_league(
    product: Product, store: Store, simulator: Simulator, size: int
) -> list[Measured]:
    """Measure one league: warm, after a change of points, and from the store."""
    league_id = LEAGUES[size]
    points = await store.live.find_live(product.board.season, GAMEWEEK)
    assert points is not None
    turns = count(1)

    def change() -> None:
        first, *others = points.players
        changed = replace(first, total_points=first.total_points + next(turns))
        product.board.set_live(replace(points, players=(changed, *others)))

    async def first_after_restart() -> None:
        async with product_on(store, simulator) as fresh:
            await page_of(fresh, league_id)

    async def page() -> None:
        await page_of(product, league_id)

    name, goal = f"{size:,} members", 20.0 if size == 50 else 100.0
    return [
        await measured(f"{name}: warm", 200, page, goal=goal),
        await measured(f"{name}: after a change of points", 20, page, before=change),
        await measured(f"{name}: first after a restart", 5, first_after_restart),
    ]


async def of_scoring(product: Product, store: Store) -> Measured:
    """Measure the engine alone: line-ups of the big league, one after the other."""
    season = product.board.season
    members = await store.members.find_all_members(season, LEAGUES[1_200], 2_000)
    ids = [member.standing.entry_id for member in members]
    lineups = await store.lineups.find_lineups(season, GAMEWEEK, ids)
    appearances = (await product.board.snapshot(GAMEWEEK)).appearances
    waiting = iter(list(lineups.values()))

    async def one() -> None:
        score(next(waiting).lineup, appearances)

    return await measured("one line-up scored", len(lineups), one)


async def of_help() -> Measured:
    """Measure how long somebody waits for `--help`."""
    command = (sys.executable, "-m", "fplbanter", "--help")

    async def shown() -> None:
        await asyncio.to_thread(
            subprocess.run, command, check=True, stdout=subprocess.DEVNULL
        )

    return await measured("`fplbanter --help`", 5, shown, goal=500)


async def measure() -> list[Measured]:
    """Read both leagues over the simulator, then measure."""
    simulator = Simulator(26)
    simulator.move_to(GAMEWEEK, "live")
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        async with embedded(Path(directory)) as services:
            store = connect(services.mongo_url, "benchmark")
            await store.prepare()
            async with product_on(store, simulator) as product:
                await read_season(product)
                for league_id in LEAGUES.values():
                    await product.desk.look(league_id)
                    await product.intakes.run(league_id, GAMEWEEK)
                found = [
                    each
                    for size in LEAGUES
                    for each in await of_league(product, store, simulator, size)
                ]
                found.append(await of_scoring(product, store))
            await store.close()
    return [*found, await of_help()]


def report(found: list[Measured]) -> str:
    """Return what was measured, and on what, as Markdown."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    python, day = platform.python_version(), f"{datetime.now(UTC):%Y-%m-%d}"
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return "\n".join(
        [
            f"{day}: {machine}, Python {python}, {packages}.",
            "",
            "| What | median ms | p99 ms | times | goal |",
            "|---|---:|---:|---:|---:|",
            *(each.line() for each in found),
        ]
    )


def main() -> None:
    """Measure, print, and keep it."""
    text = report(asyncio.run(measure()))
    print(text)
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", "utf-8")


if __name__ == "__main__":
    main()
