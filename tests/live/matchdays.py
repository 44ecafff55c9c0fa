"""Hand-made matchdays: fixture 12 of gameweek 7, and players by number."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    Phase,
    PlayerId,
    PlayerStats,
    PointsLine,
    Season,
)
from fplbanter.live.state import MatchdayState, state_of

SEASON = Season("2026-27")
GAMEWEEK = Gameweek(7)
SAKA = PlayerId(17)
Line = tuple[str, int, int]
Lines = Mapping[int, list[Line]]
"""By fixture: identifier, value, points."""

MATCH = Fixture(
    fixture_id=FixtureId(12),
    gameweek=GAMEWEEK,
    kickoff=datetime(2026, 10, 10, 14, 0, tzinfo=UTC),
    home=ClubId(1),
    away=ClubId(2),
    home_goals=1,
    away_goals=0,
    minutes=60,
    started=True,
)
SECOND = replace(MATCH, fixture_id=FixtureId(13), started=False, minutes=0)
OVER = replace(MATCH, minutes=90, over=True)
SETTLED = replace(OVER, settled=True)


def player(
    lines: Lines, player_id: PlayerId = SAKA, unexplained: int = 0
) -> PlayerStats:
    """Tell a player's gameweek by its lines; `unexplained` points have none."""
    told = tuple(
        PointsLine(FixtureId(fixture), *line)
        for fixture in lines
        for line in lines[fixture]
    )
    return PlayerStats(
        player_id,
        minutes=sum(line.value for line in told if line.identifier == "minutes"),
        total_points=sum(line.points for line in told) + unexplained,
        bonus=sum(line.value for line in told if line.identifier == "bonus"),
        fixture_ids=tuple(FixtureId(fixture) for fixture in lines),
        lines=told,
    )


def state(
    *players: PlayerStats,
    fixtures: tuple[Fixture, ...] = (MATCH, SECOND),
    settled: bool = False,
    before: MatchdayState | None = None,
) -> MatchdayState:
    """Put a matchday together."""
    return state_of(
        SEASON,
        GAMEWEEK,
        Phase.FINAL if settled else Phase.LIVE,
        fixtures,
        {p.player_id: p for p in players},
        settled=settled,
        before=before,
    )


def saka(*lines: Line, unexplained: int = 0) -> PlayerStats:
    """Tell Saka's gameweek, all of it in fixture 12."""
    return player({12: list(lines)}, unexplained=unexplained)
