"""How values become documents: keys, and dataclasses as plain fields."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from itertools import starmap
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Document = dict[str, Any]
"""What the driver reads and writes. Its keys are ours, never somebody's input."""

Value = TypeVar("Value", bound="DataclassInstance")


def key(*parts: object) -> str:
    """Return the natural key of a document: season first, "2026-27:900"."""
    return ":".join(map(str, parts))


@cache
def field_names(kind: "type[DataclassInstance]") -> tuple[str, ...]:
    """Return the names of a dataclass's fields in their order."""
    return tuple(field.name for field in fields(kind))


def plain(value: "DataclassInstance") -> Document:
    """Return a dataclass's own fields as a document, one level deep."""
    return {name: getattr(value, name) for name in field_names(type(value))}


def built(
    kind: type[Value], document: Mapping[str, Any], /, **changed: object
) -> Value:
    """
    Build a dataclass from a document; `changed` replaces stored fields.

    Fields that another release added are left out and fields that it did not
    know yet take their default, so that two releases can share a database.
    """
    known = {name: document[name] for name in field_names(kind) if name in document}
    return kind(**(known | changed))


def columns(
    kind: "type[DataclassInstance]", values: "Sequence[DataclassInstance]"
) -> Document:
    """Return values of one kind as one list per field: small, and fast to read."""
    names = field_names(kind)
    return {name: [getattr(value, name) for value in values] for name in names}


def rows(kind: type[Value], document: Mapping[str, Any]) -> list[Value]:
    """Build the values whose columns a document holds; the reverse of `columns`."""
    every = field_names(kind)
    names = tuple(name for name in every if name in document)
    cells = zip(*(document[name] for name in names), strict=True)
    if names == every[: len(names)]:
        # By place: a gameweek has 4,000 of these, and by name takes twice as long.
        return list(starmap(kind, cells))
    return [kind(**dict(zip(names, row, strict=True))) for row in cells]
