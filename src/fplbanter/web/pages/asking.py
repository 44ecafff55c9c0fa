"""What a person typed or an address holds, read into numbers or refused."""

import re
from collections.abc import Sequence
from typing import Final

from fplbanter.errors import BadRequest
from fplbanter.game.model import EntryId, Gameweek, LeagueId

MOST: Final = 2**31 - 1
"""FPL's identifiers are 32 bits wide; nothing larger can exist."""

LAST_GAMEWEEK: Final = 47
"""The season of 2019-20 ran to gameweek 47; the product knows this season's end."""

_DIGITS = re.compile(r"[0-9]{1,10}")
_PASTED_LEAGUE = re.compile(
    r"(?:leagues|leagues-classic|leagues-h2h|l)/([0-9]{1,10})(?![0-9])"
)
_PASTED_ENTRY = re.compile(r"(?:entry|m)/([0-9]{1,10})(?![0-9])")


def whole_number(text: str, field: str, *, least: int, most: int = MOST) -> int:
    """Read a number between `least` and `most`. Raises BadRequest(field)."""
    text = text.strip()
    if _DIGITS.fullmatch(text) and least <= int(text) <= most:
        return int(text)
    upper = "" if most == MOST else f" to {most}"
    said = text if len(text) <= 30 else text[:30] + "…"
    raise BadRequest(
        f"The {field} has to be a number from {least}{upper}; “{said}” is not.",
        field=field,
    )


def optional_number(
    text: str | None, field: str, *, least: int, most: int = MOST
) -> int | None:
    """Read a number that may be left out, as an empty form field is."""
    if text is None or not text.strip():
        return None
    return whole_number(text, field, least=least, most=most)


def one_of(text: str, field: str, known: Sequence[str]) -> str | None:
    """Read one of a few words, None where it is left out. Raises BadRequest(field)."""
    text = text.strip().lower()
    if not text:
        return None
    if text in known:
        return text
    raise BadRequest(f"The {field} is one of {', '.join(known)}.", field=field)


def league_number(text: str) -> LeagueId:
    """Read a league's number from an address. Raises BadRequest("league")."""
    return LeagueId(whole_number(text, "league", least=1))


def entry_number(text: str) -> EntryId:
    """Read an entry's number from an address. Raises BadRequest("entry")."""
    return EntryId(whole_number(text, "entry", least=1))


def gameweek_number(text: str | None) -> Gameweek | None:
    """Read a gameweek that may be left out. Raises BadRequest("gameweek")."""
    number = optional_number(text, "gameweek", least=1, most=LAST_GAMEWEEK)
    return None if number is None else Gameweek(number)


def pasted(text: str) -> str:
    """
    Return our page for what was typed into the box: a number, or a link.

    FPL's own links to a league or a team are understood, and so are ours.
    Raises BadRequest("league").
    """
    if found := _PASTED_LEAGUE.search(text):
        return f"/l/{league_number(found[1])}"
    if found := _PASTED_ENTRY.search(text):
        return f"/m/{entry_number(found[1])}"
    try:
        return f"/l/{league_number(text.strip().lstrip('#'))}"
    except BadRequest as problem:
        raise BadRequest(
            "That is not a league. Type its number, such as 314, or paste its "
            "link from the FPL site.",
            field="league",
        ) from problem
