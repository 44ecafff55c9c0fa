"""A recorded season, served as FPL: each gameweek's table and line-up are FPL's."""

import gzip
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from tests.pretend import BASE_URL, Direct, standings

from fplbanter.clock import FrozenClock
from fplbanter.cluster.local_budget import Budget
from fplbanter.errors import NotFound
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import EntryId, Gameweek, LeagueId, Phase
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.services.product import Product
from fplbanter.simulator.recording import (
    build_recording_app,
    newest_gameweek,
    recording_moment,
)
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

LEAGUE = 900
ENTRY = EntryId(900_001)
NEWEST = 36


@pytest.fixture
def recording(shared_data: Path) -> Path:
    return shared_data / "recorded" / "2025-26"


@pytest.fixture
async def product(store: Store, recording: Path) -> AsyncIterator[Product]:
    """Run the product as `up --recording` does: one look of the poller, no more."""
    app = build_recording_app(recording)
    clock = FrozenClock(recording_moment(recording))
    async with FPLClient(
        BASE_URL,
        Budget(per_second=10_000, per_minute=1_000_000),
        transport=httpx2.ASGITransport(app),
    ) as client:
        product = Product.on(
            store,
            Upstream(Direct(client, clock)),
            clock,
            league_max=2_000,
            pinned=Gameweek(newest_gameweek(recording)),
        )
        await MatchdayLoop(product, product.clock).look()
        yield product
        await product.close()


def picks(recording: Path, gameweek: int) -> Any:  # noqa: ANN401  It is raw JSON.
    """Read what FPL said of the entry's gameweek, as it was recorded."""
    file = recording / f"entry/{ENTRY}/event/{gameweek}/picks.json.gz"
    return json.loads(gzip.decompress(file.read_bytes()))


async def test_each_gameweeks_table_and_line_up_are_fpls(
    product: Product, recording: Path
) -> None:
    """Gross, total, bench, substitutions of 36 gameweeks, to the point."""
    for number in range(1, NEWEST + 1):
        gameweek, said = Gameweek(number), picks(recording, number)
        row = said["entry_history"]
        await standings(product, LEAGUE, gameweek=gameweek)
        await product.intakes.run(LeagueId(LEAGUE), gameweek)
        found = await standings(product, LEAGUE, gameweek=gameweek)
        (own,) = found.page.items
        assert (own.gross_points, own.total) == (row["points"], row["total_points"])
        assert own.hit == row["event_transfers_cost"]
        assert (own.rank, own.source) == (1, "settled")
        assert found.coverage.is_complete
        assert found.phase is Phase.FINAL
        assert own.captain is not None

        answer = await product.lineup(ENTRY, gameweek)
        assert (answer.gross_points, answer.total) == (own.gross_points, own.total)
        assert answer.bench_points == row["points_on_bench"]
        scored = sum(pick.points * pick.multiplier for pick in answer.picks)
        assert scored == row["points"]
        subs = [
            (s.player_in.player_id, s.player_out.player_id) for s in answer.auto_subs
        ]
        assert subs == [
            (sub["element_in"], sub["element_out"]) for sub in said["automatic_subs"]
        ]
        assert not answer.freshness.stale


async def test_the_default_is_the_newest_recorded_gameweek(product: Product) -> None:
    """The recording was made in gameweek 37, of which it has no points."""
    assert (await standings(product, LEAGUE)).gameweek == NEWEST
    assert (await product.gameweek()).gameweek == NEWEST
    assert (await product.glance()).gameweek == NEWEST
    assert (await product.players()).gameweek == NEWEST


async def test_what_was_not_recorded_is_still_to_come(product: Product) -> None:
    """Gameweek 37 has fixtures, but neither a table nor a line-up."""
    with pytest.raises(NotFound, match="still to come"):
        await standings(product, LEAGUE, gameweek=37)
    with pytest.raises(NotFound, match="still to come"):
        await product.lineup(ENTRY, Gameweek(37))
    assert (await product.fixtures(Gameweek(37))).page.total >= 10
    with pytest.raises(NotFound):
        await standings(product, 12345)
