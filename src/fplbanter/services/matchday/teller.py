"""
Telling leagues a step: kept first, then published, then noted.

All leagues are told in a few calls to the servers, however many there are. Whoever
goes on after a crash does the last tick again: what is kept is kept once by its
name, and what is published once by its source.
"""

import asyncio
from collections.abc import Collection, Sequence
from typing import Final, Protocol

from fplbanter.live.publishing import News
from fplbanter.services.matchday.scorer import WatchedScorer
from fplbanter.services.matchday.steps import Step
from fplbanter.services.matchday.telling import LeagueTelling, Telling
from fplbanter.services.product import Product
from fplbanter.store.leagues import StoredLeague

LAG: Final = 20
"""Ticks by which a league may be behind for its readers to be told of each."""


class Publishes(Protocol):
    """Publishes changes (`live/publishing.py`)."""

    async def publish_all(self, news: Sequence[News], *, fence: int = 0) -> object:
        """Publish several, one of a topic at most."""
        ...

    async def refresh(self, topics: Collection[str]) -> None:
        """Tell every process that these were read anew."""
        ...


class LeagueTeller:
    """Tells leagues, of each its steps in order; only who leads may."""

    def __init__(self, product: Product, publisher: Publishes | None) -> None:
        self._store = product.store
        self._board = product.board
        self._rosters = product.tables.rosters
        self._publisher = publisher
        self._scorer = WatchedScorer()
        self._telling = LeagueTelling(
            product.store, product.board, product.tables, self._rosters
        )

    async def tell(
        self,
        leagues: Sequence[StoredLeague],
        step: Step,
        *,
        newest: int,
        fence: int = 0,
    ) -> None:
        """
        Tell leagues one step; `newest` is the last tick that there is.

        Raises LeaseLost and StoreUnavailable: then it has to be told again.
        """
        if not leagues:
            return
        tellings = await self._fresh(await self._worked_out(leagues, step), step)
        season, gameweek = self._board.season, step.after.moment.state.gameweek
        moments = {each.league_id: each.moments() for each in tellings}
        await self._store.moments.add_moments(season, gameweek, moments)
        if newest - step.number < LAG:
            await self._publish(tellings, step, fence)
        ids = [league.league.league_id for league in leagues]
        await self._store.reaches.save_reaches(season, gameweek, ids, step.number)

    async def _worked_out(
        self, leagues: Sequence[StoredLeague], step: Step
    ) -> list[Telling]:
        gameweek = step.after.moment.state.gameweek
        rosters = [await self._rosters.roster(each, gameweek) for each in leagues]
        moved = self._scorer.moved(rosters, step)
        tellings = []
        for league in leagues:
            tellings.append(await self._telling.tell(league, step, moved))
            # A table takes milliseconds, and there may be hundreds of leagues.
            await asyncio.sleep(0)
        return tellings

    async def _fresh(self, tellings: Sequence[Telling], step: Step) -> list[Telling]:
        """Return what is worth telling: what is undone and comes again is not."""
        events = {
            each.league_id: [view.event_id for view in each.views]
            for each in tellings
            if each.views
        }
        known = await self._store.moments.find_told(
            self._board.season, events, step.number
        )
        return [each.without(known.get(each.league_id, ())) for each in tellings]

    async def _publish(
        self, tellings: Sequence[Telling], step: Step, fence: int
    ) -> None:
        state = step.after.moment.state
        source = f"{state.season}:{state.gameweek}:tick:{step.number}"
        news = [
            News(f"league:{each.league_id}", each.change(), source)
            for each in tellings
            if not each.is_empty
        ]
        if self._publisher is not None and news:
            await self._publisher.publish_all(news, fence=fence)
