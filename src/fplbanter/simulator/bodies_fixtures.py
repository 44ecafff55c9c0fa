"""fixtures and event-status."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from fplbanter.simulator.answers import dump
from fplbanter.simulator.calendar import Fixture, Gameweek, MatchDay
from fplbanter.simulator.states import MatchState
from fplbanter.simulator.world import World

Json = dict[str, Any]
_BLOCKS = (
    "goals_scored",
    "assists",
    "own_goals",
    "penalties_saved",
    "penalties_missed",
    "yellow_cards",
    "red_cards",
    "saves",
    "bonus",
    "bps",
    "defensive_contribution",
)


def stamp(moment: datetime) -> str:
    """Return a time to the second as FPL writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def long_stamp(moment: datetime) -> str:
    """Return a time to the microsecond as FPL writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class FixtureBodies:
    """The fixtures, serialised one by one: in play only a few of them change."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._order = sorted(
            world.calendar.fixtures, key=lambda f: (f.kickoff, f.fixture_id)
        )
        self._texts: dict[int, tuple[tuple[object, ...], str]] = {}

    def fixtures(
        self, now: datetime, gameweek: int | None = None, *, future: bool = False
    ) -> bytes:
        """Return all fixtures, or those of a gameweek, or those still to come."""
        rows = self._order
        if gameweek is not None:
            rows = [f for f in rows if f.gameweek == gameweek and not _hidden(f, now)]
        if future:
            rows = [f for f in rows if not f.started(now)]
        return ("[" + ",".join(self._text(f, now) for f in rows) + "]").encode()

    def _text(self, fixture: Fixture, now: datetime) -> str:
        """Return one fixture's JSON, the text of a moment ago where it still holds."""
        key: tuple[object, ...] = (_hidden(fixture, now),)
        if fixture.started(now):
            finished = is_finished(self._world, fixture, now)
            shown = self._world.live.bonus_shown(fixture, now)
            key = (fixture.played(now), fixture.over(now), finished, shown)
        kept = self._texts.get(fixture.fixture_id)
        if kept is None or kept[0] != key:
            row = fixture_row(self._world, fixture, now)
            kept = self._texts[fixture.fixture_id] = (key, dump(row).decode())
        return kept[1]


def _hidden(fixture: Fixture, now: datetime) -> bool:
    """Whether FPL has no date for it yet."""
    return fixture.announced is not None and now < fixture.announced


def fixture_row(world: World, fixture: Fixture, now: datetime) -> Json:
    """Return one fixture with its seventeen fields."""
    hidden = _hidden(fixture, now)
    started = fixture.started(now)
    state = world.live.state(fixture, now) if started else None
    home, away = world.market.club(fixture.home), world.market.club(fixture.away)
    return {
        "code": fixture.code,
        "event": None if hidden else fixture.gameweek,
        "finished": is_finished(world, fixture, now),
        "finished_provisional": fixture.over(now),
        "id": fixture.fixture_id,
        "kickoff_time": None if hidden else stamp(fixture.kickoff),
        "minutes": fixture.shown(state.played) if state else 0,
        "provisional_start_time": False,
        "started": None if hidden else started,
        "team_a": fixture.away,
        "team_a_score": state.away_goals if state else None,
        "team_h": fixture.home,
        "team_h_score": state.home_goals if state else None,
        "stats": _blocks(world, fixture, state) if state else [],
        "team_h_difficulty": away.stars,
        "team_a_difficulty": home.stars,
        "pulse_id": 130_000 + fixture.fixture_id,
    }


def is_finished(world: World, fixture: Fixture, now: datetime) -> bool:
    """Whether the review is over: with the bonus before 2026/27, else at the end."""
    if not world.live.live_bonus:
        return now >= world.live.day_of(fixture).bonus
    return now >= world.calendar.gameweek(fixture.gameweek).settled


def _blocks(world: World, fixture: Fixture, state: MatchState) -> list[Json]:
    """Return the statistics by identifier and side, the highest first."""
    clubs = world.market.club_of
    return [
        {
            "identifier": name,
            "a": _values(
                state, name, (p for p in state.lines if clubs[p] == fixture.away)
            ),
            "h": _values(
                state, name, (p for p in state.lines if clubs[p] == fixture.home)
            ),
        }
        for name in _BLOCKS
    ]


def _values(state: MatchState, name: str, players: Iterable[int]) -> list[Json]:
    found = [(state.lines[player].line[name], player) for player in players]
    found = sorted(
        (pair for pair in found if pair[0]), key=lambda pair: (-pair[0], pair[1])
    )
    return [{"value": value, "element": player} for value, player in found]


def event_status(world: World, now: datetime) -> Json:
    """Return a row per match day of the current gameweek, and the leagues' state."""
    current = world.calendar.current(now)
    if current == 0:
        return {"status": [], "leagues": ""}
    week = world.calendar.gameweek(current)
    return {
        "status": [
            {
                "bonus_added": _bonus_added(world, week, day, now),
                "date": day.day.isoformat(),
                "event": current,
                "points": _points_word(week, day, now),
            }
            for day in week.days
        ],
        "leagues": _leagues_word(week, now),
    }


def _bonus_added(world: World, week: Gameweek, day: MatchDay, now: datetime) -> bool:
    """Whether the day's bonus is final."""
    return now >= (week.settled if world.live.live_bonus else day.bonus)


def _points_word(week: Gameweek, day: MatchDay, now: datetime) -> str:
    """Return none, live, provisional or confirmed, in FPL's letters."""
    if now >= week.settled:
        return "r"
    if now >= day.provisional:
        return "p"
    return "l" if now >= day.first else ""


def _leagues_word(week: Gameweek, now: datetime) -> str:
    """Return what event-status says of leagues."""
    if now >= week.settled:
        return "Updated"
    busy = any(day.updating <= now < day.batch for day in week.days)
    return "Updating" if busy else ""
