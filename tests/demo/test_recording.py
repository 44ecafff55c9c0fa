"""`fplbanter up --recording`: real answers of FPL, served as if it were FPL."""

import re
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.demo.running import Running, get, run

pytestmark = [pytest.mark.processes, pytest.mark.timeout(120)]


@pytest.fixture(scope="module")
def recording(shared_data: Path) -> Path:
    found = sorted(shared_data.glob("*/bootstrap-static.json.gz")) or sorted(
        shared_data.rglob("bootstrap-static.json.gz")
    )
    return found[-1].parent


@pytest.fixture(scope="module")
def served(recording: Path) -> Iterator[Running]:
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        running = Running(
            "up", "--recording", str(recording), data_dir=directory, port=0
        )
        yield running
        running.kill()


def test_a_recording_is_shown_at_its_newest_gameweek(served: Running) -> None:
    """The table of league 900 is official to the point; Ctrl-C ends it."""
    address = served.address()
    glance = get(address, "/api/data").json()
    table = get(address, "/leagues/900/standings").json()

    assert served.wait_for(r"A recording of (\S+), gameweek (\d+)\.").group(1)
    assert glance["gameweek"] == table["gameweek"]
    assert table["total"] >= 1
    assert get(address, "/leagues/123456/standings").status_code == 404

    assert served.stop(signal.SIGINT) == 0
    assert served.survivors() == set()
    assert "Traceback" not in served.said


def test_a_recorded_league_can_be_printed_without_a_server(recording: Path) -> None:
    """`fplbanter league 900 --recording DIR` starts what it needs, and ends it."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        done = run("league", "900", "--recording", str(recording), data_dir=directory)

    assert done.returncode == 0, done.stderr
    assert "(900)" in done.stdout.splitlines()[0]
    assert done.stderr == ""


def test_a_recorded_gameweek_s_banter_can_be_printed_without_a_server(
    recording: Path,
) -> None:
    """`fplbanter banter` reads and judges by itself; the sums can be followed."""
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        done = run(
            "banter",
            *("--league", "900", "--recording", str(recording)),
            data_dir=directory,
        )

    assert done.returncode == 0, done.stderr
    assert "(900)" in done.stdout.splitlines()[0]
    assert "HEADLINES" in done.stdout
    assert re.search(
        r"^ +Semenyo MCI, Vice-captain, 180' +12$", done.stdout, re.MULTILINE
    )
    assert "Nobody holds: " in done.stdout
