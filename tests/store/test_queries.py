"""Every query of the store has an index, and every list a limit."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from bson.codec_options import CodecOptions, DatetimeConversion
from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.monitoring import (
    CommandFailedEvent,
    CommandListener,
    CommandStartedEvent,
    CommandSucceededEvent,
)
from tests.store.rulings import judgement, ruling

from fplbanter.banter.verdict import Scope
from fplbanter.game.model import (
    ClubId,
    EntryId,
    Fixture,
    FixtureId,
    Gameweek,
    LeagueId,
    Match,
    OfficialStanding,
    Season,
)
from fplbanter.ops.embedded import Services
from fplbanter.store.banter import After
from fplbanter.store.changes import Draft
from fplbanter.store.database import Store
from fplbanter.store.members import StoredMember
from fplbanter.store.moments import Mark
from fplbanter.store.outages import Outage

pytestmark = pytest.mark.anyio

SEASON = Season("2026-27")
LEAGUE = LeagueId(900)
ANN = EntryId(900001)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
SORTED = (
    ("user_id", None),
    ("user_id", After(None, "7")),
    ("updated_at", After(NOW, "7")),
    ("stats.sheep", None),
    ("stats.sheep", After(0.5, "7")),
    ("stats.sheep", After(None, "7")),
)
OUTAGE = Outage(NOW, NOW, NOW, "down", ("down",), "gone")

QUESTIONS = ("find", "aggregate", "distinct", "delete", "update")
PLANS: CodecOptions[dict[str, Any]] = CodecOptions(
    datetime_conversion=DatetimeConversion.DATETIME_AUTO
)
"""A plan may name the end of all time, which is no date of Python's."""

OF_THE_SESSION = ("lsid", "$db", "$clusterTime", "txnNumber", "maxTimeMS")


class Overheard(CommandListener):
    """The commands that the driver has sent."""

    def __init__(self) -> None:
        self.commands: list[dict[str, Any]] = []

    def started(self, event: CommandStartedEvent) -> None:
        if event.command_name in QUESTIONS:
            self.commands += singly(dict(event.command))

    def succeeded(self, event: CommandSucceededEvent) -> None:
        pass

    def failed(self, event: CommandFailedEvent) -> None:
        pass


def singly(command: dict[str, Any]) -> list[dict[str, Any]]:
    """Split a command of several updates: the server explains one at a time."""
    updates = command.get("updates", [])
    return [command | {"updates": [each]} for each in updates] or [command]


@pytest.fixture
async def overheard(
    services: Services, database: AsyncDatabase[dict[str, Any]]
) -> AsyncIterator[tuple[Store, Overheard]]:
    """Give a store whose commands are heard, with something in it."""
    listener = Overheard()
    client: AsyncMongoClient[dict[str, Any]] = AsyncMongoClient(
        services.mongo_url, event_listeners=[listener]
    )
    async with client:
        store = Store.on(client[database.name])
        await store.prepare()
        yield store, listener


async def ask_about_matchdays(store: Store) -> None:
    """Call every method that reads how a gameweek went."""
    gameweek = Gameweek(12)
    await store.ticks.find_state(SEASON, gameweek)
    await store.ticks.find_state(SEASON, gameweek, until=NOW)
    await store.ticks.find_state(SEASON, gameweek, through=7)
    await store.ticks.find_ticks(SEASON, gameweek, 0, limit=50)
    await store.ticks.find_ticks(SEASON, gameweek, 0, until=NOW, through=9)
    await store.ticks.find_first(SEASON, gameweek)
    await store.moments.find_moments(SEASON, LEAGUE, gameweek)
    await store.moments.find_moments(SEASON, LEAGUE, gameweek, before=Mark(3, 1))
    await store.moments.find_told(SEASON, {LEAGUE: ["goal:1:2:1"]}, 7)
    await store.moments.count_moments(SEASON, LEAGUE, gameweek)
    await store.reaches.save_reaches(SEASON, gameweek, [LEAGUE], 7)
    await store.reaches.find_reaches(SEASON, gameweek, [LEAGUE])


async def ask_everything(store: Store) -> None:
    """Call every method that reads, deletes or updates by a query."""
    entries, gameweek = [ANN, EntryId(900002)], Gameweek(12)
    await store.seasons.find_season(SEASON)
    await store.seasons.find_newest_season()
    await store.seasons.find_newest_mark()
    fixture = Fixture(FixtureId(1), gameweek, NOW, ClubId(1), ClubId(2))
    await store.fixtures.save_fixtures(SEASON, [fixture], NOW)
    await store.fixtures.find_fixtures(SEASON)
    await store.fixtures.find_fixtures(SEASON, gameweek)
    await store.fixtures.find_fixtures_mark(SEASON)
    await store.live.find_live(SEASON, gameweek)
    await store.live.find_live_gameweeks(SEASON)
    await store.live.find_live_marks(SEASON)
    await store.live.find_live_marks(SEASON, [gameweek])
    await store.lineups.find_lineups(SEASON, gameweek, entries)
    await store.lineups.find_missing(SEASON, gameweek, entries, settled=True)
    await store.lineups.find_missing(SEASON, gameweek, entries, settled=False)
    await store.lineups.find_read(SEASON, entries, [gameweek, Gameweek(11)])
    async for _ in store.lineups.find_lineups_of(SEASON, entries, [gameweek]):
        pass
    await store.results.find_results(SEASON, entries)
    await store.results.count_entries(SEASON)
    await store.results.find_entry_ids(SEASON, 100)
    await store.transfers.find_transfers(SEASON, entries)
    await store.transfers.find_reach(SEASON, entries)
    await store.settlements.find_settlement(SEASON, gameweek)
    await store.settlements.find_settled(SEASON)
    await store.settlements.drop_doubted(SEASON, gameweek)
    await store.entries.find_entries(SEASON, entries)
    await store.entries.mark_deleted(SEASON, ANN, NOW)
    await store.leagues.find_league(SEASON, LEAGUE)
    await store.leagues.find_leagues(SEASON, [LEAGUE])
    await store.leagues.find_watched(SEASON, NOW)
    await store.leagues.count_leagues(SEASON)
    await store.leagues.touch(SEASON, LEAGUE, NOW)
    member = StoredMember(OfficialStanding(ANN, "Ann", "Ann's XI", 1))
    await store.members.save_members(SEASON, LEAGUE, [member], 1)
    await store.members.drop_unseen(SEASON, LEAGUE, 1)
    await store.members.find_members(SEASON, LEAGUE)
    await store.members.find_all_members(SEASON, LEAGUE)
    await store.members.count_members(SEASON, LEAGUE)
    await store.members.find_leagues_of(SEASON, ANN)
    await store.members.find_standing_of(SEASON, ANN)
    await store.members.find_names(SEASON, entries)
    await store.matches.save_matches(SEASON, LEAGUE, [Match(gameweek, ANN, None)])
    await store.matches.find_matches(SEASON, LEAGUE)
    await store.matches.find_matches(SEASON, LEAGUE, gameweek)
    await store.intakes.find_progress(SEASON, LEAGUE)
    await ask_about_banter(store)
    await store.jobs.find_job("a" * 32)
    await store.jobs.find_held("2026-27:900")
    await store.jobs.find_due(frozenset({"judge_league", "refresh_league"}), NOW)
    await store.jobs.find_dead()
    await store.jobs.count_open()
    for _ in range(2):
        await store.changes.keep_changes([Draft("league:900", "tick:1", NOW, "{}")])
    await store.changes.find_versions(["league:900"])
    await store.changes.find_changes("league:900", 0, 1)
    await ask_about_matchdays(store)
    await store.outages.begin_outage(OUTAGE)
    await store.outages.keep_outage(OUTAGE)
    await store.outages.find_lasting()
    await store.outages.end_outage(OUTAGE)
    await store.outages.end_outage(OUTAGE)
    await store.outages.find_recent(NOW, 10)
    await store.answers.find_answer("fixtures/")
    await store.leaders.save_claim("ann", timedelta(seconds=1), None, 2.0)
    await store.leaders.drop_claim("ann", 2.0)
    await store.quarantine.find_refused()
    await store.quarantine.find_refused_body("x")


async def ask_about_banter(store: Store) -> None:
    """Call what reads rulings, sittings and everybody's numbers."""
    given = ruling(judgement(ANN))
    await store.rulings.save_editions(SEASON, [given])
    found = await store.rulings.find_standing(SEASON, LEAGUE, [(Scope.GAMEWEEK, 12)])
    await store.rulings.save_in_place(SEASON, [(s, s.ruling) for s in found.values()])
    await store.rulings.find_rulings(SEASON, LEAGUE, Scope.GAMEWEEK, 12)
    await store.rulings.find_of_stat(SEASON, LEAGUE, given.stat, Scope.GAMEWEEK)
    await store.rulings.find_holdings(SEASON, LEAGUE, Scope.GAMEWEEK, 12)
    held = await store.rulings.find_of_entry(SEASON, ANN)
    await store.rulings.find_these(SEASON, held)
    await store.rulings.find_cleared(SEASON, LEAGUE, scope="gameweek", period=12)
    await store.rulings.save_retired(SEASON, [given])
    await store.sittings.find_sittings(SEASON, LEAGUE)
    await store.sittings.find_sitting(SEASON, LEAGUE, Gameweek(12))
    await store.sittings.find_marks(SEASON, LEAGUE)
    await store.banter_stats.drop_others(SEASON, "league_900", ["1"])
    await store.banter_stats.find_numbers(SEASON, "league_900", ["1"])
    await store.banter_stats.count_numbers(SEASON, "league_900")
    for field, after in SORTED:
        await store.banter_stats.find_page(
            SEASON,
            "league_900",
            field,
            descending=True,
            after=after,
            skip=0,
            limit=20,
        )


def sorts_by_hand(question: dict[str, Any], plan: dict[str, Any]) -> bool:
    """
    Say whether a plan sorts without need.

    A tournament can be sorted by any of sixty numbers, which are more than a
    collection may have indexes: there the server keeps the best few of a page.
    """
    few = question.get("find") == "banter_stats" and question["limit"] <= 101
    return "SORT" in stages(plan) and not few


def stages(plan: object) -> set[str]:
    """Return the names of all stages of a winning plan."""
    if isinstance(plan, list):
        return set().union(*map(stages, plan))
    if not isinstance(plan, dict):
        return set()
    named = {plan["stage"]} if isinstance(plan.get("stage"), str) else set()
    inner = (part for name, part in plan.items() if name != "rejectedPlans")
    return named.union(*map(stages, inner))


async def test_every_method_that_asks_is_asked_here(
    overheard: tuple[Store, Overheard],
) -> None:
    """A new query is added to this file, or this test says which is missing."""
    store, listener = overheard
    methods = {
        name
        for collection in store.collections
        for name in vars(type(collection))
        if name.startswith(("find_", "count_", "drop_", "touch"))
    }
    asking = (ask_everything, ask_about_banter, ask_about_matchdays)
    calls = {name for each in asking for name in each.__code__.co_names}

    assert methods - calls <= {"find_entry"}
    assert not listener.commands


async def test_no_query_reads_a_whole_collection(
    overheard: tuple[Store, Overheard],
) -> None:
    """The server's own plans: an index for each query, and no sorting by hand."""
    store, listener = overheard
    await ask_everything(store)
    asked, slow = list(listener.commands), []

    for command in asked:
        question = {k: v for k, v in command.items() if k not in OF_THE_SESSION}
        plan = await store.database.command("explain", question, codec_options=PLANS)
        if "COLLSCAN" in stages(plan) or sorts_by_hand(question, plan):
            slow.append(question)

    assert len(asked) >= 25
    assert slow == []


async def test_every_read_of_several_has_a_limit(
    overheard: tuple[Store, Overheard],
) -> None:
    """No command asks the server for all that there is."""
    store, listener = overheard
    await ask_everything(store)

    unlimited = [
        command
        for command in listener.commands
        if "find" in command and command.get("limit", 0) < 1
    ]

    assert unlimited == []
