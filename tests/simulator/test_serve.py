"""The simulator as a process of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from fplbanter.simulator.serve import parse

PROGRAM = [sys.executable, "-m", "fplbanter.simulator"]


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Return a listening socket for a child to inherit; connecting never fails."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        yield found


def _ask(listener: socket.socket, path: str) -> httpx2.Response:
    port = listener.getsockname()[1]
    return httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=20, trust_env=False)


def test_it_serves_an_inherited_socket_and_stops_cleanly(
    listener: socket.socket,
) -> None:
    """First answer, then SIGTERM: exit code 0 and no traceback."""
    number = listener.fileno()
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
        [*PROGRAM, "--fd", str(number), "--demo", "--control"],
        pass_fds=[number],
        stderr=subprocess.PIPE,
    ) as process:
        assert _ask(listener, "/api/event-status/").json()["leagues"] == ""
        assert _ask(listener, "/control/clock").json()["pace"] == 195.0
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, b"")


def test_it_keeps_a_limit_and_offers_validators(listener: socket.socket) -> None:
    """Each request is stamped by the clock that all processes here share."""
    number = listener.fileno()
    options = ["--control", "--limit", "50", "--per-minute", "3", "--validators"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
        [*PROGRAM, "--fd", str(number), *options],
        pass_fds=[number],
    ) as process:
        before = time.monotonic()
        answers = [_ask(listener, "/api/event-status/") for _ in range(4)]
        body = _ask(listener, "/control/requests").json()
        process.terminate()
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert 50 < int(answers[3].headers["retry-after"]) <= 60
    assert answers[0].headers["etag"] == answers[1].headers["etag"]
    assert (body["most_in_a_minute"], body["violations"]) == (4, 1)
    stamps = [row["at"] for row in body["recent"]]
    assert before < stamps[0] < stamps[3] < time.monotonic()


def test_it_serves_a_recording(listener: socket.socket, shared_data: Path) -> None:
    """With --recording the directory is the upstream, and SIGINT stops it too."""
    number = listener.fileno()
    directory = shared_data / "recorded" / "2025-26"
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own program
        [*PROGRAM, "--fd", str(number), "--recording", str(directory)],
        pass_fds=[number],
        stderr=subprocess.PIPE,
    ) as process:
        assert _ask(listener, "/api/entry/900001/").json()["id"] == 900001
        assert _ask(listener, "/api/event-status/").status_code == 404
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, b"")


def test_it_stops_when_its_parent_is_gone(listener: socket.socket) -> None:
    """An orphan would answer for ever; this one closes its end of a pipe."""
    number = listener.fileno()
    reading, writing = os.pipe()
    program = (
        "import subprocess, sys, httpx2;"
        f"subprocess.Popen([*{PROGRAM!r}, '--fd', '{number}'],"
        f" pass_fds=[{number}, {writing}]);"
        f"httpx2.get('http://127.0.0.1:{listener.getsockname()[1]}/api/event-status/',"
        " timeout=20, trust_env=False)"
    )
    subprocess.run(  # noqa: S603 - our own interpreter and our own program
        [sys.executable, "-c", program], pass_fds=[number, writing], check=True
    )
    os.close(writing)
    # The read ends when the last holder of the other end, the orphan, has gone.
    assert os.read(reading, 1) == b""
    os.close(reading)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--port", "x"],
        ["--port", "1", "--fd", "2"],
        ["--port", "1", "--recording", "nowhere"],
        ["--port", "1", "--limit", "0"],
        ["--port", "1", "--limit", "1.5"],
        ["--port", "1", "--per-minute", "-3"],
    ],
)
def test_bad_options(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """They end with a usage message."""
    with pytest.raises(SystemExit) as stop:
        parse(arguments)
    assert stop.value.code == 2
    assert "usage" in capsys.readouterr().err
