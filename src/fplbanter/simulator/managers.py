"""Who a manager is and how he plays: drawn from (seed, entry id) alone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from random import Random

from fplbanter.simulator.market import TASTES
from fplbanter.simulator.names import REGIONS, person
from fplbanter.simulator.team_names import team_name

MOST_ENTRIES = 12_400_000
"""Entry ids run from 1 to this."""

CHIPS = ("wildcard", "freehit", "bboost", "3xc")
WINDOWS = ((2, 19), (20, 38))
"""First and last gameweek of either set; team chips may be played in GW1 too."""


@dataclass(frozen=True, slots=True)
class Style:
    """
    How a manager plays.

    `taste` is how much he follows the crowd, `moves` the weights of making
    0, 1, 2 or 3 transfers a gameweek, `hits` whether he pays for extra ones,
    `care` how well he reads the news (0.0 to 1.0), `chips` how likely a chip is.
    """

    name: str
    taste: float
    moves: tuple[int, int, int, int]
    hits: float
    care: float
    chips: float


STYLES = (
    Style("template", TASTES[2], (30, 60, 9, 1), 0.1, 0.97, 0.95),
    Style("steady", TASTES[1], (45, 48, 6, 1), 0.05, 0.85, 0.85),
    Style("gambler", TASTES[0], (25, 50, 20, 5), 0.3, 0.6, 0.9),
    Style("hit-taker", TASTES[1], (5, 35, 40, 20), 0.9, 0.9, 0.9),
    Style("sleeper", TASTES[1], (1, 0, 0, 0), 0.0, 0.0, 0.05),
)
_SHARES = (28, 34, 14, 12, 12)


@dataclass(frozen=True, slots=True)
class Manager:
    """One entry's constant facts. `chips` are gameweek -> FPL's chip name."""

    entry_id: int
    first_name: str
    last_name: str
    team_name: str
    region: tuple[int, str, str, str]
    style: Style
    joined: datetime
    started_event: int
    favourite: int | None
    past: tuple[tuple[int, int], ...]
    chips: dict[int, str]

    @property
    def full_name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}"


@lru_cache(maxsize=20_000)
def build_manager(
    seed: int, entry_id: int, started_event: int = 1, year: int = 2026
) -> Manager:
    """Draw one manager. Any id from 1 to MOST_ENTRIES exists."""
    rng = Random(f"{seed}:manager:{entry_id}")
    first, last, region = person(rng, women=True)
    style = rng.choices(STYLES, weights=_SHARES)[0]
    years = rng.choices((0, 1, 2, 3, 5, 8, 12), weights=(20, 15, 15, 15, 15, 12, 8))[0]
    opened = datetime(year, 7, 20, 9, tzinfo=UTC) + timedelta(
        days=7 * (started_event - 1)
    )
    return Manager(
        entry_id=entry_id,
        first_name=first,
        last_name=last,
        team_name=team_name(rng, first),
        region=REGIONS[region],
        style=style,
        joined=opened + timedelta(microseconds=rng.randrange(25 * 86_400 * 10**6)),
        started_event=started_event,
        favourite=rng.choice((None, rng.randint(1, 20))),
        past=tuple(
            (rng.randint(1_400, 2_550), rng.randint(1_000, 9_000_000))
            for _ in range(years)
        ),
        chips=_chips(rng, style, started_event),
    )


def _chips(rng: Random, style: Style, started_event: int) -> dict[int, str]:
    """Plan when he plays which chip: one a gameweek, one of each in a window."""
    plan: dict[int, str] = {}
    for first, last in WINDOWS:
        for chip in CHIPS:
            # A wildcard or a free hit means nothing in an entry's first gameweek.
            low = first if chip in ("wildcard", "freehit") or first > 2 else 1
            if started_event > 1 or low > 1:
                low = max(low, started_event + 1)
            free = [week for week in range(low, last + 1) if week not in plan]
            if free and rng.random() < style.chips:
                plan[rng.choice(free)] = chip
    return plan
