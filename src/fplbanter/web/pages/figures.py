"""How banter's numbers are shown: large with their unit, and worked out row by row."""

import re
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.verdict import Scope
from fplbanter.services.answers.banter import Figure, Proof, ReceiptRow
from fplbanter.web.pages.wording import MINUS
from fplbanter.words import telling

TIMES: Final = "\N{MULTIPLICATION SIGN}"

_NUMBER = re.compile(rf"[{MINUS}-]?\d[\d.,]*\s?%?")


def figure(value: Figure) -> str:
    """Write a number with at most two decimals, none if there are none."""
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value):,}"
    return text.replace("-", MINUS)


def measured(stat: str, value: Figure, scope: Scope | None = None) -> tuple[str, str]:
    """
    Write a stat's number in two parts: ("15", "points"), ("43%", ""), ("once", "").

    The first is shown large. Without a scope it is the one where the stat is at
    home; a stat that is gone has its number alone.
    """
    known = catalogue().get(stat)
    if known is None:
        return figure(value), ""
    text = telling.amount(known, value, scope)
    found = _NUMBER.search(text)
    if found is None:
        return text, ""
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return found[0].replace("-", MINUS), " ".join(rest.split())


def reckoned(row: ReceiptRow) -> str:
    """Show how a row comes to its amount: "12 x 2 x 90%"; "" where it is seen."""
    factors = [figure(row.points)]
    if row.times not in (1, -1):
        factors.append(figure(row.times))
    if row.ownership:
        factors.append(share(1 - row.ownership))
    return f" {TIMES} ".join(factors) if len(factors) > 1 or not row.counts else ""


def summed(proof: Proof) -> Figure:
    """Return what the rows of a proof come to, before it is divided."""
    return sum(row.amount for row in proof.rows)


def share(value: float) -> str:
    """Write a share from 0 to 1 as a percentage."""
    return f"{figure(round(value * 100, 1))}%"
