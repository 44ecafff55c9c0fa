"""Plain logs for a person at a terminal: one short line for each event."""

import logging
import sys
import unicodedata

# What these say at INFO is about each request or each heartbeat.
_CHATTY = ("asyncio", "httpcore2", "httpx2", "pymongo", "uvicorn.access")


class LineFormatter(logging.Formatter):
    """
    One line: the time, the level, the logger's name without ours, the words.

    Control characters are shown as `?`, since names from FPL are hostile input. An
    exception is one more phrase, and a traceback only when debugging is asked for.
    """

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__(datefmt="%H:%M:%S")
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of one event."""
        name = record.name.removeprefix("fplbanter.")
        words = f"{name}: {_one_line(record.getMessage())}"
        if record.exc_info and (error := record.exc_info[1]):
            words += f" ({_one_line(f'{type(error).__name__}: {error}')})"
        line = f"{self.formatTime(record, self.datefmt)} {record.levelname:7} {words}"
        if self._tracebacks and record.exc_info:
            line += f"\n{self.formatException(record.exc_info)}"
        return line


def configure_logging(level: str = "INFO") -> None:
    """
    Send all events of `level` and above to standard error; may be called again.

    uvicorn must be run with `log_config=None`, else it sets up its own. Raises
    `ValueError` for a level that the standard library does not know.
    """
    root = logging.getLogger()
    root.setLevel(level.upper())
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter(tracebacks=root.level <= logging.DEBUG))
    for old in [one for one in root.handlers if _is_ours(one)]:
        root.removeHandler(old)
    root.addHandler(handler)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(root.level, logging.WARNING))


def _is_ours(handler: logging.Handler) -> bool:
    return isinstance(handler.formatter, LineFormatter)


def _one_line(text: str) -> str:
    return "".join(
        "?" if unicodedata.category(letter) in {"Cc", "Cf", "Zl", "Zp"} else letter
        for letter in text
    )
