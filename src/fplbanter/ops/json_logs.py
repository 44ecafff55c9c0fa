"""
One JSON object for each event: structlog's processors behind the standard loggers.

Always there: `time` (UTC), `level`, `logger`, `event`. Where it applies:
`request_id`, `error` (type and words), `traceback`, and what the event brings
itself, such as the fields of a request that was answered.
"""

import logging
from datetime import UTC, datetime
from typing import Any

from structlog.processors import JSONRenderer
from structlog.stdlib import ExtraAdder, ProcessorFormatter
from structlog.typing import EventDict, Processor

from fplbanter.ops.redaction import Redactor
from fplbanter.ops.request_context import REQUEST_ID

_LEFT_BEHIND = ("message", "asctime")
"""What another handler's formatter may have put on the record before us."""


def json_formatter(redact: Redactor, *, tracebacks: bool) -> logging.Formatter:
    """
    Return what makes a line of JSON of an event.

    A traceback is part of errors; with `tracebacks` of everything that failed.
    """
    return ProcessorFormatter(
        foreign_pre_chain=[ExtraAdder()],
        processors=[
            _failure(everywhere=tracebacks),
            _redacted(redact),
            _headed,
            ProcessorFormatter.remove_processors_meta,
            JSONRenderer(default=str),
        ],
    )


def _headed(_: object, __: str, event: EventDict) -> EventDict:
    """Say first when it was, how bad, who says it, and for which request."""
    record: logging.LogRecord = event["_record"]
    for left in _LEFT_BEHIND:
        event.pop(left, None)
    moment = datetime.fromtimestamp(record.created, UTC)
    head: dict[str, Any] = {
        "time": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "level": record.levelname.lower(),
        "logger": record.name.removeprefix("fplbanter."),
        "event": event.pop("event"),
    }
    if request_id := REQUEST_ID.get():
        head["request_id"] = request_id
    return {**head, **event}


def _failure(*, everywhere: bool) -> Processor:
    """Say what went wrong in words, and where it did if that helps."""
    plain = logging.Formatter()

    def tell(_: object, __: str, event: EventDict) -> EventDict:
        error = event.pop("exc_info", None)
        if not error or error[1] is None:
            return event
        event["error"] = f"{type(error[1]).__name__}: {error[1]}"
        if everywhere or event["_record"].levelno >= logging.ERROR:
            event["traceback"] = plain.formatException(error)
        return event

    return tell


def _redacted(redact: Redactor) -> Processor:
    """Hide what no log may hold, wherever it stands."""

    def hide(_: object, __: str, event: EventDict) -> EventDict:
        for key, value in event.items():
            if key != "_record":
                event[key] = _without(redact, value)
        return event

    return hide


def _without(redact: Redactor, value: object) -> object:
    """Return a field of an event without secrets; numbers stay numbers."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str):
        return redact(value)
    # A list or a mapping may hold anything; what it looks like is told.
    return redact(str(value))
