"""
From the text of an address to a question: what other tools may ask of FPL's API.

Nothing is decoded or repaired. A path is one of the table's, letter by letter,
or there is no such path; so dots, encoded slashes, backslashes, other hosts and
whatever else an address may hide never get as far as an address of FPL.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from fplbanter.errors import BadRequest, NotFound
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.endpoints import ENDPOINTS, RANGES, Endpoint

LONGEST: Final = 200
"""Bytes of a path, and of a query. FPL's own have half as many."""

_NUMBER: Final = re.compile(r"[1-9][0-9]{0,9}")
_COUNT: Final = re.compile(r"0|[1-9][0-9]{0,9}")
_NAME: Final = re.compile(r"[a-z_]{1,30}")
_ANY_NUMBER: Final = "#"

Shape = tuple[str, ...]


def _shape(endpoint: Endpoint) -> Shape:
    """Return the parts of an endpoint's path, with a mark for each number."""
    parts = endpoint.template.split("/")
    return tuple(_ANY_NUMBER if part.startswith("{") else part for part in parts)


def _names(endpoint: Endpoint) -> tuple[str, ...]:
    return tuple(re.findall(r"{(\w+)}", endpoint.template))


_TABLE: Final[Mapping[Shape, tuple[Endpoint, tuple[str, ...]]]] = {
    _shape(endpoint): (endpoint, _names(endpoint)) for endpoint in ENDPOINTS.values()
}


@lru_cache(maxsize=4096)
def parse(target: str) -> Asked:
    """
    Read what follows `/fpl/` in an address, query and all, as it was sent.

    Equal questions are equal, however they were written. Raises NotFound for a
    path that is not in the table or a number in it that FPL cannot have given,
    and BadRequest for a query that makes no sense.
    """
    path, _, query = target.partition("?")
    endpoint, in_path = _read_path(path)
    asked_for = _read_query(endpoint, query)
    return Asked.of(endpoint, **in_path, **asked_for)


def lacks_slash(target: str) -> bool:
    """Say whether the address makes sense but for the last slash of its path."""
    path, _, query = target.partition("?")
    if path.endswith("/"):
        return False
    try:
        parse(f"{path}/?{query}")
    except (NotFound, BadRequest):
        return False
    return True


def _read_path(path: str) -> tuple[Endpoint, dict[str, int]]:
    if len(path) > LONGEST:
        raise NotFound("FPL's API has no path as long as that.")
    parts = path.split("/")
    shape = tuple(_ANY_NUMBER if _NUMBER.fullmatch(part) else part for part in parts)
    endpoint, names = _TABLE.get(shape, (None, ()))
    if endpoint is None or _ANY_NUMBER in parts:
        raise NotFound("That is no path of FPL's API that can be read without a login.")
    numbers = [int(p) for p, s in zip(parts, shape, strict=True) if s == _ANY_NUMBER]
    given = dict(zip(names, numbers, strict=True))
    for name, value in given.items():
        low, high = RANGES[name]
        if not low <= value <= high:
            raise NotFound(f"FPL has no such {name}: they end at {high}.")
    return endpoint, given


def _read_query(endpoint: Endpoint, query: str) -> dict[str, int]:
    if len(query) > LONGEST:
        raise BadRequest("No query of FPL's API is as long as that.", field="query")
    given: dict[str, int] = {}
    # Tools that glue queries together leave an `&` at an end; it says nothing.
    for piece in filter(None, query.split("&")):
        name, _, text = piece.partition("=")
        _check_name(endpoint, name)
        if name in given:
            raise BadRequest(f"{name} is given twice.", field=name)
        given[name] = _read_number(name, text)
    return given


def _check_name(endpoint: Endpoint, name: str) -> None:
    """Refuse a parameter that the endpoint does not have."""
    if name in endpoint.query:
        return
    known = " and ".join(endpoint.query) or "no parameters"
    field = name if _NAME.fullmatch(name) else "query"
    raise BadRequest(f"{endpoint.template} takes {known}.", field=field)


def _read_number(name: str, text: str) -> int:
    low, high = RANGES[name]
    if not _COUNT.fullmatch(text) or not low <= int(text) <= high:
        raise BadRequest(
            f"{name} must be a whole number from {low} to {high}.", field=name
        )
    return int(text)
