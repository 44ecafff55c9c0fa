"""What a program sees of the log: one JSON object for each event."""

import asyncio
import json
import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from fplbanter.ops.logs import ACCESS, LogFormat, configure_logging
from fplbanter.ops.request_context import REQUEST_ID
from fplbanter.ops.storms import ALLOWED, SPAN, Calm

Captured = pytest.CaptureFixture[str]
log = logging.getLogger("fplbanter.fpl.client")


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give the loggers back as they were."""
    root, access = logging.getLogger(), logging.getLogger(ACCESS)
    before = (root.level, list(root.handlers), access.level)
    yield
    root.setLevel(before[0])
    root.handlers[:] = before[1]
    access.setLevel(before[2])


def events(capsys: Captured) -> list[dict[str, Any]]:
    """Read what was logged: each line must be an object by itself."""
    out, err = capsys.readouterr()
    assert out == ""
    return [json.loads(line) for line in err.splitlines()]


def test_an_event_is_one_object(capsys: Captured) -> None:
    """When, how bad, who, what; and what the event brings itself."""
    configure_logging("INFO", "json")
    configure_logging("INFO", "json")
    log.info("read %d pages", 3, extra={"league": 900, "kind": "classic"})
    (event,) = events(capsys)
    moment = datetime.fromisoformat(event.pop("time"))
    assert moment.utcoffset() == timedelta(0)
    assert event == {
        "level": "info",
        "logger": "fpl.client",
        "event": "read 3 pages",
        "league": 900,
        "kind": "classic",
    }


@pytest.mark.parametrize("name", ["a\nb", "\x1b[2J", "\u202ec", "\u2028", '"'])
def test_a_name_cannot_forge_an_event(capsys: Captured, name: str) -> None:
    """Whatever it holds, it is part of one line, and plain ASCII there."""
    configure_logging("INFO", "json")
    log.info("team %s", name)
    text = capsys.readouterr().err
    assert text.isascii()
    assert text.count("\n") == 1
    assert json.loads(text)["event"] == f"team {name}"


@pytest.mark.parametrize(
    ("level", "said", "traced"),
    [("INFO", "warning", False), ("INFO", "error", True), ("DEBUG", "warning", True)],
)
def test_an_exception_is_part_of_its_event(
    capsys: Captured, level: str, said: str, *, traced: bool
) -> None:
    """A traceback is for errors and for debugging."""
    configure_logging(level, "json")
    try:
        int("x")
    except ValueError:
        getattr(log, said)("gave up", exc_info=True)
    (event,) = events(capsys)
    assert event["error"].startswith("ValueError: invalid literal")
    assert ("Traceback" in event.get("traceback", "")) is traced


@pytest.mark.anyio
async def test_an_event_tells_its_request(capsys: Captured) -> None:
    """Also in work that the request began and did not wait for; not beside it."""
    configure_logging("INFO", "json")

    async def behind() -> None:
        await asyncio.sleep(0)
        log.info("behind")

    before = REQUEST_ID.set("0123456789abcdef")
    task = asyncio.create_task(behind())
    REQUEST_ID.reset(before)
    log.info("beside")
    await task
    found = {event["event"]: event.get("request_id") for event in events(capsys)}
    assert found == {"beside": None, "behind": "0123456789abcdef"}


def test_auto_is_json_where_nobody_watches(capsys: Captured) -> None:
    """What pytest puts in place of a terminal is none."""
    configure_logging("INFO", "auto")
    log.info("hello")
    assert events(capsys)[0]["event"] == "hello"


def test_auto_is_a_line_on_a_terminal(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A person reads it, and a line for each request would hide the rest."""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    configure_logging("INFO", "auto")
    log.info("hello")
    logging.getLogger(ACCESS).info("request")
    assert capsys.readouterr().err.endswith("INFO    fpl.client: hello\n")


@pytest.mark.parametrize("form", ["json", "line"])
def test_a_secret_shows_in_no_form(capsys: Captured, form: LogFormat) -> None:
    """Not in words, arguments, fields, exceptions nor tracebacks."""
    url = "mongodb://banter:c4nary@db.example/"
    configure_logging("DEBUG", form, secrets=[url, None])
    try:
        int(f"{url} with c4nary")
    except ValueError:
        log.exception("cannot reach %s", url, extra={"tried": [url], "other": "c4nary"})
    text = capsys.readouterr().err
    assert "db.example" in text
    source = 'int(f"{url} with c4nary")'
    plain = text.replace(source, "").replace(json.dumps(source)[1:-1], "")
    assert "c4nary" not in plain


def test_a_storm_is_a_few_lines() -> None:
    """The first line of the next minute says how many were left out."""
    now = 0.0
    calm = Calm(lambda: now)

    def said(words: str, level: int = logging.WARNING) -> logging.LogRecord | None:
        record = logging.LogRecord("x", level, "", 0, "no %s", (words,), None)
        return record if calm.filter(record) else None

    shown = [said(f"answer {number}") for number in range(500)]
    assert len([record for record in shown if record]) == ALLOWED
    assert said("harm", logging.INFO)
    now = SPAN
    record = said("answer")
    assert record
    assert (
        record.getMessage() == f"no answer ({500 - ALLOWED} more like it were left out)"
    )
    record = said("answer")
    assert record
    assert record.getMessage() == "no answer"
