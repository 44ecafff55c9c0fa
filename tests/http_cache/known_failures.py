"""
The tests that fail, each with the reason. The runner holds this list both ways.

A test that begins to pass must be taken off, one that begins to fail mended. No
required test may stand here but those that nothing can pass, or that want what a
careful HTTP library refuses; the surrogate suite is about what no RFC has.
"""

from collections.abc import Mapping
from typing import Final

_UNANSWERABLE: Final = (
    "Nothing can pass it (none of the ten published results does): the origin hangs "
    "up, and the test wants a header that only the origin sends. That nothing stale "
    "is sent, but a 504, is tested in tests/http_cache/test_mount.py."
)
_AT_ODDS: Final = (
    "Its name says stale and its code wants it reused; reusing `0,7200` while not "
    "reusing `0, 0` (age-parse-dup-0, required) cannot be told apart but by a space. "
    "More than one Age is taken for stale, which is always allowed."
)
_FRAMING: Final = (
    "The origin sends a transfer coding that does not exist: the HTTP library "
    "refuses the response, since nobody knows where it ends (RFC 9112, 6.3). "
    "Varnish, Squid and Fastly do so, too."
)
_SURROGATE: Final = (
    "Surrogate-Control is a note of the W3C of 2001 and not part of HTTP; FPL does "
    "not send it."
)
_PARTS: Final = (
    "Parts (206) are not kept (RFC 9111, 3.3 leaves it open): FPL sends none. Parts "
    "of what is kept whole are served."
)
_UNREADABLE: Final = (
    "A max-age that is not a whole number is stale at once (RFC 9111, 4.2.1)."
)
_FIRST: Final = "The first of two that disagree counts (RFC 9111, 4.2.1): stale."
_NO_DATE: Final = (
    "A date that is not in one of HTTP's three forms, in GMT, is in the past (RFC "
    "9111, 4.2 and 5.3)."
)
_TOO_RECENT: Final = (
    "A tenth of the time since the last change is over after the 3 s that the test "
    "waits (RFC 9111, 4.2.2)."
)
_WARNING: Final = "RFC 9111, 5.5 has done away with `Warning`; Cache-Status says it."
_TAG_FORM: Final = (
    "An entity tag is compared and sent on as it was written: one without quotes is "
    "not one with them (RFC 9110, 8.8.3)."
)

_REASONS: Final[Mapping[str, tuple[str, ...]]] = {
    _UNANSWERABLE: (
        "stale-close-must-revalidate",
        "stale-close-no-cache",
        "stale-close-proxy-revalidate",
        "stale-close-s-maxage=2",
    ),
    _AT_ODDS: ("age-parse-prefix",),
    _FRAMING: ("headers-store-Transfer-Encoding",),
    _SURROGATE: (
        "surrogate-append-capabilities",
        "surrogate-fresh-cc-nostore",
        "surrogate-max-age",
        "surrogate-max-age-0-expires",
        "surrogate-max-age-case-insensitive",
        "surrogate-max-age-cc-max-age-invalid-expires",
        "surrogate-max-age-expires",
        "surrogate-max-age-extension",
        "surrogate-max-age-long-cc-max-age",
        "surrogate-max-age-max",
        "surrogate-max-age-max-plus",
        "surrogate-max-age-me-target",
        "surrogate-max-age-short-cc-max-age",
        "surrogate-no-store-cc-fresh",
    ),
    _PARTS: (
        "partial-store-partial-complete",
        "partial-store-partial-reuse-partial",
        "partial-store-partial-reuse-partial-absent",
        "partial-store-partial-reuse-partial-byterange",
        "partial-store-partial-reuse-partial-suffix",
    ),
    _UNREADABLE: (
        "freshness-max-age-100a",
        "freshness-max-age-a100",
        "freshness-max-age-decimal-five",
        "freshness-max-age-decimal-zero",
    ),
    _FIRST: (
        "freshness-max-age-two-stale-fresh-sameline",
        "freshness-max-age-two-stale-fresh-sepline",
    ),
    _NO_DATE: (
        "freshness-expires-32bit",
        "freshness-expires-far-future",
        "freshness-expires-invalid-1-digit-hour",
        "freshness-expires-invalid-2-digit-year",
        "freshness-expires-invalid-aest",
        "freshness-expires-invalid-date-dashes",
        "freshness-expires-invalid-multiple-lines",
        "freshness-expires-invalid-multiple-spaces",
        "freshness-expires-invalid-no-comma",
        "freshness-expires-invalid-time-periods",
        "freshness-expires-invalid-utc",
    ),
    _TOO_RECENT: ("heuristic-delta-5", "heuristic-delta-10", "heuristic-delta-30"),
    _WARNING: ("stale-warning-become", "stale-warning-stored"),
    _TAG_FORM: (
        "conditional-etag-forward-unquoted",
        "conditional-etag-quoted-respond-unquoted",
        "conditional-etag-strong-generate-unquoted",
        "conditional-etag-unquoted-respond-quoted",
    ),
    "Node writes a letter beyond ASCII in one way in the origin's ETag (UTF-8) and in "
    "another in the client's If-None-Match (Latin-1): they differ on the wire.": (
        "conditional-etag-strong-respond-obs-text",
    ),
    "Without a Last-Modified the Date stands in (RFC 9111, 4.3.2), and it is later "
    "than the date that the test sends: the client's copy is the older one.": (
        "conditional-lm-fresh-no-lm",
    ),
    "What another variant's tag confirms cannot be told from a 304 that names no tag, "
    "so that tag is not sent.": ("conditional-etag-vary-headers-mismatch",),
    "`no-store` in a request is about what is kept of it, not about what may answer "
    "it (RFC 9111, 5.2.1.5).": ("ccreq-no-store",),
    "A 410 to a HEAD says nothing about the 200 that is kept (RFC 9111, 4.3.5).": (
        "head-410-update",
    ),
    "Languages are compared, not chosen between: Vary says that they decide.": (
        "vary-normalise-lang-select",
    ),
}

KNOWN: Final[Mapping[str, str]] = {
    name: reason for reason, names in _REASONS.items() for name in names
}
IMPOSSIBLE: Final = (*_REASONS[_UNANSWERABLE], *_REASONS[_AT_ODDS], *_REASONS[_FRAMING])
"""The required ones among them."""
