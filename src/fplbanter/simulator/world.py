"""Everything of one season that answers are made of."""

from fplbanter.simulator.careers import Career, Careers
from fplbanter.simulator.head_to_head import HeadToHead
from fplbanter.simulator.leagues import Leagues
from fplbanter.simulator.live import LiveBook
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.market import Market
from fplbanter.simulator.panel import Panel
from fplbanter.simulator.scores import ScoreBook
from fplbanter.simulator.season import SeasonBook
from fplbanter.simulator.tables import Tables


class World:
    """
    One season: what the seed gives, and what was changed from outside.

    `renamed` and `deleted` are entries changed by the control door; `version`
    rises with every such change.
    """

    def __init__(self, seed: int, *, live_bonus: bool = True, year: int = 2026) -> None:
        self.seed = seed
        self.market = Market(seed, year)
        self.calendar = self.market.calendar
        self.live = LiveBook(self.market, live_bonus=live_bonus)
        self.leagues = Leagues(seed)
        self.careers = Careers(self.market, self.leagues.started)
        self.scores = ScoreBook(self.live, self.careers)
        self.panel = Panel(self.scores)
        self.tables = Tables(self.scores, self.leagues)
        self.head_to_head = HeadToHead(self.scores, self.panel)
        self.season = SeasonBook(self.live)
        self.renamed: dict[int, str] = {}
        self.deleted: set[int] = set(self.leagues.deleted)
        self._changes = 0

    @property
    def version(self) -> tuple[int, int]:
        """A value that changes when anything is changed from outside."""
        return self._changes, self.live.version

    def rename(self, entry_id: int, name: str) -> None:
        """Give a team another name."""
        self.renamed[entry_id] = name
        self._changes += 1

    def delete(self, entry_id: int) -> None:
        """Let FPL forget an entry; its row in tables stays."""
        self.deleted.add(entry_id)
        self._changes += 1

    def restore(self, entry_id: int) -> None:
        """Take a deletion back."""
        self.deleted.discard(entry_id)
        self._changes += 1

    def team_name(self, entry_id: int) -> str:
        """Return what the entry is called."""
        return self.renamed.get(entry_id) or self.careers.manager(entry_id).team_name

    def exists(self, entry_id: int) -> bool:
        """Whether FPL knows the entry."""
        return 1 <= entry_id <= MOST_ENTRIES and entry_id not in self.deleted

    def career(self, entry_id: int) -> Career | None:
        """Return an entry's career; None where FPL knows none."""
        return self.careers.career(entry_id) if self.exists(entry_id) else None
