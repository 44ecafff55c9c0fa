"""
Let public FPL clients talk to us instead of FPL, and see that they notice nothing.

    python benchmarks/public_clients.py      # or: make clients-check

It makes a throw-away virtual environment, installs the packages below from the
index that pip is set up with, starts `fplbanter demo`, points each client's base
address to `/fpl/` and calls some of its functions. How each is pointed is said at
the top of its script in `clients/`. What is wrong is a sentence and exit code 1.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import venv
from collections import Counter
from pathlib import Path

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from tests.demo.running import Running, get

SCRIPTS = Path(__file__).resolve().parent / "clients"
CLIENTS = {
    "fpl==0.6.35": "with_fpl.py",
    "fpl-mcp==0.1.7": "with_fpl_mcp.py",
    "fpl-data-loader==0.3.2": "with_fpl_data_loader.py",
}
MINUTES = 5
"""For installing, and for each client, at most."""

Rows = list[dict[str, str]]


class Wrong(Exception):
    """A client was not content; the message says which, and why."""


def installed(folder: Path) -> Path:
    """Install the clients in an environment of their own; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    pip = (
        str(python),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    )
    done = subprocess.run(  # noqa: S603
        [*pip, *CLIENTS],
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if done.returncode:
        raise Wrong(f"pip could not install {', '.join(CLIENTS)}:\n{done.stderr}")
    return python


def called(python: Path, script: str, base: str, home: Path) -> Rows:
    """Run a client; return what it called and what came back."""
    environment = {
        "PATH": os.environ.get("PATH", ""),
        # Some keep files at home; and no proxy is between us.
        "HOME": str(home),
        "FPL_CACHE_DIR": str(home / "cache"),
    }
    done = subprocess.run(  # noqa: S603
        [str(python), str(SCRIPTS / script), base],
        env=environment,
        capture_output=True,
        text=True,
        timeout=MINUTES * 60,
        check=False,
    )
    if done.returncode:
        raise Wrong(f"{script} is not content:\n{done.stdout}{done.stderr}")
    lines = (line for line in done.stdout.splitlines() if line.startswith("{"))
    return [json.loads(line) for line in lines]


def answers(address: str) -> Counter[str]:
    """Count the answers of the door by their status, as our metrics tell them."""
    line = re.compile(
        r'^fplbanter_http_requests_total\{.*route="/fpl/{path}".*status="(\d+)".*\} (\S+)',
        re.MULTILINE,
    )
    found: Counter[str] = Counter()
    for status, count in line.findall(get(address, "/metrics").text):
        found[status] += int(float(count))
    return found


def show(rows: Rows) -> None:
    """Print the calls as a table."""
    print("| Client | Call | Result |\n|---|---|---|")
    for row in rows:
        print(f"| {row['client']} | `{row['call']}` | {row['result']} |")


def check(demo: Running, folder: Path) -> None:
    """Install, start, ask, count; raises Wrong."""
    python = installed(folder / "clients")
    base = f"{demo.address()}/fpl/"
    rows: Rows = []
    for script in CLIENTS.values():
        rows += called(python, script, base, folder)
    show(rows)
    counted = answers(demo.address())
    told = ", ".join(
        f"{count} with {status}" for status, count in sorted(counted.items())
    )
    print(f"\n{counted.total()} requests came to /fpl/: {told}.")
    refused = [status for status in counted if status[0] == "5" or status == "429"]
    if refused or not counted:
        raise Wrong(f"not all were answered: {told or 'none came'}")


def main() -> int:
    """Check all clients; the exit code says whether they are content."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        folder = Path(directory)
        demo = Running("demo", data_dir=folder / "data", port=0)
        try:
            check(demo, folder)
        except (Wrong, AssertionError, subprocess.TimeoutExpired) as wrong:
            print(f"{wrong}\n{demo.said}", file=sys.stderr)
            return 1
        finally:
            demo.kill()
    print("Every client is content.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
