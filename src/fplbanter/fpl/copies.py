"""What FPL answered, as it is kept: the bytes, and what is known about them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Self

from fplbanter.cluster.answers import Meta, Stored
from fplbanter.fpl.examined import Examined


@dataclass(frozen=True, slots=True)
class Copy:
    """
    One answer of FPL.

    A `body` of None is a negative one: FPL said 404. `fetched_at` is when FPL
    said it, `checked_at` when it last stood by it (a 304). `final` can never
    change again. `version` rises with every new body, in all processes.
    `etag` and `last_modified` are FPL's own validators, if it gave any.
    """

    body: bytes | None
    fetched_at: datetime
    checked_at: datetime
    final: bool = False
    version: int = 0
    etag: str | None = None
    last_modified: str | None = None

    def numbered(self, version: int) -> "Copy":
        """Return it with the version under which it is shared."""
        return replace(self, version=version)

    def checked(self, at: datetime, *, final: bool) -> "Copy":
        """Return it as FPL has just stood by it."""
        return replace(self, checked_at=max(at, self.checked_at), final=final)

    def meta(self) -> Meta:
        """Return what is kept beside the bytes: flat, and small."""
        return {
            "fetched_at": self.fetched_at.timestamp(),
            "checked_at": self.checked_at.timestamp(),
            "final": self.final,
            "etag": self.etag,
            "last_modified": self.last_modified,
        }

    @classmethod
    def of(cls, body: bytes | None, meta: Meta, version: int) -> Self | None:
        """Read what was kept; None for what another version of us left there."""
        try:
            return cls(
                body,
                datetime.fromtimestamp(float(meta["fetched_at"] or 0), UTC),
                datetime.fromtimestamp(float(meta["checked_at"] or 0), UTC),
                final=bool(meta["final"]),
                version=version,
                etag=_text(meta.get("etag")),
                last_modified=_text(meta.get("last_modified")),
            )
        except (KeyError, TypeError, ValueError, OverflowError):
            return None

    @classmethod
    def stored(cls, stored: Stored) -> Self | None:
        """Read what the processes share."""
        return cls.of(stored.body, stored.meta, stored.version)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


@dataclass(frozen=True, slots=True)
class Answered:
    """
    An answer as parsed JSON; `as_of` is when FPL last stood by it.

    Where it was `examined` already the body may be None.
    """

    body: object
    as_of: datetime
    examined: Examined | None = None
