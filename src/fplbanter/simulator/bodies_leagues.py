"""leagues-classic, leagues-h2h and leagues-h2h-matches."""

from datetime import datetime, timedelta
from typing import Any

from fplbanter.simulator.bodies_fixtures import long_stamp, stamp
from fplbanter.simulator.head_to_head import Match, Record
from fplbanter.simulator.leagues import PAGE, League
from fplbanter.simulator.tables import Standing
from fplbanter.simulator.world import World

Json = dict[str, Any]


def classic(
    world: World, league: League, now: datetime, page: int, new_page: int, phase: int
) -> Json:
    """Return one page of a classic league's standings and of its new entries."""
    rows, more = world.tables.page(league, phase, now, page)
    return {
        "new_entries": _new_entries(world, league, now, new_page),
        "last_updated_data": _updated(world, now),
        "league": _head(world, league),
        "standings": {
            "has_next": more,
            "page": page,
            "results": [_standing(world, row) for row in rows],
        },
    }


def _updated(world: World, now: datetime) -> str | None:
    """Return when the table was last worked out: a minute ago."""
    before = world.calendar.current(now) == 0
    return None if before else stamp(now - timedelta(minutes=1))


def _head(world: World, league: League) -> Json:
    """Return the league itself."""
    created = world.calendar.gameweeks[0].deadline - timedelta(days=30)
    return {
        "id": league.league_id,
        "name": league.name,
        "created": long_stamp(created),
        "closed": False,
        "max_entries": None,
        "league_type": league.kind,
        "scoring": league.scoring,
        "admin_entry": league.admin,
        "start_event": league.start_event,
        "code_privacy": "p",
        "has_cup": False,
        "cup_league": None,
        "rank": None,
    }


def _standing(world: World, row: Standing) -> Json:
    """Return one row. FPL quirk (2026-08): no `id` and no `has_played` any more."""
    return {
        "club_badge_src": None,
        "event_total": row.event_total,
        "player_name": world.careers.manager(row.entry_id).full_name,
        "rank": row.rank,
        "last_rank": row.last_rank,
        "rank_sort": row.rank_sort,
        "total": row.total,
        "entry": row.entry_id,
        "entry_name": world.team_name(row.entry_id),
    }


def _new_entries(world: World, league: League, now: datetime, page: int) -> Json:
    """Return who has joined but is in no table yet."""
    members = _waiting(world, league, now)
    rows = members[(page - 1) * PAGE : page * PAGE]
    return {
        "has_next": len(members) > page * PAGE,
        "page": page,
        "results": [_new_entry(world, entry) for entry in rows],
    }


def _waiting(world: World, league: League, now: datetime) -> list[int]:
    """Return the members who wait: all before the start, late ones before theirs."""
    current = world.calendar.current(now)
    joined = world.tables.joined(league.members, current + 1)
    if league.waiting or current < league.start_event:
        return joined
    there = set(world.tables.joined(league.members, current))
    return [entry for entry in joined if entry not in there]


def _new_entry(world: World, entry: int) -> Json:
    """Return one row of new_entries, whose field names differ."""
    manager = world.careers.manager(entry)
    return {
        "entry": entry,
        "entry_name": world.team_name(entry),
        "joined_time": long_stamp(manager.joined),
        "player_first_name": manager.first_name,
        "player_last_name": manager.last_name,
    }


def head_to_head(world: World, league: League, now: datetime, page: int) -> Json:
    """Return one page of a head-to-head league's standings."""
    current = world.calendar.current(now)
    records = world.head_to_head.table(league, current, now) if current else []
    before = world.head_to_head.table(league, current - 1, now) if current > 1 else []
    last = {record.entry_id: at for at, record in enumerate(before, 1)}
    rows = [
        _record(world, league, at, record, last.get(record.entry_id, 0), current)
        for at, record in enumerate(records, 1)
    ]
    return {
        "new_entries": {"has_next": False, "page": 1, "results": []},
        "last_updated_data": _updated(world, now),
        "league": _head(world, league) | {"ko_rounds": None},
        "standings": {
            "has_next": len(rows) > page * PAGE,
            "page": page,
            "results": rows[(page - 1) * PAGE : page * PAGE],
        },
    }


def _record(
    world: World, league: League, at: int, record: Record, last: int, played: int
) -> Json:
    """Return one row of the table of wins."""
    team, person = _names(world, record.entry_id)
    return {
        "id": league.league_id * 100 + at,
        "division": league.league_id * 10,
        "entry": record.entry_id,
        "player_name": person,
        "rank": at,
        "last_rank": last,
        "rank_sort": at,
        "total": record.total,
        "entry_name": team,
        "matches_played": played,
        "matches_won": record.won,
        "matches_drawn": record.drawn,
        "matches_lost": record.lost,
        "points_for": record.points_for,
    }


def _names(world: World, entry: int | None) -> tuple[str, str]:
    """Return team and manager; the odd league's extra side is called AVERAGE."""
    if entry is None:
        return "AVERAGE", "AVERAGE"
    return world.team_name(entry), world.careers.manager(entry).full_name


def matches(
    world: World,
    league: League,
    now: datetime,
    page: int,
    event: int | None,
    entry: int | None,
) -> Json:
    """Return one page of matches, of a gameweek or of an entry where asked."""
    weeks = range(league.start_event, 39) if event is None else [event]
    found = [m for week in weeks for m in world.head_to_head.matches(league, week, now)]
    if entry is not None:
        found = [match for match in found if entry in (match.one, match.two)]
    rows = found[(page - 1) * PAGE : page * PAGE]
    return {
        "has_next": len(found) > page * PAGE,
        "page": page,
        "results": [_match(world, league, match) for match in rows],
    }


def _match(world: World, league: League, match: Match) -> Json:
    """Return one match."""
    return {
        "id": match.match_id,
        **_side(world, match, 1),
        **_side(world, match, 2),
        "is_knockout": False,
        "league": league.league_id,
        "winner": None,
        "seed_value": None,
        "event": match.gameweek,
        "tiebreak": None,
        "is_bye": False,
        "knockout_name": "",
    }


def _side(world: World, match: Match, number: int) -> Json:
    """Return one side's fields; points are net of hits."""
    entry, own = (match.one, match.one_points)
    other = match.two_points
    if number == 2:
        entry, own, other = match.two, match.two_points, match.one_points
    team, person = _names(world, entry)
    won = match.counted and own > other
    drawn = match.counted and own == other
    lost = match.counted and own < other
    name = f"entry_{number}_"
    return {
        f"{name}entry": entry,
        f"{name}name": team,
        f"{name}player_name": person,
        f"{name}points": own,
        f"{name}win": int(won),
        f"{name}draw": int(drawn),
        f"{name}loss": int(lost),
        f"{name}total": 3 * won + drawn,
    }
