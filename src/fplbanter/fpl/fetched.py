"""
One answer of FPL as it came over the wire, and how old it was when it came.

What its headers say is somebody else's word: nonsense in them is nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from fplbanter.fpl.http_caching.freshness import stated_age

LONGEST_AGE: Final = 3600.0
"""Seconds. No copy of a live feed is older: who says so makes no sense."""

_LONGEST_VALIDATOR: Final = 256


@dataclass(frozen=True, slots=True)
class Validators:
    """What FPL told an answer from others by; None where it did not."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> Self:
        """Read them from an answer's headers; odd ones are left out."""
        etag, modified = headers.get("etag"), headers.get("last-modified")
        return cls(_sendable(etag), _sendable(modified))

    def headers(self) -> dict[str, str]:
        """Return the request headers that ask whether the answer has changed."""
        asking = {
            "If-None-Match": _sendable(self.etag),
            "If-Modified-Since": _sendable(self.last_modified),
        }
        return {name: value for name, value in asking.items() if value}


@dataclass(frozen=True, slots=True)
class Fetched:
    """
    One answer: its inflated bytes, None where FPL stands by what is known (304).

    `age` is how many seconds ago FPL made it, as its edge says.
    """

    body: bytes | None
    etag: str | None = None
    last_modified: str | None = None
    age: float = 0.0


def _sendable(value: str | None) -> str | None:
    """Return a header's value if it can be sent back as it is."""
    if not value or len(value) > _LONGEST_VALIDATOR:
        return None
    return value if value.isascii() and value.isprintable() else None


def age(headers: Mapping[str, str]) -> float:
    """
    Return for how many seconds an answer had been kept on its way here.

    Only `Age` tells, 0 for nonsense in it (RFC 9111, 5.1). `Date` does not: held
    against a clock that is an hour off it would make every answer an hour old.
    """
    return min(float(stated_age(headers.get("age")) or 0), LONGEST_AGE)
