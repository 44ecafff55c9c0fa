"""Topics: what can be followed, as it is written in addresses and messages."""

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Self

from fplbanter.errors import BadRequest

LARGEST: Final = 2**31 - 1
"""The largest number of a league or an entry that is taken for one."""

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,9}")
_JOB: Final = re.compile(r"[0-9a-f]{32}")
_LONGEST: Final = 40
"""Characters; the longest topic is a job."""


class TopicKind(StrEnum):
    """What a topic is about. GAMEWEEK and STATUS are one topic each."""

    GAMEWEEK = "gameweek"
    STATUS = "status"
    LEAGUE = "league"
    ENTRY = "entry"
    JOB = "job"


@dataclass(frozen=True, slots=True)
class Topic:
    """
    Something that changes and can be followed, written `league:900`.

    `ident` is the number of a league or an entry, a job's 32 hexadecimal digits,
    and empty for the others. There is one way to write each; another raises
    BadRequest.
    """

    kind: TopicKind
    ident: str = ""

    def __post_init__(self) -> None:
        """Refuse what names nothing."""
        if not _is_named(self.kind, self.ident):
            raise _unknown()

    def __str__(self) -> str:
        return f"{self.kind}:{self.ident}" if self.ident else self.kind.value

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a topic as it is written; raises BadRequest."""
        kind, colon, ident = text[: _LONGEST + 1].partition(":")
        if len(text) > _LONGEST or kind not in list(TopicKind) or (colon and not ident):
            raise _unknown()
        return cls(TopicKind(kind), ident)

    @classmethod
    def known(cls, texts: Iterable[str]) -> "list[Self]":
        """Read the topics that this release knows; those of others are left out."""
        found = []
        for text in texts:
            with suppress(BadRequest):
                found.append(cls.parse(text))
        return found

    @classmethod
    def of(cls, kind: TopicKind, ident: int | str = "") -> Self:
        """Name a topic by its number or key; raises BadRequest."""
        return cls(kind, str(ident))


def kind_of(topic: str) -> str:
    """Return the kind of a topic that is known to be one."""
    return topic.partition(":")[0]


def _is_named(kind: TopicKind, ident: str) -> bool:
    if kind in (TopicKind.GAMEWEEK, TopicKind.STATUS):
        return not ident
    if kind is TopicKind.JOB:
        return _JOB.fullmatch(ident) is not None
    return _NUMBER.fullmatch(ident) is not None and int(ident) <= LARGEST


def _unknown() -> BadRequest:
    return BadRequest(
        "A topic is gameweek, status, league:NUMBER, entry:NUMBER or job:KEY.",
        field="topic",
    )
