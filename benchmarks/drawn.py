"""Squads as managers pick them, and a gameweek for them, by the million."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fplbanter.game.many import BENCH, CHIPS, ELEVEN, MANAGER, NOBODY, Squads
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)

Whole = npt.NDArray[np.integer]
Known = dict[PlayerId, Appearance]

GAMEWEEK = Gameweek(7)
POOL = {Position.GKP: 70, Position.DEF: 240, Position.MID: 310, Position.FWD: 90}
SQUAD = {Position.GKP: 2, Position.DEF: 5, Position.MID: 5, Position.FWD: 3}
FORMATIONS = {(3, 4, 3): 35, (3, 5, 2): 25, (4, 4, 2): 15, (4, 3, 3): 13, (5, 3, 2): 12}
CHIP_SHARES = {
    None: 82,
    Chip.WILDCARD: 5,
    Chip.FREE_HIT: 2,
    Chip.BENCH_BOOST: 6,
    Chip.TRIPLE_CAPTAIN: 5,
}
HITS = {0: 85, 4: 12, 8: 3}
CAPTAINED = (0, 1, 1, 1, 2, 10, 10, 10, 10, 25, 30)
"""How many of a hundred captain the starter in each place."""

STATES = ("over", "over", "over", "over", "playing", "to come")
"""What a player's match may be while the gameweek is in play."""


@dataclass(frozen=True)
class Pool:
    """A position's players, the most picked first."""

    first: int
    size: int

    @property
    def odds(self) -> list[float]:
        """How the share of squads falls from one player to the next."""
        return _shares([1 / (rank + 4) for rank in range(self.size)])


def pools() -> dict[Position, Pool]:
    """Give the players numbers by position, from 1 on."""
    found, first = {}, 1
    for position, size in POOL.items():
        found[position] = Pool(first, size)
        first += size
    return found


def gameweek(rng: np.random.Generator, *, over: bool) -> Known:
    """
    Tell every player's gameweek: all over, or on a Saturday at half past six.

    In play four matches of six are over, one is played, one is to come.
    Whom many have plays; those whom hardly anybody has often do not.
    """
    known = {}
    for position, pool in pools().items():
        for rank in range(pool.size):
            player_id = PlayerId(pool.first + rank)
            state = "over" if over else str(rng.choice(STATES))
            missing = rng.random() < 0.013 + 0.3 * rank / pool.size
            known[player_id] = _appearance(rng, player_id, position, state, missing)
    return known


def _appearance(
    rng: np.random.Generator,
    player_id: PlayerId,
    position: Position,
    state: str,
    missing: bool,  # noqa: FBT001
) -> Appearance:
    absent = missing or state == "to come"
    return Appearance(
        player_id,
        position,
        points=0 if absent else int(rng.integers(0, 13)),
        minutes=0 if absent else int(rng.integers(1, 91)),
        played=not absent,
        done=state == "over",
        started=state != "to come",
        in_play=state == "playing",
    )


def draw(rng: np.random.Generator, rows: int) -> Squads:
    """Draw squads of 2-5-5-3, the better known of each position in the eleven."""
    held = {p: _held(rng, pool, SQUAD[p], rows) for p, pool in pools().items()}
    picks = np.zeros((NOBODY + 1, rows), np.uint16)
    shapes = rng.choice(len(FORMATIONS), rows, p=_shares(list(FORMATIONS.values())))
    for number, shape in enumerate(FORMATIONS):
        here = np.flatnonzero(shapes == number)
        starting = dict(zip(SQUAD, (1, *shape), strict=True))
        eleven = [held[p][:n, here] for p, n in starting.items()]
        keeper, *others = [held[p][n:, here] for p, n in starting.items()]
        bench = rng.permuted(np.concatenate(others), axis=0)
        picks[:MANAGER, here] = np.concatenate([*eleven, keeper, bench])
    captain = rng.choice(ELEVEN, rows, p=_shares(CAPTAINED))
    vice = (captain + rng.integers(1, len(ELEVEN), rows)) % len(ELEVEN)
    return Squads(
        players=np.arange(sum(POOL.values()) + 1),
        entry_ids=np.arange(1, rows + 1),
        gameweeks=np.full(rows, GAMEWEEK, np.int8),
        picks=picks,
        captain=captain.astype(np.int8),
        vice_captain=vice.astype(np.int8),
        chip=_drawn(rng, {CHIPS.index(c): n for c, n in CHIP_SHARES.items()}, rows),
        hit=_drawn(rng, HITS, rows).astype(np.int32),
    )


def _held(rng: np.random.Generator, pool: Pool, size: int, rows: int) -> Whole:
    """Draw different players of one position, the better known first."""
    held = np.sort(rng.choice(pool.size, (size, rows), p=pool.odds), axis=0)
    while (again := np.flatnonzero((np.diff(held, axis=0) == 0).any(axis=0))).size:
        anew = rng.choice(pool.size, (size, again.size), p=pool.odds)
        held[:, again] = np.sort(anew, axis=0)
    return held + pool.first


def _shares(weights: Sequence[float]) -> list[float]:
    return [weight / sum(weights) for weight in weights]


def _drawn(rng: np.random.Generator, weights: dict[int, int], rows: int) -> Whole:
    odds = _shares(list(weights.values()))
    return rng.choice(np.array(list(weights), np.int8), rows, p=odds)


def lineups(squads: Squads) -> list[Lineup]:
    """Write squads as line-ups again, for the readable rules."""
    found = []
    for row in range(len(squads)):
        picks = tuple(
            map(PlayerId, squads.players[squads.picks[:MANAGER, row]].tolist())
        )
        found.append(
            Lineup(
                EntryId(int(squads.entry_ids[row])),
                Gameweek(int(squads.gameweeks[row])),
                picks[: BENCH[0]],
                picks[BENCH[0] :],
                picks[squads.captain[row]],
                picks[squads.vice_captain[row]],
                CHIPS[squads.chip[row]],
                int(squads.hit[row]),
            )
        )
    return found
