"""
What is said, in words: the only place of the services that asks `words/`.

What there are no words for yet is said without a joke, so that no page breaks by
a sentence that is missing.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Judgement, Scope, Verdict
from fplbanter.game.model import LeagueId, Season
from fplbanter.services.answers.banter import Holder
from fplbanter.services.banter.facts import Fact, Holders, facts_of, name_of
from fplbanter.services.board import Board
from fplbanter.words import telling
from fplbanter.words.heat import Heat
from fplbanter.words.teller import Unworded

_PLACES: Final = {key: place for place, key in enumerate(catalogue())}


class Sentences:
    """
    Tells a league's verdicts.

    The same verdict is told alike wherever it stands: its wording follows from
    season, league, gameweek and stat. On a page neighbours begin differently,
    and so do a stat's gameweeks one after the other.
    """

    def __init__(
        self, board: Board, season: Season, league_id: LeagueId, heat: Heat | None
    ) -> None:
        self._board = board
        self._seed = f"{season}/{league_id}"
        self._heat = heat

    def verdict(
        self, verdict: Verdict, place: int, stat: Stat, holders: Holders
    ) -> str:
        """Tell a verdict, which has a place among those of its stat."""
        facts = facts_of(verdict, stat, holders, self._board)
        facts["name"] = joined([holders[e] for e in verdict.holders])
        turn = verdict.gameweek + _PLACES[stat.key] + place
        return self._tell(stat, verdict.scope, facts, turn)

    def exoneration(self, stat: Stat, facts: Mapping[str, Fact], turn: int) -> str:
        """Tell that somebody is cleared."""
        return telling.exonerated(
            stat, facts, seed=self._seed, turn=turn, heat=self._heat
        )

    def _tell(
        self, stat: Stat, scope: Scope, facts: Mapping[str, Fact], turn: int
    ) -> str:
        try:
            return telling.tell(
                stat.key, scope, facts, seed=self._seed, turn=turn, heat=self._heat
            )
        except Unworded:
            return f"{stat.title}: {facts['name']} ({facts['value']})."


def joined(holders: Sequence[Holder]) -> str:
    """Join the names of some holders as a sentence has them."""
    return telling.joined([name_of(holder) for holder in holders])


def label_of(key: str) -> str:
    """Return the words for a row of a receipt."""
    return telling.label(key)


def threshold_of(stat: Stat) -> str:
    """Say what a number must reach to be told, "" if any will do."""
    return telling.threshold(stat)


async def learn() -> None:
    """Read all words there are, which takes a third of a second once."""
    await asyncio.to_thread(telling.preload)


def refusal_of(judgement: Judgement, stat: Stat) -> str:
    """Say why nobody holds a stat."""
    if judgement.refusal is None:
        return ""
    return telling.refusal(
        judgement.refusal,
        read=judgement.coverage.read,
        roster=judgement.coverage.roster,
        missing=judgement.missing,
        stat=stat,
    )
