"""A league read and judged gameweek by gameweek, as the worker does it."""

from tests.services.seasons import fill_season, transfers_of

from fplbanter.banter.verdict import Scope
from fplbanter.cluster.lanes import Lane
from fplbanter.game.model import EntryId, Gameweek, League, LeagueId
from fplbanter.services.answers.banter import LeagueBanter
from fplbanter.services.banter.inputs import Inputs
from fplbanter.services.banter.judging_desk import BanterJudge, JudgedLeague
from fplbanter.services.product import Product
from fplbanter.services.settlement import APART
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.ruled import StoredRuling

PALS, FOUR, ALONE = 901, 902, 903


async def move_on(
    product: Product, simulator: Simulator, gameweek: int, stage: str
) -> None:
    """Let time pass, and have read what the poller reads."""
    simulator.move_to(gameweek, stage)
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    await product.season_reader.refresh_live(Gameweek(gameweek))


async def read_and_judge(
    product: Product, simulator: Simulator, league_id: int, gameweek: int, stage: str
) -> JudgedLeague:
    """Let time pass, read a league whole, and judge it."""
    await move_on(product, simulator, gameweek, stage)
    await fill_season(product, league_id)
    return await judge(product, league_id)


async def judge(product: Product, league_id: int) -> JudgedLeague:
    return await product.banter_judge.judge_league(LeagueId(league_id))


async def settle(product: Product, simulator: Simulator) -> None:
    """Have the newest gameweek settled by two reads that agree."""
    newest = product.board.settled_through()
    await product.settlement.observe(newest)
    simulator.clock.move_to(simulator.clock.now() + APART)
    assert await product.settlement.observe(newest)


def another_judge(product: Product) -> BanterJudge:
    """Give a worker in another process, which has judged nothing yet."""
    inputs = Inputs(product.store, product.board)
    return BanterJudge(product.store, product.board, product.clock, inputs)


async def banter(
    product: Product,
    league_id: int,
    *,
    scope: Scope = Scope.GAMEWEEK,
    gameweek: int | None = None,
) -> LeagueBanter:
    """Look at all of a league's banter."""
    found = await product.banter.league(
        LeagueId(league_id),
        scope=scope,
        gameweek=None if gameweek is None else Gameweek(gameweek),
        limit=1_000,
    )
    assert isinstance(found, LeagueBanter)
    return found


async def ruling(
    product: Product, league_id: int, gameweek: int, stat: str
) -> StoredRuling:
    """Find what stands of a stat in a gameweek."""
    found = await product.store.rulings.find_rulings(
        product.board.season, LeagueId(league_id), Scope.GAMEWEEK, gameweek
    )
    return next(r for r in found if r.stat == stat)


async def rulings_of(product: Product, stat: str) -> list[dict[str, object]]:
    """Return all editions of a stat's gameweeks, as they are stored."""
    query = {"stat": stat, "scope": "gameweek"}
    cursor = product.store.database["rulings"].find(query, sort=[("_id", 1)])
    return await cursor.to_list(100)


def holders_of(found: StoredRuling) -> list[EntryId]:
    return [e for verdict in found.judgement.verdicts for e in verdict.holders]


async def read_transfers(product: Product, league: League) -> None:
    """Have members' transfers read once more."""
    season = product.board.season
    members = await product.store.members.find_all_members(season, league.league_id)
    for member in members:
        await transfers_of(product).read_transfers(
            member.standing.entry_id, Lane.BACKFILL
        )
