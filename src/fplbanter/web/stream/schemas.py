"""The JSON Schema of every message, as `docs/live.md` has it."""

import json
from collections.abc import Mapping
from typing import Any, Final, Literal

from pydantic import BaseModel

from fplbanter.web.stream.messages import (
    HEARD,
    SAID,
    GameweekChange,
    LeagueChange,
)

WIDTH: Final = 100

IN_CHANGES: Mapping[str, type[BaseModel]] = {
    "league:N": LeagueChange,
    "gameweek": GameweekChange,
}
"""What the data of a change is; other topics have the whole anew, as in a snapshot."""


def schema_of(message: type[BaseModel]) -> dict[str, Any]:
    """Return a message's schema: all that is sent is required."""
    mode: Literal["validation", "serialization"]
    mode = "validation" if message in HEARD else "serialization"
    found = message.model_json_schema(mode=mode)
    plain: dict[str, Any] = _without_titles(found)
    return plain


def type_of(message: type[BaseModel]) -> str:
    """Return the word that a message says in `type`."""
    return str(schema_of(message)["properties"]["type"]["const"])


def messages_page() -> str:
    """Return the part of `docs/live.md` that is written from the code."""
    parts = ["## What the server says"]
    parts += [_section(f"`{type_of(one)}`", one) for one in SAID]
    parts += ["## What is in a change"]
    parts += [_section(f"Of `{name}`", one) for name, one in IN_CHANGES.items()]
    parts += ["## What a reader may say"]
    parts += [_section(f"`{type_of(one)}`", one) for one in HEARD]
    return "\n\n".join(parts) + "\n"


def _section(title: str, message: type[BaseModel]) -> str:
    schema = schema_of(message)
    words = schema.pop("description")
    body = _printed(schema)
    return f"### {title}\n\n{words}\n\n```json\n{body}\n```"


def _printed(part: object, indent: str = "") -> str:
    """Write JSON as short as it can be read: what fits in a line is one."""
    line = json.dumps(part, ensure_ascii=False)
    if len(line) + len(indent) <= WIDTH or not isinstance(part, list | dict):
        return line
    deeper = indent + "  "
    if isinstance(part, list):
        parts = [_printed(one, deeper) for one in part]
    else:
        parts = [f"{json.dumps(k)}: {_printed(v, deeper)}" for k, v in part.items()]
    start, end = "[]" if isinstance(part, list) else "{}"
    within = f",\n{deeper}".join(parts)
    return f"{start}\n{deeper}{within}\n{indent}{end}"


def _without_titles(part: Any) -> Any:  # noqa: ANN401  Any JSON.
    """Leave out what Pydantic makes of the names, and the docstrings of values."""
    if isinstance(part, list):
        return [_without_titles(one) for one in part]
    if not isinstance(part, dict):
        return part
    is_properties = all(isinstance(value, dict) for value in part.values())
    return {
        key: _without_titles(value)
        for key, value in part.items()
        if is_properties or key != "title"
    }
