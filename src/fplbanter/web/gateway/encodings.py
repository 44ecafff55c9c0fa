"""How a body may be packed for whoever asks (RFC 9110, 12.5.3)."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Final

BR: Final = "br"
GZIP: Final = "gzip"
IDENTITY: Final = "identity"

_LEAST: Final = 0.0001
"""How much plain bytes are wanted by who does not mention them: less than any q."""

_WEIGHT: Final = re.compile(r"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)
_ALIASES: Final = {"x-gzip": GZIP}

Wanted = Mapping[str, float]


@lru_cache(maxsize=512)
def wanted(accept: str | None) -> Wanted:
    """
    Return what `Accept-Encoding` lets us send, each with how much it is wanted.

    Without the header plain bytes: who understands more says so. It may be empty.
    """
    if accept is None:
        return MappingProxyType({IDENTITY: 1.0})
    told = dict(_read(member) for member in accept.lower().split(","))
    others = told.get("*")
    weights = {
        BR: told.get(BR, others or 0.0),
        GZIP: told.get(GZIP, others or 0.0),
        IDENTITY: told.get(IDENTITY, _LEAST if others is None else others),
    }
    return MappingProxyType({name: q for name, q in weights.items() if q > 0})


def best(sizes: Mapping[str, int], accept: Wanted) -> str | None:
    """
    Return the packing to send of those there are; None if none may be sent.

    Of what is wanted alike the smallest; and packing that makes a body no
    smaller is not worth anybody's time.
    """
    found = {name: size for name, size in sizes.items() if name in accept}
    if plain := found.get(IDENTITY):
        found = {n: s for n, s in found.items() if n == IDENTITY or s < plain}
    return min(found, key=lambda name: (-accept[name], found[name]), default=None)


def _read(member: str) -> tuple[str, float]:
    """Read one member; what makes no sense is not wanted."""
    name, _, weight = (part.strip() for part in member.partition(";"))
    found = _WEIGHT.fullmatch(weight) if weight else None
    q = 1.0 if not weight else float(found[1]) if found else 0.0
    return _ALIASES.get(name, name), q
