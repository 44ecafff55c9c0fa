"""The command line: quick to help, and a slip is a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fplbanter.banter.catalogue import catalogue
from fplbanter.cli import app

COMMANDS = (
    "demo",
    "up",
    "web",
    "live",
    "work",
    "league",
    "banter",
    "stats",
    "verify-scoring",
    "refused",
    "settings",
)
HEAVY = (
    "fastapi",
    "pymongo",
    "pydantic",
    "httpx2",
    "uvicorn",
    "redis",
    "uvloop",
    "fluent",
    "docket",
)

HELP = f"""
import sys
from fplbanter.cli import app
try:
    app(["--help"])
except SystemExit as ended:
    heavy = [name for name in {HEAVY!r} if name in sys.modules]
    print(ended.code, heavy, file=sys.stderr)
"""


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run where there is no `.env`, and keep data where it is thrown away."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("FPLBANTER_DATA_DIR", str(tmp_path))


def ask(*arguments: str) -> tuple[int, str, str]:
    found = CliRunner().invoke(app, list(arguments))
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return found.exit_code, found.stdout, found.stderr


def test_help_imports_nothing_heavy() -> None:
    """It lists every command, and is there before the libraries would be."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", HELP], capture_output=True, text=True, check=True
    )

    assert done.stderr.strip() == "0 []"
    assert all(command in done.stdout for command in COMMANDS)


def test_without_a_command_there_is_help() -> None:
    """A bare `fplbanter` says what it can do."""
    _, out, err = ask()
    assert all(command in out + err for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["dmeo"],
        ["demo", "--now"],
        ["league"],
        ["league", "0"],
        ["league", "-1"],
        ["league", "abc"],
        ["league", str(2**31)],
        ["league", str(2**63)],
        ["league", "900", "--gameweek", "0"],
        ["league", "900", "--limit", "101"],
        ["banter"],
        ["banter", "900"],
        ["banter", "--league", "0"],
        ["banter", "--league", "x"],
        ["banter", "--league", "900", "--gameweek", "61"],
        ["banter", "--league", "900", "--heat", "volcanic"],
        ["stats", "benched_beast"],
        ["verify-scoring"],
    ],
)
def test_what_makes_no_sense_is_refused(arguments: list[str]) -> None:
    """Exit code 2, and what was wrong; nothing is started."""
    code, out, err = ask(*arguments)

    assert code == 2
    assert out == ""
    assert "Error" in err
    assert "Traceback" not in err


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://[", "nonsense"])
def test_a_server_that_is_not_there_is_a_sentence(url: str) -> None:
    """Whoever names an address means it: nothing else is started."""
    listens = ["watch", "--league", "900"]
    for command in (["league", "900"], ["banter", "--league", "900"], listens):
        code, out, err = ask(*command, "--url", url)

        assert (code, out) == (1, "")
        assert err.startswith("fplbanter: ")
        assert err.count("\n") == 1


def test_a_recording_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    """With what such a directory holds."""
    for command in (["up"], ["league", "900"], ["banter", "--league", "900"]):
        code, _, err = ask(*command, "--recording", str(tmp_path / "no such place"))

        assert code == 1
        assert err.startswith("fplbanter: There is no recording at ")
        assert "bootstrap-static.json.gz" in err


def test_a_bad_setting_stops_every_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a sentence, before anything is started."""
    monkeypatch.setenv("FPLBANTER_PORT", "99999")
    for command in (["demo"], ["up"], ["league", "900"], ["banter", "--league", "1"]):
        code, _, err = ask(*command)
        assert code == 1
        assert err.startswith("fplbanter: FPLBANTER_PORT is '99999'")


def test_settings_lists_every_setting() -> None:
    """Each variable with its default."""
    code, out, _ = ask("settings")

    assert code == 0
    assert "FPLBANTER_PORT=8000\n" in out
    assert out.count("FPLBANTER_FPL_RATE=2.0\n") == 1


def test_stats_lists_the_catalogue() -> None:
    """A line each: emoji, key, title, side, scope, and from which number on."""
    code, out, _ = ask("stats")

    assert code == 0
    lines = out.splitlines()
    assert len(lines) == len(catalogue()) + 1
    assert " ".join(lines[1].split()) == (
        "🪑 benched_beast Benched Beast shame gameweek 6 points or more"
    )


def test_stats_are_there_for_programs() -> None:
    """As JSON, with definition and example."""
    code, out, _ = ask("stats", "--json")

    assert code == 0
    found = {card["key"]: card for card in json.loads(out)}
    assert set(found) == set(catalogue())
    beast = found["benched_beast"]
    assert beast["scopes"] == ["gameweek", "month", "season"]
    assert beast["definition"] == catalogue()["benched_beast"].definition


def test_the_engine_agrees_with_fpl(shared_data: Path) -> None:
    """257 settled gameweeks of real managers, to the point."""
    code, out, _ = ask("verify-scoring", str(shared_data / "golden/settled.jsonl"))

    assert code == 0
    assert out == "points 257/257  bench 257/257  auto_subs 257/257\n"


def test_a_miss_of_the_engine_is_exit_code_1(shared_data: Path, tmp_path: Path) -> None:
    """It is counted, and named."""
    golden = (shared_data / "golden/settled.jsonl").read_text("utf-8")
    row = json.loads(golden.splitlines()[0])
    row["expect"]["points"] += 1
    wrong = tmp_path / "wrong.jsonl"
    wrong.write_text(json.dumps(row) + "\n", "utf-8")
    code, out, _ = ask("verify-scoring", str(wrong))

    assert code == 1
    assert "points 0/1" in out


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]\n", b"\xff\xfe"])
def test_rows_that_cannot_be_read_are_a_sentence(
    tmp_path: Path, content: bytes | None
) -> None:
    """A missing, empty, broken or binary file is exit code 2, no traceback."""
    file = tmp_path / "rows.jsonl"
    if content is not None:
        file.write_bytes(content)
    code, out, err = ask("verify-scoring", str(file))

    assert (code, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err
