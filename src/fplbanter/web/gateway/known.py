"""Whether who asks has the answer already (RFC 9110, 13): then 304 says so."""

from collections.abc import Mapping

from fplbanter.fpl.http_caching import validators
from fplbanter.fpl.http_caching.dates import http_date
from fplbanter.web.gateway.encodings import Wanted
from fplbanter.web.gateway.packed import Packed


def known_tag(
    packed: Packed, name: str, accept: Wanted, headers: Mapping[str, str]
) -> str | None:
    """
    Return the ETag of the packing that the asker has, None if he has none.

    `name` is the packing that he would be sent, but any that he may be sent is as
    good. Tags go before dates, and are compared weakly, as a GET's are.
    """
    tags = headers.get("if-none-match")
    if tags is None:
        return packed.etags[name] if _unchanged(packed, headers) else None
    ours = [packed.etags[name], *(packed.etags[n] for n in accept if n in packed.etags)]
    return validators.known_tag(tags, ours)


def _unchanged(packed: Packed, headers: Mapping[str, str]) -> bool:
    since = headers.get("if-modified-since")
    if since == packed.modified:
        return True
    return validators.is_unmodified_since(since, http_date(packed.modified))
