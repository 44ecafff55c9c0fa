"""One demo for all tests of a worker, started again when a test has stopped it."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.insert(0, root)

from tests.demo.running import Running, free_port


class Demos:
    """The demo on one data directory and one port, as often as it is needed."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.port = free_port()
        self._runs: list[Running] = []

    @property
    def settings(self) -> dict[str, object]:
        return {"data_dir": self.directory, "port": self.port}

    def run(self) -> Running:
        """Return the demo that runs, started if there is none; it may not be up."""
        if not self._runs or self._runs[-1].process.poll() is not None:
            self._runs.append(Running("demo", **self.settings))
        return self._runs[-1]

    def close(self) -> None:
        for each in self._runs:
            each.kill()


@pytest.fixture(scope="session")
def demos() -> Iterator[Demos]:
    with tempfile.TemporaryDirectory(prefix="fplb-") as directory:
        demos = Demos(Path(directory))
        yield demos
        demos.close()


@pytest.fixture
def demo(demos: Demos) -> Running:
    """Give a demo that is up."""
    run = demos.run()
    run.address()
    return run
