"""How long an answer is ready: until a change, or for some seconds; made once."""

import asyncio

import pytest
from tests.metered import moved
from tests.web.ready.behind import Answer, Behind, Front, ttl

from fplbanter.web.edge import LIFETIME

pytestmark = pytest.mark.anyio


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def front(behind: Behind) -> Front:
    return Front(behind)


async def waiting(
    front: Front, behind: Behind, count: int
) -> list[asyncio.Task[Answer]]:
    """Have so many wait for an answer that is being made."""
    behind.gate.clear()
    tasks = [asyncio.create_task(front.get()) for _ in range(count)]
    while not behind.scopes:
        await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    return tasks


# -- how long ------------------------------------------------------------------


async def test_a_topic_pushes_out_what_it_moves(front: Front, behind: Behind) -> None:
    """At once, in all packings, and nothing else."""
    for accept in ("br", "gzip"):
        await front.get(accept_encoding=accept)
    await front.get("/leagues/901/standings")
    await front.get("/banter-stats")
    behind.body = b"after"
    with moved("edge_pushed_out_total", by=2):
        front.edge.push_out("league:900")
    assert (await front.get(accept_encoding="gzip")).headers["etag"]
    assert (await front.get()).body == b"after"
    assert (await front.get("/banter-stats")).body == b"after", "it is of all leagues"
    assert (await front.get("/leagues/901/standings")).body != b"after"


@pytest.mark.parametrize(
    "topic", ["entry:900", "league:90", "league:9000", "", "x:y:z"]
)
async def test_other_topics_push_out_nothing(
    front: Front, behind: Behind, topic: str
) -> None:
    """However they are written."""
    await front.get()
    front.edge.push_out(topic)
    await front.get()
    assert behind.asked == 1


async def test_an_answer_grows_old_by_itself(front: Front, behind: Behind) -> None:
    """Its age and what is left of it change with the seconds."""
    await front.get()
    front.seconds.now += 0.9
    assert (await front.get()).headers["age"] == "0"
    front.seconds.now += 0.2
    answer = await front.get()
    assert (answer.headers["age"], ttl(answer)) == ("1", 0)
    assert behind.asked == 1


async def test_an_old_one_is_given_while_the_next_is_made(
    front: Front, behind: Behind
) -> None:
    """Made once, and given from then on."""
    old = behind.body
    await front.get()
    front.seconds.now += LIFETIME + 0.5
    behind.body = b"newer"
    behind.gate.clear()
    for _ in range(3):
        answer = await front.get()
        assert (answer.body, ttl(answer)) == (old, -1)
    behind.gate.set()
    while (await front.get()).body == old:
        await asyncio.sleep(0)
    assert behind.asked == 2


async def test_what_is_too_old_is_given_to_nobody(front: Front, behind: Behind) -> None:
    """Then everybody waits for the next one."""
    await front.get()
    front.seconds.now += 2 * LIFETIME
    behind.body = b"newer"
    assert (await front.get()).body == b"newer"


async def test_an_old_one_is_never_given_after_a_change(
    front: Front, behind: Behind
) -> None:
    """Not even while the next one is made, as it would be without the change."""
    await front.get()
    front.seconds.now += LIFETIME + 0.1
    behind.body = b"newer"
    front.edge.push_out("gameweek")
    assert (await front.get()).body == b"newer"


async def test_an_answer_that_ceases_is_not_given_for_longer(
    front: Front, behind: Behind
) -> None:
    """What is asked behind may say that there is none any more."""
    await front.get()
    front.seconds.now += LIFETIME + 0.1
    behind.status = 404
    await front.get()
    while behind.asked < 2:
        await asyncio.sleep(0)
    for _ in range(3):
        await asyncio.sleep(0)
    assert (await front.get()).status == 404


# -- one for all ---------------------------------------------------------------


async def test_an_answer_is_made_once_for_all_who_wait(
    front: Front, behind: Behind
) -> None:
    """And each is told how he came by it."""
    with moved("edge_builds_total", outcome="kept"):
        tasks = await waiting(front, behind, 50)
        behind.gate.set()
        answers = await asyncio.gather(*tasks)
    assert behind.asked == 1
    assert {answer.body for answer in answers} == {behind.body}
    assert len({answer.headers["x-request-id"] for answer in answers}) == 50
    collapsed = [a for a in answers if "collapsed" in a.headers["cache-status"]]
    assert len(collapsed) == 49


async def test_who_leaves_takes_it_from_nobody(front: Front, behind: Behind) -> None:
    """Even if it was he who came first."""
    first, *others = await waiting(front, behind, 3)
    first.cancel()
    behind.gate.set()
    answers = await asyncio.gather(*others)
    assert [answer.body for answer in answers] == [behind.body] * 2
    assert behind.asked == 1


async def test_a_change_overtakes_what_is_being_made(
    front: Front, behind: Behind
) -> None:
    """Who asked before gets what was read before; who asks after does not."""
    before = behind.body
    (early,) = await waiting(front, behind, 1)
    behind.body = b"after"
    with moved("edge_builds_total", outcome="overtaken"):
        front.edge.push_out("status")
        late = asyncio.create_task(front.get())
        while behind.asked < 2:
            await asyncio.sleep(0)
        behind.gate.set()
        answers = await asyncio.gather(early, late)
    assert [answer.body for answer in answers] == [before, b"after"]
    assert (await front.get()).body == b"after"


async def test_a_failure_is_everybodys_who_waited(front: Front, behind: Behind) -> None:
    """They would else ask one after the other, each as long as the one before."""
    behind.status = 503
    tasks = await waiting(front, behind, 5)
    behind.gate.set()
    assert {answer.status for answer in await asyncio.gather(*tasks)} == {503}
    assert behind.asked == 1


async def test_any_other_no_is_for_each_alone(front: Front, behind: Behind) -> None:
    """It names the request that it answers."""
    behind.status = 404
    with moved("edge_builds_total", outcome="refused"):
        tasks = await waiting(front, behind, 5)
        behind.gate.set()
        answers = await asyncio.gather(*tasks)
    assert {answer.status for answer in answers} == {404}
    assert behind.asked == 5


async def test_what_is_being_made_ends_with_the_edge(
    front: Front, behind: Behind
) -> None:
    """Nothing goes on behind a server that has stopped."""
    (task,) = await waiting(front, behind, 1)
    await front.edge.aclose()
    with pytest.raises(asyncio.CancelledError):
        await task
