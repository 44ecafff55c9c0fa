"""Chains of reviews: what was reviewed once is reviewed again only if it changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fplbanter.banter.chronicle import Diary, Week, next_review
from fplbanter.banter.review import Review
from fplbanter.game.model import Gameweek, League, LeagueId, Season
from fplbanter.services.banter.threads import Check, go_on
from fplbanter.services.recent import Recent

OUTINGS_KEPT: Final = 20_000
"""Members' gameweeks in memory, some 4 kB each: ten leagues of fifty, whole seasons."""

Key = tuple[Season, LeagueId]


@dataclass(frozen=True, slots=True)
class Link:
    """One gameweek's review, and the name of all that went into it."""

    evidence: str
    review: Review


@dataclass(frozen=True, slots=True)
class Chain:
    """A league's reviews from its start on, without a gameweek that has no points."""

    season: Season
    league: League
    links: tuple[Link, ...]

    @property
    def last(self) -> Review:
        """The newest gameweek; raises IndexError where there is none."""
        return self.links[-1].review

    @property
    def weight(self) -> int:
        """How many outings it holds."""
        return 1 + sum(len(link.review.outings) for link in self.links)


class Chains:
    """Keeps the chains of a few leagues; those that are too long are not kept."""

    def __init__(self, most: int = OUTINGS_KEPT) -> None:
        self._most = most
        self._kept: Recent[Key, Chain] = Recent(most, lambda chain: chain.weight)

    def find(self, season: Season, league_id: LeagueId) -> Chain | None:
        """Return the chain that a league had when it was judged last."""
        return self._kept.get((season, league_id))

    def keep(self, chain: Chain) -> None:
        """Keep a chain in place of the league's last one."""
        key = chain.season, chain.league.league_id
        if chain.weight <= self._most:
            self._kept.put(key, chain)
        else:
            self._kept.drop(key)


def forge(
    season: Season,
    league: League,
    weeks: Sequence[Week],
    diaries: Sequence[Diary],
    evidence: Mapping[Gameweek, str],
    known: Chain | None = None,
    check: Check = go_on,
) -> Chain:
    """
    Review the weeks, in order; `evidence` names what each is reviewed by.

    The links of a `known` chain are taken as far as they are of the same. Before
    each week it checks whether to go on.
    """
    links: list[Link] = []
    old = known.links if known else ()
    for place, week in enumerate(weeks):
        check()
        name = evidence[week.gameweek]
        if place < len(old) and old[place].evidence == name:
            links.append(old[place])
            continue
        old = ()
        before = links[-1].review if links else None
        found = next_review(season, league, week, diaries, before)
        links.append(Link(name, found))
    return Chain(season, league, tuple(links))
