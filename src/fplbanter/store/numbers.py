"""Exact numbers as documents: an int as it is, a fraction as two of them."""

from fractions import Fraction
from typing import Final

from fplbanter.banter.verdict import Number

StoredNumber = int | str | list[int | str]
"""A whole number, or [numerator, denominator]; what is too large is its digits."""

_LARGEST: Final = 2**63 - 1


def stored_number(value: Number) -> StoredNumber:
    """Return a number as a document keeps it, to the last digit."""
    if isinstance(value, Fraction):
        return [_whole(value.numerator), _whole(value.denominator)]
    return _whole(value)


def number_of(stored: StoredNumber) -> Number:
    """Build the number that `stored_number` made."""
    if isinstance(stored, list):
        return Fraction(int(stored[0]), int(stored[1]))
    return int(stored)


def _whole(value: int) -> int | str:
    # Shares of many leagues' sizes together outgrow the 64 bits of BSON.
    return value if -_LARGEST <= value <= _LARGEST else str(value)
