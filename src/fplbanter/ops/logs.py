"""
Logs: a short line for a person at a terminal, JSON for a program.

Everything logs with the standard library. What a line looks like, what it may
not hold and which libraries are quiet is decided here.
"""

import logging
import sys
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

from fplbanter.ops.redaction import Redactor
from fplbanter.ops.storms import Calm

LogFormat = Literal["auto", "json", "line"]

ACCESS: Final = "fplbanter.access"
"""Who says at INFO how each request was answered: for programs only."""

# What these say at INFO is about each request or each heartbeat.
_CHATTY = ("asyncio", "httpcore2", "httpx2", "pymongo", "uvicorn.access")


class LineFormatter(logging.Formatter):
    """
    One line: the time, the level, the logger's name without ours, the words.

    Control characters are shown as `?`, since names from FPL are hostile input. An
    exception is one more phrase, and a traceback only when debugging is asked for.
    """

    def __init__(self, *, tracebacks: bool, redact: Redactor | None = None) -> None:
        super().__init__(datefmt="%H:%M:%S")
        self._tracebacks = tracebacks
        self._redact = redact or Redactor()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event."""
        name = record.name.removeprefix("fplbanter.")
        words = f"{name}: {self._shown(record.getMessage())}"
        if record.exc_info and (error := record.exc_info[1]):
            words += f" ({self._shown(f'{type(error).__name__}: {error}')})"
        line = f"{self.formatTime(record, self.datefmt)} {record.levelname:7} {words}"
        if self._tracebacks and record.exc_info:
            line += f"\n{self._redact(self.formatException(record.exc_info))}"
        return line

    def _shown(self, text: str) -> str:
        return _one_line(self._redact(text))


def configure_logging(
    level: str = "INFO",
    form: LogFormat = "line",
    *,
    secrets: Iterable[str | None] = (),
) -> None:
    """
    Send all events of `level` and above to standard error; may be called again.

    `auto` is a line where a person watches, else JSON. `secrets` are addresses
    whose passwords must not show. uvicorn must be run with `log_config=None`, else
    it sets up its own. Raises `ValueError` for a level that the standard library
    does not know.
    """
    root = logging.getLogger()
    root.setLevel(level.upper())
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    handler = _Ours(sys.stderr)
    handler.addFilter(Calm())
    handler.setFormatter(_formatter(Redactor(secrets), root.level, as_json=as_json))
    for old in [one for one in root.handlers if isinstance(one, _Ours)]:
        root.removeHandler(old)
    root.addHandler(handler)
    for name in _CHATTY if as_json else (*_CHATTY, ACCESS):
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))
    if as_json:
        logging.getLogger(ACCESS).setLevel(logging.NOTSET)


class _Ours(logging.StreamHandler):  # type: ignore[type-arg]
    """The one handler that is set up here, so that it is found again."""


def _formatter(redact: Redactor, level: int, *, as_json: bool) -> logging.Formatter:
    tracebacks = level <= logging.DEBUG
    if not as_json:
        return LineFormatter(tracebacks=tracebacks, redact=redact)
    # A person's terminal does not need it, and it takes a tenth of a second.
    from fplbanter.ops.json_logs import json_formatter

    return json_formatter(redact, tracebacks=tracebacks)


def _one_line(text: str) -> str:
    return "".join(
        "?" if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter
        for letter in text
    )
