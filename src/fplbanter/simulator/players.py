"""About seven hundred invented players with prices and ownership like FPL's."""

from dataclasses import dataclass
from random import Random

from fplbanter.simulator.clubs import Club
from fplbanter.simulator.names import REGIONS, WebNames, person

GKP, DEF, MID, FWD = 1, 2, 3, 4
POSITIONS = (GKP, DEF, MID, FWD)
_SQUAD = {GKP: (3, 4), DEF: (11, 12), MID: (13, 15), FWD: (5, 6)}
_REGULARS = {GKP: 1, DEF: 4, MID: 4, FWD: 2}
_PRICE = {GKP: (40, 18, 2.0), DEF: (40, 28, 2.4), MID: (45, 95, 4.5), FWD: (45, 100, 4)}
_OWNED = {GKP: (200, 1.5), DEF: (500, 3.0), MID: (500, 3.0), FWD: (300, 1.8)}
_MOST_OWNED = 62.0


@dataclass(frozen=True, slots=True)
class Player:
    """
    One footballer.

    `quality` is 0.0 to 1.0, `standing` his place in the club's pecking order
    (higher plays), `price` the start price in tenths, `ownership` a percentage.
    """

    player_id: int
    code: int
    first_name: str
    second_name: str
    web_name: str
    region: int
    club_id: int
    position: int
    quality: float
    standing: float
    price: int
    ownership: float
    birth: str


@dataclass(frozen=True, slots=True)
class _Draft:
    """A player before it is known how many own him."""

    club: Club
    position: int
    quality: float
    standing: float
    appeal: float


def _draft(rng: Random, club: Club, position: int, order: int) -> _Draft:
    """Draw the player who is number `order` of his position at his club."""
    depth = order / _REGULARS[position]
    quality = 0.25 + 0.5 * club.strength + rng.gauss(0, 0.13) - 0.14 * depth
    quality += 0.22 if depth < 1 and rng.random() < 0.1 else 0.0
    quality = min(0.99, max(0.02, quality))
    standing = 1.0 - 0.35 * depth + rng.gauss(0, 0.03)
    appeal = quality * (0.75 + 0.5 * rng.random()) * (1.0 if depth < 1 else 0.45)
    return _Draft(club, position, quality, standing, appeal)


def _club_drafts(rng: Random, club: Club) -> list[_Draft]:
    """Draw one club's squad, goalkeepers first."""
    return [
        _draft(rng, club, position, order)
        for position in POSITIONS
        for order in range(rng.randint(*_SQUAD[position]))
    ]


def _ownership(drafts: list[_Draft], position: int) -> dict[int, float]:
    """Return index -> percentage: a few at 40 to 60, a long tail near nothing."""
    ranked = sorted(
        (at for at, draft in enumerate(drafts) if draft.position == position),
        key=lambda at: -drafts[at].appeal,
    )
    total, flat = _OWNED[position]
    weights = [1 / (rank + flat) ** 1.25 for rank in range(len(ranked))]
    share = total / sum(weights)
    return {
        at: min(_MOST_OWNED, round(weight * share, 1))
        for at, weight in zip(ranked, weights, strict=True)
    }


def _price(rng: Random, draft: _Draft) -> int:
    """Return the start price in tenths, a multiple of five as FPL sets them."""
    base, scale, bend = _PRICE[draft.position]
    raw = base + scale * float(draft.quality**bend) + rng.uniform(-2, 2)
    return max(base, 5 * round(raw / 5))


def build_players(seed: int, clubs: tuple[Club, ...]) -> tuple[Player, ...]:
    """Return all players of the season, ids 1 to n in order of clubs."""
    rng = Random(f"{seed}:players")
    drafts = [draft for club in clubs for draft in _club_drafts(rng, club)]
    owned: dict[int, float] = {}
    for position in POSITIONS:
        owned.update(_ownership(drafts, position))
    shirts = WebNames()
    return tuple(
        _finish(rng, shirts, at, draft, owned[at]) for at, draft in enumerate(drafts)
    )


def _finish(
    rng: Random, shirts: WebNames, at: int, draft: _Draft, owned: float
) -> Player:
    """Give the draft an id, a name and a price."""
    first, second, region = person(rng)
    return Player(
        player_id=at + 1,
        code=600_000 + 13 * at + rng.randrange(13),
        first_name=first,
        second_name=second,
        web_name=shirts.next(first, second),
        region=REGIONS[region][0],
        club_id=draft.club.club_id,
        position=draft.position,
        quality=draft.quality,
        standing=draft.standing,
        price=_price(rng, draft),
        ownership=owned,
        birth=f"{rng.randint(1989, 2008)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
    )
