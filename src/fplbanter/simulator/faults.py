"""Faults put in from outside: what a broken FPL would answer instead."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from fplbanter.simulator.answers import (
    BLOCKED,
    CREDENTIALS,
    HTML,
    JSON,
    UPDATING,
    Answer,
    JsonValue,
    dump,
)

KINDS = (
    "status",
    "html",
    "json_string",
    "updating",
    "truncated",
    "empty",
    "last_season",
    "slow",
    "changed",
    "forbidden",
    "blocked",
)


@dataclass(slots=True)
class Fault:
    """
    One fault for all paths under /api/ that begin with `match`.

    `left` counts down; None means until it is taken away. `field` is what
    "changed" drops, `delay` real seconds before any answer of this fault.
    """

    match: str
    kind: str
    status: int = 503
    left: int | None = None
    delay: float = 0.0
    field: str = "id"


class Faults:
    """The faults in force, the newest first."""

    def __init__(self, last_season: Callable[[str, dict[str, str]], Answer]) -> None:
        self._last_season = last_season
        self.active: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Put a fault in."""
        self.active.insert(0, fault)

    def clear(self) -> None:
        """Take all faults away."""
        self.active.clear()

    def take(self, path: str) -> Fault | None:
        """Return the fault that meets a path, and count it."""
        rest = path.removeprefix("/api/")
        for fault in self.active:
            if not rest.startswith(fault.match):
                continue
            if fault.left is not None:
                fault.left -= 1
                if fault.left <= 0:
                    self.active.remove(fault)
            return fault
        return None

    def spoil(
        self,
        fault: Fault,
        path: str,
        query: dict[str, str],
        honest: Callable[[], Answer],
    ) -> Answer:
        """Return what the fault makes of an answer."""
        plain = {
            "html": Answer(200, b"<p>The game is being updated.</p>", HTML),
            "json_string": Answer(200, UPDATING.body),
            "updating": UPDATING,
            "empty": Answer(200, b""),
            "forbidden": CREDENTIALS,
            "blocked": BLOCKED,
            "status": _status(fault.status),
        }
        answer = plain.get(fault.kind)
        if answer is None:
            answer = self._twist(fault, path, query, honest)
        return replace(answer, delay=fault.delay)

    def _twist(
        self,
        fault: Fault,
        path: str,
        query: dict[str, str],
        honest: Callable[[], Answer],
    ) -> Answer:
        """Return an answer that begins with an honest one."""
        if fault.kind == "last_season":
            return self._last_season(path, query)
        answer = honest()
        if fault.kind == "truncated":
            return replace(answer, body=answer.body[: len(answer.body) // 2])
        if fault.kind == "changed":
            return replace(answer, body=dump(_without(answer.json(), fault.field)))
        return answer


def _status(status: int) -> Answer:
    """Return an error with a page that says nothing useful; 429 says when to come back."""
    page = f"<html><body><h1>{status}</h1></body></html>".encode()
    if status == 429:
        return Answer(
            429,
            b'{"detail":"Request was throttled."}',
            JSON,
            0.0,
            (("Retry-After", "2"),),
        )
    return Answer(status, page, HTML)


def _without(value: JsonValue, field: str) -> JsonValue:
    """Return the value with a field dropped wherever it stands."""
    if isinstance(value, dict):
        return {k: _without(v, field) for k, v in value.items() if k != field}
    if isinstance(value, list):
        return [_without(each, field) for each in value]
    return value
