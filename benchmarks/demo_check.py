"""
See that the demo comes up complete, and goes down without leaving a process.

    python benchmarks/demo_check.py      # or: make demo-check

It runs `fplbanter demo` as a person does, on a data directory and a port of its
own. What is wrong is a sentence and exit code 1.
"""

import signal
import sys
import tempfile
from pathlib import Path
from time import monotonic

if (root := str(Path(__file__).resolve().parents[1])) not in sys.path:
    sys.path.insert(0, root)

from tests.demo.running import Running, get

FIRST = 900
STOP_SECONDS = 5.0
START_SECONDS = 15.0


class Wrong(Exception):
    """The demo is not as it should be; the message says how."""


def expect(what: bool, sentence: str) -> None:  # noqa: FBT001  It reads as assert.
    """Go on if it is so."""
    if not what:
        raise Wrong(sentence)


def check(demo: Running) -> None:
    """Start, look, stop; raises Wrong."""
    address = demo.address()
    started = monotonic() - demo.began
    print(f"The address was printed after {started:.1f} s.")
    look(address)
    expect(len(demo.children()) == 3, "mongod, Valkey and the simulator do not all run")
    begun = monotonic()
    code = demo.stop(signal.SIGTERM)
    stopped = monotonic() - begun
    print(f"It stopped {stopped:.1f} s after SIGTERM.")
    expect(code == 0, f"it ended with exit code {code}")
    expect(not demo.survivors(), "it left processes behind")
    expect("Traceback" not in demo.said, "it said more than it should")
    expect(stopped < STOP_SECONDS, f"it took longer than {STOP_SECONDS:g} s to stop")
    expect(started < START_SECONDS, f"it took longer than {START_SECONDS:g} s to start")


def look(address: str) -> None:
    """See that the front page, the first league and both servers are there."""
    for path in ("/", "/readyz", f"/l/{FIRST}"):
        answer = get(address, path)
        expect(answer.status_code == 200, f"{path} answers {answer.status_code}")
    table = get(address, f"/leagues/{FIRST}/standings").json()
    coverage = table["coverage"]
    print(f"League {FIRST}: {coverage['read']} of {coverage['members']} managers.")
    expect(coverage["read"] == coverage["members"] > 0, "the first league is not read")
    expect(table["phase"] == "live", f"the gameweek is {table['phase']}, not live")
    page = get(address, f"/l/{FIRST}").text
    shown = page.count("<tr")
    expect(shown > coverage["members"], f"the page shows {shown} rows")


def main() -> int:
    """Check the demo; the exit code says whether all is well."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        demo = Running("demo", data_dir=directory, port=0)
        try:
            check(demo)
        except (Wrong, AssertionError) as wrong:
            print(f"The demo is broken: {wrong}.\n{demo.said}", file=sys.stderr)
            return 1
        finally:
            demo.kill()
    print("The demo is well.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
