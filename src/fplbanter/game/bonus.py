"""Bonus points: from BPS, and only where the feed does not hold them already."""

from collections.abc import Iterable, Mapping

from fplbanter.game.model import Fixture, PlayerId, PlayerStats

FIRST_BONUS_MINUTE = 20
"""FPL itself shows no bonus earlier (2026/27): everybody would be level."""


def bonus_from_bps(bps: Mapping[PlayerId, int]) -> dict[PlayerId, int]:
    """
    Share out a fixture's bonus: competition ranking by BPS, 4 minus the rank.

    Ties give 3,3,1 / 3,2,2 / 3,2,1,1 / 3,3,3. Source: FPL rules, "Bonus
    points"; fact sheet 6.4, checked on 2660 fixtures.
    """
    ordered = sorted(bps.values(), reverse=True)
    shares = {}
    for player_id, value in bps.items():
        rank = ordered.index(value) + 1
        if rank <= 3:
            shares[player_id] = 4 - rank
    return shares


def provisional_bonus(
    fixture: Fixture, stats: Mapping[PlayerId, PlayerStats]
) -> dict[PlayerId, int]:
    """
    Work out the bonus that the feed does not hold yet; empty where it does.

    FPL quirk (2026-08): since 2026/27 the live feed holds provisional bonus
    itself, so adding it again would count it twice. It is added only to a
    fixture that has started, is not settled, lists no bonus and none of whose
    players has any (fact sheet 0.1).
    """
    ripe = fixture.over or fixture.minutes >= FIRST_BONUS_MINUTE
    if not fixture.started or not ripe or fixture.settled or fixture.bonus:
        return {}
    if any(_has_bonus(stats.get(player_id), fixture) for player_id in fixture.bps):
        return {}
    return bonus_from_bps(fixture.bps)


def bonus_to_add(
    fixtures: Iterable[Fixture], stats: Mapping[PlayerId, PlayerStats]
) -> dict[PlayerId, int]:
    """
    Sum the provisional bonus of a gameweek's fixtures by player.

    The matches of a double gameweek are ranked each for itself.
    """
    total: dict[PlayerId, int] = {}
    for fixture in fixtures:
        for player_id, points in provisional_bonus(fixture, stats).items():
            total[player_id] = total.get(player_id, 0) + points
    return total


def _has_bonus(stats: PlayerStats | None, fixture: Fixture) -> bool:
    """Tell whether the feed holds bonus for this player in this very fixture."""
    if stats is None or stats.bonus <= 0:
        return False
    if stats.lines:
        return any(
            line.identifier == "bonus"
            and line.fixture_id == fixture.fixture_id
            and line.points > 0
            for line in stats.lines
        )
    return True
