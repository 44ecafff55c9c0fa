"""The facts of a story: what is given, and what follows from it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from fplbanter.banter.verdict import Scope, shown
from fplbanter.words.names import clean_name, clean_names

Fact = str | int | float
Facts = Mapping[str, Fact]

OF_ONE: Final = frozenset({"player", "other", "points", "minutes", "total"})
"""What a receipt says of one holder; of several it need not be true."""


def completed(facts: Facts, scope: Scope | None = None) -> dict[str, Fact]:
    """
    Return what is known: names cleaned, nothing empty, and what follows added.

    `size` is the value without its sign, `percent` a hundred times that.
    """
    count = facts.get("count", 1)
    known = {
        key: fact
        for key, given in facts.items()
        if (count == 1 or key not in OF_ONE) and (fact := _clean(key, given)) != ""
    }
    if known.get("other") == known.get("name"):
        # Nobody is told of as his own rival.
        known.pop("other", None)
    if scope is not None:
        known["scope"] = scope.value
    return {"count": 1, **known, **sizes(known.get("value"))}


def sizes(value: Fact | Fraction | None) -> dict[str, Fact]:
    """Return a number's size, also as a percentage; nothing of what is no number."""
    if value is None or isinstance(value, str):
        return {}
    size = abs(Fraction(value))
    whole = size.denominator == 1
    percent = int(shown(size * 100))
    return {"size": int(size) if whole else float(size), "percent": percent}


def _clean(key: str, fact: Fact) -> Fact:
    if not isinstance(fact, str):
        return fact
    return clean_names(fact) if key in {"name", "now"} else clean_name(fact)
