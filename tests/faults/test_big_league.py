"""A league of 1,200, read from nothing and judged: it works, and says how far it is."""

import resource
import time
from collections import Counter
from itertools import islice

import pytest
from tests.pretend import asked, forget, product_on
from tests.services.banter.seasons import banter, judge, move_on
from tests.services.seasons import fill, look

from fplbanter.cluster.lanes import Lane
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers.banter import LeagueBanter
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import Store

pytestmark = [pytest.mark.anyio, pytest.mark.faults, pytest.mark.timeout(900)]

PUB_QUIZ, MEMBERS = 905, 1_200
GAMEWEEK = Gameweek(5)
SOME = 450


async def read_some(product: Product, entries: list[EntryId]) -> None:
    """Read line-ups of a part of the league, as while it is being filled in."""
    for entry_id in entries:
        await product.entry_reader.read_gameweek(entry_id, GAMEWEEK, Lane.BACKFILL)


def told(what: str, found: LeagueBanter, seconds: float) -> None:
    coverage, memory = found.coverage, resource.getrusage(resource.RUSAGE_SELF)
    refused = Counter(each.reason for each in found.refused)
    print(
        f"{what}: {coverage.read} of {coverage.members} read, "
        f"{found.page.total} verdicts, {len(found.headlines)} headlines, "
        f"refused { {str(k): n for k, n in refused.items()} }; judged in {seconds:.1f} s, "
        f"{memory.ru_maxrss / 1024:.0f} MB at the most"
    )


async def test_a_league_of_1200_is_judged_and_states_its_coverage(
    store: Store, simulator: Simulator, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half read nothing is awarded that needs all; whole it has headlines."""
    async with product_on(store, simulator) as product:
        await move_on(product, simulator, GAMEWEEK, "over")
        forget(simulator)
        begun = time.monotonic()
        await look(product, PUB_QUIZ)
        members = await product.store.members.find_all_members(
            product.board.season, LeagueId(PUB_QUIZ), 2_000
        )
        assert len(members) == MEMBERS
        await read_some(product, [m.standing.entry_id for m in islice(members, SOME)])
        judging = time.monotonic()
        await judge(product, PUB_QUIZ)
        part, judged = await banter(product, PUB_QUIZ), time.monotonic() - judging
        with capsys.disabled():
            told("in part", part, judged)
        assert (part.coverage.read, part.coverage.members) == (SOME, MEMBERS)
        assert part.headlines == ()
        assert part.refused
        filled = await fill(product, PUB_QUIZ)
        assert (filled.read, filled.failed) == (MEMBERS, 0)
        took, judging = time.monotonic() - begun, time.monotonic()
        await judge(product, PUB_QUIZ)
        whole, judged = await banter(product, PUB_QUIZ), time.monotonic() - judging
        with capsys.disabled():
            told("whole", whole, judged)
            print(f"{len(asked(simulator))} requests, read in {took:.0f} s")
        assert (whole.coverage.read, whole.coverage.members) == (MEMBERS, MEMBERS)
        assert 3 <= len(whole.headlines) <= 6
        assert whole.page.total > part.page.total
        assert max(Counter(asked(simulator, "entry/")).values()) == 1
