"""How much of a season is read unasked for, on a day with matches and without."""

from datetime import timedelta

import pytest
from tests.jobs.conftest import Office
from tests.pretend import asked, fill, forget

from fplbanter.errors import NotFound
from fplbanter.game.model import Gameweek, LeagueId
from fplbanter.jobs import timetable
from fplbanter.jobs.timetable import Timetable
from fplbanter.services.job_kinds import JobKind
from fplbanter.simulator.simulator import Simulator
from fplbanter.store.jobs import JobState

pytestmark = [pytest.mark.anyio, pytest.mark.timeout(120)]

FOUR = LeagueId(902)
GAMEWEEK = Gameweek(7)
OF_ALL, OF_ONE = 6 * 4, 4
"""Line-ups of the four friends in the gameweeks before, and in one."""


async def filled(office: Office, simulator: Simulator, times: Timetable) -> list[str]:
    """Have the timetable ask for the four friends' season; return what was read."""
    product = office.product
    forget(simulator)
    league = await product.store.leagues.find_league(product.board.season, FOUR)
    assert league is not None
    await times.fill(GAMEWEEK, [league])
    await office.rest()
    return asked(simulator, "entry/")


def picks(paths: list[str]) -> list[str]:
    return [path for path in paths if "/picks/" in path]


async def test_a_small_league_has_its_season_at_once(
    office: Office, simulator: Simulator
) -> None:
    """On a match day too: it is few requests."""
    await fill(office.product, FOUR)
    read = await filled(office, simulator, Timetable(office.product))
    assert len(picks(read)) == OF_ALL
    assert {job.state for job in await office.jobs(JobKind.BACKFILL_SEASON)} == {
        JobState.DONE
    }


async def test_gameweeks_gone_by_wait_for_a_day_without_matches(
    office: Office, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the day's share only what the gameweek needs is read; later the rest."""
    monkeypatch.setattr(timetable, "PAST_A_DAY", OF_ALL - 1)
    product = office.product
    await fill(product, FOUR)
    times = Timetable(product)
    read = await filled(office, simulator, times)
    assert picks(read) == []
    assert len(read) == OF_ONE
    assert all("transfers" in path for path in read)
    assert await filled(office, simulator, times) == []
    while product.board.has_matches_on(product.clock.now().date()):
        simulator.clock.advance(timedelta(hours=12).total_seconds())
    assert len(picks(await filled(office, simulator, times))) == OF_ALL


async def test_before_the_days_deadline_nothing_is_read_beyond_the_share(
    office: Office, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be out of date in an hour is not read first."""
    monkeypatch.setattr(timetable, "PAST_A_DAY", 0)
    product = office.product
    simulator.move_to(GAMEWEEK, "upcoming")
    await product.season_reader.refresh_season()
    assert product.board.has_deadline_on(product.clock.now().date())
    await fill(product, FOUR)
    times = Timetable(product)
    assert await filled(office, simulator, times) == []
    simulator.move_to(GAMEWEEK, "live")
    await product.season_reader.refresh_season()
    await product.season_reader.refresh_fixtures()
    read = await filled(office, simulator, times)
    assert sum("transfers" in path for path in read) == OF_ONE


async def test_a_refresh_reads_the_season_whatever_the_day(
    office: Office, simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody has asked for it."""
    monkeypatch.setattr(timetable, "PAST_A_DAY", 0)
    await office.product.desk.look(FOUR)
    forget(simulator)
    await office.product.refreshes.ask(FOUR)
    await office.rest()
    assert len(picks(asked(simulator, "entry/"))) == OF_ALL + OF_ONE


async def test_nothing_is_known_of_a_league_nobody_has_asked_for(
    office: Office,
) -> None:
    """The gaps of it are none of ours."""
    with pytest.raises(NotFound):
        await office.product.backfill.gaps(LeagueId(903), GAMEWEEK)
