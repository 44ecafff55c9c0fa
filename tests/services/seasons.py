"""A league's season read as the worker does it: for tests of what comes of it."""

from tests.pretend import asked

from fplbanter.fpl.upstream import Upstream
from fplbanter.game.model import League, LeagueId
from fplbanter.services.backfill import Backfill, Filled
from fplbanter.services.product import Product
from fplbanter.services.transfers import TransferReader
from fplbanter.simulator.simulator import Simulator


def upstream_of(product: Product) -> Upstream:
    """Ask FPL as the product does."""
    return product.season_reader._upstream


def transfers_of(product: Product) -> TransferReader:
    """Read transfers as the product does."""
    return TransferReader(
        upstream_of(product), product.store, product.board, product.health
    )


def backfill_of(product: Product) -> Backfill:
    """Fill leagues in as a worker that has just started does."""
    return Backfill(
        product.store,
        product.board,
        product.entry_reader,
        transfers_of(product),
        product.membership,
        product.season_reader,
        2_000,
    )


async def look(product: Product, league_id: int) -> League:
    """Have a league's table read, all its pages, however long that takes."""
    season, membership = product.board.season, product.membership
    found = await membership.read_first_page(season, LeagueId(league_id))
    if not found.complete:
        await membership.read_all(season, found)
    return found.league


async def nobody_watches(read: int, total: int) -> None:
    """Be told of progress, and do nothing about it."""
    assert 0 <= read <= total


async def fill_season(product: Product, league_id: int) -> League:
    """Have a league's whole season read."""
    league = await look(product, league_id)
    await fill(product, league_id)
    return league


async def fill(product: Product, league_id: int) -> Filled:
    """Read what lacks of a league, by a worker that remembers nothing."""
    return await backfill_of(product).fill(LeagueId(league_id), nobody_watches)


def kinds(simulator: Simulator) -> dict[str, int]:
    """Count what was asked for, by kind: picks, history, transfers, live, ..."""
    counts: dict[str, int] = {}
    for path in asked(simulator):
        kind = path.partition("?")[0].rstrip("/").rpartition("/")[2]
        counts[kind] = counts.get(kind, 0) + 1
    return counts
