"""
Run the public HTTP cache tests against the mount: `python -m tests.http_cache`.

Prints how many pass, by kind and by suite, writes all results as JSON, and fails
if fewer than nginx's 186 pass, a required one fails that something can pass, or the
list of known failures is not exactly what fails. `--nginx` runs nginx instead, for
comparison; `--only ID` shows one test's messages.
"""

import argparse
import asyncio
import json
import sys
import time
from pathlib import Path

from tests.http_cache.judging import (
    Outcome,
    as_json,
    passed,
    problems,
    report,
    with_dependencies,
)
from tests.http_cache.known_failures import IMPOSSIBLE, KNOWN
from tests.http_cache.mount import mounted
from tests.http_cache.nginx import nginx
from tests.http_cache.suite import HERE, CannotRun, install, origin, run


async def measured(*, behind_nginx: bool, only: str) -> list[Outcome]:
    """Run the suite through the mount, or through nginx."""
    await install()
    async with origin() as url:
        front = nginx(url) if behind_nginx else mounted(url)
        async with front as base:
            return await run(base, only)


def main() -> int:
    """Run, print and judge; the exit code says whether it will do."""
    options = _options()
    began = time.monotonic()
    try:
        outcomes = asyncio.run(measured(behind_nginx=options.nginx, only=options.only))
    except CannotRun as error:
        return _say(f"The HTTP cache tests cannot run: {error}.", code=2)
    seconds = time.monotonic() - began
    if options.only:
        return _say(*(f"{o.id}: {o.said or 'passed'}" for o in outcomes))
    name = "nginx" if options.nginx else "fplbanter"
    _write(options.json or HERE / "results" / f"{name}.json", outcomes)
    _say(
        report(outcomes),
        f"{name}: {passed(outcomes)} of {len(outcomes)} pass, "
        f"{with_dependencies(outcomes)} together with what they depend on, "
        f"in {seconds:.1f} s.",
    )
    found = [] if options.nginx else problems(outcomes, KNOWN, IMPOSSIBLE)
    return _say(*found, code=1) if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.http_cache")
    parser.add_argument("--nginx", action="store_true", help="run nginx instead")
    parser.add_argument("--only", default="", metavar="ID", help="show a single test")
    parser.add_argument("--json", type=Path, help="where the results are written")
    return parser.parse_args()


def _write(path: Path, outcomes: list[Outcome]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(as_json(outcomes), indent=1) + "\n", "utf-8")


def _say(*lines: str, code: int = 0) -> int:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
