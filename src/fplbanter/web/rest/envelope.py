"""
The envelope of every JSON answer: how old it is, and of a list its paging.

A body is made from a service's answer by the names of its fields; what a body
does not name is not shown.
"""

from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T")


class Body(BaseModel):
    """A body that is read off a service's answer."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, found: "DataclassInstance", **changed: object) -> Self:
        """Show an answer; `changed` are fields that the door names otherwise."""
        return cls.model_validate(_named(found) | changed)


class Aged(Body):
    """What every answer says of its age."""

    as_of: datetime | None = Field(
        description="When FPL was last read for this.",
        examples=["2026-11-21T15:04:10Z"],
    )
    stale: bool = Field(description="Whether that is longer ago than it should be.")
    reason: str | None = Field(
        description="Why it is stale: updating, down, slow, busy, blocked or changed "
        "is FPL's doing; waiting for FPL, or our own database."
    )
    retry_at: datetime | None = Field(
        description="When FPL is asked again, while it is stale and that is known."
    )


class Listed(Aged, Generic[T]):
    """What every list says of its paging."""

    items: list[T]
    total: int = Field(description="Rows in the whole list.")
    next_cursor: str | None = Field(
        description="Ask with `cursor=` this for the next page; null on the last."
    )


class CoverageBody(Body):
    """How much has been read: `read` of `members`."""

    read: int
    members: int
    truncated: bool = Field(description="The league has more members than are read.")


class MonthBody(BaseModel):
    """A month table's month."""

    month_id: int
    name: str


def _named(found: "DataclassInstance") -> dict[str, Any]:
    """Return an answer's fields; those of its freshness and page are its own."""
    named = {f.name: getattr(found, f.name) for f in fields(found)}
    if "freshness" in named:
        named |= _named(named.pop("freshness"))
    if "page" in named:
        page = named.pop("page")
        named |= _named(page) | {"next_cursor": page.next_cursor}
    return named
