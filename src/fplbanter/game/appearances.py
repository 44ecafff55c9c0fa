"""From the live feed and the fixtures to what a line-up needs of each player."""

from collections.abc import Iterable, Mapping, Sequence

from fplbanter.game.bonus import bonus_to_add
from fplbanter.game.model import (
    Appearance,
    ClubId,
    Fixture,
    FixtureId,
    Player,
    PlayerId,
    PlayerStats,
    Position,
)
from fplbanter.game.phases import in_play

Appearances = Mapping[PlayerId, Appearance]


def appearances(
    players: Iterable[Player],
    fixtures: Sequence[Fixture],
    stats: Mapping[PlayerId, PlayerStats],
    *,
    final: bool = False,
) -> dict[PlayerId, Appearance]:
    """
    Work out every player's gameweek: points, minutes, whether he is done.

    `fixtures` are those of the gameweek alone. Points are FPL's own sum plus
    provisional bonus where the feed lacks it (fact sheet 6.1). `final` closes
    everything: FPL has checked the data and nothing can move.
    """
    extra = {} if final else bonus_to_add(fixtures, stats)
    by_id = {fixture.fixture_id: fixture for fixture in fixtures}
    by_club = _fixtures_by_club(fixtures)
    return {
        player.player_id: _appearance(
            player,
            stats.get(player.player_id),
            _fixtures_of(player, stats.get(player.player_id), by_id, by_club),
            extra.get(player.player_id, 0),
            final=final,
        )
        for player in players
    }


def absent(player_id: PlayerId, position: Position) -> Appearance:
    """Stand in for a player nobody knows: no fixture, no points, never played."""
    return Appearance(player_id, position, done=True, fixtures=0)


def _fixtures_by_club(fixtures: Iterable[Fixture]) -> dict[ClubId, list[Fixture]]:
    """Index the gameweek's fixtures by both clubs."""
    by_club: dict[ClubId, list[Fixture]] = {}
    for fixture in fixtures:
        by_club.setdefault(fixture.home, []).append(fixture)
        by_club.setdefault(fixture.away, []).append(fixture)
    return by_club


def _fixtures_of(
    player: Player,
    stats: PlayerStats | None,
    by_id: Mapping[FixtureId, Fixture],
    by_club: Mapping[ClubId, list[Fixture]],
) -> list[Fixture]:
    """
    Find a player's fixtures: those the feed names, else those of his club.

    The feed wins because a player may have changed clubs since; a fixture that
    it names but that has left the gameweek (postponed) is none of his any more.
    One that joined the gameweek after the feed was read counts as well.
    """
    own = by_club.get(player.club_id, [])
    if stats is None or stats.fixture_ids is None:
        return own
    named = [by_id[f] for f in stats.fixture_ids if f in by_id]
    late = [f for f in own if f not in named and not f.started]
    return named + late


def _appearance(
    player: Player,
    stats: PlayerStats | None,
    fixtures: Sequence[Fixture],
    extra: int,
    *,
    final: bool,
) -> Appearance:
    """Put one player's gameweek together."""
    return Appearance(
        player_id=player.player_id,
        position=player.position,
        points=(stats.total_points if stats else 0) + extra,
        minutes=stats.minutes if stats else 0,
        played=stats.played if stats else False,
        done=final or all(f.over or f.settled for f in fixtures),
        started=any(f.started for f in fixtures),
        fixtures=len(fixtures),
        provisional_bonus=extra,
        in_play=not final and in_play(fixtures),
    )
