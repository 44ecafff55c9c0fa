"""entry/{id}, its history, transfers and picks."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from fplbanter.simulator.bodies_fixtures import long_stamp
from fplbanter.simulator.careers import Career
from fplbanter.simulator.leagues import OVERALL, League
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.panel import Pulse
from fplbanter.simulator.scores import Row
from fplbanter.simulator.settings import PERCENTILES
from fplbanter.simulator.world import World

Json = dict[str, Any]


def history(world: World, career: Career, now: datetime) -> Json:
    """Return current[], past[] and chips[]."""
    manager, current = career.manager, world.calendar.current(now)
    rows = history_rows(world, career, now)
    year = world.calendar.year
    return {
        "current": rows,
        "past": [
            {
                "season_name": f"{first}/{(first + 1) % 100:02}",
                "total_points": points,
                "rank": rank,
                "rank_percentage": f"{100 * rank / MOST_ENTRIES:.2f}",
            }
            for first, (points, rank) in enumerate(
                manager.past, year - len(manager.past)
            )
        ],
        "chips": [
            {"name": chip, "time": _made(world, career, gameweek, 0), "event": gameweek}
            for gameweek, chip in sorted(manager.chips.items())
            if gameweek <= current
        ],
    }


def history_rows(world: World, career: Career, now: datetime) -> list[Json]:
    """Return the rows of current[], each with the ranks of its batch."""
    found: list[Json] = []
    for row in world.scores.history(career, now):
        found.append(_history_row(world, row, found[-1] if found else None, now))
    return found


def _history_row(world: World, row: Row, before: Json | None, now: datetime) -> Json:
    """Return one gameweek; ranks are null until they are counted."""
    pulse = world.panel.pulse(row.gameweek, now)
    overall = before["overall_rank"] if before else None
    if pulse:
        overall = pulse.totals.rank(row.total, MOST_ENTRIES)
    share = f"{100 * overall / MOST_ENTRIES:.2f}" if overall else None
    return {
        "event": row.gameweek,
        "points": row.points,
        "total_points": row.total,
        **_ranks(pulse, row),
        "overall_rank": overall,
        "overall_rank_percentage": share,
        "bank": row.selection.bank,
        "value": row.selection.value,
        "event_transfers": row.selection.transfers,
        "event_transfers_cost": row.cost,
        "points_on_bench": row.bench,
    }


def _ranks(pulse: Pulse | None, row: Row) -> Json:
    """Return the gameweek's rank, its unique order number and its band."""
    if pulse is None:
        return {"rank": None, "rank_sort": None, "percentile_rank": None}
    rank = pulse.points.rank(row.points, MOST_ENTRIES)
    share = 100 * rank / MOST_ENTRIES
    band = next((edge for edge in PERCENTILES if share <= edge), 100)
    behind = sum(row.selection.squad) % 9_973
    return {"rank": rank, "rank_sort": rank + behind, "percentile_rank": band}


def picks(world: World, career: Career, gameweek: int, now: datetime) -> Json | None:
    """Return the squad of a gameweek; None where FPL has none (to show)."""
    if not career.manager.started_event <= gameweek <= world.calendar.current(now):
        return None
    week = world.calendar.gameweek(gameweek)
    score = world.scores.picks(career, week, now)
    selection = career.selection(gameweek)
    if score is None or selection is None:
        return None
    entry, positions = career.manager.entry_id, world.market.positions
    return {
        "active_chip": selection.chip,
        "automatic_subs": [
            {"entry": entry, "element_in": on, "element_out": off, "event": gameweek}
            for on, off in score.subs
        ],
        "entry_history": _row_of(world, career, gameweek, now),
        "picks": [
            {
                "element": player,
                "position": at,
                "multiplier": factor,
                "is_captain": player == selection.captain,
                "is_vice_captain": player == selection.vice,
                "element_type": positions[player],
            }
            for at, (player, factor) in enumerate(score.picks, 1)
        ],
    }


def _row_of(world: World, career: Career, gameweek: int, now: datetime) -> Json | None:
    """Return the history row of one gameweek, without working out all others."""
    row = world.scores.official(career, gameweek, now)
    if row is None:
        return None
    before = None
    if (
        world.panel.pulse(gameweek, now) is None
        and gameweek > career.manager.started_event
    ):
        before = _row_of(world, career, gameweek - 1, now)
    return _history_row(world, row, before, now)


def transfers(world: World, career: Career, now: datetime) -> list[Json]:
    """Return all transfers whose deadline has passed, the newest first."""
    current = world.calendar.current(now)
    found = []
    for gameweek in range(current, career.manager.started_event, -1):
        selection = career.selection(gameweek)
        made = list(enumerate(selection.swaps if selection else ()))
        for at, (new, price, old, sold) in reversed(made):
            found.append(
                {
                    "element_in": new,
                    "element_in_cost": price,
                    "element_out": old,
                    "element_out_cost": sold,
                    "entry": career.manager.entry_id,
                    "event": gameweek,
                    "time": _made(world, career, gameweek, at),
                }
            )
    return found


def _made(world: World, career: Career, gameweek: int, number: int) -> str:
    """
    Return when a transfer was made, or a chip played: before the deadline.

    Those of one gameweek follow each other; some managers wait until the last hour.
    """
    who = career.manager.entry_id
    rng = Random(f"{world.seed}:made:{who}:{gameweek}")
    early = timedelta(microseconds=rng.randrange(10**9, 60 * 3_600 * 10**6))
    if Random(f"{world.seed}:late:{who}").random() < rng.random() - 0.4:
        early = timedelta(microseconds=rng.randrange(10**9, 3_500 * 10**6))
    deadline = world.calendar.gameweek(gameweek).deadline
    return long_stamp(deadline - early + timedelta(milliseconds=17 * number))


def entry(world: World, career: Career, now: datetime) -> Json:
    """Return the manager and his leagues."""
    manager, current = career.manager, world.calendar.current(now)
    number, region, short, long = manager.region
    playing = current >= manager.started_event
    row = _row_of(world, career, current, now) if playing else None
    running = world.scores.running(career, current, now) if playing else None
    moves = running.moves if running else 0
    return {
        "id": manager.entry_id,
        "joined_time": long_stamp(manager.joined),
        "started_event": manager.started_event,
        "favourite_team": manager.favourite,
        "player_first_name": manager.first_name,
        "player_last_name": manager.last_name,
        "player_region_id": number,
        "player_region_name": region,
        "player_region_iso_code_short": short,
        "player_region_iso_code_long": long,
        "years_active": len(manager.past),
        "summary_overall_points": row["total_points"] if row else None,
        "summary_overall_rank": row["overall_rank"] if row else None,
        # FPL quirk (2026-08): this one moves in play, the picks' points do not.
        "summary_event_points": running.points if running else None,
        "summary_event_rank": row["rank"] if row else None,
        "current_event": current or None,
        "leagues": _leagues(world, career, row, now),
        "name": world.team_name(manager.entry_id),
        "name_change_blocked": False,
        "entered_events": list(range(manager.started_event, current + 1)),
        "kit": None,
        "club_badge_src": None,
        "last_deadline_bank": row["bank"] if row else None,
        "last_deadline_value": row["value"] if row else None,
        "last_deadline_total_transfers": moves,
    }


def _leagues(world: World, career: Career, row: Json | None, now: datetime) -> Json:
    """Return the leagues of an entry; Overall comes first."""
    own = world.leagues.of(career.manager.entry_id)
    overall = world.leagues.by_id[OVERALL]
    rank = (row["overall_rank"] or 0) if row else 0
    classic = [_membership(world, overall, rank, rank, MOST_ENTRIES)]
    classic += [
        _classic(world, league, career.manager.entry_id, now)
        for league in own
        if league.scoring == "c"
    ]
    return {
        "classic": classic,
        "h2h": [
            _head_to_head(world, league, career.manager.entry_id, now)
            for league in own
            if league.scoring == "h"
        ],
        "cup": {
            "matches": [],
            "status": {
                "qualification_event": None,
                "qualification_numbers": None,
                "qualification_rank": None,
                "qualification_state": None,
            },
            "cup_league": None,
        },
        "cup_matches": [],
        "event": [],
    }


def _classic(world: World, league: League, entry_id: int, now: datetime) -> Json:
    """Return the membership of a classic league with its ranks."""
    rows = world.tables.rows(league, 1, now)
    place = next((row for row in rows if row.entry_id == entry_id), None)
    rank, last = (place.rank, place.last_rank) if place else (0, 0)
    return _membership(world, league, rank, last, len(league.members))


def _head_to_head(world: World, league: League, entry_id: int, now: datetime) -> Json:
    """Return the membership of a head-to-head league with its ranks."""
    current = world.calendar.current(now)
    ranks = [
        next((at for at, r in enumerate(table, 1) if r.entry_id == entry_id), 0)
        for table in (
            world.head_to_head.table(league, current, now) if current else [],
            world.head_to_head.table(league, current - 1, now) if current > 1 else [],
        )
    ]
    return _membership(world, league, ranks[0], ranks[1], len(league.members))


def _membership(
    world: World, league: League, rank: int, last_rank: int, count: int
) -> Json:
    """Return one league as an entry lists it."""
    created = world.calendar.gameweeks[0].deadline - timedelta(days=30)
    return {
        "id": league.league_id,
        "name": league.name,
        "short_name": league.short_name,
        "created": long_stamp(created),
        "closed": False,
        "rank": None,
        "max_entries": None,
        "league_type": league.kind,
        "scoring": league.scoring,
        "admin_entry": league.admin,
        "start_event": league.start_event,
        "entry_can_leave": league.kind == "x",
        "entry_can_admin": False,
        "entry_can_invite": False,
        "has_cup": False,
        "cup_league": None,
        "cup_qualified": None,
        "rank_count": count,
        "entry_percentile_rank": _band(rank, count),
        "active_phases": [],
        "featured_entry_ids": [],
        "entry_rank": rank,
        "entry_last_rank": last_rank,
    }


def _band(rank: int, count: int) -> int:
    """Return the percentile band of a rank."""
    return next((edge for edge in PERCENTILES if 100 * rank <= edge * count), 100)
