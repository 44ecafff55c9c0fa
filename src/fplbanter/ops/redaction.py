"""
What no log may hold: passwords, logins, and what somebody put into a query.

Wherever a text comes from (a message, an exception, a traceback), it goes
through here. Errors of drivers love to repeat the address they were given.
"""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote, unquote

HIDDEN: Final = "[hidden]"

SHORTEST: Final = 4
"""Letters of a password that is looked for by itself: less is in every word."""

_LOGIN: Final = re.compile(r"(\b[a-z][a-z0-9+.-]*://)[^\s/?#\"'<>]*@", re.IGNORECASE)
"""The part of an address before its host: `mongodb://name:password@`."""

_HEADER: Final = re.compile(
    r"""
    (\b(?:proxy-)?authorization|\b(?:set-)?cookie)  # the name of the header
    (["']?\s*[:=,]\s*(?:b(?=["']))?["']?)            # up to its value, also in a repr
    [^"'\r\n]+                                      # its value
    """,
    re.IGNORECASE | re.VERBOSE,
)

_SCHEME: Final = re.compile(
    r"\b(bearer|basic)\s+(?=[\w.~+/-]*[\d=])[\w.~+/=-]{6,}", re.IGNORECASE
)
"""A login without the name of its header; words have neither digit nor `=`."""

_QUERY: Final = re.compile(r"\?(?:(?<=[\w/.]\?)[\w%]|[\w%.\[\]-]+=)[^\s\"'<>)]*")
"""What comes after a question mark that ends no sentence."""

_NEEDED: Final = re.compile(r"[?@:=,\s]")
"""One of these is in everything that the patterns above look for."""


class Redactor:
    """
    Hides what no log may hold.

    `secrets` are addresses of servers, with or without a login: their passwords
    are hidden wherever they stand, and however they were written.
    """

    def __init__(self, secrets: Iterable[str | None] = ()) -> None:
        found = {form for url in secrets if url for form in _passwords(url)}
        longest_first = sorted(found, key=len, reverse=True)
        self._known = re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")

    def __call__(self, text: str) -> str:
        """Return a text without what no log may hold."""
        text = self._known.sub(HIDDEN, text)
        if not _NEEDED.search(text):
            return text
        text = _LOGIN.sub(rf"\1{HIDDEN}@", text)
        text = _HEADER.sub(rf"\1\2{HIDDEN}", text)
        text = _SCHEME.sub(rf"\1 {HIDDEN}", text)
        return _QUERY.sub(f"?{HIDDEN}", text)


def _passwords(url: str) -> set[str]:
    """Return the forms in which an address's password may show up."""
    login, _, _ = url.partition("://")[2].rpartition("@")
    password = login.partition(":")[2]
    forms = (password, unquote(password), quote(unquote(password), safe=""))
    return {form for form in forms if len(form) >= SHORTEST}
