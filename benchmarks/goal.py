"""
From the poll that sees points to the moved row in a browser.

    python benchmarks/goal.py [--times 10] [--keep-nothing]

`fplbanter up`, a real process with its own mongod and Valkey, reads a simulator in
which a matchday is on; a real Chromium has `/l/900` open. Again and again a starter
of somebody in the league is given points. Then the product asks FPL at its own pace;
the clock starts when the first question for live points after that arrives at the
simulator, and stops when the browser has changed the row. So the time that FPL takes
for its answer is in it. It needs Chromium, or FPLBANTER_CHROMIUM that names one.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from playwright.async_api import Page, async_playwright

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling
from tests.e2e.conftest import FLAGS
from tests.faults.pretend_fpl import PretendFPL, pretend_fpl
from tests.faults.processes import free_port, running

LEAGUE, GAMEWEEK = 900, 7
PACE = 5.0
"""How fast the simulator's clock runs: points are asked for every nine seconds."""

GOAL = 2.0
PATIENCE = 60.0
LIVE = f"/api/event/{GAMEWEEK}/live/"

POINTS_GIVEN, SLACK = 30, 12
"""More than anything else does to a row meanwhile, either way."""

POINTS = """row => Number(document.querySelector(`#${row} .gw b`).textContent.replace("\u2212", "-"))"""
WATCH = """() => {
  window.seen = [];
  const table = document.querySelector("#table").tBodies[0];
  const points = (row) => Number(row.querySelector(".gw b")?.textContent.replace("\u2212", "-"));
  const note = () => {
    const at = (performance.timeOrigin + performance.now()) / 1000;
    const rows = [...table.querySelectorAll("tr[id^=e]")];
    window.seen.push([at, new Map(rows.map((row) => [row.id, points(row)]))]);
  };
  new MutationObserver(note).observe(table, { subtree: true, childList: true, characterData: true });
}"""
"""Notes when rows changed (seconds since 1970), and the points that they show."""

SHOWN = """([row, least]) => window.seen.find(([, shown]) => shown.get(row) >= least)?.[0]"""


@dataclass(frozen=True, slots=True)
class Moved:
    """One round, in seconds since the poll arrived at FPL, and since the points came."""

    from_poll: float
    from_points: float


@asynccontextmanager
async def product(fpl: PretendFPL) -> AsyncIterator[str]:
    """Run the whole product over the simulator; league 900 has been read."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="fplb-") as folder:
        environment = {
            "FPLBANTER_PORT": str(port),
            "FPLBANTER_DATA_DIR": folder,
            "FPLBANTER_FPL_URL": fpl.url,
            "FPLBANTER_FPL_RATE": "20",
            "FPLBANTER_FPL_RATE_I_KNOW": "1",
            "FPLBANTER_LOG_LEVEL": "WARNING",
        }
        command = ("-m", "tests.faults.crowd", "up")
        async with running(*command, environment=environment) as program:
            await program.line("FPL Banter is at", PATIENCE)
            address = f"http://127.0.0.1:{port}"
            async with asyncio.timeout(PATIENCE):
                while not await _is_read(address):
                    await asyncio.sleep(0.3)
            yield address


async def _is_read(address: str) -> bool:
    found = await _get(address, f"/leagues/{LEAGUE}/standings?limit=1")
    coverage = found.get("coverage") or {"read": 0, "members": 1}
    return bool(0 < coverage["read"] == coverage["members"])


async def _get(address: str, path: str) -> dict[str, Any]:
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as http:
        found: dict[str, Any] = (await http.get(address + path)).json()
        return found


async def starters(address: str) -> dict[str, int]:
    """Return a starter of each of the first twenty rows, by the id of the row."""
    table = await _get(address, f"/leagues/{LEAGUE}/standings?limit=20")
    found = {}
    for row in table["items"]:
        path = f"/entries/{row['entry_id']}/gameweeks/{GAMEWEEK}"
        picks = (await _get(address, path))["picks"]
        counts = [p["player"]["player_id"] for p in picks if p["multiplier"]]
        if counts:
            found[f"e{row['entry_id']}"] = counts[0]
    return found


async def measure(times: int) -> list[Moved]:
    """Have it happen so often, and return how long each took."""
    async with pretend_fpl() as fpl:
        await fpl.clock(gameweek=GAMEWEEK, stage="live")
        await fpl.clock(pace=PACE)
        async with product(fpl) as address, async_playwright() as playwright:
            browser = await playwright.chromium.launch(
                executable_path=chromium(), args=FLAGS
            )
            page = await browser.new_page(viewport={"width": 1280, "height": 900})
            await page.goto(f"{address}/l/{LEAGUE}")
            await page.wait_for_selector('#live[data-told="true"]')
            await page.evaluate(WATCH)
            who = list((await starters(address)).items())
            # Of a row each time, so that none is awaited that moved before.
            rounds = [who[n % len(who)] for n in range(times)]
            moved = [await one(fpl, page, *each) for each in rounds]
            await browser.close()
            return moved


def chromium() -> str:
    """Return the browser; raises SystemExit with the cure."""
    found = os.environ.get("FPLBANTER_CHROMIUM") or shutil.which("chromium")
    if not found:
        raise SystemExit("It needs Chromium: apt-get install chromium.")
    return found


async def one(fpl: PretendFPL, page: Page, row: str, player: int) -> Moved:
    """Give a player points, and wait for the row of somebody who has him."""
    before = await page.evaluate(POINTS, row)
    given = time.monotonic()
    await give_points(fpl, player)
    shown_at = await _shown(page, row, before)
    offset = time.time() - time.monotonic()
    asked = [
        one["at"]
        for one in (await fpl.requests())["recent"]
        if one["path"] == LIVE and given < one["at"] < shown_at - offset
    ]
    assert asked, "the row moved before FPL was asked"
    found = Moved(shown_at - offset - asked[0], shown_at - offset - given)
    told = f"{found.from_poll * 1e3:6.0f} ms after the poll"
    print(f"{row}: {told}, {found.from_points:4.1f} s after the points", flush=True)
    return found


async def give_points(fpl: PretendFPL, player: int) -> None:
    """Have FPL count more points of a player (docs of the control door)."""
    address = f"http://127.0.0.1:{fpl.port}/control/players/{player}"
    order = {"gameweek": GAMEWEEK, "points": POINTS_GIVEN}
    async with httpx2.AsyncClient(trust_env=False, timeout=30) as http:
        answer = await http.post(address, json=order)
    assert answer.status_code == 200, answer.text


async def _shown(page: Page, row: str, before: int) -> float:
    """Wait until a row shows many more points; return when it did, since 1970."""
    least = before + POINTS_GIVEN - SLACK
    await page.wait_for_function(SHOWN, arg=[row, least], timeout=PATIENCE * 1000)
    return float(await page.evaluate(SHOWN, [row, least]))


def told(moved: Sequence[Moved]) -> str:
    """Put it into words."""
    times = [each.from_poll for each in moved]
    waits = [each.from_points for each in moved]
    median, worst = statistics.median(times), max(times)
    rows = [
        ("from the poll to the moved row", median, worst, f"{GOAL:g} s"),
        ("from the points to the moved row", statistics.median(waits), max(waits), ""),
    ]
    begin = (
        f"{len(moved)} times; the simulator's clock runs {PACE:g} times as fast as ours, "
        f"so that points are asked for every {45 / PACE:g} s; load average "
        f"{os.getloadavg()[0]:.1f}."
    )
    lines = [
        begin,
        "",
        "| League 900, 50 rows, in Chromium | median s | worst s | goal |",
        "|---|---:|---:|---:|",
        *(f"| {what} | {m:.2f} | {w:.2f} | {goal} |" for what, m, w, goal in rows),
        "",
        f"Under {GOAL:g} s: {'met' if worst < GOAL else '**missed**'}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="3 times, and not kept")
    given = parser.parse_args()
    text = told(asyncio.run(measure(3 if given.quick else given.times)))
    if given.quick:
        print(text)
    else:
        telling.keep("goal", f"{telling.heading()}\n\n{text}")


if __name__ == "__main__":
    main()
