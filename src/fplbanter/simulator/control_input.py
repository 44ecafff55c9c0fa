"""What may be said at the control door: checked here, refused in one sentence."""

import math
from datetime import datetime
from typing import Any

from fplbanter.simulator.faults import Fault
from fplbanter.simulator.meter import Limit
from fplbanter.simulator.spoiled import KINDS

Json = dict[str, Any]

_MOST_MINUTES = 366 * 24 * 60.0
_LONGEST_TEXT = 200
_FAULT_FIELDS = (
    "match",
    "kind",
    "status",
    "times",
    "delay",
    "field",
    "retry_after",
    "minutes",
    "pause",
)


class BadControl(ValueError):
    """Control input that makes no sense; the message says why."""


def number(body: Json, name: str, least: float | None = None) -> float:
    """Return a finite number of the body."""
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadControl(f'"{name}" is a number')
    if not math.isfinite(value) or (least is not None and value < least):
        raise BadControl(
            f'"{name}" is a finite number'
            + (f" from {least}" if least is not None else "")
        )
    return float(value)


def whole(body: Json, name: str) -> int:
    """Return a whole number of the body."""
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadControl(f'"{name}" is a whole number')
    return value


def moment(value: object) -> datetime:
    """Return an ISO time that names its zone."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadControl('"to" is an ISO time with its zone, 2026-10-17T14:30:00Z')
    return found


def fault(body: Json) -> Fault:
    """Return the fault that is asked for; raises BadControl."""
    if set(body) - set(_FAULT_FIELDS) or "kind" not in body:
        raise BadControl(f'give "kind", and of the others only {sorted(_FAULT_FIELDS)}')
    if body["kind"] not in KINDS:
        raise BadControl(f'"kind" is one of {", ".join(KINDS)}')
    status = whole(body, "status") if "status" in body else 503
    times = None if body.get("times") is None else whole(body, "times")
    if not 400 <= status <= 599 or (times is not None and times < 1):
        raise BadControl('"status" is 400 to 599 and "times" at least 1')
    asked = Fault(_text(body, "match", ""), body["kind"], status, times)
    asked.field = _text(body, "field", asked.field)
    asked.delay = _seconds(body, "delay", asked.delay)
    asked.pause = _seconds(body, "pause", asked.pause)
    asked.minutes = _seconds(body, "minutes", asked.minutes)
    if asked.minutes > _MOST_MINUTES:
        raise BadControl(f'"minutes" is at most {_MOST_MINUTES:.0f}: a year')
    asked.retry_after = _header(body.get("retry_after"))
    return asked


def limit(body: Json) -> Limit:
    """Return the limit that is asked for; what is left out is none."""
    if set(body) - {"per_second", "per_minute"}:
        raise BadControl('give "per_second", "per_minute", both or neither')
    return Limit(_most(body, "per_second"), _most(body, "per_minute"))


def how_many(text: str | None, default: int, most: int) -> int:
    """Return how many of something a query asks for."""
    if text is None:
        return default
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        raise BadControl("that is a whole number from 0")
    return min(int(text), most)


def _most(body: Json, name: str) -> int | None:
    value = None if body.get(name) is None else whole(body, name)
    if value is not None and value < 1:
        raise BadControl(f'"{name}" is at least 1, or null for no limit')
    return value


def _seconds(body: Json, name: str, default: float) -> float:
    return number(body, name, least=0.0) if name in body else default


def _text(body: Json, name: str, default: str) -> str:
    value = body.get(name, default)
    if not isinstance(value, str):
        raise BadControl(f'"{name}" is a string')
    return value


def _header(value: object) -> str | None:
    """Return the value of a header; whole numbers are written out."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise BadControl(
            f'"retry_after" is a whole number or up to {_LONGEST_TEXT} letters'
        )
    if not (value.isascii() and value.isprintable()):
        raise BadControl('"retry_after" is printable ASCII, or no header could say it')
    return value
