"""What a person at a terminal sees."""

import logging
import sys
from collections.abc import Iterator

import pytest

from fplbanter.ops.logs import LineFormatter, configure_logging


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give the root logger back as it was."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


def record(words: str, *arguments: object, error: bool = False) -> logging.LogRecord:
    failure = sys.exc_info() if error else None
    return logging.LogRecord(
        "fplbanter.fpl.client", logging.INFO, "", 0, words, arguments, failure
    )


def test_an_event_is_one_line_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also when the set-up is done twice."""
    configure_logging("INFO")
    configure_logging("info")
    logging.getLogger("fplbanter.fpl.client").info("read %d pages", 3)
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [err.rstrip("\n")]
    assert err.endswith("INFO    fpl.client: read 3 pages\n")


@pytest.mark.parametrize("name", ["pymongo.command", "uvicorn.access", "httpx2"])
def test_libraries_are_quiet(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A line for each request or command would hide what matters."""
    # A uvicorn that ran in this process has cut its access log off for good.
    monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    configure_logging("INFO")
    logging.getLogger(name).info("GET /")
    logging.getLogger(name).warning("broken")
    assert capsys.readouterr().err.endswith(f"WARNING {name}: broken\n")


def test_a_level_hides_what_is_below(capsys: pytest.CaptureFixture[str]) -> None:
    """The setting is the level."""
    configure_logging("WARNING")
    logging.getLogger("fplbanter").info("hidden")
    assert capsys.readouterr().err == ""


def test_a_name_cannot_forge_a_line() -> None:
    """Line ends, escapes and right-to-left marks are shown as question marks."""
    line = LineFormatter(tracebacks=False).format(
        record("team %s", "a\nb\x1b[2J\u202ec")
    )
    assert line.endswith("team a?b?[2J?c")


@pytest.mark.parametrize(("tracebacks", "lines"), [(False, 1), (True, 5)])
def test_a_traceback_is_for_debugging(*, tracebacks: bool, lines: int) -> None:
    """Otherwise an exception is a phrase at the end of the line."""
    try:
        int("x")
    except ValueError:
        event = record("gave up", error=True)
    text = LineFormatter(tracebacks=tracebacks).format(event)
    assert text.splitlines()[0].endswith("with base 10: 'x')")
    assert len(text.splitlines()) == lines


def test_an_unknown_level_is_refused() -> None:
    """A typing error does not silence the log."""
    with pytest.raises(ValueError, match="LOUD"):
        configure_logging("loud")
