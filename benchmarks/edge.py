"""
The same table from memory, by us and by others, side by side.

    python benchmarks/edge.py [--seconds 5] [--rounds 3] [--only raw,product]

`wrk` asks over 64 connections that stay open, for `br` as browsers do. The product
is a real process on a real mongod and Valkey, over the simulator, with a league of
fifty; the others answer the same bytes, or the same dict. The rounds go through all
of them in turn, so that a machine that is busy for a while is so for all; what is
told is the median. fastapi-cache2 gets an environment of its own.
"""

import argparse
import asyncio
import contextlib
import math
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx2

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from benchmarks.played import telling
from benchmarks.stale import LEAGUE, read_all, started
from tests.faults.pretend_fpl import pretend_fpl
from tests.faults.processes import free_port, port_open
from tests.faults.servers import own_servers

TABLE = f"{LEAGUE}?limit=50"
BOOTSTRAP = "/fpl/bootstrap-static/"
SERVERS = Path(__file__).with_name("edge_servers.py")
CONNECTIONS = 64
PAIR = ("product", "raw")
OTHERS = ("dicts", "typed", "cached", "nginx")
PACKING = "gzip, deflate, br"
GOAL_OF_RAW, GOAL_OF_DICTS = 0.8, 50.0
NGINX = """
daemon off; worker_processes 1; error_log {folder}/nginx.log; {user} pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log off; keepalive_requests 100000000;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  proxy_cache_path {folder}/cache keys_zone=kept:10m;
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://127.0.0.1:{behind};
      proxy_cache kept; proxy_cache_valid 200 5m;
      proxy_ignore_headers Cache-Control Vary;
      proxy_cache_key $uri$is_args$args$http_accept_encoding;
    }}
  }}
}}
"""


@dataclass(frozen=True)
class Contender:
    """Somebody who answers, and where."""

    name: str
    url: str
    pid: int

    def cpu(self) -> float:
        """Return the seconds of processor that it and its children have had."""
        ours = Path(f"/proc/{self.pid}")
        try:
            children = (ours / "task" / str(self.pid) / "children").read_text().split()
            stats = [Path(f"/proc/{n}/stat").read_text() for n in (self.pid, *children)]
        except OSError:
            return math.nan
        ticks = [text.rpartition(")")[2].split()[11:13] for text in stats]
        return sum(int(n) for pair in ticks for n in pair) / os.sysconf("SC_CLK_TCK")


@dataclass
class Seen:
    """What `wrk` has seen of one of them, round by round."""

    rates: list[float] = field(default_factory=list)
    p99s: list[float] = field(default_factory=list)
    cpus: list[float] = field(default_factory=list)
    errors: int = 0

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    @property
    def p99(self) -> float:
        return statistics.median(self.p99s)

    @property
    def cpu(self) -> float:
        """Microseconds of processor for an answer: the same on a busy machine."""
        return statistics.median(self.cpus)


async def loaded(contender: Contender, seconds: int) -> tuple[int, float, float, int]:
    """Return how many answers came in how many seconds, p99 in ms, how many failed."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    command += ["-H", f"Accept-Encoding: {PACKING}", contender.url]
    wrk = await asyncio.create_subprocess_exec(*command, stdout=subprocess.PIPE)
    text = (await wrk.communicate())[0].decode()
    rate = re.search(r"(\d+) requests in ([\d.]+)s", text)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)\b", text)
    assert rate, text
    assert p99, text
    scale = {"us": 0.001, "ms": 1.0, "s": 1_000.0}[p99[2]]
    wrong = re.findall(
        r"(?:Non-2xx or 3xx responses|connect|read|write|timeout):? (\d+)", text
    )
    failed = sum(map(int, wrong))
    return int(rate[1]), float(rate[2]), float(p99[1]) * scale, failed


async def compared(
    contenders: Sequence[Contender], seconds: int, rounds: int
) -> Mapping[str, Seen]:
    """Load them all in turn, again and again."""
    seen = {each.name: Seen() for each in contenders}
    for turn in range(rounds + 1):
        for each in contenders:
            # The first round is short and is not counted: everybody gets warm.
            before = each.cpu()
            answers, took, p99, wrong = await loaded(each, seconds if turn else 1)
            if turn:
                one = seen[each.name]
                one.rates.append(answers / took)
                one.p99s.append(p99)
                one.cpus.append((each.cpu() - before) / answers * 1e6)
                one.errors += wrong
    return seen


@asynccontextmanager
async def server(command: Sequence[str | Path | int], port: int) -> AsyncIterator[int]:
    """Run a program that serves on a port; give the number of its process."""
    process = await asyncio.create_subprocess_exec(*map(str, command))
    try:
        await port_open(port)
        yield process.pid
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.terminate()
        await process.wait()


async def bodies(port: int, folder: Path) -> None:
    """Write what the product answers into a folder, as it goes over the wire."""
    base = f"http://127.0.0.1:{port}"
    async with httpx2.AsyncClient(base_url=base, trust_env=False) as http:
        plain = await http.get(TABLE, headers={"Accept-Encoding": "identity"})
        assert len(plain.json()["items"]) == 50
        (folder / "table.json").write_bytes(plain.content)
        for path, name in ((TABLE, "table.br"), (BOOTSTRAP, "bootstrap.br")):
            async with http.stream(
                "GET", path, headers={"Accept-Encoding": PACKING}
            ) as r:
                assert r.headers["content-encoding"] == "br"
                packed = b"".join([chunk async for chunk in r.aiter_raw()])
            (folder / name).write_bytes(packed)


def other_python(folder: Path) -> Path | None:
    """Return a Python that has fastapi-cache2, None where it cannot be installed."""
    place = folder / "fastapi-cache2"
    venv.create(place, with_pip=True)
    python = place / "bin" / "python"
    packages = ("fastapi-cache2", "fastapi", "uvicorn", "uvloop", "httptools", "jinja2")
    command = (python, "-m", "pip", "install", "-q", *packages)
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  Ours.
    return python if done.returncode == 0 else None


async def contenders(
    stack: AsyncExitStack, folder: Path, only: Sequence[str]
) -> tuple[list[Contender], list[str]]:
    """Start everybody; return who serves the table, and who could not be started."""
    servers = await stack.enter_async_context(own_servers())
    fpl = await stack.enter_async_context(pretend_fpl())
    program, port = await started(stack, servers, fpl, "--poll", "--edge")
    await read_all(port)
    await bodies(port, folder)
    product = f"http://127.0.0.1:{port}"
    found, missing = [Contender("product", product + TABLE, program.pid)], list[str]()

    async def serve(kind: str, python: str | Path = sys.executable) -> None:
        at = free_port()
        command = (python, SERVERS, kind, at, folder)
        pid = await stack.enter_async_context(server(command, at))
        found.append(Contender(kind, f"http://127.0.0.1:{at}/table", pid))

    await serve("raw")
    for kind in ("dicts", "typed"):
        if kind in only:
            await serve(kind)
    if "cached" in only:
        if python := await asyncio.to_thread(other_python, folder):
            await serve("cached", python)
        else:
            missing.append("fastapi-cache2 could not be installed here.")
    if "nginx" in only:
        if nginx := shutil.which("nginx"):
            at = free_port()
            # Its workers would else be somebody who may not write here.
            user = "user root root;" if os.getuid() == 0 else ""
            told = NGINX.format(folder=folder, port=at, behind=port, user=user)
            (folder / "nginx.conf").write_text(told)
            command = (nginx, "-p", folder, "-c", folder / "nginx.conf")
            pid = await stack.enter_async_context(server(command, at))
            found.append(Contender("nginx", f"http://127.0.0.1:{at}{TABLE}", pid))
        else:
            missing.append("nginx is not installed here.")
    return found, missing


NAMES = {
    "raw": "raw ASGI bytes (the limit)",
    "product": "**this product**",
    "dicts": "FastAPI, a dict from a five-minute dict",
    "typed": "the same, with a declared type",
    "cached": "FastAPI with fastapi-cache2, in memory",
    "nginx": "nginx, `proxy_cache` in front of the product",
}


def rows(seen: Mapping[str, Seen], sizes: Mapping[str, int]) -> list[str]:
    """Return the table's lines."""
    limit = seen["raw"].rate
    ours = seen["product"].rate
    lines = []
    for name in sorted(seen, key=lambda n: -seen[n].rate):
        one = seen[name]
        lines.append(
            f"| {NAMES[name]} | {sizes[name]:,} | {one.rate:,.0f} | {one.p99:.1f} "
            f"| {one.cpu:.1f} | {one.rate / limit:.2f} | {ours / one.rate:.1f} | {one.errors} |"
        )
    return lines


HEAD = (
    "| {what} | bytes | requests/s | p99 ms | CPU µs each | of raw | product is x times | errors |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|"
)


def sizes_in(folder: Path) -> dict[str, int]:
    """Return how large each body is."""
    return {f.name: f.stat().st_size for f in folder.iterdir() if f.is_file()}


async def measure(seconds: int, rounds: int, only: Sequence[str]) -> str:
    """Measure all of it; return what came of it."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as name:
        folder = Path(name)
        async with AsyncExitStack() as stack:
            tables, missing = await contenders(stack, folder, only)
            seen = await compared(tables, seconds, rounds)
            ours, limit = (next(t for t in tables if t.name == n) for n in PAIR)
            doors = [
                replace(ours, url=ours.url.removesuffix(TABLE) + BOOTSTRAP),
                replace(limit, url=limit.url.removesuffix("/table") + "/bootstrap"),
            ]
            big = await compared(doors, seconds, rounds)
            sizes = sizes_in(folder)
    packed = {"raw": "table.br", "product": "table.br", "nginx": "table.br"}
    table = {name: sizes[packed.get(name, "table.json")] for name in seen}
    bootstrap = dict.fromkeys(big, sizes["bootstrap.br"])
    return told(seen, table, big, bootstrap, missing, seconds, rounds)


def _by_cpu(seen: Mapping[str, Seen]) -> float:
    """Return how many answers we give for what one of raw costs."""
    return seen["raw"].cpu / seen["product"].cpu


def told(
    seen: Mapping[str, Seen],
    table: Mapping[str, int],
    big: Mapping[str, Seen],
    bootstrap: Mapping[str, int],
    missing: Sequence[str],
    seconds: int,
    rounds: int,
) -> str:
    """Return what was measured as Markdown."""
    of_raw = seen["product"].rate / seen["raw"].rate
    of_big = big["product"].rate / big["raw"].rate
    first = f"Goals: at least {GOAL_OF_RAW:g} of raw: {of_raw:.2f} for the table"
    goals = [
        f"{first}, {of_big:.2f} for `bootstrap-static`;",
        f"by processor {_by_cpu(seen):.2f} and {_by_cpu(big):.2f}.",
    ]
    if "dicts" in seen:
        times = seen["product"].rate / seen["dicts"].rate
        goals.append(f"At least {GOAL_OF_DICTS:g} times the dict: {times:.0f};")
        ours, theirs = seen["product"].p99, seen["dicts"].p99
        goals.append(f"p99 below its own: {ours:.1f} and {theirs:.1f} ms.")
    how = (
        f"{rounds} rounds of {seconds} s each in turn, medians; `wrk`, "
        f"{CONNECTIONS} connections, `Accept-Encoding: {PACKING}`."
    )
    return "\n".join(
        [
            f"{telling.heading()}",
            "",
            how,
            "",
            HEAD.format(what="50 rows"),
            *rows(seen, table),
            "",
            HEAD.format(what=f"`{BOOTSTRAP}`"),
            *rows(big, bootstrap),
            "",
            " ".join([*goals, *missing]),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default=",".join(OTHERS))
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("It needs wrk, which most systems have as a package.")
    only = given.only.split(",")
    text = asyncio.run(measure(given.seconds, given.rounds, only))
    if set(only) == set(OTHERS):
        telling.keep("edge", text)
    else:
        print(text)


if __name__ == "__main__":
    main()
