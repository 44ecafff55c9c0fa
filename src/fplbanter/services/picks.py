"""A line-up pick by pick, for people: points, minutes, opponents, armband."""

from collections.abc import Mapping

from fplbanter.game.model import Appearance, Lineup, PlayerId
from fplbanter.game.scoring import Score
from fplbanter.services.answers import PickLine, PlayState, PointsPart
from fplbanter.services.board import Board, Snapshot


def pick_lines(
    lineup: Lineup, scored: Score, snapshot: Snapshot, board: Board
) -> tuple[PickLine, ...]:
    """Return the picks as submitted, each with what it counts now."""
    squad = list(lineup.squad)
    if lineup.assistant_manager is not None:
        squad.append(lineup.assistant_manager)
    return tuple(
        _pick_line(slot, player_id, lineup, scored.multipliers, snapshot, board)
        for slot, player_id in enumerate(squad, start=1)
    )


def _pick_line(
    slot: int,
    player_id: PlayerId,
    lineup: Lineup,
    multipliers: Mapping[PlayerId, int],
    snapshot: Snapshot,
    board: Board,
) -> PickLine:
    found = snapshot.appearances.get(player_id)
    stats = snapshot.stats.get(player_id)
    return PickLine(
        slot=slot,
        player=board.player_name(player_id),
        points=found.points if found else 0,
        multiplier=multipliers.get(player_id, 0),
        minutes=found.minutes if found else 0,
        state=_play_state(found),
        is_captain=player_id == lineup.captain,
        is_vice_captain=player_id == lineup.vice_captain,
        provisional_bonus=found.provisional_bonus if found else 0,
        opponents=_opponents(player_id, snapshot, board),
        parts=tuple(
            PointsPart(line.identifier, line.value, line.points)
            for line in (stats.lines if stats else ())
            if line.points or line.identifier == "minutes"
        ),
    )


def _play_state(found: Appearance | None) -> PlayState:
    if found is None or found.fixtures == 0:
        return "blank"
    if found.done:
        return "played" if found.played else "did_not_play"
    return "playing" if found.started else "to_play"


def _opponents(
    player_id: PlayerId, snapshot: Snapshot, board: Board
) -> tuple[str, ...]:
    """Name a player's opponents, his own ground marked: "LIV (H)"."""
    player = board.players.get(player_id)
    if player is None:
        return ()
    found = []
    for fixture in snapshot.fixtures:
        if fixture.home == player.club_id:
            found.append(f"{board.club(fixture.away).short_name} (H)")
        elif fixture.away == player.club_id:
            found.append(f"{board.club(fixture.home).short_name} (A)")
    return tuple(found)
