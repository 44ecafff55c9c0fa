"""
Names are hostile input: they may neither turn a sentence round nor break its line.

Control characters, line breaks and what steers the direction of text are taken
out. What is left of a name in a script that is written from the right is put in
a pair of isolates (U+2068, U+2069), for without them the numbers beside it would
change places; a sentence without such a name stays plain text, clean to copy.
Nothing here escapes markup or mentions: only a door knows what its readers parse.
"""

import re
import unicodedata
from itertools import groupby
from typing import Final

NAME_MOST: Final = 40
"""FPL allows about 20 characters; more is somebody's joke."""
MARKS_MOST: Final = 3
"""So many accents one above the other are a language, more are a prank."""

ISOLATE: Final = "\u2068"
POP: Final = "\u2069"
ISOLATED: Final = re.compile(f"{ISOLATE}([^\u2066-\u2069]*){POP}")
FROM_THE_RIGHT: Final = frozenset({"R", "AL", "AN"})
JOINERS: Final = frozenset("\u200c\u200d")
"""Emoji and Persian are written with them."""
UNSEEN: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Blanks that pass for letters or symbols."""


def clean_name(text: str) -> str:
    """Return one name fit for a sentence, "" if nothing of it can be seen."""
    calm = _calm(text)
    short = calm if len(calm) <= NAME_MOST else calm[: NAME_MOST - 1].rstrip() + "…"
    return _isolated(short)


def clean_names(text: str) -> str:
    """
    Return names that may have been joined, fit for a sentence.

    What `clean_name` has isolated stays so: cleaning twice changes nothing.
    """
    parts = enumerate(ISOLATED.split(text))
    cleaned = (_isolated(_calm(p)) if i % 2 else _between(p) for i, p in parts)
    return "".join(cleaned).strip()


def _between(text: str) -> str:
    """Clean what is not isolated, keeping the blanks around it."""
    core = _isolated(_calm(text))
    if not core:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    after = " " if text[-1].isspace() else ""
    return f"{before}{core}{after}"


def _isolated(text: str) -> str:
    """Isolate what would turn its surroundings round."""
    if text.isascii():
        return text
    directions = {unicodedata.bidirectional(c) for c in text}
    return f"{ISOLATE}{text}{POP}" if directions & FROM_THE_RIGHT else text


def _calm(text: str) -> str:
    """Leave what can be seen, on one line, "" if that is nothing."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = " ".join("".join(map(_plain, text)).split())
    runs = groupby(plain, key=_is_mark)
    calm = "".join(
        "".join([*run][: MARKS_MOST if mark else None]) for mark, run in runs
    )
    return calm if any(map(_is_seen, calm)) else ""


def _plain(character: str) -> str:
    """Turn every blank into a space, and drop what is not for the eye."""
    kind = unicodedata.category(character)
    if kind in {"Cc", "Zl", "Zp", "Zs"} or character in UNSEEN:
        return " "
    hidden = kind in {"Cf", "Co", "Cs"} and character not in JOINERS
    return "" if hidden else character


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me"}


def _is_seen(character: str) -> bool:
    blank = character.isspace() or character in JOINERS
    return not blank and not _is_mark(character)
