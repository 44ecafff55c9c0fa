"""
One match as a list of events, drawn once from the seed.

Times are minutes of play (added time counted, the break not), 1 to its length.
"""

from dataclasses import dataclass
from math import exp
from random import Random

from fplbanter.simulator.calendar import Fixture
from fplbanter.simulator.lineups import Shift, Side, draw_side
from fplbanter.simulator.market import Market
from fplbanter.simulator.players import DEF, FWD, GKP, MID

_SCORES = {GKP: 0.0, DEF: 0.25, MID: 1.0, FWD: 1.7}
_ASSISTS = {GKP: 0.02, DEF: 0.5, MID: 1.2, FWD: 0.8}
_CARDS = {GKP: 0.2, DEF: 1.2, MID: 1.1, FWD: 0.7}
# Actions in ninety minutes: clearances and the like, tackles, recoveries.
_ACTIONS = {
    GKP: (0.8, 0.05, 6.0),
    DEF: (6.3, 1.7, 4.0),
    MID: (2.4, 1.8, 4.6),
    FWD: (1.3, 0.7, 2.2),
}
ACTION_NAMES = ("clearances_blocks_interceptions", "tackles", "recoveries")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that counts for a player, at a minute of play."""

    minute: int
    kind: str
    player_id: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal for one side, whoever touched it last."""

    minute: int
    for_home: bool


@dataclass(frozen=True, slots=True)
class Script:
    """All of one match. `touch` is each player's BPS in ninety minutes of plain play."""

    fixture: Fixture
    home: Side
    away: Side
    events: tuple[Event, ...]
    goals: tuple[Goal, ...]
    touch: dict[int, float]


class _Pen:
    """Writes the script of one match."""

    def __init__(self, rng: Random, fixture: Fixture, home: Side, away: Side) -> None:
        self.rng = rng
        self.length = 90 + sum(fixture.added)
        self.sides = {True: home, False: away}
        self.events: list[Event] = []
        self.goals: list[Goal] = []

    def note(self, minute: int, kind: str, shift: Shift) -> None:
        self.events.append(Event(minute, kind, shift.player.player_id))

    def minute(self) -> int:
        return self.rng.randint(1, self.length)

    def count(self, mean: float) -> int:
        """Draw a Poisson number."""
        left, drawn = exp(-mean), 0
        product = self.rng.random()
        while product > left:
            drawn += 1
            product *= self.rng.random()
        return drawn

    def someone(
        self, minute: int, weights: dict[int, float], *, home: bool, but: int = 0
    ) -> Shift | None:
        """Draw one who is on the pitch, by position and quality."""
        there = [
            s for s in self.sides[home].on_pitch(minute) if s.player.player_id != but
        ]
        odds = [weights[s.player.position] * (0.15 + s.player.quality) for s in there]
        if not there or sum(odds) <= 0:
            return None
        return self.rng.choices(there, weights=odds)[0]

    def keeper(self, minute: int, *, home: bool) -> Shift | None:
        """Return the goalkeeper on the pitch; none after he was sent off."""
        there = self.sides[home].on_pitch(minute)
        return next((s for s in there if s.player.position == GKP), None)

    def score(self, *, home: bool, mean: float) -> None:
        """Write one side's goals."""
        for _ in range(self.count(mean)):
            minute, draw = self.minute(), self.rng.random()
            if draw < 0.03:
                culprit = self.someone(minute, _CARDS, home=not home)
                kind, scorer = "own_goals", culprit
            else:
                kind, scorer = "goals_scored", self.someone(minute, _SCORES, home=home)
            if scorer is None:
                continue
            self.goals.append(Goal(minute, home))
            self.note(minute, kind, scorer)
            if draw >= 0.2:
                self.assist(minute, scorer, home=home)

    def assist(self, minute: int, scorer: Shift, *, home: bool) -> None:
        """Write who passed the ball."""
        by = self.someone(minute, _ASSISTS, home=home, but=scorer.player.player_id)
        if by is not None:
            self.note(minute, "assists", by)

    def miss_penalty(self, *, home: bool) -> None:
        """Write a penalty that is not scored, once in thirty sides."""
        if self.rng.random() >= 0.035:
            return
        minute = self.minute()
        taker = self.someone(minute, _SCORES, home=home)
        keeper = self.keeper(minute, home=not home)
        if taker is None:
            return
        self.note(minute, "penalties_missed", taker)
        if keeper is not None and self.rng.random() < 0.7:
            self.note(minute, "penalties_saved", keeper)
            self.note(minute, "saves", keeper)

    def cards(self, *, home: bool) -> None:
        """Write bookings and sendings-off; now and then of one who never played."""
        side, booked = self.sides[home], set[int]()
        for _ in range(self.count(1.8)):
            minute = self.minute()
            who = self.someone(minute, _CARDS, home=home)
            if who and not who.sent_off and who.player.player_id not in booked:
                booked.add(who.player.player_id)
                self.note(minute, "yellow_cards", who)
        for shift in side.shifts:
            if shift.sent_off:
                self.note(shift.off, "red_cards", shift)
        if side.bench and self.rng.random() < 0.04:
            kind = "yellow_cards" if self.rng.random() < 0.85 else "red_cards"
            self.note(self.minute(), kind, Shift(self.rng.choice(side.bench), home))

    def saves(self, *, home: bool) -> None:
        """Write a goalkeeper's saves."""
        for _ in range(self.count(2.9)):
            minute = self.minute()
            keeper = self.keeper(minute, home=home)
            if keeper is not None:
                self.note(minute, "saves", keeper)

    def work(self, shift: Shift) -> None:
        """Write tackles, clearances and recoveries."""
        end = min(shift.off, self.length)
        share = (end - shift.on) / self.length
        for kind, rate in zip(
            ACTION_NAMES, _ACTIONS[shift.player.position], strict=True
        ):
            for _ in range(self.count(rate * share)):
                minute = shift.on + 1 + int(self.rng.random() * (end - shift.on))
                self.note(min(minute, end), kind, shift)


def write_script(market: Market, fixture: Fixture) -> Script:
    """Draw one match of the season."""
    rng = Random(f"{market.seed}:match:{fixture.fixture_id}")
    home = draw_side(rng, market, fixture, home=True)
    away = draw_side(rng, market, fixture, home=False)
    pen = _Pen(rng, fixture, home, away)
    edge = market.club(fixture.home).strength - market.club(fixture.away).strength
    for at_home, mean in (
        (True, 1.5 * exp(0.75 * edge)),
        (False, 1.2 * exp(-0.75 * edge)),
    ):
        pen.score(home=at_home, mean=mean)
        pen.miss_penalty(home=at_home)
        pen.cards(home=at_home)
        pen.saves(home=at_home)
    shifts = (*home.shifts, *away.shifts)
    for shift in shifts:
        pen.work(shift)
    touch = {s.player.player_id: rng.gauss(5 + 7 * s.player.quality, 4) for s in shifts}
    events = tuple(sorted(pen.events, key=lambda e: (e.minute, e.player_id, e.kind)))
    goals = tuple(sorted(pen.goals, key=lambda goal: (goal.minute, goal.for_home)))
    return Script(fixture, home, away, events, goals, touch)
