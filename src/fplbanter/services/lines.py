"""From scores to the lines that doors show: captains, substitutions, fixtures."""

from fplbanter.game.model import Fixture, Lineup, PlayerId
from fplbanter.game.scoring import ProjectedSub, Score
from fplbanter.services.answers import CaptainLine, FixtureLine, FixtureState, SubLine
from fplbanter.services.board import Board, Snapshot


def captain_line(
    scored: Score, lineup: Lineup, board: Board, snapshot: Snapshot
) -> CaptainLine | None:
    """Return who carries the armband; the captain himself if nobody played."""
    player_id = scored.captain if scored.captain is not None else lineup.captain
    if player_id is None:
        return None
    return CaptainLine(
        player=board.player_name(player_id),
        points=_points(player_id, snapshot),
        multiplier=scored.multipliers.get(player_id, 0),
        vice=player_id == lineup.vice_captain and player_id != lineup.captain,
        certainty=scored.captain_certainty,
    )


def sub_line(sub: ProjectedSub, board: Board, snapshot: Snapshot) -> SubLine:
    """Return a substitution with names and the incoming player's points."""
    return SubLine(
        player_in=board.player_name(sub.player_in),
        player_out=board.player_name(sub.player_out),
        points=_points(sub.player_in, snapshot),
        certainty=sub.certainty,
    )


def fixture_line(fixture: Fixture, board: Board) -> FixtureLine:
    """Return a fixture with the names of its clubs."""
    home, away = board.club(fixture.home), board.club(fixture.away)
    return FixtureLine(
        fixture_id=fixture.fixture_id,
        gameweek=fixture.gameweek,
        kickoff=fixture.kickoff,
        home=home.short_name,
        away=away.short_name,
        home_name=home.name,
        away_name=away.name,
        home_goals=fixture.home_goals,
        away_goals=fixture.away_goals,
        minutes=fixture.minutes,
        state=_state(fixture),
    )


def _state(fixture: Fixture) -> FixtureState:
    if fixture.settled:
        return "settled"
    if fixture.over:
        return "over"
    return "playing" if fixture.started else "to_play"


def _points(player_id: PlayerId, snapshot: Snapshot) -> int:
    found = snapshot.appearances.get(player_id)
    return found.points if found else 0
