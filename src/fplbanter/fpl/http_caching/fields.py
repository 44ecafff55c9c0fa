"""Header fields (RFC 9110, 5): in the order in which they came, and how to read them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

GREATEST_SECONDS: Final = 2_147_483_648
"""A number of seconds too large to hold is taken as this one (RFC 9111, 1.2.2)."""

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)
# A quoted string, one that never ends, what is neither, or a comma. Nothing is
# looked at twice (the `+` behind): who asks may send as many quotes as he likes.
_PIECE: Final = re.compile(
    r'"(?:\\.|[^"\\])*+(?:"|(?P<open>\\?\Z))|[^",]++|,', re.DOTALL
)
_ESCAPED: Final = re.compile(r"\\(.)")

Directives = Mapping[str, str | None]
"""What `Cache-Control` says: names in small letters; None without an argument."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Header fields: names as they came, told apart without regard to case."""

    lines: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, lines: Iterable[tuple[str, str]]) -> Self:
        """Take lines; the white space around a value is not part of it."""
        return cls(tuple((name, value.strip(" \t")) for name, value in lines))

    def __contains__(self, name: str) -> bool:
        """Say whether there is such a field."""
        return any(n.lower() == name for n, _ in self.lines)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Walk over the lines."""
        return iter(self.lines)

    def all(self, name: str) -> list[str]:
        """Return the values of all lines with a name (in small letters)."""
        return [value for n, value in self.lines if n.lower() == name]

    def first(self, name: str) -> str | None:
        """Return the value of the first line, for a field that should have one."""
        return next(iter(self.all(name)), None)

    def combined(self, name: str) -> str | None:
        """Return the one value that several lines stand for; None without any."""
        values = self.all(name)
        return ", ".join(values) if values else None

    def names(self) -> frozenset[str]:
        """Return the names in small letters."""
        return frozenset(name.lower() for name, _ in self.lines)

    def without(self, *names: str) -> Self:
        """Leave fields out."""
        return type(self)(tuple(x for x in self.lines if x[0].lower() not in names))

    def only(self, *names: str) -> Self:
        """Leave all others out."""
        return type(self)(tuple(x for x in self.lines if x[0].lower() in names))

    def plus(self, *lines: tuple[str, str]) -> Self:
        """Add lines at the end."""
        return type(self)(self.lines + lines)

    def with_(self, name: str, value: str) -> Self:
        """Set a field in place of any of that name."""
        return self.without(name.lower()).plus((name, value))

    def updated(self, newer: Self) -> Self:
        """Put every field of `newer` in place of what was there under its name."""
        return type(self)(self.without(*newer.names()).lines + newer.lines)

    def cache_control(self) -> Directives:
        """Return the directives of `Cache-Control`."""
        return directives(self.combined("cache-control"))


NO_FIELDS: Final = Fields()


def members(value: str | None) -> list[str]:
    """
    Split a list at its commas; quoted ones do not count, empty members neither.

    Quotes that are never closed are none.
    """
    text = value or ""
    found, start = [], 0
    for piece in _PIECE.finditer(text):
        if piece["open"] is not None:
            break
        if piece[0] == ",":
            found.append(text[start : piece.start()])
            start = piece.end()
    else:
        return _stripped([*found, text[start:]])
    return _stripped([*found, *text[start:].split(",")])


def _stripped(texts: Iterable[str]) -> list[str]:
    return [bare for text in texts if (bare := text.strip())]


def directives(value: str | None) -> Directives:
    """
    Read the directives of a `Cache-Control`.

    The first of two that disagree counts (RFC 9111, 4.2.1). What has no token for
    a name is left out; an argument may be in quotes or not (RFC 9111, 5.2).
    """
    found: dict[str, str | None] = {}
    for member in members(value):
        name, equals, argument = member.partition("=")
        if _TOKEN.fullmatch(name):
            found.setdefault(name.lower(), unquoted(argument) if equals else None)
    return found


def unquoted(value: str) -> str:
    """Return a quoted string without its quotes, anything else as it is."""
    if len(value) > 1 and value[0] == value[-1] == '"':
        return _ESCAPED.sub(r"\1", value[1:-1])
    return value


def delta_seconds(value: str | None) -> int | None:
    """Read a number of seconds (RFC 9111, 1.2.2); None for anything else."""
    if value is None or not (value.isascii() and value.isdigit()):
        return None
    # No conversion of what may be thousands of digits.
    digits = value.lstrip("0") or "0"
    return min(int(digits), GREATEST_SECONDS) if len(digits) < 11 else GREATEST_SECONDS
