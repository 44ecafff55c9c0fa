"""Each method is one request, and its answer the game's own values."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from tests.pretend import Direct

from fplbanter.clock import SystemClock
from fplbanter.cluster.lanes import Lane
from fplbanter.errors import UpstreamChanged, UpstreamNotFound
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.copies import Answered
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import EntryId, Gameweek, LeagueId

if TYPE_CHECKING:
    from tests.fpl.conftest import ReadRecorded, Replies, ScriptedServer

pytestmark = pytest.mark.anyio

ENTRY, LEAGUE = EntryId(900001), LeagueId(900)


async def test_every_method_is_one_request_with_its_own_address(
    client: FPLClient,
    server: "ScriptedServer",
    replies: "Replies",
    recorded: "ReadRecorded",
) -> None:
    """The recording served over loopback, read to the end."""
    upstream = Upstream(Direct(client, SystemClock()))
    table: Any = recorded("leagues-classic/900/standings")
    league = table["league"] | {"scoring": "h"}
    bodies = [
        recorded("bootstrap-static"),
        recorded("fixtures"),
        recorded("fixtures"),
        recorded("event/7/live"),
        {"status": [], "leagues": ""},
        recorded("entry/900001"),
        recorded("entry/900001/history"),
        recorded("entry/900001/event/7/picks"),
        recorded("entry/900001/transfers"),
        table,
        table,
        table | {"league": league, "standings": {"has_next": False, "results": []}},
        {"has_next": False, "page": 2, "results": []},
    ]
    server.will(*map(replies.json, bodies))
    season = (await upstream.fetch_season()).value
    await upstream.fetch_fixtures()
    await upstream.fetch_fixtures(Gameweek(7))
    live = (await upstream.fetch_live(Gameweek(7))).value
    await upstream.fetch_day_status()
    profile = (await upstream.fetch_profile(ENTRY)).value
    history = (await upstream.fetch_history(ENTRY)).value
    lineup = (await upstream.fetch_lineup(ENTRY, Gameweek(7), {})).value
    transfers = (await upstream.fetch_transfers(ENTRY)).value
    await upstream.fetch_classic_page(LEAGUE)
    await upstream.fetch_classic_page(LEAGUE, 2, new_entries_page=3, month_id=4)
    await upstream.fetch_head_to_head_page(LEAGUE)
    await upstream.fetch_matches_page(LEAGUE, 2, Gameweek(7))
    assert [asked.path.removeprefix("/api/") for asked in server.asked] == [
        "bootstrap-static/",
        "fixtures/",
        "fixtures/?event=7",
        "event/7/live/",
        "event-status/",
        "entry/900001/",
        "entry/900001/history/",
        "entry/900001/event/7/picks/",
        "entry/900001/transfers/",
        "leagues-classic/900/standings/",
        "leagues-classic/900/standings/?page_standings=2&page_new_entries=3&phase=4",
        "leagues-h2h/900/standings/",
        "leagues-h2h-matches/league/900/?page=2&event=7",
    ]
    assert season.season == "2025-26"
    assert set(lineup.lineup.squad) <= set(live)
    assert history.entry_id == profile.entry_id == transfers[0].entry_id == ENTRY


async def test_picks_before_the_deadline_are_not_found(
    client: FPLClient, server: "ScriptedServer", replies: "Replies"
) -> None:
    """FPL answers 404 until they are out."""
    server.will(replies.json({"detail": "Not found."}, 404))
    with pytest.raises(UpstreamNotFound):
        await Upstream(Direct(client, SystemClock())).fetch_lineup(
            ENTRY, Gameweek(1), {}
        )


async def test_numbers_out_of_range_are_refused_before_any_request(
    client: FPLClient, server: "ScriptedServer"
) -> None:
    """League 0, page 0, gameweek 48: nobody is asked."""
    upstream = Upstream(Direct(client, SystemClock()))
    with pytest.raises(ValueError, match="league_id"):
        await upstream.fetch_classic_page(LeagueId(0))
    with pytest.raises(ValueError, match="page_standings"):
        await upstream.fetch_classic_page(LEAGUE, 0)
    with pytest.raises(ValueError, match="phase"):
        await upstream.fetch_classic_page(LEAGUE, month_id=0)
    with pytest.raises(ValueError, match="gw"):
        await upstream.fetch_live(Gameweek(48))
    assert server.asked == []


class Noting:
    """A source that only notes how urgently it is asked."""

    def __init__(self) -> None:
        self.lanes: list[Lane] = []

    async def get(
        self,
        endpoint: Endpoint,  # noqa: ARG002
        lane: Lane = Lane.PERSON,
        /,
        *,
        since: datetime | None = None,  # noqa: ARG002
        **params: int | None,  # noqa: ARG002
    ) -> Answered:
        self.lanes.append(lane)
        return Answered({}, datetime.now(UTC))


async def test_a_lane_is_passed_on() -> None:
    """A person's question unless said otherwise."""
    source = Noting()
    for upstream in (Upstream(source), Upstream(source).in_lane(Lane.LIVE)):
        with pytest.raises(UpstreamChanged):
            await upstream.fetch_live(Gameweek(1))
    assert source.lanes == [Lane.PERSON, Lane.LIVE]
