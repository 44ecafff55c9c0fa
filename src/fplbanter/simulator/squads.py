"""Fifteen players within the rules: 2/5/5/3, three of a club, within the budget."""

from random import Random

from fplbanter.simulator.market import Market
from fplbanter.simulator.players import DEF, FWD, GKP, MID, POSITIONS

SIZE = {GKP: 2, DEF: 5, MID: 5, FWD: 3}
_STARS = {GKP: 1, DEF: 4, MID: 4, FWD: 2}
BUDGET = 1_000
CLUB_LIMIT = 3


class Draft:
    """A squad in the making."""

    def __init__(
        self, rng: Random, market: Market, gameweek: int, taste: float
    ) -> None:
        self._rng = rng
        self._market = market
        self._taste = taste
        self.prices = market.prices[gameweek]
        self.players: list[int] = []
        self._clubs: dict[int, int] = {}

    def fits(self, player: int, *, instead: int = 0) -> bool:
        """Whether the player may come in, in place of another or of nobody."""
        if player in self.players:
            return False
        club = self._market.club_of[player]
        held = self._clubs.get(club, 0)
        held -= instead > 0 and self._market.club_of[instead] == club
        return held < CLUB_LIMIT

    def add(self, player: int) -> None:
        """Take a player in."""
        club = self._market.club_of[player]
        self._clubs[club] = self._clubs.get(club, 0) + 1
        self.players.append(player)

    def swap(self, out: int, player: int) -> None:
        """Replace one player by another."""
        self._clubs[self._market.club_of[out]] -= 1
        self.players.remove(out)
        self.add(player)

    def draw(self, position: int, count: int) -> list[int]:
        """Draw players of a position by how much the crowd likes them."""
        shelf = self._market.shelves[position, self._taste]
        return self._rng.choices(shelf.ids, cum_weights=shelf.cumulative, k=count)

    @property
    def cost(self) -> int:
        """What all players cost, in tenths."""
        return sum(self.prices[player] for player in self.players)

    def fill(self) -> None:
        """Take four in five by liking, and the cheap rest for the bench."""
        for position in POSITIONS:
            wanted = [
                *self.draw(position, 12),
                *self._market.shelves[position, self._taste].ids,
            ]
            self._take(wanted, _STARS[position])
        for position in POSITIONS:
            cheap = list(self._market.cheap[position])
            head = self._rng.sample(cheap[:14], 14)
            self._take([*head, *cheap], SIZE[position] - _STARS[position])

    def _take(self, wanted: list[int], count: int) -> None:
        for player in wanted:
            if count == 0:
                return
            if self.fits(player):
                self.add(player)
                count -= 1

    def cheapen(self, budget: int) -> None:
        """Swap for cheaper players until the money is enough."""
        for turn in range(400):
            if self.cost <= budget:
                return
            out = self._rng.choice(self.players)
            position = self._market.positions[out]
            choice = self.draw(position, 4)
            if turn > 60:
                choice = list(self._market.cheap[position])
            price = self.prices[out]
            for player in choice:
                if self.prices[player] < price and self.fits(player, instead=out):
                    self.swap(out, player)
                    break

    def improve(self, budget: int) -> None:
        """Spend what is left, a few times."""
        for _ in range(14):
            left = budget - self.cost
            if left < 5:
                return
            out = self._rng.choice(self.players)
            most, least = self.prices[out] + left, self.prices[out]
            for player in self.draw(self._market.positions[out], 5):
                if least < self.prices[player] <= most and self.fits(
                    player, instead=out
                ):
                    self.swap(out, player)
                    break


def draw_squad(
    rng: Random, market: Market, gameweek: int, taste: float, budget: int = BUDGET
) -> list[int]:
    """Return fifteen player ids that cost no more than the budget."""
    draft = Draft(rng, market, gameweek, taste)
    draft.fill()
    draft.cheapen(budget)
    draft.improve(budget)
    return draft.players
