"""Stored values of every kind, hostile names among them."""

from datetime import UTC, datetime, timedelta
from typing import TypeVar

from hypothesis import strategies as st

from fplbanter.game.model import (
    AutoSub,
    Chip,
    Club,
    EntryId,
    Fixture,
    FixtureId,
    Gameweek,
    GameweekState,
    League,
    LeagueId,
    LeagueKind,
    Lineup,
    Match,
    Month,
    OfficialStanding,
    Player,
    PlayerId,
    PlayerStats,
    PointsLine,
    Position,
    Price,
    Result,
    Season,
)
from fplbanter.store.entries import StoredEntry
from fplbanter.store.intakes import Intake, IntakeState
from fplbanter.store.leagues import StoredLeague
from fplbanter.store.lineups import StoredLineup
from fplbanter.store.live import StoredLive
from fplbanter.store.members import StoredMember
from fplbanter.store.results import StoredResults
from fplbanter.store.seasons import SeasonFacts

T = TypeVar("T")

SEASON = Season("2026-27")

numbers = st.integers(-(2**40), 2**40)
ids = st.integers(1, 2**40)
gameweeks = st.integers(1, 47).map(Gameweek)
player_ids = st.integers(1, 900).map(PlayerId)
entry_ids = ids.map(EntryId)
prices = numbers.map(Price)
hostile = st.sampled_from(["$ROOT", "a.b", "$$REMOVE", "<script>", "\u202e", "\0"])
names = st.one_of(st.text(max_size=20), hostile)
flags = st.booleans()
always = st.sampled_from([True])
fixture_ids = st.integers(1, 380).map(FixtureId)
counts = st.dictionaries(player_ids, numbers, max_size=4)
times = st.integers(0, 10**12).map(
    lambda ms: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)


def several(
    values: st.SearchStrategy[T], *, most: int = 4
) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(values, max_size=most).map(tuple)


clubs = st.builds(Club, club_id=ids, code=ids, name=names, short_name=names)
players = st.builds(
    Player,
    player_id=player_ids,
    code=ids,
    name=names,
    club_id=ids,
    position=st.sampled_from(Position),
    price=prices,
    ownership=st.floats(0, 100),
    status=names,
    news=names,
    total_points=numbers,
)
states = st.builds(
    GameweekState,
    gameweek=gameweeks,
    name=names,
    deadline=times,
    finished=flags,
    checked=flags,
    is_current=flags,
    is_next=flags,
    average=numbers,
    highest=st.none() | numbers,
)
months = st.builds(Month, month_id=numbers, name=names, first=gameweeks, last=gameweeks)
seasons = st.builds(
    SeasonFacts,
    season=st.just(SEASON),
    clubs=several(clubs),
    players=several(players),
    gameweeks=several(states),
    months=several(months),
    total_managers=numbers,
    as_of=times,
)
fixtures = st.builds(
    Fixture,
    fixture_id=fixture_ids,
    gameweek=st.none() | gameweeks,
    kickoff=st.none() | times,
    home=ids,
    away=ids,
    home_goals=st.none() | numbers,
    away_goals=st.none() | numbers,
    minutes=numbers,
    started=flags,
    over=flags,
    settled=flags,
    bps=counts,
    bonus=counts,
    events=st.dictionaries(names, counts, max_size=3),
)
stats = st.builds(
    PlayerStats,
    player_id=player_ids,
    minutes=numbers,
    total_points=numbers,
    bonus=numbers,
    bps=numbers,
    yellow_cards=numbers,
    red_cards=numbers,
    goals=numbers,
    assists=numbers,
    saves=numbers,
    clean_sheets=numbers,
    defensive_contributions=numbers,
    fixture_ids=st.none() | several(fixture_ids, most=2),
    lines=several(
        st.builds(
            PointsLine,
            fixture_id=fixture_ids,
            identifier=names,
            value=numbers,
            points=numbers,
        )
    ),
)
lives = st.builds(
    StoredLive,
    gameweek=gameweeks,
    players=st.lists(stats, max_size=4, unique_by=lambda s: s.player_id).map(tuple),
    as_of=times,
    final=always,
)


def results(
    entry_id: EntryId, gameweek: st.SearchStrategy[Gameweek] = gameweeks
) -> st.SearchStrategy[Result]:
    return st.builds(
        Result,
        entry_id=st.just(entry_id),
        gameweek=gameweek,
        gross_points=numbers,
        hit=numbers,
        total=numbers,
        transfers=numbers,
        bench_points=numbers,
        overall_rank=st.none() | numbers,
        gameweek_rank=st.none() | numbers,
        bank=prices,
        value=prices,
    )


@st.composite
def lineups(draw: st.DrawFn) -> StoredLineup:
    entry_id, gameweek = draw(entry_ids), Gameweek(12)
    lineup = st.builds(
        Lineup,
        entry_id=st.just(entry_id),
        gameweek=st.just(gameweek),
        eleven=several(player_ids, most=11),
        bench=several(player_ids),
        captain=st.none() | player_ids,
        vice_captain=st.none() | player_ids,
        chip=st.none() | st.sampled_from(Chip),
        hit=numbers,
        transfers=numbers,
        bank=prices,
        value=prices,
        assistant_manager=st.none() | player_ids,
    )
    subs = st.builds(AutoSub, player_in=player_ids, player_out=player_ids)
    result = st.none() | results(entry_id, st.just(gameweek))
    return StoredLineup(
        draw(lineup), draw(several(subs)), draw(result), settled=True, as_of=draw(times)
    )


@st.composite
def histories(draw: st.DrawFn) -> StoredResults:
    entry_id = draw(entry_ids)
    rows = draw(st.lists(results(entry_id), max_size=6, unique_by=lambda r: r.gameweek))
    return StoredResults(
        entry_id,
        tuple(sorted(rows, key=lambda r: r.gameweek)),
        draw(st.dictionaries(gameweeks, st.sampled_from(Chip), max_size=3)),
        draw(st.integers(0, 47).map(Gameweek)),
        draw(times),
    )


entries = st.builds(
    StoredEntry,
    entry_id=entry_ids,
    manager_name=names,
    entry_name=names,
    started=st.none() | gameweeks,
    deleted=flags,
    leagues=several(ids.map(LeagueId)),
    as_of=times,
)
leagues = st.builds(
    StoredLeague,
    league=st.builds(
        League,
        league_id=ids.map(LeagueId),
        name=names,
        kind=st.sampled_from(LeagueKind),
        start=gameweeks,
        admin_entry_id=st.none() | entry_ids,
    ),
    as_of=times,
    updated_at=st.none() | times,
    member_count=numbers,
    pages_read=numbers,
    complete=flags,
    truncated=flags,
    asked_at=st.none() | times,
)
members = st.builds(
    StoredMember,
    standing=st.builds(
        OfficialStanding,
        entry_id=entry_ids,
        manager_name=names,
        entry_name=names,
        rank=numbers,
        last_rank=numbers,
        gross_points=numbers,
        total=numbers,
        rank_sort=numbers,
    ),
    is_new=flags,
)
matches = st.builds(
    Match,
    gameweek=gameweeks,
    home=st.none() | entry_ids,
    away=st.none() | entry_ids,
    home_points=numbers,
    away_points=numbers,
    is_knockout=flags,
)
intakes = st.builds(
    Intake,
    league_id=ids.map(LeagueId),
    total=numbers,
    read=numbers,
    failed=numbers,
    state=st.sampled_from(IntakeState),
    reason=names,
    started_at=times,
    updated_at=times,
)
