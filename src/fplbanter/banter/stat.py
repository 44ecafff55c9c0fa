"""What a stat is: its card, and its rules for one gameweek and for several."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from fplbanter.banter.needs import PICKS, Needs
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review, Weigh
from fplbanter.banter.span import Span
from fplbanter.banter.verdict import Number, Receipt, Scope
from fplbanter.game.model import EntryId


class Side(StrEnum):
    """Whether it is an honour."""

    FAME = "fame"
    SHAME = "shame"


class Unit(StrEnum):
    """What the number counts."""

    POINTS = "points"
    PLACES = "places"
    GAMEWEEKS = "gameweeks"
    TIMES = "times"
    SHARE = "share"
    """From 0 to 1."""
    TRANSFERS = "transfers"
    WINS = "wins"
    RANK = "rank"
    """A place, the smaller the better."""


class Pick(StrEnum):
    """Who of those that qualify gets it."""

    MOST = "most"
    LEAST = "least"
    EVERY = "every"
    """Each one for himself: a verdict for everybody who qualifies."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """
    What a number must reach to be worth telling.

    `least` and `most` are the bounds, both included. `or_share` loosens `most`
    in small leagues: that share of the number of members is enough as well.
    """

    least: Number | None = None
    most: Number | None = None
    or_share: Fraction | None = None

    def met(self, value: Number, members: int) -> bool:
        """Say whether a number reaches it in a league of that many scored members."""
        if self.least is not None and value < self.least:
            return False
        if self.most is None or value <= self.most:
            return True
        return self.or_share is not None and value <= self.or_share * members

    @property
    def is_open(self) -> bool:
        """Whether any number will do."""
        return self.least is None and self.most is None


ANY = Threshold()


@dataclass(frozen=True, slots=True)
class Claim:
    """What the holders of a verdict would hold it with; proven only if they do."""

    holders: tuple[EntryId, ...]
    value: Number
    prove: Callable[[], tuple[Receipt, ...]]
    merit: Callable[[], tuple[Number, ...]] = tuple


@dataclass(frozen=True, slots=True)
class WeekRule:
    """
    How a gameweek is judged.

    `weigh` is fast and is asked of everybody; `prove` is asked of the holders,
    and its total is `weigh`'s number. Of equal numbers the larger `merit` wins,
    value by value; who is still equal shares it (guard G3), or with `coin`
    FPL's way: a coin that falls the same way for ever. `otherwise` is the
    number of whoever `weigh` gives None. `claims` replaces one claim for each
    member where a verdict has two holders by nature.
    """

    weigh: Weigh
    prove: Callable[[Review, Outing], Receipt]
    pick: Pick = Pick.MOST
    threshold: Threshold = ANY
    merit: Callable[[Review, Outing], tuple[Number, ...]] | None = None
    coin: bool = False
    otherwise: Number | None = 0
    claims: Callable[[Review, Needs], Iterable[Claim]] | None = None
    unit: Unit | None = None
    """What the number counts, where that is not the stat's own unit."""


@dataclass(frozen=True, slots=True)
class SpanRule:
    """
    How a month and a season are judged, and what the season's number is.

    `numbers` gives one for everybody who has one. `min_sample` is how many
    gameweeks it takes (guard G5).
    """

    numbers: Callable[[Span, Needs], Mapping[EntryId, Number]]
    prove: Callable[[Span, EntryId], Receipt]
    pick: Pick = Pick.MOST
    threshold: Threshold = ANY
    min_sample: int = 1
    merit: Callable[[Span, EntryId], tuple[Number, ...]] | None = None
    unit: Unit | None = None
    """What the number counts, where that is not the stat's own unit."""


@dataclass(frozen=True, slots=True)
class Stat:
    """
    One statistic of the catalogue.

    `number` is its row there; a row with two names is two stats. `scope` is
    where it is at home: the gameweek for what happens in one, the season for
    what adds up. `definition` and `example` are for the documentation.
    `relative` means that the number itself depends on the other members.
    `places` are the decimals it is shown with. `version` rises with every
    change of a rule, so that nobody compares numbers of two rules.
    """

    key: str
    number: int
    title: str
    emoji: str
    side: Side
    scope: Scope
    unit: Unit
    definition: str
    example: str
    week: WeekRule | None = None
    span: SpanRule | None = None
    needs: Needs = PICKS
    relative: bool = False
    places: int = 0
    version: int = 1

    def unit_in(self, scope: Scope) -> Unit:
        """Return what the number counts in a gameweek, a month or a season."""
        rule = self.week if scope is Scope.GAMEWEEK else self.span
        return (rule and rule.unit) or self.unit

    def is_comparison(self, rule: WeekRule | SpanRule) -> bool:
        """
        Say whether an award by this rule means nothing without a league.

        It does not where the number depends on the others, nor where it takes
        nothing but being ahead of them.
        """
        ahead = rule.pick is not Pick.EVERY and rule.threshold.is_open
        return self.relative or ahead
