"""What the metrics mirror: budget and ages, as they stand when somebody reads."""

import math
from datetime import timedelta

import pytest
from tests.metered import sample
from tests.pretend import read_season

from fplbanter import __version__
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.learning import ALL
from fplbanter.cluster.local_budget import Budget
from fplbanter.cluster.spender import BudgetReport
from fplbanter.game.model import Gameweek
from fplbanter.ops.scrape import exposition, mirrored
from fplbanter.services.product import Product
from fplbanter.simulator.simulator import Simulator
from fplbanter.wiring.mirrors import ages_mirror, budget_mirror, name_build

pytestmark = pytest.mark.anyio


def report(**changes: object) -> BudgetReport:
    stands: dict[str, object] = {
        "shared": True,
        "rate": 1.0,
        "per_second": 2.0,
        "factor": 0.5,
        "used_minute": 42,
        "per_minute": 100,
        "waiting": {Lane.BACKFILL: 7},
        "oldest": {},
        "in_flight": 1,
        "pauses": {ALL: 30.0, "league": 12.0},
        "processes": 3,
        "spent": 9,
        "lost": 0,
        "waited": 1.0,
    }
    return BudgetReport(**(stands | changes))  # type: ignore[arg-type]


def test_the_budget_is_shown_as_it_stands() -> None:
    """Each figure of its report has its gauge."""
    with mirrored(budget_mirror(report)):
        exposition()
    assert sample("budget_rate") == 1
    assert sample("budget_rate_setting") == 2
    assert sample("budget_used_minute") == 42
    assert sample("budget_minute_cap") == 100
    assert sample("budget_shared") == 1
    assert sample("budget_processes") == 3
    assert sample("budget_waiting", lane="backfill") == 7
    assert sample("budget_waiting", lane="live") == 0
    assert sample("budget_paused_seconds", group="all") == 30
    assert sample("budget_paused_seconds", group="league") == 12


def test_what_is_over_is_no_longer_shown() -> None:
    """A pause that has ended, a queue that is empty, a budget that is alone."""
    budget_mirror(report)()
    budget_mirror(lambda: report(pauses={}, waiting={}, shared=False))()
    assert sample("budget_paused_seconds", group="league") == 0
    assert sample("budget_waiting", lane="backfill") == 0
    assert sample("budget_shared") == 0


async def test_a_real_budget_can_be_shown() -> None:
    """Its own report has what the gauges need."""
    budget = Budget(per_second=4, per_minute=50)
    await budget.penalise("a test")
    budget_mirror(budget.report)()
    assert sample("budget_rate") == pytest.approx(2, rel=0.01)
    assert sample("budget_minute_cap") == 50


async def test_the_age_of_what_is_known_is_shown(
    product: Product, simulator: Simulator
) -> None:
    """On the product's clock; the points' only while a ball is kicked."""
    await read_season(product)
    await product.season_reader.refresh_day_status()
    simulator.clock.move_to(simulator.clock.now() + timedelta(seconds=90))
    show = ages_mirror(product)
    show()
    ages = {part: sample("data_age_seconds", part=part) for part in PARTS}
    assert ages == {part: pytest.approx(90, abs=2) for part in PARTS}
    # All over: the points rest, however long ago they were read.
    simulator.move_to(7, "settled")
    await read_season(product, Gameweek(7))
    simulator.clock.move_to(simulator.clock.now() + timedelta(hours=3))
    show()
    assert math.isnan(sample("data_age_seconds", part="live"))
    assert sample("data_age_seconds", part="season") > 10_000


async def test_points_that_were_never_read_are_infinitely_old(
    product: Product,
) -> None:
    """While a ball is kicked that is an alarm, and not silence."""
    product.board._live.clear()
    ages_mirror(product)()
    assert sample("data_age_seconds", part="live") == math.inf


async def test_before_fpl_was_ever_read_no_age_is_known(product: Product) -> None:
    """Not a number: no alert goes off at the first start."""
    product.board._facts = None
    product.board.fixtures_as_of = None
    ages_mirror(product)()
    assert math.isnan(sample("data_age_seconds", part="season"))
    assert math.isnan(sample("data_age_seconds", part="live"))


def test_the_version_is_shown() -> None:
    """In the labels of a constant, as Prometheus wants it."""
    name_build("live")
    shown = f'fplbanter_build_info{{command="live",version="{__version__}"}} 1.0'
    assert shown.encode() in exposition()[0]


PARTS = ("season", "fixtures", "live", "day_status")
