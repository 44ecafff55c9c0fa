"""The real command as a process: started, listened to, stopped, and counted."""

import os
import queue
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

import httpx2

PATIENCE = 40.0
"""Seconds for anything; a busy machine is slow, a broken product silent."""

FPLBANTER = (sys.executable, "-m", "fplbanter")


class Running:
    """`fplbanter ...` as a process of its own, with what it said."""

    def __init__(self, *arguments: str, **settings: object) -> None:
        self.began = monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [*FPLBANTER, *arguments],
            env=environment(settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = ""
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._family: set[int] = set()

    def address(self) -> str:
        """Wait for the address that it prints."""
        return self.wait_for(r"FPL Banter is at (http://\S+)").group(1)

    def wait_for(self, pattern: str) -> re.Match[str]:
        """Wait until it says something; fail with all that it said."""
        until = self.began + PATIENCE
        while (found := re.search(pattern, self.said)) is None:
            try:
                line = self._lines.get(timeout=max(0.01, until - monotonic()))
            except queue.Empty:
                raise AssertionError(f"it did not say {pattern}: {self.said}") from None
            assert line is not None, f"it ended: {self.said}"
            self.said += line
        return found

    def children(self) -> set[int]:
        """Return the processes below it: mongod, Valkey, the simulator."""
        found = {pid for pid, parent in parents().items() if parent == self.process.pid}
        self._family |= found
        return found

    def stop(self, number: signal.Signals) -> int:
        """Send a signal, wait for its end, and return the exit code."""
        self.children()
        self.process.send_signal(number)
        return self.end()

    def end(self) -> int:
        """Wait until it ends by itself; `said` is then complete."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        while (line := self._lines.get(timeout=1)) is not None:
            self.said += line
        return code

    def survivors(self) -> set[int]:
        """Return which of its processes still run; none should."""
        return self._family & set(parents())

    def kill(self) -> None:
        """See that nothing is left behind by a test that failed."""
        self.children()
        if self.process.poll() is None:
            self.process.kill()
            self.end()
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(None)


def parents() -> dict[int, int]:
    """Return the parent of every process that runs; the dead do not count."""
    rows = (line.split() for line in _listed("pid=,ppid=,stat="))
    return {int(pid): int(parent) for pid, parent, stat in rows if stat[0] != "Z"}


def names() -> dict[int, str]:
    """Return what every process is called."""
    rows = (line.split(maxsplit=1) for line in _listed("pid=,comm="))
    return {int(pid): Path(name).name for pid, name in rows}


def _listed(columns: str) -> list[str]:
    """Ask the system for its processes: /proc where there is one, else ps."""
    if sys.platform == "linux":
        return [
            line
            for each in Path("/proc").glob("[0-9]*")
            if (line := _row(each, columns))
        ]
    command = ("/bin/ps", "-A", "-o", columns)
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return done.stdout.splitlines()


def _row(process: Path, columns: str) -> str:
    """Return a process as ps would list it; nothing if it has ended meanwhile."""
    try:
        stat = (process / "stat").read_text()
    except OSError:
        return ""
    name = stat[stat.index("(") + 1 : stat.rindex(")")]
    state, parent = stat[stat.rindex(")") + 2 :].split()[:2]
    return f"{process.name} {name if 'comm' in columns else f'{parent} {state}'}"


def until(happens: Callable[[], bool]) -> None:
    """Look again and again until something has happened."""
    ends = monotonic() + PATIENCE
    while not happens():
        assert monotonic() < ends, "it did not happen"
        threading.Event().wait(0.02)


def run(*arguments: str, **settings: object) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(  # noqa: S603
        [*FPLBANTER, *arguments],
        env=environment(settings),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def environment(settings: Mapping[str, object]) -> dict[str, str]:
    """Return our environment with those settings, and no others of ours."""
    ours = {k: v for k, v in os.environ.items() if not k.startswith("FPLBANTER_")}
    given = {f"FPLBANTER_{k.upper()}": str(v) for k, v in settings.items()}
    return ours | given | {"PYTHONUNBUFFERED": "1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def get(address: str, path: str) -> httpx2.Response:
    """Ask the product over its real port."""
    with httpx2.Client(base_url=address, timeout=10, trust_env=False) as client:
        return client.get(path)
