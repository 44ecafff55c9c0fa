"""
Where a page of documents goes on: opaque to whoever holds it, checked when it comes.

A cursor is good for the question it was given for: sort, order, season and
tournament are in it. It is input like any other: nothing of it is trusted.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Literal

from fplbanter.errors import BadRequest
from fplbanter.game.model import Season
from fplbanter.store.banter import LARGEST, After

Order = Literal["asc", "desc"]

LONGEST: Final = 400
"""Characters; ours have fewer."""

_VERSION: Final = 1


@dataclass(frozen=True, slots=True)
class Question:
    """What a list of documents was asked for; `field` is what it is sorted by."""

    season: Season
    tournament_id: str
    field: str
    order: Order

    @property
    def parts(self) -> list[Any]:
        """What a cursor repeats of it."""
        return [_VERSION, self.season, self.tournament_id, self.field, self.order]


def cursor_of(question: Question, last: After) -> str:
    """Return the cursor that goes on after a row."""
    value = last.value
    plain = value.timestamp() if isinstance(value, datetime) else value
    said = json.dumps([*question.parts, plain, last.user_id], separators=(",", ":"))
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def after_of(question: Question, cursor: str) -> After:
    """Return the row that a cursor goes on after; raises BadRequest."""
    said = _unpacked(cursor)
    if said is None:
        raise BadRequest("This is no cursor of ours.", field="cursor")
    if said[:-2] != question.parts:
        raise BadRequest("This cursor is of another question.", field="cursor")
    value, user_id = said[-2:]
    if not _is_user(user_id) or not _is_value(value):
        raise BadRequest("This is no cursor of ours.", field="cursor")
    if question.field == "updated_at":
        value = _moment(value)
    return After(value, user_id)


def _unpacked(cursor: str) -> list[Any] | None:
    """Return what is in a cursor, None where that cannot be."""
    if len(cursor) > LONGEST:
        return None
    try:
        raw = cursor.encode("ascii")
        packed = base64.b64decode(raw + b"=" * (-len(raw) % 4), b"-_", validate=True)
        said = json.loads(packed)
    except (ValueError, RecursionError, binascii.Error):
        return None
    is_ours = isinstance(said, list) and len(said) == len(_SHAPE)
    return said if is_ours else None


_SHAPE: Final = ("version", "season", "tournament", "field", "order", "value", "user")


def _is_user(user_id: object) -> bool:
    return isinstance(user_id, str) and user_id.isascii() and user_id.isdigit()


def _is_value(value: object) -> bool:
    """Say whether it is a number that MongoDB has, or none."""
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return -LARGEST <= value <= LARGEST


def _moment(value: float | None) -> datetime | None:
    try:
        return None if value is None else datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError):
        raise BadRequest("This is no cursor of ours.", field="cursor") from None
