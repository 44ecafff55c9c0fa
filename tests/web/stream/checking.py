"""A JSON Schema checker, of as much as our messages need; more is an error."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

KINDS: Mapping[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
WORDS = {"description", "default", "examples", "title", "$defs", "type"}
"""What says nothing about a value, or has been looked at before."""


def faults(
    value: Any,  # noqa: ANN401  Any JSON.
    schema: Mapping[str, Any],
    root: Mapping[str, Any] | None = None,
    where: str = "$",
) -> list[str]:
    """Name everything in a value that its schema does not allow."""
    root = schema if root is None else root
    # What is of another type has nothing to be measured.
    if wrong := _of_another_type(value, schema, where):
        return wrong
    found: list[str] = []
    for word, rule in schema.items():
        if word not in WORDS:
            found += _broken(word, rule, value, schema, root, where)
    return found


def _of_another_type(value: object, schema: Mapping[str, Any], where: str) -> list[str]:
    kind = schema.get("type")
    if kind is None:
        return []
    is_flag = isinstance(value, bool) and kind != "boolean"
    return _unless(isinstance(value, KINDS[kind]) and not is_flag, where, kind)


def _broken(
    word: str,
    rule: Any,  # noqa: ANN401
    value: Any,  # noqa: ANN401
    schema: Mapping[str, Any],
    root: Mapping[str, Any],
    where: str,
) -> list[str]:
    match word:
        case "const":
            return _unless(value == rule, where, rule)
        case "enum":
            return _unless(value in rule, where, rule)
        case "minimum":
            return _unless(value >= rule, where, word)
        case "maximum":
            return _unless(value <= rule, where, word)
        case "maxLength":
            return _unless(len(value) <= rule, where, word)
        case "format":
            return _unless(rule == "date-time" and _is_time(value), where, rule)
        case "required":
            return [f"{where} lacks {name}" for name in rule if name not in value]
        case "$ref":
            name = rule.removeprefix("#/$defs/")
            return faults(value, root["$defs"][name], root, where)
        case "anyOf":
            tried = [faults(value, one, root, where) for one in rule]
            return [] if [] in tried else tried[0]
        case "items":
            each = (faults(v, rule, root, f"{where}[]") for v in value)
            return [fault for one in each for fault in one]
        case "properties":
            each = (
                faults(value[name], one, root, f"{where}.{name}")
                for name, one in rule.items()
                if name in value
            )
            return [fault for one in each for fault in one]
        case "additionalProperties":
            known = schema.get("properties", {})
            return _unless(rule is True or set(value) <= set(known), where, word)
    return [f"{where}: nobody here knows {word}"]


def _unless(holds: bool, where: str, rule: object) -> list[str]:  # noqa: FBT001
    return [] if holds else [f"{where} is not {rule}"]


def _is_time(text: str) -> bool:
    return datetime.fromisoformat(text).tzinfo is not None
