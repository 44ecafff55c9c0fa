"""
What is said on the one channel that every process listens to.

The first line says what a message is about, so that who follows none of it need
not read on. After it comes the change itself, if it is small enough; a larger one
is read from MongoDB by who needs it.

    1 change league:900 17 1796400000000 1796400000123
    {"rows": ...}

    1 refresh
    league:900 entry:1234
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from fplbanter.store.changes import StoredChange

CHANNEL: Final = ("live", "changes")
"""The channel's name after the installation's prefix."""

WHOLE: Final = 32_000
"""Bytes of a change that are sent along; one message goes to every process."""

_SCHEMA: Final = "1"
_TOPICS: Final = 500
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Announced:
    """
    What was heard: topics to read anew; or of one topic its new `version`.

    `change` is that version's, None where it is to be looked up.
    """

    topics: tuple[str, ...]
    version: int = 0
    change: StoredChange | None = None


def change_message(change: StoredChange) -> bytes:
    """Write that a change is kept."""
    times = f"{_milliseconds(change.at)} {_milliseconds(change.kept_at)}"
    first = f"{_SCHEMA} change {change.topic} {change.version} {times}"
    whole = len(change.body) <= WHOLE
    return f"{first}\n{change.body if whole else ''}".encode()


def refresh_messages(topics: Collection[str]) -> Iterator[bytes]:
    """Write that topics are read anew and unchanged, a few hundred a message."""
    listed = list(topics)
    for begin in range(0, len(listed), _TOPICS):
        names = " ".join(listed[begin : begin + _TOPICS])
        yield f"{_SCHEMA} refresh\n{names}".encode()


def announced(message: bytes) -> Announced | None:
    """Read a message; None for what another release may have said."""
    try:
        first, _, rest = message.decode().partition("\n")
        match first.split(" "):
            case [schema, "refresh"] if schema == _SCHEMA:
                return Announced(tuple(rest.split()))
            case [schema, "change", topic, version, at, kept_at] if schema == _SCHEMA:
                times = (_moment(at), _moment(kept_at))
                whole = StoredChange(topic, int(version), *times, rest)
                return Announced((topic,), int(version), whole if rest else None)
    except (ValueError, OverflowError):
        pass
    return None


def _milliseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // _MILLISECOND


def _moment(milliseconds: str) -> datetime:
    return _EPOCH + int(milliseconds) * _MILLISECOND
