"""
A look at the matchday, by whoever leads: record, tell, publish.

`look` is called after FPL has been read. Leagues that are up to date are told at
once; those that came to be watched in mid-gameweek are told behind what they have
missed, all of them in one pass over the ticks.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from fplbanter.errors import BanterError, LeaseLost, StoreUnavailable
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.live.publishing import News
from fplbanter.live.topics import Topic, TopicKind
from fplbanter.live.views import LeagueMoment, league_views
from fplbanter.live.views import to_plain as view_plain
from fplbanter.services.answers import FixtureLine
from fplbanter.services.matchday.recorder import Recorded, Recorder
from fplbanter.services.matchday.steps import Step, side_of, steps_after
from fplbanter.services.matchday.teller import LeagueTeller, Publishes
from fplbanter.services.matchday.telling import match_names, names, told
from fplbanter.services.product import Product
from fplbanter.services.recent import Recent
from fplbanter.services.streams import gameweek_change
from fplbanter.store.leagues import StoredLeague

log = logging.getLogger(__name__)

WATCHED_NOW: Final = timedelta(hours=6)
WATCHED_MOST: Final = 500
"""Leagues that are told at once, those looked at last first."""

WAITS_FOR: Final = timedelta(minutes=10)
"""How long a new league's telling waits for its line-ups to be read."""

NOBODY: Final = LeagueId(0)
"""The league of what is told to everybody."""


Followed = Callable[[], Awaitable[Collection[str]]]
"""Returns the topics that somebody follows, in whichever process."""


@dataclass(slots=True)
class _Seen:
    """When points and fixtures were read that readers were told of last."""

    as_of: tuple[datetime | None, datetime | None] = (None, None)


class Matchday:
    """Looks at the matchday again and again; only who leads may."""

    def __init__(
        self,
        product: Product,
        publisher: Publishes | None = None,
        followed: Followed | None = None,
    ) -> None:
        self._product = product
        self._publisher = publisher
        self._followed = followed
        self._recorder = Recorder(product.store, product.board)
        self._teller = LeagueTeller(product, publisher)
        self._catching_up: asyncio.Task[None] | None = None
        self._behind: frozenset[LeagueId] = frozenset()
        self._waiting: Recent[LeagueId, datetime] = Recent(1_000)
        self._fixtures: dict[Gameweek, tuple[FixtureLine, ...]] = {}
        self._seen = _Seen()

    async def look(self, fence: int = 0) -> Recorded | None:
        """
        Record what the last reads changed, and tell everybody.

        Return what was recorded of the current gameweek. Raises LeaseLost when
        somebody else leads, and StoreUnavailable.
        """
        board = self._product.board
        current = None if board.is_empty else board.current()
        if current is None:
            return None
        recorded = None
        for gameweek in self._open(current):
            found = await self._recorder.record(gameweek)
            if found is not None:
                await self._tell_everybody(found, fence)
            await self._tell_leagues(gameweek, found, fence)
            recorded = found if gameweek == current else recorded
        await self._refreshed(current)
        return recorded

    async def close(self) -> None:
        """Stop what is under way."""
        if self._catching_up is not None:
            self._catching_up.cancel()
            await asyncio.gather(self._catching_up, return_exceptions=True)

    @property
    def is_catching_up(self) -> bool:
        """Whether leagues are being told what they have missed."""
        return self._catching_up is not None and not self._catching_up.done()

    # -- inside --------------------------------------------------------------

    def _open(self, current: Gameweek) -> tuple[Gameweek, ...]:
        """Return the gameweeks of which something may change."""
        before = Gameweek(current - 1)
        board = self._product.board
        is_over = before < 1 or board.settled_for_good(before)
        return (current,) if is_over else (before, current)

    async def _tell_everybody(self, recorded: Recorded, fence: int) -> None:
        """Publish the gameweek's matches that changed, and what happened in them."""
        if self._publisher is None or recorded.before is None:
            return
        state = recorded.after.state
        lines = self._product.overview.fixture_lines(state.gameweek)
        before = self._fixtures.get(state.gameweek, ())
        changed = [line for line in lines if line not in before]
        moments = self._moments(recorded)
        self._fixtures = {state.gameweek: lines}
        if changed or moments:
            change = gameweek_change(changed, moments)
            source = f"{state.season}:{state.gameweek}:tick:{recorded.after.number}"
            news = [News(str(Topic(TopicKind.GAMEWEEK)), change, source)]
            await self._publisher.publish_all(news, fence=fence)

    def _moments(self, recorded: Recorded) -> list[dict[str, Any]]:
        """Return what happened, in sentences that concern nobody in particular."""
        state = recorded.after.state
        moment = LeagueMoment(
            season=state.season,
            gameweek=state.gameweek,
            league_id=NOBODY,
            at=recorded.after.at,
            members=(),
            player_names=names(self._product.board),
            matches=match_names(self._product.board, state),
        )
        loud = [event for event in recorded.events if not event.is_quiet]
        return [told(view_plain(view)) for view in league_views(moment, loud)]

    async def _tell_leagues(
        self, gameweek: Gameweek, recorded: Recorded | None, fence: int
    ) -> None:
        """Tell those that are up to date at once, and the others behind."""
        newest = await self._recorder.number(gameweek)
        if newest == 0:
            return
        step = self._step(recorded) if recorded is not None else None
        leagues = {
            league.league.league_id: league
            for league in await self._leagues()
            if league.league.start <= gameweek
        }
        reaches = await self._product.store.reaches.find_reaches(
            self._product.board.season, gameweek, tuple(leagues)
        )
        now: list[StoredLeague] = []
        behind: list[StoredLeague] = []
        for league_id, reach in reaches.items():
            if reach >= newest or league_id in self._behind:
                continue
            is_next = step is not None and reach == newest - 1
            (now if is_next else behind).append(leagues[league_id])
        if step is not None:
            await self._teller.tell(now, step, newest=newest, fence=fence)
        ready = [league for league in behind if self._is_ready(league)]
        if ready and not self.is_catching_up:
            self._behind = frozenset(each.league.league_id for each in ready)
            first = min(reaches[each.league.league_id] for each in ready)
            work = self._catch_up(gameweek, ready, reaches, first, newest, fence)
            self._catching_up = asyncio.create_task(work)

    def _step(self, recorded: Recorded) -> Step:
        """Return what was recorded, ready for all leagues."""
        board = self._product.board
        before = side_of(board, recorded.before) if recorded.before else None
        return Step(before, side_of(board, recorded.after))

    async def _catch_up(
        self,
        gameweek: Gameweek,
        leagues: Sequence[StoredLeague],
        reaches: dict[LeagueId, int],
        first: int,
        newest: int,
        fence: int,
    ) -> None:
        """Tell leagues all that they have missed, in one pass over the ticks."""
        store, board = self._product.store, self._product.board
        try:
            async for step in steps_after(store, board, gameweek, first):
                there = [
                    league
                    for league in leagues
                    if reaches[league.league.league_id] < step.number
                ]
                await self._teller.tell(there, step, newest=newest, fence=fence)
        except (StoreUnavailable, LeaseLost) as error:
            log.debug("Catching up broke off: %s", error)
        except (BanterError, ValueError) as error:
            log.warning("Catching up broke off: %s", error)
        finally:
            self._behind = frozenset()

    def _is_ready(self, league: StoredLeague) -> bool:
        """Say whether a league's line-ups are there, or have been waited for."""
        now = self._product.clock.now()
        league_id = league.league.league_id
        since = self._waiting.get(league_id)
        if since is None:
            self._waiting.put(league_id, since := now)
        if not self._product.intakes.are_running and league.complete:
            return True
        return now - since > WAITS_FOR

    async def _leagues(self) -> tuple[StoredLeague, ...]:
        """Return the leagues that somebody watches or follows."""
        product = self._product
        since = product.clock.now() - WATCHED_NOW
        watched = await product.store.leagues.find_watched(
            product.board.season, since, WATCHED_MOST
        )
        known = {each.league.league_id for each in watched}
        others = sorted(await self._followed_leagues() - known)[:WATCHED_MOST]
        followed = await product.store.leagues.find_leagues(
            product.board.season, others
        )
        return (*watched, *followed.values())

    async def _followed_leagues(self) -> set[LeagueId]:
        if self._followed is None:
            return set()
        topics = Topic.known(await self._followed())
        return {LeagueId(int(t.ident)) for t in topics if t.kind is TopicKind.LEAGUE}

    async def _refreshed(self, current: Gameweek) -> None:
        """Have ready answers made anew where FPL was read, though nothing changed."""
        board = self._product.board
        as_of = (board.live_as_of(current), board.fixtures_as_of)
        if self._publisher is not None and as_of != self._seen.as_of:
            self._seen.as_of = as_of
            with suppress(BanterError):
                await self._publisher.refresh([str(Topic(TopicKind.GAMEWEEK))])
