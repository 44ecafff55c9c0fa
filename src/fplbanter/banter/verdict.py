"""What a stat says in the end: who, how much, the proof, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor

from fplbanter.game.model import EntryId, Gameweek, PlayerId, Season

Number = int | Fraction
"""Exact until it is shown: a share of fifteen owners is no float."""


class Scope(StrEnum):
    """How much of a season is judged."""

    GAMEWEEK = "gameweek"
    MONTH = "month"
    SEASON = "season"


class Refusal(StrEnum):
    """Why nobody holds a stat."""

    NOBODY = "nobody"
    """Everything is known, and nobody has done it."""
    MISSING = "missing"
    """What it takes was not read at all (guard G7)."""
    THIN = "thin"
    """Too few members have been read (guard G2)."""
    SMALL_LEAGUE = "small_league"
    """In a league of one or two there is nobody to compare with."""
    TOO_EARLY = "too_early"
    """Nobody has played enough gameweeks yet (guard G5)."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many of the members were read: x of n."""

    read: int
    roster: int

    @property
    def share(self) -> Fraction:
        """From 0 to 1; nothing of nothing is complete."""
        return Fraction(self.read, self.roster) if self.roster else Fraction(1)

    @property
    def is_complete(self) -> bool:
        """Whether everybody was read."""
        return self.read >= self.roster


@dataclass(frozen=True, slots=True)
class Line:
    """
    One row of a proof.

    `label` is a key of the catalogue of words. The row is worth `amount`:
    `points`, as often as `times` says (negative deducts), of which the share
    `ownership` is taken off where one is given. A row that does not count is
    there for context.
    """

    label: str
    points: Number = 0
    times: Number = 1
    player_id: PlayerId | None = None
    minutes: int | None = None
    ownership: Fraction | None = None
    entry_id: EntryId | None = None
    gameweek: Gameweek | None = None
    counts: bool = True

    @property
    def amount(self) -> Number:
        """What the row adds to the sum."""
        if not self.counts:
            return 0
        shared = self.ownership if self.ownership is not None else 0
        return exact(self.points * self.times * (1 - shared))


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    The rows that prove a number: it is their sum, divided by `divisor`.

    A reader can add it up himself; a law holds every receipt to its number.
    """

    entry_id: EntryId
    lines: tuple[Line, ...]
    divisor: int = 1

    @property
    def total(self) -> Number:
        """The number, worked out again from the rows alone."""
        return exact(Fraction(sum(line.amount for line in self.lines), self.divisor))


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    A stat's result: one or more holders of one number, each with his receipt.

    `gameweek` is the last one that counts. `tied` are entries with the same
    number that the stat's tie-break put behind the holders. Until `is_final`
    FPL's data may still move it (guard G1).
    """

    stat: str
    version: int
    scope: Scope
    season: Season
    gameweek: Gameweek
    holders: tuple[EntryId, ...]
    value: Number
    receipts: tuple[Receipt, ...]
    is_final: bool
    coverage: Coverage
    tied: tuple[EntryId, ...] = ()
    month_id: int | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of judging one stat: verdicts, or why there are none."""

    stat: str
    version: int
    scope: Scope
    verdicts: tuple[Verdict, ...]
    coverage: Coverage
    refusal: Refusal | None = None
    missing: tuple[str, ...] = ()
    """Which needs nobody meets, where that is the refusal."""


def exact(value: Number) -> Number:
    """Make a fraction that is whole an int: 3/1 is 3."""
    if isinstance(value, Fraction) and value.denominator == 1:
        return value.numerator
    return value


def shown(value: Number, places: int = 0) -> int | float:
    """
    Round for showing, once and at the very end: half away from zero.

    Returns an int without decimal `places`.
    """
    scale = int(10**places)
    size = floor(abs(Fraction(value)) * scale + Fraction(1, 2))
    signed = size if value >= 0 else -size
    return signed if places == 0 else signed / scale


def mean(values: Sequence[Number]) -> Number:
    """Return the exact mean of at least one value."""
    return exact(Fraction(sum(values), len(values)))
