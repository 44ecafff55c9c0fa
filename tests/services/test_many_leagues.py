"""Many new leagues at once: what is asked for together stays small."""

from uuid import uuid4

from tests.driven import DrivenClock, driven_product, run_driven

from fplbanter.game.model import LeagueId
from fplbanter.jobs.matchday import MatchdayLoop
from fplbanter.ops.embedded import Services
from fplbanter.services.answers import Standings
from fplbanter.services.intake import AT_ONCE
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.database import connect

LEAGUES = tuple(map(LeagueId, (900, 901, 904, 905, 906, 907, 950, 951)))
NEWEST = LeagueId(902)


def test_the_backlog_of_new_leagues_leaves_room_for_people(
    services: Services, simulator: Simulator
) -> None:
    """Eight leagues are being read; the ninth is shown within seconds."""
    name = f"test_{uuid4().hex}"
    clock = DrivenClock(simulator.clock.now())

    async def main() -> None:
        store = connect(services.mongo_url, name)
        async with driven_product(
            clock, simulator, store, services.redis_url, prefix=f"{name}:"
        ) as driven:
            await MatchdayLoop(driven.product, clock).look()
            for league_id in LEAGUES:
                await driven.product.standings(league_id)
            await clock.sleep(10.0)
            assert driven.product.intakes.are_running
            assert len(driven.gateway._flights) <= AT_ONCE
            came = clock.elapsed()
            page = await driven.product.standings(NEWEST)
            assert isinstance(page, Standings)
            assert clock.elapsed() - came < 3.0
        await store.clear()
        await store.close()

    run_driven(clock, main)
