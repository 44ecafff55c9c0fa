"""One member's gameweek: his place, his line-up, what counted and what was wasted."""

from dataclasses import dataclass
from functools import cached_property

from fplbanter.game.model import Chip, EntryId, Lineup, PlayerId, Result, Transfer
from fplbanter.game.scoring import Score, captain_multiplier
from fplbanter.game.table import Contender, Placing


class NotRead(LookupError):
    """A stat asked for what it did not say it needs."""


@dataclass(frozen=True, slots=True)
class Submission:
    """
    What is known of one member's gameweek before it is reviewed.

    `contender` has his points. The others are None while they have not been
    read; `transfers` are those made for this gameweek, an empty tuple for none,
    those of a wildcard or free hit included.
    """

    contender: Contender
    lineup: Lineup | None = None
    result: Result | None = None
    transfers: tuple[Transfer, ...] | None = None


@dataclass(frozen=True)
class Outing:
    """
    One member's gameweek, reviewed.

    Points and places are known of everybody. `lineup` and what follows from it
    raise `NotRead` where no line-up was read: a stat that needs picks is only
    ever shown outings that have them.
    """

    submission: Submission
    placing: Placing
    scored: Score | None

    @cached_property
    def entry_id(self) -> EntryId:
        """Whose gameweek it is."""
        return self.placing.contender.entry_id

    @cached_property
    def net_points(self) -> int:
        """Points after the hit, which is what everything is ranked by."""
        return self.placing.contender.net_points

    @property
    def gross_points(self) -> int:
        """Points before the hit."""
        return self.placing.contender.gross_points

    @property
    def hit(self) -> int:
        """Points paid for transfers, a positive number."""
        return self.placing.contender.hit

    @cached_property
    def total(self) -> int:
        """The league's points after this gameweek."""
        return self.placing.contender.total

    @property
    def previous_total(self) -> int:
        """The league's points before it."""
        return self.placing.contender.previous_total

    @property
    def rank(self) -> int:
        """The place in the league after it; equals share one."""
        return self.placing.rank

    @property
    def last_rank(self) -> int:
        """The place before it; 0 where there was none."""
        return self.placing.last_rank

    @property
    def joined_before(self) -> bool:
        """Whether an earlier gameweek of his counts in this league."""
        return self.placing.contender.joined_before

    @property
    def has_picks(self) -> bool:
        """Whether his line-up was read."""
        return self.scored is not None

    @property
    def lineup(self) -> Lineup:
        """The picks as submitted at the deadline."""
        if self.submission.lineup is None:
            raise NotRead("lineup")
        return self.submission.lineup

    @property
    def score(self) -> Score:
        """The line-up's points as `game.scoring` has them."""
        if self.scored is None:
            raise NotRead("lineup")
        return self.scored

    @property
    def result(self) -> Result:
        """FPL's own row of the gameweek: overall rank, bank, value."""
        if self.submission.result is None:
            raise NotRead("result")
        return self.submission.result

    @property
    def transfers(self) -> tuple[Transfer, ...]:
        """The transfers made for this gameweek."""
        if self.submission.transfers is None:
            raise NotRead("transfers")
        return self.submission.transfers

    @property
    def chip(self) -> Chip | None:
        """The chip he played."""
        return self.lineup.chip

    @cached_property
    def counted(self) -> tuple[PlayerId, ...]:
        """Whose points count in the end."""
        return tuple(p for p, m in self.score.multipliers.items() if m)

    @cached_property
    def wasted(self) -> tuple[PlayerId, ...]:
        """Whose points do not: who came on by substitution is not among them."""
        return tuple(p for p, m in self.score.multipliers.items() if not m)

    @property
    def armband(self) -> PlayerId | None:
        """Who carries it in the end; None when neither captain nor vice played."""
        return self.score.captain

    @cached_property
    def extra_times(self) -> int:
        """How often more than once the armband counts: 1, with triple captain 2."""
        return captain_multiplier(self.lineup.chip) - 1
