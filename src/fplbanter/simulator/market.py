"""What a season knows of its players: prices, injuries, and who looks good when."""

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from random import Random

from fplbanter.simulator.calendar import Calendar
from fplbanter.simulator.clubs import Club, build_clubs
from fplbanter.simulator.players import GKP, POSITIONS, Player, build_players

_INJURIES = (
    "Knee injury",
    "Hamstring injury",
    "Ankle injury",
    "Muscle injury",
    "Illness",
    "Calf injury",
    "Back injury",
    "Concussion",
)
TASTES = (0.35, 0.8, 1.15)
"""How strongly a manager follows the crowd: gambler, usual, template."""


@dataclass(frozen=True, slots=True)
class Spell:
    """
    Gameweeks `first` to `last` that a player misses.

    `known_from` is the first gameweek whose deadline comes after the news: a
    gameweek later than `first` means that it surprised everybody.
    """

    first: int
    last: int
    known_from: int
    news: str
    status: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The players of one position as a manager of one taste sees them."""

    ids: tuple[int, ...]
    cumulative: tuple[float, ...]


class Market:
    """Clubs, players and calendar of a season, with what follows from the seed."""

    def __init__(self, seed: int, year: int = 2026) -> None:
        self.seed = seed
        self.calendar = Calendar(seed, year)
        self.clubs: tuple[Club, ...] = build_clubs(seed)
        self.players: tuple[Player, ...] = build_players(seed, self.clubs)
        self.spells = {p.player_id: self._spells(p) for p in self.players}
        self._looks: dict[int, list[float]] = {}
        self.positions = [0, *[player.position for player in self.players]]
        self.club_of = [0, *[player.club_id for player in self.players]]

    def player(self, player_id: int) -> Player:
        """Return a player, ids from 1; raises IndexError."""
        return self.players[player_id - 1]

    def club(self, club_id: int) -> Club:
        """Return a club, ids 1 to 20."""
        return self.clubs[club_id - 1]

    @cached_property
    def squads(self) -> dict[int, list[Player]]:
        """Club id -> its players."""
        found: dict[int, list[Player]] = {club.club_id: [] for club in self.clubs}
        for player in self.players:
            found[player.club_id].append(player)
        return found

    def _spells(self, player: Player) -> tuple[Spell, ...]:
        """Draw the gameweeks that he misses."""
        rng = Random(f"{self.seed}:spells:{player.player_id}")
        found, at = [], 1
        while (at := at + int(rng.expovariate(1 / 17))) <= 38:
            length = rng.choices((1, 2, 3, 4, 6, 9), weights=(30, 22, 18, 14, 10, 6))[0]
            known = at + (1 if rng.random() < 0.55 else 0)
            banned = length == 1 and rng.random() < 0.3
            news = "Suspended" if banned else rng.choice(_INJURIES)
            last = min(38, at + length - 1)
            found.append(Spell(at, last, known, news, "s" if banned else "i"))
            at += length + 2
        return tuple(found)

    def misses(self, player_id: int, gameweek: int) -> Spell | None:
        """Return why he cannot play in a gameweek, or None."""
        for spell in self.spells[player_id]:
            if spell.first <= gameweek <= spell.last:
                return spell
        return None

    def known_to_miss(self, player_id: int, gameweek: int) -> Spell | None:
        """Return why managers know at the deadline that he will not play."""
        spell = self.misses(player_id, gameweek)
        return spell if spell and spell.known_from <= gameweek else None

    @cached_property
    def prices(self) -> list[list[int]]:
        """[gameweek 0 to 39][player id] -> price in tenths at its deadline."""
        rng = Random(f"{self.seed}:prices")
        row = [0, *[player.price for player in self.players]]
        table = [row, row]
        for _ in range(2, 40):
            moves = [self._drift(rng, player) for player in self.players]
            row = [0, *[max(35, p + m) for p, m in zip(row[1:], moves, strict=True)]]
            table.append(row)
        return table

    @staticmethod
    def _drift(rng: Random, player: Player) -> int:
        """Draw how the price moves in a gameweek: wanted players rise."""
        draw = rng.random()
        busy = min(0.5, 0.05 + player.ownership / 60)
        if draw >= busy:
            return 0
        return 1 if draw < busy * (0.3 + 0.45 * player.quality) else -1

    def price(self, player_id: int, gameweek: int) -> int:
        """Return his price at that gameweek's deadline, in tenths."""
        return self.prices[gameweek][player_id]

    def looks(self, gameweek: int) -> list[float]:
        """Return [player id] -> what managers expect of him in a gameweek."""
        if gameweek not in self._looks:
            row = [0.0, *[self._look(player, gameweek) for player in self.players]]
            self._looks[gameweek] = row
        return self._looks[gameweek]

    def _look(self, player: Player, gameweek: int) -> float:
        """Points that he looks good for: quality, place in the side, fixtures."""
        matches = len(self.calendar.by_club.get((gameweek, player.club_id), ()))
        if not matches or self.known_to_miss(player.player_id, gameweek):
            return 0.0
        plays = 1.0 if player.standing > 0.68 else 0.25
        goals = 2.2 if player.position == GKP else 1.0 + player.position
        return matches * plays * (1.0 + goals * player.quality)

    @cached_property
    def shelves(self) -> dict[tuple[int, float], Shelf]:
        """(position, taste) -> players with the weights by which they are bought."""
        found = {}
        for position in POSITIONS:
            those = [p for p in self.players if p.position == position]
            ids = tuple(player.player_id for player in those)
            for taste in TASTES:
                weights = accumulate((p.ownership + 0.05) ** taste for p in those)
                found[position, taste] = Shelf(ids, tuple(weights))
        return found

    @cached_property
    def cheap(self) -> dict[int, tuple[int, ...]]:
        """Position -> the thirty cheapest players, cheapest first."""
        found = {}
        for position in POSITIONS:
            those = [p for p in self.players if p.position == position]
            those.sort(key=lambda p: (p.price, -p.standing, p.player_id))
            found[position] = tuple(p.player_id for p in those[:30])
        return found
