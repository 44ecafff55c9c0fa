"""Who starts, who sits on the bench, and who is swapped when."""

from dataclasses import dataclass, replace
from random import Random

from fplbanter.simulator.calendar import Fixture
from fplbanter.simulator.market import Market
from fplbanter.simulator.players import DEF, FWD, GKP, MID, Player

_FORMATIONS = ((4, 3, 3), (4, 4, 2), (4, 5, 1), (3, 4, 3), (3, 5, 2), (5, 4, 1))
_BENCH = ((GKP, 1), (DEF, 3), (MID, 3), (FWD, 2))
FOREVER = 1_000


@dataclass(frozen=True, slots=True)
class Shift:
    """
    One player's time on the pitch, in minutes of play.

    `on` is 0 for a starter; `off` is FOREVER for who stays to the end; a player
    who was `sent_off` goes on paying for his team's goals against.
    """

    player: Player
    home: bool
    on: int = 0
    off: int = FOREVER
    sent_off: bool = False

    def covers(self, minute: int) -> bool:
        """Whether he is on the pitch in that minute of play."""
        return self.on < minute <= self.off


@dataclass(frozen=True, slots=True)
class Side:
    """One club's afternoon: who played when, and who only watched."""

    shifts: tuple[Shift, ...]
    bench: tuple[Player, ...]

    def on_pitch(self, minute: int) -> list[Shift]:
        """Return who is on the pitch in that minute of play."""
        return [shift for shift in self.shifts if shift.covers(minute)]


def draw_side(rng: Random, market: Market, fixture: Fixture, *, home: bool) -> Side:
    """Draw one club's side: starters, bench, substitutions, a sending-off."""
    club = fixture.home if home else fixture.away
    able = _able(rng, market, club, fixture.gameweek)
    starters = _eleven(able, _shape(rng))
    rest = [player for player in able if player not in starters]
    bench = _pick(rest, _BENCH)
    shifts = [Shift(player, home) for player in starters]
    shifts = _substitutions(rng, shifts, bench, 90 + sum(fixture.added))
    shifts = _sending_off(rng, shifts, 90 + sum(fixture.added))
    used = {shift.player.player_id for shift in shifts}
    idle = tuple(player for player in bench if player.player_id not in used)
    return Side(tuple(shifts), idle)


def _shape(rng: Random) -> tuple[int, int, int]:
    """Draw a formation."""
    return rng.choices(_FORMATIONS, weights=(26, 36, 12, 12, 8, 6))[0]


def _able(rng: Random, market: Market, club: int, gameweek: int) -> list[Player]:
    """Return who could play, the manager's favourites of the day first."""
    found = []
    for player in market.squads[club]:
        mood = player.standing + rng.gauss(0, 0.07)
        draw = rng.random()
        if draw < 0.02 or market.misses(player.player_id, gameweek):
            continue
        # A rest for a regular: he may come on, or never leave the bench.
        found.append((mood - (0.6 if draw < 0.06 else 0.0), player))
    if all(player.position != GKP for _, player in found):
        # Somebody must stand in goal, however he feels.
        keepers = [p for p in market.squads[club] if p.position == GKP]
        found.append((0.0, keepers[-1]))
    found.sort(key=lambda pair: (-pair[0], pair[1].player_id))
    return [player for _, player in found]


def _eleven(able: list[Player], shape: tuple[int, int, int]) -> list[Player]:
    """Return the starters; where a position is short, others fill in."""
    found = _pick(able, ((GKP, 1), *zip((DEF, MID, FWD), shape, strict=True)))
    rest = [p for p in able if p not in found and p.position != GKP]
    return found + rest[: 11 - len(found)]


def _pick(able: list[Player], wanted: tuple[tuple[int, int], ...]) -> list[Player]:
    """Take the first so many of each position."""
    found = []
    for position, count in wanted:
        found += [player for player in able if player.position == position][:count]
    return found


def _substitutions(
    rng: Random, shifts: list[Shift], bench: list[Player], length: int
) -> list[Shift]:
    """Swap three to five outfield players, like for like where possible."""
    found, waiting = list(shifts), [p for p in bench if p.position != GKP]
    count = rng.choices((2, 3, 4, 5), weights=(8, 22, 32, 38))[0]
    early = rng.random() < 0.12
    for number in range(min(count, len(waiting))):
        low, high = (12, 45) if early and number == 0 else (50, length)
        minute = min(rng.randint(low, high), rng.randint(low, high))
        off = rng.choice([at for at in range(1, 11) if found[at].off == FOREVER])
        on = min(waiting, key=lambda p: abs(p.position - found[off].player.position))
        waiting.remove(on)
        found[off] = replace(found[off], off=minute)
        found.append(Shift(on, found[off].home, on=minute))
    return found


def _sending_off(rng: Random, shifts: list[Shift], length: int) -> list[Shift]:
    """Send one player off, in one side of sixteen."""
    if rng.random() >= 0.06:
        return shifts
    minute = rng.randint(20, length)
    able = [at for at, s in enumerate(shifts) if s.on < minute and s.off == FOREVER]
    at = rng.choice(able)
    sent = replace(shifts[at], off=minute, sent_off=True)
    return [*shifts[:at], sent, *shifts[at + 1 :]]
