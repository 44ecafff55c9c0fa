"""What the gateway gives, and how often FPL is asked for it."""

import asyncio
import json
from math import inf

import pytest
from tests.fpl.gateway.house import Forward, House, Process
from tests.fpl.gateway.questions import (
    FIXTURES,
    LIVE,
    NOBODY,
    SEASON,
    TABLE,
    at_rest,
    begin,
    find,
    in_time,
)
from tests.pretend import asked, forget

from fplbanter.cluster.lanes import Lane
from fplbanter.errors import (
    UpstreamChanged,
    UpstreamForbidden,
    UpstreamNotFound,
)
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.gateway import How
from fplbanter.simulator.faults import Fault
from fplbanter.simulator.leagues import FORBIDDEN

pytestmark = pytest.mark.anyio


async def test_what_was_fetched_is_given_without_asking_again(
    house: House, process: Process
) -> None:
    """Ten questions, one request; the bytes are FPL's own."""
    first = await find(process, SEASON)
    for _ in range(9):
        again = await find(process, SEASON)
    assert (first.how, again.how) == (How.FETCHED, How.HIT)
    assert again.copy == first.copy
    assert again.copy.body == house.simulator.answer("/api/bootstrap-static/").body
    assert again.fresh_for > 0
    assert asked(house.simulator) == ["bootstrap-static/"]


async def test_many_who_want_a_cold_key_cost_one_request(
    house: House, process: Process
) -> None:
    """Two hundred at once."""
    found = await asyncio.gather(*(find(process, LIVE) for _ in range(200)))
    assert len({one.copy.version for one in found}) == 1
    assert asked(house.simulator) == ["event/7/live/"]


async def test_many_processes_cost_one_request(house: House) -> None:
    """Three processes, fifty readers in each, cold; and again when it is stale."""
    async with house.process() as a, house.process() as b, house.process() as c:
        for one in (a, b, c):
            await find(one, SEASON)
        readers = [find(one, LIVE) for one in (a, b, c) for _ in range(50)]
        found = await asyncio.gather(*readers)
    assert len({one.copy.body for one in found}) == 1
    assert asked(house.simulator) == ["bootstrap-static/", "event/7/live/"]


async def test_stale_is_given_at_once_and_refreshed_behind(
    house: House, process: Process, forward: Forward
) -> None:
    """A reader of an old table never waits; the next one has the new one."""
    await begin(process)
    forget(house.simulator)
    first = await find(process, LIVE)
    forward(120)
    stale = await asyncio.gather(*(find(process, LIVE) for _ in range(50)))
    assert {one.how for one in stale} == {How.STALE}
    assert {one.copy.version for one in stale} == {first.copy.version}
    assert all(one.fresh_for <= 0 and one.reason is None for one in stale)
    newer = await in_time(process, LIVE, first.copy.version)
    assert newer.copy.fetched_at > first.copy.fetched_at
    assert asked(house.simulator) == ["event/7/live/"] * 2


async def test_one_process_hears_of_what_another_has_fetched(
    house: House, forward: Forward
) -> None:
    """No request of its own, and no wait."""
    async with house.process() as a, house.process() as b:
        await begin(a)
        await begin(b)
        forget(house.simulator)
        first = (await find(a, LIVE)).copy
        await find(b, LIVE)
        forward(120)
        await find(a, LIVE)
        await in_time(a, LIVE, first.version)
        async with asyncio.timeout(10):
            while b.gateway.find_near(LIVE).copy.version == first.version:  # type: ignore[union-attr]
                await asyncio.sleep(0.005)
    assert asked(house.simulator) == ["event/7/live/"] * 2


async def test_a_restart_begins_warm(house: House, process: Process) -> None:
    """What Valkey has is not asked for again."""
    await find(process, SEASON)
    await find(process, TABLE)
    forget(house.simulator)
    async with house.process() as another:
        assert (await find(another, TABLE)).how is How.HIT
    assert asked(house.simulator) == []


async def test_a_cold_start_while_fpl_is_down_has_the_last_good_answers(
    house: House,
) -> None:
    """Valkey is empty; MongoDB has kept them."""
    async with house.process() as before:
        kept = [await find(before, q) for q in (SEASON, FIXTURES, TABLE)]
        await at_rest(before)
    house.simulator.faults.add(Fault("", "status", status=500))
    elsewhere = House(
        house.simulator, house.store, house.redis_url, house.prefix + "x:"
    )
    async with elsewhere.process() as after:
        found = [await find(after, q) for q in (SEASON, FIXTURES, TABLE)]
    assert [one.copy.body for one in found] == [one.copy.body for one in kept]


async def test_what_is_not_there_is_asked_for_once(
    house: House, process: Process, forward: Forward
) -> None:
    """FPL's 404 is remembered for minutes, not for ever."""
    for _ in range(5):
        with pytest.raises(UpstreamNotFound):
            await find(process, NOBODY)
    assert len(asked(house.simulator)) == 1
    forward(3600)
    with pytest.raises(UpstreamNotFound):
        await find(process, NOBODY)
    assert len(asked(house.simulator)) == 2


async def test_a_settled_gameweek_costs_nothing_again(
    house: House, process: Process, forward: Forward
) -> None:
    """Its points are final: a month later nobody asks FPL."""
    house.simulator.move_to(9, "live")
    old = Asked.of(endpoints.LIVE, gw=3)
    for question in (SEASON, FIXTURES, old):
        await find(process, question)
    forget(house.simulator)
    forward(30 * 86_400)
    found = await find(process, old)
    assert (found.how, found.fresh_for, found.copy.final) == (How.HIT, inf, True)
    assert asked(house.simulator) == []


async def test_just_checked_points_are_not_final_yet(
    house: House, process: Process
) -> None:
    """FPL corrects for a day after it has checked (fact sheet 5.6)."""
    house.simulator.move_to(7, "settled")
    for question in (SEASON, FIXTURES):
        await find(process, question)
    assert not (await find(process, LIVE)).copy.final


async def test_who_gives_up_does_not_stop_the_fetch(
    house: House, process: Process
) -> None:
    """The reader went away; what he asked for is there for the next one."""
    await find(process, SEASON)
    await at_rest(process)
    reader = asyncio.ensure_future(find(process, TABLE))
    async with asyncio.timeout(10):
        while not process.gateway.busy:
            await asyncio.sleep(0)
    reader.cancel()
    await at_rest(process)
    assert (await find(process, TABLE)).how is How.HIT
    assert asked(house.simulator)[1:] == ["leagues-classic/900/standings/"]


async def test_who_may_not_ask_is_told_before_fpl_is_asked(
    house: House, process: Process
) -> None:
    """The door's own limit: only for a key that nobody has."""

    class Enough(Exception):
        pass

    async def refuse() -> None:
        raise Enough

    with pytest.raises(Enough):
        await process.gateway.find(SEASON, cold=refuse)
    assert asked(house.simulator) == []
    await find(process, SEASON)
    assert (await process.gateway.find(SEASON, cold=refuse)).how is How.HIT


async def test_the_services_get_what_is_new(
    house: House, process: Process, forward: Forward
) -> None:
    """A moment old is new enough, older is not; and never before `since`."""
    await begin(process)
    forget(house.simulator)
    first = await process.gateway.get(endpoints.LIVE, Lane.LIVE, gw=7)
    again = await process.gateway.get(endpoints.LIVE, Lane.LIVE, gw=7)
    assert again.as_of == first.as_of
    assert again.examined is not None
    assert len(again.examined.stats) == len(
        json.loads(json.dumps(first.body))["elements"]
    )
    forward(10)
    since = house.simulator.clock.now()
    newer = await process.gateway.get(endpoints.LIVE, Lane.LIVE, since=since, gw=7)
    assert newer.as_of >= since
    forward(44)
    await process.gateway.get(endpoints.LIVE, Lane.LIVE, gw=7)
    assert asked(house.simulator) == ["event/7/live/"] * 3


async def test_the_services_are_never_given_old_data(
    house: House, process: Process, forward: Forward
) -> None:
    """They keep what they knew, and must know that it is old."""
    await begin(process)
    forget(house.simulator)
    await process.gateway.get(endpoints.LIVE, Lane.LIVE, gw=7)
    house.simulator.faults.add(Fault("event/", "truncated"))
    forward(120)
    for _ in range(3):
        with pytest.raises(UpstreamChanged):
            await process.gateway.get(endpoints.LIVE, Lane.LIVE, gw=7)
    assert len(asked(house.simulator)) == 2


async def test_a_login_is_not_asked_for_again(house: House, process: Process) -> None:
    """FPL's 403 that wants one is an answer, no outage."""
    private = Asked.of(endpoints.CLASSIC, league_id=FORBIDDEN)
    for _ in range(3):
        with pytest.raises(UpstreamForbidden):
            await find(process, private)
    assert len(asked(house.simulator)) == 1
    assert process.outages.trouble() is None


async def test_without_valkey_a_process_asks_for_itself(
    house: House, forward: Forward
) -> None:
    """Stale data is given, cold keys are fetched once in each process."""
    gone = house.redis_url.replace("valkey.sock", "gone.sock")
    async with house.process(redis_url=gone) as process:
        await begin(process)
        forget(house.simulator)
        found = await asyncio.gather(*(find(process, LIVE) for _ in range(20)))
        assert len({one.copy.version for one in found}) == 1
        forward(120)
        stale = await find(process, LIVE)
        assert stale.how is How.STALE
        await in_time(process, LIVE, stale.copy.version)
    assert asked(house.simulator) == ["event/7/live/"] * 2


async def test_fpl_standing_by_an_answer_makes_it_fresh_again(
    house: House, process: Process, forward: Forward
) -> None:
    """304: the same version, no body sent."""
    from fplbanter.simulator.validators import Validators

    house.simulator.validators = Validators()
    try:
        first = await find(process, TABLE)
        house.simulator.clock.set_pace(0)
        forward(3.0)
        since = house.simulator.clock.now()
        again = await process.gateway.get(
            endpoints.CLASSIC, Lane.PERSON, since=since, league_id=900
        )
        found = await find(process, TABLE)
    finally:
        house.simulator.validators = None
    assert again.as_of >= since
    assert found.copy.version == first.copy.version
    assert [arrival.status for arrival in house.simulator.arrivals] == [200, 304]
