"""The condition of FPL as other processes read it: a text, with its schema."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from fplbanter.fpl.condition import Condition, Spell, Symptom

_SCHEMA: Final = 1

ANOTHER_RUN: Final = timedelta(hours=2)
"""So far ahead of the clock is what a demo left behind that now begins anew."""


def written(condition: Condition) -> str:
    """Write a condition down for other processes."""
    outage = condition.outage
    told = {
        "schema": _SCHEMA,
        "revision": condition.revision,
        "symptoms": {w: _plain(s) for w, s in condition.symptoms.items()},
        "answered": {g: at.timestamp() for g, at in condition.answered.items()},
        "outage": outage and [outage.began_at.timestamp(), *outage.kinds],
    }
    return json.dumps(told, separators=(",", ":"))


def understood(text: str, now: datetime) -> Condition | None:
    """Read a condition; None for nothing, for another run's, or another schema's."""
    try:
        found = _condition(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    newest = [*found.answered.values(), *(s.last for s in found.symptoms.values())]
    return None if any(at - now > ANOTHER_RUN for at in newest) else found


def _condition(told: dict[str, Any]) -> Condition:
    if told["schema"] != _SCHEMA:
        raise ValueError("another release wrote this")
    outage = told["outage"]
    return Condition(
        {w: _symptom(s) for w, s in told["symptoms"].items()},
        {g: _moment(at) for g, at in told["answered"].items()},
        outage and Spell(_moment(outage[0]), tuple(outage[1:])),
        int(told["revision"]),
    )


def _plain(symptom: Symptom) -> list[object]:
    times = (symptom.since, symptom.last, symptom.next_try)
    return [
        symptom.group,
        symptom.kind,
        symptom.detail,
        *(at and at.timestamp() for at in times),
        symptom.times,
        symptom.in_a_row,
    ]


def _symptom(told: list[Any]) -> Symptom:
    group, kind, detail, since, last, next_try, times, in_a_row = told
    return Symptom(
        str(group),
        str(kind),
        str(detail),
        _moment(since),
        _moment(last),
        None if next_try is None else _moment(next_try),
        int(times),
        int(in_a_row),
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
