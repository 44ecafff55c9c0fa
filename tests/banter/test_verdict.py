"""Receipts, rounding, coverage: the parts of a verdict."""

from fractions import Fraction

import pytest

from fplbanter.banter.stat import Threshold
from fplbanter.banter.verdict import Coverage, Line, Number, Receipt, exact, mean, shown
from fplbanter.game.model import EntryId


def test_a_receipt_adds_its_rows_up() -> None:
    """12 x 2 x (1 - 1/10), less 4, a row for context, halved: 8.8."""
    lines = (
        Line("differential", 12, 2, ownership=Fraction(1, 10)),
        Line("hit", 4, -1),
        Line("context", 99, counts=False),
    )
    assert Receipt(EntryId(1), lines, divisor=2).total == Fraction(88, 10)
    assert Receipt(EntryId(1), ()).total == 0


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (156, 0, 156),
        (Fraction(5, 2), 0, 3),
        (Fraction(-5, 2), 0, -3),
        (Fraction(7, 3), 1, 2.3),
        (Fraction(1, 8), 2, 0.13),
        (0, 2, 0.0),
    ],
)
def test_rounding_is_half_away_from_zero(
    value: Number, places: int, expected: float
) -> None:
    """Once, at the very end; without places it is an int."""
    assert shown(value, places) == expected
    assert isinstance(shown(value, places), float if places else int)


def test_whole_fractions_are_ints() -> None:
    """4/2 is 2, and the mean of 1 and 3 as well."""
    assert type(exact(Fraction(4, 2))) is int
    assert type(mean([1, 3])) is int
    assert mean([1, 2]) == Fraction(3, 2)


def test_coverage_of_nothing_is_complete() -> None:
    """Nothing of nothing is missing."""
    assert Coverage(0, 0).share == 1
    assert Coverage(31, 50).share == Fraction(31, 50)
    assert not Coverage(31, 50).is_complete


def test_a_threshold_s_bounds_are_included() -> None:
    """At least 6 takes 6; at most -3, or a fifth of ten, takes -2."""
    assert Threshold(least=6).met(6, 10)
    assert not Threshold(least=6).met(5, 10)
    fall = Threshold(most=-3, or_share=Fraction(-1, 5))
    assert [fall.met(v, 10) for v in (-3, -2, -1)] == [True, True, False]
    assert not fall.met(-2, 11)
    assert Threshold().is_open
