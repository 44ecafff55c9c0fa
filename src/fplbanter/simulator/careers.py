"""
A manager's season, gameweek by gameweek: transfers, chips, money, selections.

Nothing here depends on results: squads follow from seed, prices and injuries.
"""

from collections import OrderedDict
from random import Random

from fplbanter.simulator.managers import Manager, build_manager
from fplbanter.simulator.market import Market
from fplbanter.simulator.selection import Selection, line_up
from fplbanter.simulator.squads import BUDGET, CLUB_LIMIT, draw_squad

_KEPT = 4_000
_MOST_FREE = 5
Swap = tuple[int, int, int, int]


class Career:
    """One entry's season so far; it is carried on as far as somebody asks."""

    def __init__(self, market: Market, manager: Manager) -> None:
        self.market = market
        self.manager = manager
        self.selections: dict[int, Selection] = {}
        self._rng = Random(f"{market.seed}:career:{manager.entry_id}")
        self._next = manager.started_event
        self._squad: list[int] = []
        self._paid: dict[int, int] = {}
        self._bank = 0
        self._free = 1

    def selection(self, gameweek: int) -> Selection | None:
        """Return what he submitted for a gameweek; None before he joined."""
        while self._next <= gameweek:
            self._play(self._next)
            self._next += 1
        return self.selections.get(gameweek)

    def _play(self, gameweek: int) -> None:
        """Live through one gameweek's deadline."""
        chip = self.manager.chips.get(gameweek)
        kept = (list(self._squad), dict(self._paid), self._bank)
        swaps, transfers, cost = self._deal(gameweek, chip)
        squad, captain, vice = line_up(
            self._rng, self.market, gameweek, self._squad, self.manager.style
        )
        self.selections[gameweek] = Selection(
            gameweek=gameweek,
            squad=squad,
            captain=captain,
            vice=vice,
            chip=chip,
            transfers=transfers,
            cost=cost,
            bank=self._bank,
            value=self._bank + sum(self._sale(p, gameweek) for p in self._squad),
            swaps=swaps,
        )
        if chip == "freehit":
            self._squad, self._paid, self._bank = kept

    def _deal(
        self, gameweek: int, chip: str | None
    ) -> tuple[tuple[Swap, ...], int, int]:
        """Make the gameweek's transfers; return them, their count and their cost."""
        if not self._squad:
            self._begin(gameweek)
            return (), 0, 0
        if chip == "freehit":
            return self._rebuild(gameweek), 0, 0
        if chip == "wildcard":
            return self._swap_many(gameweek, self._rng.randint(5, 9)), 0, 0
        swaps = self._swap_many(gameweek, self._wanted())
        extra = max(0, len(swaps) - self._free)
        # Free transfers that are not used are kept, five at most (2024/25+).
        self._free = min(_MOST_FREE, max(0, self._free - len(swaps)) + 1)
        return swaps, len(swaps), 4 * extra

    def _begin(self, gameweek: int) -> None:
        """Buy the first fifteen."""
        self._squad = draw_squad(
            self._rng, self.market, gameweek, self.manager.style.taste
        )
        self._paid = {p: self.market.price(p, gameweek) for p in self._squad}
        self._bank = BUDGET - sum(self._paid.values())

    def _wanted(self) -> int:
        """Draw how many transfers he makes: beyond the free ones he needs nerve."""
        style = self.manager.style
        wanted = self._rng.choices((0, 1, 2, 3), weights=style.moves)[0]
        if wanted > self._free and self._rng.random() >= style.hits:
            return self._free
        return wanted

    def _sale(self, player: int, gameweek: int) -> int:
        """Return the selling price: half the profit, all of the loss."""
        paid, worth = self._paid[player], self.market.price(player, gameweek)
        return worth if worth <= paid else paid + (worth - paid) // 2

    def _swap_many(self, gameweek: int, count: int) -> tuple[Swap, ...]:
        """Make up to `count` transfers, one for one."""
        found: list[Swap] = []
        new: set[int] = set()
        for _ in range(count):
            swap = self._swap(gameweek, new)
            if swap:
                found.append(swap)
                new.add(swap[0])
        return tuple(found)

    def _swap(self, gameweek: int, new: set[int]) -> Swap | None:
        """Sell who looks worst, more or less, and buy who looks best of a few."""
        looks = self.market.looks(gameweek)
        able = [player for player in self._squad if player not in new]
        tries = self._rng.sample(able, min(6, len(able)))
        out = min(tries, key=lambda p: (looks[p], p))
        money = self._bank + self._sale(out, gameweek)
        found = self._bargain(gameweek, out, money)
        if not found:
            return None
        sold, price = self._sale(out, gameweek), self.market.price(found, gameweek)
        self._squad[self._squad.index(out)] = found
        del self._paid[out]
        self._paid[found] = price
        self._bank += sold - price
        return found, price, out, sold

    def _bargain(self, gameweek: int, out: int, money: int) -> int:
        """Return whom to buy instead of `out`, or 0 when nobody will do."""
        market = self.market
        shelf = market.shelves[market.positions[out], self.manager.style.taste]
        looks, prices = market.looks(gameweek), market.prices[gameweek]
        best, seen = 0, -1.0
        for player in self._rng.choices(shelf.ids, cum_weights=shelf.cumulative, k=7):
            if prices[player] > money or player in self._paid:
                continue
            if looks[player] > seen and self._club_free(player, out):
                best, seen = player, looks[player]
        return best

    def _club_free(self, player: int, out: int) -> bool:
        """Whether his club has a place left once `out` is gone."""
        club_of = self.market.club_of
        held = sum(club_of[p] == club_of[player] for p in self._squad if p != out)
        return held < CLUB_LIMIT

    def _rebuild(self, gameweek: int) -> tuple[Swap, ...]:
        """Take a whole new squad for one gameweek: the free hit."""
        money = self._bank + sum(self._sale(p, gameweek) for p in self._squad)
        fresh = draw_squad(
            self._rng, self.market, gameweek, self.manager.style.taste, money
        )
        gone = sorted(set(self._squad) - set(fresh), key=self._kind)
        come = sorted(set(fresh) - set(self._squad), key=self._kind)
        swaps = tuple(
            (new, self.market.price(new, gameweek), old, self._sale(old, gameweek))
            for new, old in zip(come, gone, strict=True)
        )
        sold = sum(swap[3] - swap[1] for swap in swaps)
        for new, price, old, _ in swaps:
            del self._paid[old]
            self._paid[new] = price
        self._squad, self._bank = fresh, self._bank + sold
        return swaps

    def _kind(self, player: int) -> tuple[int, int]:
        """Order by position, so that like goes for like."""
        return self.market.positions[player], player


class Careers:
    """The careers somebody asked for, the most recently used few thousand."""

    def __init__(self, market: Market, started: dict[int, int]) -> None:
        self._market = market
        self._started = started
        self._kept: OrderedDict[int, Career] = OrderedDict()

    def manager(self, entry_id: int) -> Manager:
        """Return who has that entry."""
        started = self._started.get(entry_id, 1)
        return build_manager(
            self._market.seed, entry_id, started, self._market.calendar.year
        )

    def career(self, entry_id: int) -> Career:
        """Return an entry's career."""
        found = self._kept.get(entry_id)
        if found is None:
            found = Career(self._market, self.manager(entry_id))
            self._kept[entry_id] = found
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(entry_id)
        return found
