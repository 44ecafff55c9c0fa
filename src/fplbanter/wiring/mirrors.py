"""What the metrics mirror: the budget as it stands, and how old what we know is."""

import math
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from fplbanter import __version__
from fplbanter.game.phases import in_play
from fplbanter.ops import metrics
from fplbanter.ops.scrape import Mirror

if TYPE_CHECKING:
    from fplbanter.cluster.spender import BudgetReport
    from fplbanter.services.product import Product


def budget_mirror(report: Callable[[], "BudgetReport"]) -> Mirror:
    """Show how the budget stands, as it says itself."""

    def show() -> None:
        found = report()
        metrics.BUDGET_RATE.set(found.rate)
        metrics.BUDGET_RATE_SETTING.set(found.per_second)
        metrics.BUDGET_USED_MINUTE.set(found.used_minute)
        metrics.BUDGET_MINUTE_CAP.set(found.per_minute)
        metrics.BUDGET_SHARED.set(found.shared)
        metrics.BUDGET_PROCESSES.set(found.processes)
        _show_queues(found)

    return show


def _show_queues(found: "BudgetReport") -> None:
    """Show who waits where, and which groups FPL wants left alone."""
    from fplbanter.cluster.lanes import Lane
    from fplbanter.cluster.learning import ALL

    for lane in Lane:
        waiting = found.waiting.get(lane, 0)
        metrics.BUDGET_WAITING.labels(lane.name.lower()).set(waiting)
    # A pause that is over is no longer in the report.
    metrics.BUDGET_PAUSED_SECONDS.clear()
    for group, left in found.pauses.items():
        label = "all" if group == ALL else group
        metrics.BUDGET_PAUSED_SECONDS.labels(label).set(left)


def ages_mirror(product: "Product") -> Mirror:
    """Show how old the newest reading of each part is, on the product's clock."""

    def show() -> None:
        board = product.board
        season = None if board.is_empty else board.facts.as_of
        ages = {
            "season": _age(product, season),
            "fixtures": _age(product, board.fixtures_as_of),
            "live": _live_age(product),
            "day_status": _age(product, product.season_reader.day_status_as_of),
        }
        for part, age in ages.items():
            metrics.DATA_AGE_SECONDS.labels(part).set(age)

    return show


def _live_age(product: "Product") -> float:
    """Return the age of the points while a ball is kicked; they rest else."""
    board = product.board
    gameweek = None if board.is_empty else board.current()
    if gameweek is None or not in_play(board.fixtures(gameweek)):
        return math.nan
    as_of = board.live_as_of(gameweek)
    return math.inf if as_of is None else _age(product, as_of)


def _age(product: "Product", as_of: datetime | None) -> float:
    """Return seconds of the product's clock; not a number for what was never read."""
    return math.nan if as_of is None else (product.clock.now() - as_of).total_seconds()


def name_build(command: str) -> None:
    """Tell which version runs, and as what."""
    metrics.BUILD.info({"version": __version__, "command": command})
