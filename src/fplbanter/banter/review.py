"""
A league's gameweek prepared for judging: read-only, what is shared worked out once.

A review knows the one before it, and so the whole season up to it. A stat asks
it questions and never works out a rule of the game: those are in `game/`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from fplbanter.banter import squads
from fplbanter.banter.backdrop import UNREAD, Backdrop
from fplbanter.banter.memo import Memo
from fplbanter.banter.needs import Need, Needs
from fplbanter.banter.outing import Outing, Submission
from fplbanter.banter.verdict import Number, mean
from fplbanter.game.appearances import Appearances, absent
from fplbanter.game.model import (
    Appearance,
    EntryId,
    Gameweek,
    League,
    LeagueKind,
    Match,
    Phase,
    PlayerId,
    PlayerStats,
    Position,
    Season,
)
from fplbanter.game.ownership import Ownership, ownership
from fplbanter.game.scoring import score
from fplbanter.game.table import live_table

Weigh = Callable[["Review", Outing], Number | None]
"""One member's number in one gameweek; None where he has none."""

T = TypeVar("T")
NICE = frozenset({69})


@dataclass(frozen=True, eq=False)
class Review:
    """
    One gameweek of a league.

    `outings` are those of members who have points for it, in the table's order;
    a late joiner has none before his first gameweek (guard G6). `roster` is how
    many members played, read or not. `previous` is the review of the gameweek
    before, None where there is none. `tally` is what everybody's numbers came
    to: a season forgets it two gameweeks later.
    """

    season: Season
    league: League
    gameweek: Gameweek
    phase: Phase
    outings: Mapping[EntryId, Outing]
    appearances: Appearances
    roster: int
    stats: Mapping[PlayerId, PlayerStats] | None = None
    matches: tuple[Match, ...] | None = None
    backdrop: Backdrop = UNREAD
    previous: "Review | None" = None
    nice_numbers: frozenset[int] = NICE
    memo: Memo = field(default_factory=Memo, init=False, repr=False)
    tally: Memo = field(default_factory=Memo, init=False, repr=False)

    # -- players ---------------------------------------------------------------

    def appearance(self, player_id: PlayerId) -> Appearance:
        """Return a player's gameweek; the unknown had no fixture."""
        found = self.appearances.get(player_id)
        return found or absent(player_id, Position.MID)

    def raw(self, player_id: PlayerId) -> int:
        """Return a player's own points, before any multiplier."""
        found = self.appearances.get(player_id)
        return found.points if found else 0

    def minutes(self, player_id: PlayerId) -> int:
        """Return how long he played, all his fixtures together."""
        return self.appearance(player_id).minutes

    def played(self, player_id: PlayerId) -> bool:
        """Say whether he counts as having played: minutes, or a card."""
        return self.appearance(player_id).played

    def done(self, player_id: PlayerId) -> bool:
        """Say whether all his fixtures of the gameweek are over."""
        return self.appearance(player_id).done

    # -- the league ------------------------------------------------------------

    @cached_property
    def picked(self) -> tuple[Outing, ...]:
        """The outings whose line-up was read: the group that shares are shares of."""
        return tuple(o for o in self.outings.values() if o.has_picks)

    @cached_property
    def shares(self) -> Mapping[PlayerId, Ownership]:
        """Who owns, starts, captains whom, as `game.ownership` has it."""
        picked = self.picked
        return ownership([o.lineup for o in picked], [o.score for o in picked])

    def owners(self, player_id: PlayerId) -> int:
        """Count the squads that hold a player."""
        found = self.shares.get(player_id)
        return round(found.owned * len(self.picked)) if found else 0

    def own(self, player_id: PlayerId) -> Fraction:
        """Return the share of squads that hold him, exactly."""
        return Fraction(self.owners(player_id), len(self.picked))

    def effective(self, player_id: PlayerId) -> Fraction:
        """Return his effective ownership: the mean of his multipliers, exactly."""
        found, count = self.shares.get(player_id), len(self.picked)
        return Fraction(round(found.effective * count) if found else 0, count)

    @cached_property
    def captains(self) -> Mapping[PlayerId, int]:
        """Count who was made captain at the deadline."""
        chosen = (o.lineup.captain for o in self.picked)
        return Counter(captain for captain in chosen if captain is not None)

    @cached_property
    def last_place(self) -> int:
        """The lowest place in the league after this gameweek; equals share it."""
        return max(o.rank for o in self.outings.values())

    @cached_property
    def mean_net(self) -> Number:
        """The league's mean of net points."""
        return mean([o.net_points for o in self.outings.values()])

    # -- the season so far -----------------------------------------------------

    @cached_property
    def so_far(self) -> tuple["Review", ...]:
        """All reviews of the chain up to this one, oldest first."""
        before = self.previous.so_far if self.previous else ()
        return (*before, self)

    @property
    def before(self) -> tuple["Review", ...]:
        """All reviews of the chain before this one, oldest first."""
        return self.so_far[:-1]

    @property
    def is_first(self) -> bool:
        """Whether the league starts with this gameweek."""
        return self.gameweek <= self.league.start

    @cached_property
    def is_whole(self) -> bool:
        """Whether the chain reaches back to the league's start without a gap."""
        if self.is_first:
            return True
        before = self.previous
        return before is not None and self.follows(before) and before.is_whole

    @property
    def is_over(self) -> bool:
        """Whether all its matches have been played."""
        return self.phase in (Phase.PROVISIONAL, Phase.FINAL)

    def follows(self, other: "Review") -> bool:
        """Say whether this is the gameweek right after another."""
        return self.gameweek == other.gameweek + 1

    def outing_before(self, entry_id: EntryId) -> Outing | None:
        """Return a member's outing of the gameweek right before, if there is one."""
        before = self.previous
        if before is None or not self.follows(before):
            return None
        return before.outings.get(entry_id)

    # -- what was read ---------------------------------------------------------

    def able(self, needs: Needs) -> tuple[Outing, ...]:
        """Return the outings of which everything in `needs` was read."""
        return self.tally.once(
            ("able", needs),
            lambda: tuple(
                o for o in self.outings.values() if all(self.has(n, o) for n in needs)
            ),
        )

    def has(self, need: Need, outing: Outing) -> bool:
        """Say whether one need is met for one member."""
        match need:
            case Need.PICKS:
                return outing.has_picks
            case Need.RESULT:
                return outing.submission.result is not None
            case Need.TRANSFERS:
                return outing.submission.transfers is not None
            case Need.PREVIOUS:
                entry_id = outing.entry_id
                return not outing.joined_before or bool(self.outing_before(entry_id))
            case Need.KEPT:
                known = squads.kept_before(self, outing.entry_id) is not None
                return known or not outing.joined_before
            case Need.SQUADS:
                return outing.entry_id in squads.unbroken(self)
            case _:
                return self._knows(need)

    def _knows(self, need: Need) -> bool:
        """Say whether a need that is the same for everybody is met."""
        match need:
            case Need.EVENTS:
                return self.stats is not None
            case Need.HEAD_TO_HEAD:
                kind = self.league.kind
                return kind is LeagueKind.HEAD_TO_HEAD and self.matches is not None
            case Need.WHOLE:
                return self.is_whole
            case Need.DEADLINE:
                return self.backdrop.deadline is not None
            case Need.DREAM_TEAM:
                return self.backdrop.dream_team is not None
            case Need.MARKET:
                return self.backdrop.bought is not None
            case _:
                return True

    def numbers(self, weigh: Weigh, needs: Needs) -> Mapping[EntryId, Number | None]:
        """Weigh everybody of whom enough was read, once per review."""
        return self.tally.once(
            (weigh, needs),
            lambda: {o.entry_id: weigh(self, o) for o in self.able(needs)},
        )

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Do work that several stats share, or several gameweeks, only once."""
        return self.memo.once(key, work)


def review(
    season: Season,
    league: League,
    gameweek: Gameweek,
    phase: Phase,
    submissions: Iterable[Submission],
    appearances: Appearances,
    *,
    roster: int | None = None,
    stats: Mapping[PlayerId, PlayerStats] | None = None,
    matches: Iterable[Match] | None = None,
    backdrop: Backdrop | None = None,
    previous: Review | None = None,
    nice_numbers: frozenset[int] = NICE,
) -> Review:
    """
    Prepare a league's gameweek for judging: rank it, score its line-ups.

    `roster` is how many members played the gameweek, by default the given ones.
    """
    given = {s.contender.entry_id: s for s in submissions}
    table = live_table(
        [s.contender for s in given.values()], has_history=gameweek > league.start
    )
    outings = {
        placing.contender.entry_id: Outing(
            submission := given[placing.contender.entry_id],
            placing,
            score(submission.lineup, appearances) if submission.lineup else None,
        )
        for placing in table
    }
    return Review(
        season=season,
        league=league,
        gameweek=gameweek,
        phase=phase,
        outings=outings,
        appearances=appearances,
        roster=len(given) if roster is None else roster,
        stats=stats,
        matches=None if matches is None else tuple(matches),
        backdrop=backdrop or UNREAD,
        previous=previous,
        nice_numbers=nice_numbers,
    )
