"""
What it costs to watch a request: `.venv/bin/python benchmarks/watching.py`.

The smallest application there can be, asked without a socket, with more and more
around it. The differences are what each layer adds to every request.
"""

import asyncio
import logging
import statistics
import sys
import time
from pathlib import Path

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.ops.logs import configure_logging
from fplbanter.ops.scrape import exposition
from fplbanter.web.request_id import RequestId
from fplbanter.web.watching import Watching

ROUNDS, REQUESTS = 15, 2_000


class Route:
    """What the router would leave in the scope."""

    path_format = "/leagues/{league_id}/standings"


async def smallest(scope: Scope, _: Receive, send: Send) -> None:
    scope["route"] = Route
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"x" * 1_000})


async def receive() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}


async def send(_: Message) -> None:
    """Send to nobody."""


def scope() -> Scope:
    return {
        "type": "http",
        "method": "GET",
        "path": "/leagues/900/standings",
        "raw_path": b"/leagues/900/standings",
        "query_string": b"limit=20",
        "headers": [(b"host", b"x"), (b"accept", b"*/*")],
        "client": ("192.0.2.77", 4711),
        "http_version": "1.1",
        "scheme": "http",
        "root_path": "",
        "state": {},
    }


async def microseconds(app: ASGIApp) -> tuple[float, float]:
    """Return the median round's time for a request, and the fastest's."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for _ in range(REQUESTS):
            await app(scope(), receive, send)
        rounds.append((time.perf_counter() - begun) / REQUESTS * 1e6)
    return statistics.median(rounds), min(rounds)


def routed() -> FastAPI:
    """Build the smallest application that routes, for comparison."""
    app = FastAPI()

    @app.get("/leagues/{league_id}/standings")
    async def standings(league_id: int) -> dict[str, int]:
        return {"league": league_id}

    return app


def main() -> None:
    access = logging.getLogger("fplbanter.access")
    terminal = sys.stderr
    with Path("/dev/null").open("w") as nowhere:
        sys.stderr = nowhere
        configure_logging("INFO", "json", secrets=["redis://:pass-word@host"])
        sys.stderr = terminal
        rows: list[tuple[str, ASGIApp, int]] = [
            ("nothing around it", smallest, logging.WARNING),
            ("request id", RequestId(smallest), logging.WARNING),
            ("and metrics", RequestId(Watching(smallest)), logging.WARNING),
            ("and a line of JSON", RequestId(Watching(smallest)), logging.INFO),
            ("FastAPI's own smallest route", routed(), logging.WARNING),
        ]
        for name, app, level in rows:
            access.setLevel(level)
            median, least = asyncio.run(microseconds(app))
            print(f"{name:30} median {median:7.1f} µs   least {least:7.1f} µs")
    begun = time.perf_counter()
    body, _ = exposition()
    took = (time.perf_counter() - begun) * 1000
    print(f"one /metrics: {took:.1f} ms, {len(body) / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
