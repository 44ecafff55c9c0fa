"""
What is known right now: the season, its fixtures, and the gameweeks' points.

One board a process. It is filled from the store at start and by whoever reads
FPL; readers take immutable snapshots from it, so nothing is worked out twice
between two changes. `version` rises with every change.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain

from fplbanter.clock import Clock
from fplbanter.errors import NotFound, StoreUnavailable, UpstreamDown
from fplbanter.fpl.calendar import SETTLED_FOR_GOOD
from fplbanter.game.appearances import appearances
from fplbanter.game.model import (
    Appearance,
    Club,
    ClubId,
    Fixture,
    Gameweek,
    GameweekState,
    Phase,
    Player,
    PlayerId,
    PlayerStats,
    Position,
    Season,
)
from fplbanter.game.phases import current_gameweek, next_gameweek, phase_of
from fplbanter.services.answers import PlayerName
from fplbanter.services.recent import Recent
from fplbanter.store.database import Store
from fplbanter.store.live import StoredLive
from fplbanter.store.seasons import SeasonFacts

KEPT_GAMEWEEKS = 6
"""Gameweeks whose points stay in memory; the store has the others."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """
    One gameweek as it stands. `as_of` is when its points were last read.

    They are `final` when FPL had checked them by then. `settled_before` is the
    newest gameweek before this one that FPL has checked, 0 if there is none.
    """

    state: GameweekState
    fixtures: tuple[Fixture, ...]
    stats: Mapping[PlayerId, PlayerStats]
    appearances: Mapping[PlayerId, Appearance]
    as_of: datetime | None
    final: bool
    settled_before: Gameweek
    version: int

    @property
    def gameweek(self) -> Gameweek:
        """The gameweek's number."""
        return self.state.gameweek

    @property
    def begun_at(self) -> datetime | None:
        """The first kick-off, None while no match has kicked off."""
        return _begun_at(self.fixtures)


class Board:
    """The season in memory. `pinned` fixes the current gameweek (recordings)."""

    def __init__(
        self, store: Store, clock: Clock, pinned: Gameweek | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self._pinned = pinned
        self._facts: SeasonFacts | None = None
        self._players: dict[PlayerId, Player] = {}
        self._clubs: dict[ClubId, Club] = {}
        self._states: dict[Gameweek, GameweekState] = {}
        self._fixtures: dict[Gameweek | None, tuple[Fixture, ...]] = {}
        self._all_fixtures: tuple[Fixture, ...] = ()
        self._positions: dict[PlayerId, Position] = {}
        self._live: Recent[Gameweek, StoredLive | None] = Recent(KEPT_GAMEWEEKS)
        self._snapshots: Recent[Gameweek, Snapshot] = Recent(KEPT_GAMEWEEKS)
        self.fixtures_as_of: datetime | None = None
        self.version = 0
        self._listeners: list[Callable[[], None]] = []

    async def load(self) -> None:
        """Take up what the store knows of the newest season, if anything."""
        facts = await self._store.seasons.find_newest_season()
        if facts is None:
            return
        self.set_season(facts)
        stored = await self._store.fixtures.find_fixtures(facts.season)
        if stored is not None:
            self.set_fixtures(stored.fixtures, stored.as_of)

    # -- what is known -------------------------------------------------------

    @property
    def facts(self) -> SeasonFacts:
        """The season; raises UpstreamDown before FPL has ever been read."""
        if self._facts is None:
            raise UpstreamDown("Nothing is known of this season yet.")
        return self._facts

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been read yet."""
        return self._facts is None

    @property
    def season(self) -> Season:
        """The season's name."""
        return self.facts.season

    @property
    def players(self) -> Mapping[PlayerId, Player]:
        """The season's players by id."""
        return self._players

    @property
    def positions(self) -> Mapping[PlayerId, Position]:
        """Where each player plays."""
        return self._positions

    def fixtures(self, gameweek: Gameweek) -> tuple[Fixture, ...]:
        """Return a gameweek's fixtures, in the order of their kick-offs."""
        return self._fixtures.get(gameweek, ())

    def has_matches_on(self, day: date) -> bool:
        """Say whether a match of the season kicks off on a day (UTC)."""
        fixtures = chain.from_iterable(self._fixtures.values())
        return any(f.kickoff is not None and f.kickoff.date() == day for f in fixtures)

    def has_deadline_on(self, day: date) -> bool:
        """Say whether the next deadline is still to come on a day (UTC)."""
        coming = self.following()
        return coming is not None and coming.deadline.date() == day

    def state(self, gameweek: Gameweek) -> GameweekState:
        """Return what FPL says of a gameweek; raises NotFound."""
        found = self._states.get(gameweek)
        if found is None:
            raise NotFound(f"There is no gameweek {gameweek} in {self.season}.")
        return found

    def phase(self, gameweek: Gameweek) -> Phase:
        """Say where a gameweek stands now."""
        return phase_of(
            self.state(gameweek), self.fixtures(gameweek), self._clock.now()
        )

    def current(self) -> Gameweek | None:
        """Return the gameweek that people mean by "now", None before the first."""
        if self._pinned is not None:
            return self._pinned
        found = current_gameweek(self.facts.gameweeks, self._clock.now())
        return found.gameweek if found else None

    def following(self) -> GameweekState | None:
        """Return the gameweek whose deadline comes next."""
        return next_gameweek(self.facts.gameweeks, self._clock.now())

    def started_gameweek(self, gameweek: Gameweek | None) -> Gameweek:
        """
        Return the gameweek asked for, or the current one.

        Raises NotFound for one that does not exist or is still to come, and
        UpstreamDown while the fixtures are unknown: without them everybody
        would seem to have finished.
        """
        if self.fixtures_as_of is None:
            raise UpstreamDown("The fixtures of this season are not known yet.")
        wanted = gameweek if gameweek is not None else self.current()
        if wanted is None:
            raise NotFound("The season has not started: no gameweek has points yet.")
        if self.phase(wanted) is Phase.UPCOMING or self._is_beyond_recording(wanted):
            raise NotFound(f"Gameweek {wanted} is still to come.")
        return wanted

    def counting_since(self, gameweek: Gameweek) -> datetime:
        """
        Return since when FPL's tables count a gameweek: its first kick-off.

        Until then they may still show the gameweek before; that is found out
        when they are read after the deadline.
        """
        begun_at = _begun_at(self.fixtures(gameweek))
        return begun_at or self.state(gameweek).deadline

    def checked_since(self, gameweek: Gameweek) -> datetime | None:
        """
        Return since when FPL is known to have checked a gameweek, None if not.

        What FPL said before then may not be what it settled on.
        """
        return self.facts.as_of if self.state(gameweek).checked else None

    def are_picks_out(self, gameweek: Gameweek) -> bool:
        """Say whether FPL shows picks at all: not in the hour after a deadline."""
        state = self.state(gameweek)
        return state.is_current or state.finished or state.checked

    def settled_for_good(self, gameweek: Gameweek) -> bool:
        """Say whether nothing of a gameweek moves any more: checked, and long over."""
        kickoffs = (f.kickoff for f in self.fixtures(gameweek) if f.kickoff)
        last = max(kickoffs, default=None)
        return (
            self.state(gameweek).checked
            and last is not None
            and self._clock.now() - last > SETTLED_FOR_GOOD
        )

    def club(self, club_id: ClubId) -> Club:
        """Return a club; one that is unknown has a question mark for a name."""
        return self._clubs.get(club_id) or Club(club_id, 0, "?", "?")

    def player_name(self, player_id: PlayerId) -> PlayerName:
        """Return a player as a row shows him; the unknown have a number."""
        player = self._players.get(player_id)
        if player is None:
            return PlayerName(player_id, f"Player {player_id}", "?", "?")
        club = self.club(player.club_id).short_name
        return PlayerName(player_id, player.name, club, player.position.name)

    def settled_through(self, before: Gameweek | None = None) -> Gameweek:
        """Return the newest gameweek that FPL has checked, 0 if there is none."""
        checked = [s.gameweek for s in self.facts.gameweeks if s.checked]
        within = (g for g in checked if before is None or g < before)
        return max(within, default=Gameweek(0))

    async def lacks_points(self, gameweek: Gameweek) -> bool:
        """
        Say whether points were never read, or not since FPL checked them.

        What the store cannot tell has to be read as well.
        """
        try:
            live = await self._points(gameweek)
        except StoreUnavailable:
            return True
        return live is None or (self.state(gameweek).checked and not live.final)

    async def snapshot(self, gameweek: Gameweek) -> Snapshot:
        """Return a gameweek as it stands, read from the store if need be."""
        kept = self._snapshots.get(gameweek)
        if kept is not None:
            return kept
        snapshot = self._build(gameweek, await self._points(gameweek))
        self._snapshots.put(gameweek, snapshot)
        return snapshot

    def imagined(
        self,
        gameweek: Gameweek,
        fixtures: tuple[Fixture, ...],
        stats: Mapping[PlayerId, PlayerStats],
        as_of: datetime,
        *,
        final: bool,
    ) -> Snapshot:
        """Return a gameweek as it would stand with these fixtures and points."""
        return Snapshot(
            state=replace(self.state(gameweek), checked=final),
            fixtures=fixtures,
            stats=stats,
            appearances=appearances(
                self._players.values(), fixtures, stats, final=final
            ),
            as_of=as_of,
            final=final,
            settled_before=self.settled_through(gameweek),
            version=self.version,
        )

    def live_as_of(self, gameweek: Gameweek) -> datetime | None:
        """Return when a gameweek's points were read, None if they are not here."""
        live = self.live(gameweek)
        return live.as_of if live else None

    def live(self, gameweek: Gameweek) -> StoredLive | None:
        """Return a gameweek's points as read, None if they are not in memory."""
        return self._live.get(gameweek)

    def held(self) -> tuple[Gameweek, ...]:
        """Return the gameweeks whose points somebody has asked for lately."""
        return self._live.keys()

    # -- what changes it -----------------------------------------------------

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call `listener` whenever something was read, changed or not."""
        self._listeners.append(listener)

    def set_season(self, facts: SeasonFacts) -> None:
        """Take up the season as FPL tells it."""
        if self._facts is not None and self._facts.season != facts.season:
            self._fixtures, self.fixtures_as_of = {}, None
            self._all_fixtures = ()
            self._live.clear()
        self._facts = facts
        self._players = {p.player_id: p for p in facts.players}
        self._positions = {p.player_id: p.position for p in facts.players}
        self._clubs = {c.club_id: c for c in facts.clubs}
        self._states = {s.gameweek: s for s in facts.gameweeks}
        self._changed()

    def set_fixtures(self, fixtures: tuple[Fixture, ...], as_of: datetime) -> None:
        """Take up all fixtures of the season."""
        by_gameweek: dict[Gameweek | None, list[Fixture]] = {}
        for fixture in fixtures:
            by_gameweek.setdefault(fixture.gameweek, []).append(fixture)
        self._fixtures = {g: tuple(found) for g, found in by_gameweek.items()}
        self._all_fixtures = fixtures
        self.fixtures_as_of = as_of
        self._changed()

    def stand_by_season(self, facts: SeasonFacts) -> bool:
        """
        Take note that the same facts were read again; False if they are others.

        FPL's same bytes are translated to the same objects (`fpl/guards.py`).
        """
        if self._facts is None or self._facts.players is not facts.players:
            return False
        self._facts = facts
        self._tell()
        return True

    def stand_by_fixtures(self, fixtures: tuple[Fixture, ...], as_of: datetime) -> bool:
        """Take note that the same fixtures were read again; False if they are others."""
        if self._all_fixtures is not fixtures:
            return False
        self.fixtures_as_of = as_of
        self._tell()
        return True

    def set_live(self, live: StoredLive) -> None:
        """Take up a gameweek's points."""
        self._live.put(live.gameweek, live)
        self.version += 1
        self._snapshots.drop(live.gameweek)
        self._tell()

    # -- inside --------------------------------------------------------------

    def _is_beyond_recording(self, gameweek: Gameweek) -> bool:
        """Say whether a recording has ended before that gameweek."""
        return self._pinned is not None and gameweek > self._pinned

    def _changed(self) -> None:
        self.version += 1
        self._snapshots.clear()
        self._tell()

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()

    async def _points(self, gameweek: Gameweek) -> StoredLive | None:
        """Return a gameweek's points from memory, else from the store."""
        if gameweek not in self._live:
            stored = await self._store.live.find_live(self.season, gameweek)
            # What came from FPL in the meantime is newer, and stays.
            if gameweek not in self._live:
                self._live.put(gameweek, stored)
        return self._live.get(gameweek)

    def _build(self, gameweek: Gameweek, live: StoredLive | None) -> Snapshot:
        state, fixtures = self.state(gameweek), self.fixtures(gameweek)
        stats = {p.player_id: p for p in live.players} if live else {}
        final = live is not None and live.final
        return Snapshot(
            state=state,
            fixtures=fixtures,
            stats=stats,
            appearances=appearances(
                self._players.values(), fixtures, stats, final=state.checked
            ),
            as_of=live.as_of if live else None,
            final=final,
            settled_before=self.settled_through(gameweek),
            version=self.version,
        )


def _begun_at(fixtures: Iterable[Fixture]) -> datetime | None:
    """Return the first kick-off of those that have kicked off."""
    kickoffs = (f.kickoff for f in fixtures if f.started and f.kickoff)
    return min(kickoffs, default=None)
