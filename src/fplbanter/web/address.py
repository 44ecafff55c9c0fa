"""
Who is asking: the caller's address, also behind proxies that we were told of.

Anybody may write any address into a header. So `X-Forwarded-For` and `Forwarded`
are believed from a proxy of ours only, and read from the right: the last entry is
what our own proxy saw, and what stands left of the first stranger he may have
made up.
"""

import re
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from starlette.types import Scope

from fplbanter.settings import Network

UNKNOWN: Final = "unknown"
"""The caller where the server does not say who is connected."""

_MOST_HOPS: Final = 20
_FOR: Final = re.compile(r'(?:^|[;\s])for="?([^";\s]*)"?', re.IGNORECASE)
_WITH_PORT: Final = re.compile(r"\[([^\]]*)\](?::\d{1,5})?|([\d.]+):\d{1,5}")

Address = IPv4Address | IPv6Address


def caller_of(scope: Scope, trusted: Sequence[Network] = ()) -> str:
    """
    Return whose request this is: an IPv4 address, or an IPv6 network of 64 bits.

    Whoever has one IPv6 address has at least the 2^64 beside it. `trusted` are
    our own proxies.
    """
    client = scope.get("client")
    address = _read(client[0]) if client else None
    if address is None:
        return UNKNOWN
    for hop in _told(scope) if _is_one_of(address, trusted) else ():
        if (told := _read(hop)) is None:
            # What cannot be read was not written by a proxy of ours.
            break
        address = told
        if not _is_one_of(address, trusted):
            break
    return _as_caller(address)


def _told(scope: Scope) -> Iterator[str]:
    """List the addresses that the headers tell of, the nearest first."""
    forwarded_for = _entries(scope, b"x-forwarded-for")
    forwarded = [_for(entry) for entry in _entries(scope, b"forwarded")]
    if forwarded_for and forwarded and forwarded_for != forwarded:
        # A proxy writes one of them; the other one, a stranger may have written.
        return iter(())
    return reversed((forwarded_for or forwarded)[-_MOST_HOPS:])


def _entries(scope: Scope, header: bytes) -> list[str]:
    values = [
        value.decode("latin-1") for name, value in scope["headers"] if name == header
    ]
    return [e for e in (entry.strip() for entry in ",".join(values).split(",")) if e]


def _for(entry: str) -> str:
    """Return whom an entry of `Forwarded` (RFC 7239) is for."""
    found = _FOR.search(entry)
    return found[1] if found else ""


def _read(text: str) -> Address | None:
    """Read an address, with or without a port; None for anything else."""
    if found := _WITH_PORT.fullmatch(text):
        text = found[1] or found[2]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_one_of(address: Address, networks: Sequence[Network]) -> bool:
    return any(address in network for network in networks)


def _as_caller(address: Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(ip_network((address, 64), strict=False))
