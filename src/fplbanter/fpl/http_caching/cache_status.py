"""How a cache says what it did: `Cache-Status` (RFC 9211)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fplbanter.fpl.http_caching.fields import Fields

NAME: Final = "fplbanter"


class Forwarded(StrEnum):
    """Why a request went on to the origin (RFC 9211, 2.2)."""

    METHOD = "method"
    URI_MISS = "uri-miss"
    VARY_MISS = "vary-miss"
    REQUEST = "request"
    STALE = "stale"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class CacheStatus:
    """
    What a cache did for a request.

    `forwarded` is None for a hit: nobody was asked. `status` is what the origin
    answered, `collapsed` says that another request's answer was waited for. `ttl`
    is in whole seconds, below 0 for a stale response; `detail` is a word of ours.
    """

    forwarded: Forwarded | None = None
    status: int | None = None
    ttl: int | None = None
    stored: bool = False
    collapsed: bool = False
    detail: str | None = None

    def __str__(self) -> str:
        """Write it as the member of a list that it is."""
        parts = [NAME]
        parts += [f"fwd={self.forwarded}" if self.forwarded else "hit"]
        parts += [f"fwd-status={self.status}"] if self.status is not None else []
        parts += ["stored"] if self.stored else []
        parts += ["collapsed"] if self.collapsed else []
        parts += [f"ttl={self.ttl}"] if self.ttl is not None else []
        parts += [f"detail={self.detail}"] if self.detail else []
        return "; ".join(parts)

    def added_to(self, fields: Fields) -> Fields:
        """Add it behind what the caches nearer to the origin have said."""
        before = fields.all("cache-status")
        return fields.with_("Cache-Status", ", ".join([*before, str(self)]))
