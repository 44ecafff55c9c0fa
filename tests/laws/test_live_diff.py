"""Laws of comparing: a difference loses nothing, and events add up to the points."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fplbanter.fpl import translate_game
from fplbanter.game.appearances import appearances
from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    GameweekState,
    Phase,
    Player,
    PlayerId,
    PlayerStats,
    PointsLine,
    Position,
    Season,
)
from fplbanter.game.phases import phase_of
from fplbanter.live.diff import Delta, apply, diff
from fplbanter.live.events import MatchEvent, events
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.state import (
    MatchdayState,
    of_plain,
    player_points,
    state_of,
    to_plain,
)
from fplbanter.simulator.bodies_live import LiveBodies
from fplbanter.simulator.simulator import Simulator

DOUBLE = 24
"""A gameweek in which clubs play twice."""

GAMEWEEKS = (13, 16, 18, 20, 24, 28, 31, 33, 37, 38)
"""Ten of them: 24 and 33 are double for some clubs, 16 and 31 blank."""

MINUTE = timedelta(minutes=1)
EVERY = 6


class Reader:
    """Reads the simulator as the product reads FPL: its bytes, translated."""

    def __init__(self, gameweek: int, *, live_bonus: bool = True) -> None:
        self.simulator = simulator(live_bonus)
        self.gameweek = gameweek
        self.week = self.simulator.world.calendar.gameweek(gameweek)
        self.before: MatchdayState | None = None

    def moments(self, every: int) -> list[datetime]:
        """
        Return the minutes at which anything can change, idle nights left out.

        Of a match they are each so many minutes, and those of its goals.
        """
        week = self.week
        found = {week.deadline - MINUTE, week.picks_out}
        for fixture in week.fixtures:
            found |= {fixture.kickoff + n * MINUTE for n in range(-1, 121, every)}
            found |= {fixture.kickoff + 2 * MINUTE, fixture.whistle}
            for goal in self.simulator.world.live.script(fixture).goals:
                late = 15 * (goal.minute > 45 + fixture.added[0])
                found.add(fixture.kickoff + (goal.minute + late) * MINUTE)
        for day in week.days:
            found |= {day.bonus, day.batch}
        return sorted(
            found | {week.settled - MINUTE, week.settled, week.settled + MINUTE}
        )

    def state(self, now: datetime) -> MatchdayState:
        """Return the state at a minute, following the one read before."""
        world = self.simulator.world
        rows = world.live.week(self.gameweek, now)
        settled = now >= self.week.settled
        players: dict[PlayerId, PlayerStats] = {}
        for club in range(1, 21):
            # What one club's players are is the same text until they play.
            text = bodies(self.simulator)._club(rows, club, now, settled=settled)
            players |= translated(text)
        query = {"event": str(self.gameweek)}
        answer = self.simulator._endpoints.answer("/api/fixtures/", query, now)
        fixtures = translate_game.fixtures(json.loads(answer.body))
        known = GameweekState(
            Gameweek(self.gameweek), "", self.week.deadline, checked=settled
        )
        self.before = state_of(
            Season("2026-27"),
            Gameweek(self.gameweek),
            phase_of(known, fixtures, now),
            fixtures,
            players,
            settled=settled,
            before=self.before,
        )
        return self.before


@cache
def simulator(live_bonus: bool) -> Simulator:  # noqa: FBT001
    return Simulator(26, live_bonus=live_bonus)


@cache
def bodies(of: Simulator) -> LiveBodies:
    return LiveBodies(of.world)


@lru_cache(maxsize=64)
def translated(text: str) -> dict[PlayerId, PlayerStats]:
    return translate_game.live({"elements": json.loads(f"[{text}]")})


def hold(before: MatchdayState, after: MatchdayState) -> None:
    """Hold one step to the laws."""
    delta = diff(before, after)
    assert apply(before, delta) == after
    through = json.loads(json.dumps(delta.patch, allow_nan=False))
    assert apply(before, Delta(through)) == after
    assert delta.is_empty == (before == after)
    worth: Counter[PlayerId] = Counter()
    told = events(before, after)
    for event in told:
        if event.player_id is not None:
            worth[event.player_id] += event.points
    was, now = player_points(before), player_points(after)
    assert {p: n for p, n in worth.items() if n} == {
        p: now.get(p, 0) - was.get(p, 0)
        for p in was.keys() | now.keys()
        if now.get(p, 0) != was.get(p, 0)
    }
    assert len({event.event_id for event in told}) == len(told)


def follow(reader: Reader, every: int) -> list[MatchEvent]:
    """Play a gameweek through and return all that happened."""
    last = MatchdayState(Season("2026-27"), Gameweek(reader.gameweek))
    told: list[MatchEvent] = []
    for moment in reader.moments(every):
        state = reader.state(moment)
        hold(last, state)
        told += events(last, state)
        last = state
    assert of_plain(json.loads(json.dumps(to_plain(last)))) == last
    return told


@pytest.mark.parametrize("gameweek", [GAMEWEEKS[0], DOUBLE])
def test_a_gameweek_can_be_followed_by_its_differences(gameweek: int) -> None:
    """Through a simulated gameweek, and a double one, nothing is lost."""
    told = follow(Reader(gameweek), EVERY)
    assert len({event.event_id for event in told}) == len(told)


@pytest.mark.faults
@pytest.mark.timeout(600)
@pytest.mark.parametrize("gameweek", GAMEWEEKS)
def test_a_gameweek_can_be_followed_minute_by_minute(gameweek: int) -> None:
    """The same over every minute of play; this takes its time."""
    follow(Reader(gameweek), 1)


def test_a_feed_without_bonus_adds_up_as_well() -> None:
    """Before 2026/27 bonus was worked out here until FPL added it."""
    told = follow(Reader(38, live_bonus=False), EVERY)
    assert any(event.kind is MatchEventKind.BONUS for event in told)


def test_what_fpl_corrects_afterwards_is_told_as_a_correction() -> None:
    """A day after the review a player is given a point more."""
    reader = Reader(38)
    reader.simulator = Simulator(26)
    settled = reader.week.settled
    before = reader.state(settled)
    player_id = max(before.players, key=lambda p: before.players[p].total_points)
    reader.simulator.world.live.correct(38, player_id, 1)
    after = reader.state(settled + MINUTE)
    hold(before, after)
    told = [(e.kind, e.player_id, e.points) for e in events(before, after)]
    assert told == [(MatchEventKind.CORRECTED, player_id, 1)]


def test_a_lost_read_changes_no_name() -> None:
    """Whoever reads twice as often tells the same, but for what came and went."""
    reader = Reader(38)
    blank = MatchdayState(Season("2026-27"), Gameweek(38))
    states = [blank, *(reader.state(moment) for moment in reader.moments(EVERY))]
    often = [e for a, b in pairwise(states) for e in events(a, b)]
    seldom = [e for a, b in pairwise(states[::2]) for e in events(a, b)]
    assert counted(seldom) <= counted(often)
    assert standing(seldom) == standing(often)


def counted(told: Iterable[MatchEvent]) -> set[str]:
    """Name what is a count and not a place."""
    return {e.event_id for e in told if e.kind is not MatchEventKind.BONUS}


def standing(told: Iterable[MatchEvent]) -> set[str]:
    """Name what nobody took back."""
    names = {e.event_id for e in told if e.kind in COUNTS}
    return {name for name in names if ":t" not in name}


COUNTS = {
    MatchEventKind.MATCH_STARTED,
    MatchEventKind.GOAL,
    MatchEventKind.ASSIST,
    MatchEventKind.OWN_GOAL,
    MatchEventKind.PENALTY_SAVED,
    MatchEventKind.PENALTY_MISSED,
    MatchEventKind.RED_CARD,
    MatchEventKind.YELLOW_CARD,
    MatchEventKind.SAVES,
    MatchEventKind.DEFENSIVE_CONTRIBUTION,
    MatchEventKind.GOALS_CONCEDED,
    MatchEventKind.APPEARANCE,
    MatchEventKind.MATCH_ENDED,
    MatchEventKind.GAMEWEEK_SETTLED,
}

COUNT = st.integers(-3, 20)
PLAYER_IDS = st.integers(1, 6).map(PlayerId)
FIXTURE_IDS = st.integers(1, 3).map(FixtureId)
COUNTED = st.dictionaries(PLAYER_IDS, COUNT, max_size=4)
IDENTIFIERS = st.sampled_from(
    ["minutes", "goals_scored", "saves", "bonus", "clean_sheets", "mng_win"]
)
LINES = st.builds(PointsLine, FIXTURE_IDS, IDENTIFIERS, COUNT, COUNT)
TIMES = st.datetimes(timezones=st.just(UTC))
FIXTURES = st.builds(
    Fixture,
    fixture_id=FIXTURE_IDS,
    gameweek=st.none() | st.integers(1, 38).map(Gameweek),
    kickoff=st.none() | TIMES,
    home=st.integers(0, 20).map(ClubId),
    away=st.integers(0, 20).map(ClubId),
    home_goals=st.none() | COUNT,
    away_goals=st.none() | COUNT,
    minutes=st.integers(0, 90),
    started=st.booleans(),
    over=st.booleans(),
    settled=st.booleans(),
    bps=COUNTED,
    bonus=COUNTED,
    events=st.dictionaries(IDENTIFIERS, COUNTED, max_size=2),
)
PLAYERS = st.builds(
    PlayerStats,
    player_id=PLAYER_IDS,
    minutes=st.integers(0, 180),
    total_points=COUNT,
    bonus=st.integers(0, 3),
    bps=COUNT,
    goals=st.integers(0, 4),
    fixture_ids=st.none() | st.lists(FIXTURE_IDS, max_size=2).map(tuple),
    lines=st.lists(LINES, max_size=5).map(tuple),
    in_dream_team=st.booleans(),
)
STATES = st.builds(
    MatchdayState,
    season=st.just(Season("2026-27")),
    gameweek=st.integers(1, 2).map(Gameweek),
    phase=st.sampled_from(Phase),
    settled=st.booleans(),
    fixtures=st.lists(FIXTURES, max_size=3).map(
        lambda found: {f.fixture_id: f for f in found}
    ),
    players=st.lists(PLAYERS, max_size=5).map(
        lambda found: {p.player_id: p for p in found}
    ),
    turns=st.dictionaries(st.sampled_from(["goal:1:2", "bonus:1:2"]), st.integers(1)),
)


@given(STATES, STATES)
def test_any_two_states_have_an_exact_difference(
    before: MatchdayState, after: MatchdayState
) -> None:
    """Whatever the feed may hold: players that come and go, lines in any order."""
    hold(before, replace(after, gameweek=before.gameweek))
    assert apply(before, diff(before, after)) == after
    assert of_plain(json.loads(json.dumps(to_plain(after)))) == after


@given(STATES)
def test_a_state_s_points_are_those_of_the_tables(state: MatchdayState) -> None:
    """Events add up to what line-ups are scored with."""
    players = [
        Player(PlayerId(number), number, "P", ClubId(0), Position.MID)
        for number in range(1, 7)
    ]
    fixtures = tuple(state.fixtures.values())
    known = appearances(players, fixtures, state.players, final=state.settled)
    points = player_points(state)
    assert {p: a.points for p, a in known.items()} == {
        p: points.get(p, 0) for p in known
    }


@given(STATES)
def test_equal_states_have_no_difference(state: MatchdayState) -> None:
    """Nothing changed is nothing told."""
    twin = of_plain(to_plain(state))
    assert diff(state, twin).is_empty
    assert events(state, twin) == ()
