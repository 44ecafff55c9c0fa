"""What the gateway does when FPL fails, or answers badly."""

import pytest
from tests.fpl.gateway.house import Forward, House, Process
from tests.fpl.gateway.questions import (
    FIXTURES,
    LIVE,
    SEASON,
    TABLE,
    at_rest,
    begin,
    find,
)
from tests.pretend import asked, forget

from fplbanter.errors import (
    UpstreamDown,
    UpstreamUpdating,
)
from fplbanter.fpl.gateway import How
from fplbanter.simulator.faults import Fault

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("html", "updating"),
        ("updating", "updating"),
        ("truncated", "changed"),
        ("empty", "changed"),
        ("changed", "changed"),
        ("last_season", "changed"),
    ],
)
async def test_a_bad_answer_never_replaces_a_good_one(
    house: House, process: Process, forward: Forward, kind: str, reason: str
) -> None:
    """The old table is still given, and says what is wrong; the body is put aside."""
    await begin(process)
    good = await find(process, LIVE)
    house.simulator.faults.add(Fault("event/", kind, field="elements"))
    forward(120)
    await find(process, LIVE)
    await at_rest(process)
    found = await find(process, LIVE)
    assert found.copy.body == good.copy.body
    assert found.how is How.STALE
    assert found.reason == reason
    assert found.retry_in is not None


async def test_an_answer_that_goes_backwards_is_refused_until_several_agree(
    house: House, process: Process, forward: Forward
) -> None:
    """One node of FPL's edge is twenty minutes late (fact sheet 0.7)."""
    await begin(process)
    good = await find(process, FIXTURES)
    house.simulator.faults.add(Fault("fixtures", "older", minutes=20))
    bodies = []
    for _ in range(4):
        forward(200)
        await find(process, FIXTURES)
        await at_rest(process)
        bodies.append(process.gateway.find_near(FIXTURES).copy.body)  # type: ignore[union-attr]
    # Every other read is of the node that is late.
    assert good.copy.body != bodies[0] == bodies[1] != bodies[2] == bodies[3]


async def test_while_fpl_is_down_it_is_left_alone(
    house: House, process: Process, forward: Forward
) -> None:
    """A hundred readers of an old copy and of a missing one: few requests."""
    await begin(process)
    forget(house.simulator)
    await find(process, SEASON)
    await find(process, LIVE)
    house.simulator.faults.add(Fault("", "status", status=500))
    forward(120)
    forget(house.simulator)
    for _ in range(100):
        assert (await find(process, LIVE)).copy.body
        with pytest.raises(UpstreamDown):
            await find(process, TABLE)
    await at_rest(process)
    found = await find(process, LIVE)
    assert (found.reason, found.how) == ("down", How.STALE)
    assert sorted(asked(house.simulator)) == [
        "event/7/live/",
        "leagues-classic/900/standings/",
    ]


async def test_being_updated_holds_everything_back(
    house: House, process: Process
) -> None:
    """One request learns it for all groups, and all say why."""
    await find(process, SEASON)
    house.simulator.faults.add(Fault("", "updating"))
    forget(house.simulator)
    with pytest.raises(UpstreamUpdating):
        await find(process, LIVE)
    with pytest.raises(UpstreamUpdating) as held:
        await find(process, TABLE)
    assert held.value.retry_after
    assert asked(house.simulator) == ["event/7/live/"]


async def test_a_refusal_slows_all_down(house: House, process: Process) -> None:
    """429: half the rate, and the group rests."""
    await find(process, SEASON)
    house.simulator.faults.add(Fault("event/", "status", status=429, retry_after="7"))
    with pytest.raises(UpstreamDown.__base__) as busy:  # type: ignore[arg-type]
        await find(process, LIVE)
    assert busy.value.kind == "busy"  # type: ignore[attr-defined]
    assert process.budget.report().factor < 0.6
    assert 5 < process.budget.paused("matchday") <= 7
