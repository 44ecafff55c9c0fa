"""From FPL's words to the game's: tables, newcomers, head-to-head matches."""

from collections.abc import Iterable, Sequence

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import wire_league as wire
from fplbanter.fpl.answers import (
    HeadToHeadOfficial,
    HeadToHeadPage,
    MatchesPage,
    StandingsPage,
)
from fplbanter.fpl.names import clean_name, full_name
from fplbanter.fpl.wire_types import read
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    League,
    LeagueId,
    LeagueKind,
    Match,
    OfficialStanding,
)


def classic_page(body: object, league_id: LeagueId) -> StandingsPage:
    """Translate `leagues-classic/{id}/standings`. Deleted entries are left out."""
    table = read(wire.CLASSIC, body)
    return StandingsPage(
        league=_league(table.league, league_id),
        rows=tuple(_standings(table.standings.results)),
        has_next=table.standings.has_next,
        new_entries=tuple(_newcomers(table.new_entries.results)),
        new_entries_has_next=table.new_entries.has_next,
        updated_at=table.last_updated_data,
    )


def head_to_head_page(body: object, league_id: LeagueId) -> HeadToHeadPage:
    """Translate `leagues-h2h/{id}/standings`; AVERAGE is a row without entry."""
    table = read(wire.HEAD_TO_HEAD, body)
    return HeadToHeadPage(
        league=_league(table.league, league_id),
        rows=tuple(_head_to_head(row) for row in table.standings.results),
        has_next=table.standings.has_next,
        new_entries=tuple(_newcomers(table.new_entries.results)),
        new_entries_has_next=table.new_entries.has_next,
        updated_at=table.last_updated_data,
    )


def _league(league: wire.WireLeague, asked: LeagueId) -> League:
    if league.id != asked:
        raise UpstreamChanged(
            f"league.id: asked for {asked}, got {league.id}", field="league.id"
        )
    return League(
        league_id=asked,
        name=clean_name(league.name),
        kind=LeagueKind.HEAD_TO_HEAD if league.scoring == "h" else LeagueKind.CLASSIC,
        start=Gameweek(league.start_event or 1),
        admin_entry_id=_entry_id(league.admin_entry),
    )


def _entry_id(number: int | None) -> EntryId | None:
    return None if number is None else EntryId(number)


def _standings(rows: Sequence[wire.WireStanding]) -> Iterable[OfficialStanding]:
    for row in rows:
        if row.entry is not None:
            yield OfficialStanding(
                entry_id=EntryId(row.entry),
                manager_name=clean_name(row.player_name),
                entry_name=clean_name(row.entry_name),
                rank=row.rank,
                last_rank=row.last_rank,
                gross_points=row.event_total,
                total=row.total,
                rank_sort=row.rank_sort,
            )


def _newcomers(rows: Sequence[wire.WireNewEntry]) -> Iterable[OfficialStanding]:
    for row in rows:
        if row.entry is not None:
            yield OfficialStanding(
                entry_id=EntryId(row.entry),
                manager_name=full_name(row.player_first_name, row.player_last_name),
                entry_name=clean_name(row.entry_name),
            )


def _head_to_head(row: wire.WireHeadToHead) -> HeadToHeadOfficial:
    return HeadToHeadOfficial(
        entry_id=_entry_id(row.entry),
        manager_name=clean_name(row.player_name),
        entry_name=clean_name(row.entry_name),
        rank=row.rank,
        last_rank=row.last_rank,
        rank_sort=row.rank_sort,
        played=row.matches_played,
        won=row.matches_won,
        drawn=row.matches_drawn,
        lost=row.matches_lost,
        league_points=row.total,
        points_for=row.points_for,
    )


def matches_page(body: object) -> MatchesPage:
    """Translate `leagues-h2h-matches/league/{id}`."""
    page = read(wire.MATCHES, body)
    return MatchesPage(
        matches=tuple(_match(match) for match in page.results),
        has_next=page.has_next,
    )


def _match(match: wire.WireMatch) -> Match:
    return Match(
        gameweek=Gameweek(match.event),
        home=_entry_id(match.entry_1_entry),
        away=_entry_id(match.entry_2_entry),
        home_points=match.entry_1_points,
        away_points=match.entry_2_points,
        is_knockout=match.is_knockout,
    )
