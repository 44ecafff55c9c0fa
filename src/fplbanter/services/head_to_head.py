"""A head-to-head league's table, its matches of the gameweek played live."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from fplbanter.game.head_to_head import Record, head_to_head_table, with_live_points
from fplbanter.game.model import EntryId, Gameweek, Match
from fplbanter.services.answers import HeadToHeadLine, StandingRow
from fplbanter.services.rosters import Roster
from fplbanter.services.scored import ScoredMember

AVERAGE = "AVERAGE"


def head_to_head_rows(
    roster: Roster,
    scored: Sequence[ScoredMember],
    lines: Sequence[StandingRow],
    gameweek: Gameweek,
    average_of: Callable[[Gameweek], int | None],
) -> tuple[StandingRow, ...]:
    """
    Place the members' rows by their matches up to and with the gameweek.

    `average_of` says what AVERAGE scores, None while FPL has not counted it:
    its match then counts for nobody yet.
    """
    average = average_of(gameweek)
    net_points = {s.entry_id: s.contender.net_points for s in scored if s.is_read}
    before = _matches_before(roster, gameweek, average_of)
    now = [m for m in roster.matches if m.gameweek == gameweek]
    live = {m: with_live_points(m, net_points, average) for m in now}
    played = [m for m in live.values() if m is not None]
    sides: list[EntryId | None] = [s.entry_id for s in scored]
    if any(None in (m.home, m.away) for m in roster.matches):
        sides.append(None)
    last = head_to_head_table(sides, before)
    last_ranks = {r.entry_id: r.rank for r in last} if before else {}
    by_entry: dict[EntryId | None, StandingRow] = {r.entry_id: r for r in lines}
    names = {r.entry_id: r.entry_name for r in lines}
    return tuple(
        _row(
            record,
            by_entry.get(record.entry_id) or _average_row(average),
            last_ranks.get(record.entry_id, 0),
            _match_of(record.entry_id, live, net_points),
            names,
        )
        for record in head_to_head_table(sides, [*before, *played])
    )


def _matches_before(
    roster: Roster, gameweek: Gameweek, average_of: Callable[[Gameweek], int | None]
) -> list[Match]:
    """
    Return the matches of earlier gameweeks with the points that FPL settled.

    The list of matches may have been read while they were played; the members'
    results are settled. Where those are unknown the match stays as it was read.
    """
    settled: dict[Gameweek, dict[EntryId, int]] = {}
    for member in roster.members:
        for row in member.rows:
            if member.has_results_through(row.gameweek):
                settled.setdefault(row.gameweek, {})[row.entry_id] = row.net_points
    return [
        with_live_points(m, settled.get(m.gameweek, {}), average_of(m.gameweek)) or m
        for m in roster.matches
        if m.gameweek < gameweek
    ]


def _row(
    record: Record,
    row: StandingRow,
    last_rank: int,
    match: Match | None,
    names: Mapping[EntryId | None, str],
) -> StandingRow:
    return replace(
        row,
        rank=record.rank,
        last_rank=last_rank,
        movement=last_rank - record.rank if last_rank else 0,
        head_to_head=_line(record, match, names),
    )


def _line(
    record: Record, match: Match | None, names: Mapping[EntryId | None, str]
) -> HeadToHeadLine:
    opponent = points = name = None
    if match is not None:
        at_home = match.home == record.entry_id
        opponent = match.away if at_home else match.home
        points = match.away_points if at_home else match.home_points
        name = AVERAGE if opponent is None else names.get(opponent)
    return HeadToHeadLine(
        played=record.played,
        won=record.won,
        drawn=record.drawn,
        lost=record.lost,
        league_points=record.league_points,
        points_for=record.points_for,
        opponent_id=opponent,
        opponent_name=name,
        opponent_points=points,
    )


def _match_of(
    side: EntryId | None,
    live: Mapping[Match, Match | None],
    net_points: Mapping[EntryId, int],
) -> Match | None:
    """Find a side's match of the gameweek, with the points of now where known."""
    for match, played in live.items():
        if side in (match.home, match.away):
            return played or _as_far_as_known(match, net_points)
    return None


def _as_far_as_known(match: Match, net_points: Mapping[EntryId, int]) -> Match:
    """Give the side that is known its points of now; the other keeps FPL's."""
    home = net_points.get(match.home) if match.home is not None else None
    away = net_points.get(match.away) if match.away is not None else None
    return replace(
        match,
        home_points=match.home_points if home is None else home,
        away_points=match.away_points if away is None else away,
    )


def _average_row(average: int | None) -> StandingRow:
    points = average or 0
    return StandingRow(
        rank=0,
        last_rank=0,
        movement=0,
        entry_id=None,
        entry_name=AVERAGE,
        manager_name=AVERAGE,
        gross_points=points,
        hit=0,
        net_points=points,
        total=0,
        source="official",
    )
