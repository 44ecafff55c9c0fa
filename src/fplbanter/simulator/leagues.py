"""The leagues of the season, and who is in them."""

from dataclasses import dataclass
from random import Random

from fplbanter.simulator.managers import MOST_ENTRIES

OVERALL = 314
FORBIDDEN = 909
PAGE = 50


@dataclass(frozen=True, slots=True)
class League:
    """
    One league. `members` are entry ids in the order in which they joined.

    `waiting` leagues hold all members in new_entries; the league without end
    has no members listed: its pages are drawn when asked for.
    """

    league_id: int
    name: str
    members: tuple[int, ...]
    start_event: int = 1
    scoring: str = "c"
    kind: str = "x"
    short_name: str | None = None
    waiting: bool = False
    endless: bool = False

    @property
    def admin(self) -> int | None:
        """The entry that made it; none for FPL's own leagues."""
        return self.members[0] if self.members and self.kind == "x" else None


class Leagues:
    """All leagues by id, who is in which, and who joined late."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.by_id = {league.league_id: league for league in self._build()}
        self.started = self._late_joiners()
        self.deleted = {self.by_id[901].members[7]}
        self._of: dict[int, list[League]] = {}
        for league in self.by_id.values():
            self._enter(league)

    def add(self, league: League) -> None:
        """Open one more league; its number must be a new one."""
        if league.league_id in self.by_id:
            raise ValueError(f"there is a league {league.league_id} already")
        self.by_id[league.league_id] = league
        self._enter(league)

    def _enter(self, league: League) -> None:
        for member in league.members:
            self._of.setdefault(member, []).append(league)

    def of(self, entry_id: int) -> list[League]:
        """Return the private leagues that an entry is in."""
        return self._of.get(entry_id, [])

    def page_of_everybody(self, page: int) -> list[int]:
        """Return the fifty entries of a page of the league without end."""
        # A step that shares no factor with the count visits every entry once.
        first = (page - 1) * PAGE
        return [1 + (7_368_787 * (first + at)) % MOST_ENTRIES for at in range(PAGE)]

    def _members(self, league_id: int, count: int, *known: int) -> tuple[int, ...]:
        rng = Random(f"{self._seed}:league:{league_id}")
        drawn = rng.sample(range(20_000, MOST_ENTRIES), count)
        return (*known, *drawn[: count - len(known)])

    def _build(self) -> list[League]:
        """Draw the leagues; some people are in several."""
        first = self._members(900, 50)
        pals = self._members(901, 20, *first[:5])
        return [
            League(
                OVERALL, "Overall", (), kind="s", short_name="overall", endless=True
            ),
            League(900, "The Muddy Boots Invitational", first),
            League(901, "Office Party Survivors", pals),
            League(902, "Four Friends, One Curry", self._members(902, 4, *first[:2])),
            League(903, "Table for One", self._members(903, 1)),
            League(904, "The Sunday League of Nations", self._members(904, 312)),
            League(905, "Pub Quiz & Pitch Invasions", self._members(905, 1_200)),
            League(906, "Fashionably Late", self._members(906, 24, *first[5:11]), 5),
            League(907, "Waiting for Kick-Off", self._members(907, 73), waiting=True),
            League(950, "Odd One Out", self._members(950, 9, *first[:4]), scoring="h"),
            League(
                951, "Even Stevens", self._members(951, 8, *first[4:7]), scoring="h"
            ),
        ]

    def _late_joiners(self) -> dict[int, int]:
        """Return entry -> its first gameweek, of those who came late."""
        late = dict(
            zip(self.by_id[906].members[12:20], (2, 3, 4, 5, 6, 7, 8, 9), strict=True)
        )
        late[self.by_id[900].members[17]] = 4
        late[self.by_id[901].members[15]] = 3
        late.update(dict.fromkeys(self.by_id[907].members[:9], 6))
        return late
