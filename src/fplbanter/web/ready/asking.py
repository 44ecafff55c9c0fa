"""
What the edge reads of a request: what its answer is kept under, and no more.

This is on the way of every request. It reads headers once, and decides by looking
things up that were worked out before.
"""

from functools import lru_cache
from typing import Final, NamedTuple

from starlette.types import Scope

from fplbanter.web.gateway.encodings import Wanted, wanted
from fplbanter.web.ready.routes import is_page
from fplbanter.words.telling import languages

SESSION_COOKIE: Final = "fplbanter_session"
"""Who carries it is asked for by name: pages are made for him alone."""

METHODS: Final = frozenset({"GET", "HEAD"})
LONGEST_KEY: Final = 1_024
"""Bytes of an address with its query; nothing of ours is half as long."""

LONGEST_CHOICE: Final = 200
"""Bytes of Accept-Encoding or Accept-Language; browsers send up to a hundred."""

ENGLISH: Final = "en"

_SESSION: Final = SESSION_COOKIE.encode() + b"="
_QS: Final = ("1", "0.9", "0.8")
_PASSED_ON: Final = frozenset({b"accept", b"origin", b"x-forwarded-for", b"forwarded"})
"""Headers that a question on everybody's behalf keeps; no answer depends on them."""

_CONDITIONS: Final = (b"if-", b"range", b"accept-encoding", b"x-request-id")

Told = dict[bytes, bytes]
"""A request's headers by name, several lines of one joined."""


class Key(NamedTuple):
    """What an answer is kept under. `packing` and `language` are reduced, not sent."""

    path: bytes
    query: bytes
    packing: bytes
    language: str


def read(scope: Scope) -> tuple[tuple[bytes, bytes, bytes, str], Told] | None:
    """Return what a request asks for, None if it passes the edge by."""
    if scope["type"] != "http" or scope["method"] not in METHODS:
        return None
    headers = scope["headers"]
    told = dict(headers)
    if len(told) != len(headers):
        told = _joined(headers)
    path, query = scope.get("raw_path") or b"", scope["query_string"]
    accept = told.get(b"accept-encoding", b"")
    if (
        b"authorization" in told
        or len(path) + len(query) > LONGEST_KEY
        or len(accept) > LONGEST_CHOICE
    ):
        return None
    packed, tongue = packing(accept), _language(told) if is_page(path) else ""
    if not packed or tongue is None:
        return None
    return (path, query, packed, tongue), told


def on_behalf(scope: Scope, told: Told, key: Key, request_id: bytes) -> Scope:
    """
    Return a question to the app for what everybody may have.

    It says nothing of who asks: neither cookies nor whom he takes the page's host
    to be. Nor does it make conditions, for others will want the answer whole.
    """
    headers = [(n, v) for n, v in told.items() if n in _PASSED_ON]
    headers += [(b"accept-encoding", b"identity"), (b"x-request-id", request_id)]
    if key.language:
        headers.append((b"accept-language", key.language.encode()))
    state = dict(scope.get("state", {}))
    return {**scope, "method": "GET", "headers": headers, "state": state}


def to_gateway(scope: Scope, told: Told, key: Key, request_id: bytes) -> Scope:
    """Return a question to the door `/fpl/`: for the whole answer, packed as asked."""
    headers = [(n, v) for n, v in told.items() if not n.startswith(_CONDITIONS)]
    headers += [(b"accept-encoding", key.packing), (b"x-request-id", request_id)]
    return {**scope, "method": "GET", "headers": headers}


@lru_cache(maxsize=512)
def packing(accept: bytes) -> bytes:
    """
    Reduce an `Accept-Encoding` to what matters of it; empty where nothing will do.

    There are few of them, however many ways browsers have to say them.
    """
    weights = wanted(accept.decode("latin-1") if accept else None)
    ranks = sorted(set(weights.values()), reverse=True)
    named = {name: _QS[ranks.index(q)] for name, q in weights.items()}
    rest = "" if "identity" in named or not named else ", identity;q=0"
    written = ", ".join(f"{n};q={named[n]}" for n in sorted(named))
    return f"{written}{rest}".encode()


def wanted_by(reduced: bytes) -> Wanted:
    """Return what a reduced `Accept-Encoding` lets us send."""
    return wanted(reduced.decode())


@lru_cache(maxsize=512)
def language(accept: bytes) -> str:
    """Reduce an `Accept-Language` to the language of ours that it wants most."""
    best, most = ENGLISH, 0.0
    for member in accept.decode("latin-1").lower().split(","):
        name, _, weight = member.partition(";")
        known = name.strip().partition("-")[0]
        if known in languages() and (q := _weight(weight)) > most:
            best, most = known, q
    return best


def _language(told: Told) -> str | None:
    """Return the language of a page, None where its reader has a page of his own."""
    if _SESSION in told.get(b"cookie", b""):
        return None
    accept = told.get(b"accept-language", b"")
    return language(accept) if len(accept) <= LONGEST_CHOICE else None


def _weight(text: str) -> float:
    name, _, value = text.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(1.0, float(value))
    except ValueError:
        return 0.0


def _joined(headers: list[tuple[bytes, bytes]]) -> Told:
    """Join the lines of headers that were sent in several."""
    told: Told = {}
    for name, value in headers:
        between = b"; " if name == b"cookie" else b", "
        told[name] = told[name] + between + value if name in told else value
    return told
