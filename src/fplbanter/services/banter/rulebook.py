"""Saving rulings: each edition once, however many judge at the same time."""

from collections.abc import Sequence
from dataclasses import dataclass

from fplbanter.game.model import LeagueId, Season
from fplbanter.services.banter.editions import Step, Way, step
from fplbanter.store.ruled import StoredRuling
from fplbanter.store.rulings import Rulings

ROUNDS = 5
"""How often what another judge was faster with is looked at again."""


@dataclass(frozen=True, slots=True)
class Entered:
    """What was written: rulings, and how many members they cleared."""

    changed: int = 0
    exonerated: int = 0

    def __add__(self, other: "Entered") -> "Entered":
        """Add two counts up."""
        return Entered(self.changed + other.changed, self.exonerated + other.exonerated)


class Rulebook:
    """Enters rulings of one league after the other."""

    def __init__(self, rulings: Rulings) -> None:
        self._rulings = rulings

    async def enter(
        self, season: Season, league_id: LeagueId, rulings: Sequence[StoredRuling]
    ) -> Entered:
        """
        Save what is new of some rulings.

        Of two judges with the same ruling one inserts the edition; the other
        finds it there and has nothing left to say.
        """
        done = Entered()
        for _ in range(ROUNDS):
            steps = await self._steps(season, league_id, rulings)
            if not steps:
                break
            now = await self._insert(season, steps) + await self._put(season, steps)
            done += now
            if now.changed == len(steps):
                break
        return done

    async def _steps(
        self, season: Season, league_id: LeagueId, rulings: Sequence[StoredRuling]
    ) -> list[Step]:
        """Find what there is to do, and retire what a stopped judge left behind."""
        stretches = dict.fromkeys((r.scope, r.period) for r in rulings)
        found = await self._rulings.find_standing(season, league_id, stretches)
        beside = [old for standing in found.values() for old in standing.beside]
        await self._rulings.save_retired(season, beside)
        steps = (step(found.get((r.scope, r.period, r.stat)), r) for r in rulings)
        return [each for each in steps if each is not None]

    async def _insert(self, season: Season, steps: Sequence[Step]) -> Entered:
        new = [each for each in steps if each.way is Way.EDITION]
        places = await self._rulings.save_editions(season, [s.ruling for s in new])
        ours = [new[place] for place in sorted(places)]
        old = [s.standing.ruling for s in ours if s.standing is not None]
        await self._rulings.save_retired(season, old)
        return Entered(len(ours), sum(len(s.ruling.exonerated) for s in ours))

    async def _put(self, season: Season, steps: Sequence[Step]) -> Entered:
        pairs = [
            (each.standing, each.ruling)
            for each in steps
            if each.way is Way.PLACE and each.standing is not None
        ]
        return Entered(await self._rulings.save_in_place(season, pairs))
