"""`fplbanter demo` as a person runs it: real servers, real ports, real signals."""

import os
import re
import signal
import socket

import pytest
from tests.demo.conftest import Demos
from tests.demo.running import Running, get, names, run, until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(120)]

FIRST = 900


def test_the_first_league_is_complete_when_the_address_is_printed(
    demo: Running,
) -> None:
    """In the middle of a matchday, and at the top of the front page."""
    address = demo.address()
    table = get(address, f"/leagues/{FIRST}/standings?limit=100").json()
    front = get(address, "/")
    page = get(address, f"/l/{FIRST}")

    assert table["coverage"] == {"read": 50, "members": 50, "truncated": False}
    assert len(table["items"]) == 50
    assert table["phase"] == "live"
    assert front.status_code == page.status_code == 200
    assert re.search(r'href="/l/(\d+)"', front.text)[1] == str(FIRST)  # type: ignore[index]
    assert page.text.count("<tr") >= 50
    demo.wait_for("Ctrl-C stops it")
    assert f"{address}/l/{FIRST}\n" in demo.said


def test_matches_are_being_played(demo: Running) -> None:
    """Some fixture is on, and its minutes move."""
    address = demo.address()

    def minutes() -> int:
        fixtures = get(address, "/gameweeks/7/fixtures").json()["items"]
        return sum(fixture["minutes"] for fixture in fixtures)

    before = minutes()
    assert before > 0
    until(lambda: minutes() > before)


def test_both_servers_are_real_and_ready(demo: Running) -> None:
    """mongod, Valkey and the simulator run below it, and answer."""
    ready = get(demo.address(), "/readyz")

    assert ready.json()["checks"] == {"mongo": "ok", "valkey": "ok", "season": "ok"}
    assert len(demo.children()) == 3


def test_a_league_can_be_read_in_the_terminal(demo: Running, demos: Demos) -> None:
    """`fplbanter league 900` asks the demo that runs."""
    done = run("league", str(FIRST), "--limit", "3", **demos.settings)
    missing = run("league", "77777", **demos.settings)

    assert demo.process.poll() is None
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "The Muddy Boots Invitational (900)"
    assert len(lines) == 9
    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == "fplbanter: FPL knows no league 77777.\n"


def test_a_port_in_use_is_a_sentence(demo: Running, demos: Demos) -> None:
    """Exit code 1 and the cure, no traceback; the first demo goes on."""
    demo.address()
    done = run("demo", **demos.settings)

    assert done.returncode == 1
    assert done.stderr.startswith("fplbanter: Cannot listen on 127.0.0.1 port ")
    assert "FPLBANTER_PORT" in done.stderr
    assert done.stderr.count("\n") == 1
    assert get(demo.address(), "/livez").status_code == 200


def test_a_directory_in_use_is_a_sentence(demo: Running, demos: Demos) -> None:
    """Two runs on the same data would ruin it."""
    demo.address()
    done = run("demo", **demos.settings | {"port": 0})

    assert done.returncode == 1
    assert done.stderr.startswith("fplbanter: ")
    assert str(demos.directory) in done.stderr
    assert "Traceback" not in done.stderr
    assert get(demo.address(), "/readyz").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        b"GET /leagues/" + b"9" * 300_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /players?" + b"a=b&" * 50_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /\xff\xfe\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /l/900 HTTP/1.1\r\nHost: \r\nAccept: text/html\r\n\r\n",
        b"\x16\x03\x01\x00\xff" * 20 + b"\r\n\r\n",
        b"HEAD /players HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    ],
    ids=["long path", "long query", "odd bytes", "no host", "TLS", "HEAD"],
)
def test_odd_bytes_on_the_wire_do_no_harm(demo: Running, sent: bytes) -> None:
    """An answer or a closed door; never a 500, and the next one is served."""
    address = demo.address()
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as wire:
        wire.sendall(sent)
        wire.settimeout(10)
        answer = wire.recv(65_536)

    assert b" 500 " not in answer.partition(b"\r\n")[0]
    assert get(address, "/livez").status_code == 200


def test_sigterm_ends_it_and_everything_below_it(demo: Running) -> None:
    """Exit code 0 and no process left, whatever was under way."""
    assert demo.stop(signal.SIGTERM) == 0
    assert demo.survivors() == set()
    assert demo.said.rstrip().endswith("Stopping.")
    assert "Traceback" not in demo.said, demo.said
    assert "ERROR" not in demo.said


@pytest.mark.parametrize(
    ("name", "words"), [("mongod", "mongod"), ("python", "The simulator")]
)
def test_a_next_run_works_and_says_when_a_server_dies(
    demo: Running, name: str, words: str
) -> None:
    """On the data of the run before; what is killed ends it in a sentence."""
    table = get(demo.address(), f"/leagues/{FIRST}/standings").json()
    assert table["coverage"]["read"] == table["coverage"]["members"] == 50

    called = names()
    victim = next(pid for pid in demo.children() if called[pid].startswith(name))
    os.kill(victim, signal.SIGKILL)
    assert demo.end() == 1
    assert re.search(f"^fplbanter: .*{words}", demo.said, re.MULTILINE)
    assert "Traceback" not in demo.said, demo.said
    assert demo.survivors() == set()


def test_ctrl_c_during_the_start_ends_it(demos: Demos) -> None:
    """Nobody has to wait until it is up to stop it."""
    starting = demos.run()
    until(lambda: len(starting.children()) >= 2)

    assert starting.stop(signal.SIGINT) == 0
    assert starting.survivors() == set()
    assert "Traceback" not in starting.said
