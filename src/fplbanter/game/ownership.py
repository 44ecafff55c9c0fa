"""Who owns whom in a league: ownership, captaincy, effective ownership."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fplbanter.game.model import Lineup, PlayerId
from fplbanter.game.scoring import Score


@dataclass(frozen=True, slots=True)
class Ownership:
    """
    How a group of managers holds one player, as shares from 0.0 to 1.0.

    `effective` is the mean multiplier and may reach 3.0 (fact sheet 6.8).
    """

    player_id: PlayerId
    owned: float
    started: float
    captained: float
    effective: float


def ownership(
    lineups: Sequence[Lineup], scores: Iterable[Score]
) -> dict[PlayerId, Ownership]:
    """
    Work out each owned player's shares over a group of line-ups.

    `captained` counts the armband as submitted; `effective` the multipliers in
    force, after substitutions and the vice-captain's taking over. An assistant
    manager is owned like any other pick.
    """
    count = len(lineups)
    owned: dict[PlayerId, int] = {}
    captained: dict[PlayerId, int] = {}
    started: dict[PlayerId, int] = {}
    weight: dict[PlayerId, int] = {}
    for lineup in lineups:
        for player_id in lineup.picks:
            owned[player_id] = owned.get(player_id, 0) + 1
        if lineup.captain is not None:
            captained[lineup.captain] = captained.get(lineup.captain, 0) + 1
    for score in scores:
        for player_id, multiplier in score.multipliers.items():
            started[player_id] = started.get(player_id, 0) + (multiplier > 0)
            weight[player_id] = weight.get(player_id, 0) + multiplier
    return {
        p: Ownership(
            player_id=p,
            owned=owned[p] / count,
            started=started.get(p, 0) / count,
            captained=captained.get(p, 0) / count,
            effective=weight.get(p, 0) / count,
        )
        for p in owned
    }
