"""Changes are kept with versions that have no gaps, whoever keeps them, and dies."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fplbanter.errors import LeaseLost, StoreUnavailable
from fplbanter.store import changes as room
from fplbanter.store.changes import KEPT, Changes, Draft, Kept
from fplbanter.store.database import Store

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
LEAGUE, OTHER = "league:900", "league:901"


@pytest.fixture
async def changes(store: Store) -> Changes:
    """Give the collection with its indexes: they decide who is first."""
    await store.changes.prepare()
    return store.changes


def draft(source: str, topic: str = LEAGUE, fence: int = 0, body: str = "{}") -> Draft:
    return Draft(topic, source, NOW, body, fence)


async def keep(changes: Changes, source: str, **more: Any) -> Kept:  # noqa: ANN401
    (kept,) = await changes.keep_changes([draft(source, **more)])
    return kept


async def versions(changes: Changes, topic: str = LEAGUE) -> list[int]:
    found = await changes.find_changes(topic, 0, 10_000, limit=10_000)
    return [change.version for change in found]


async def expire(store: Store, upto: int, topic: str = LEAGUE) -> None:
    """Delete changes as the server does when their time is over."""
    over = {"topic": topic, "version": {"$lte": upto}, "gone_at": {"$exists": True}}
    await store.database["changes"].delete_many(over)


async def test_versions_count_from_one_for_each_topic(changes: Changes) -> None:
    """A topic's versions are its own."""
    assert (await keep(changes, "a")).change.version == 1
    assert (await keep(changes, "b")).change.version == 2
    assert (await keep(changes, "a", topic=OTHER)).change.version == 1
    assert await changes.find_versions([LEAGUE, OTHER, "status"]) == {
        LEAGUE: 2,
        OTHER: 1,
        "status": 0,
    }
    assert await changes.find_versions([]) == {}


async def test_many_topics_are_kept_at_once(changes: Changes) -> None:
    """In the order in which they were given; two of one topic have no order."""
    await keep(changes, "before", topic="league:7")
    drafts = [draft("tick", f"league:{n}") for n in range(1, 40)]
    kept = await changes.keep_changes(drafts)
    assert [each.change.topic for each in kept] == [each.topic for each in drafts]
    assert {each.change.version for each in kept} == {1, 2}
    assert await changes.keep_changes([]) == ()
    with pytest.raises(ValueError, match="no order"):
        await changes.keep_changes([draft("a"), draft("b")])


async def test_what_is_kept_is_found_as_it_was(changes: Changes) -> None:
    """The value of the one who kept it is what the others read."""
    body = '{"$set":{"a.b":"\\u0000$x"},"n":[1,2.5,null]}'
    kept = await keep(changes, "a", body=body)
    (found,) = await changes.find_changes(LEAGUE, 0, 1)
    assert (found.body, found.at) == (body, NOW)
    assert found == kept.change


async def test_the_same_source_is_the_same_change(changes: Changes) -> None:
    """However often, and after others; of another topic it is another."""
    first = await keep(changes, "a")
    await keep(changes, "b")
    again = await keep(changes, "a", body='{"other": 1}')
    assert (first.new, again.new) == (True, False)
    assert again.change == first.change
    assert await versions(changes) == [1, 2]
    kept = await changes.keep_changes([draft("a"), draft("a", OTHER), draft("c", "x")])
    assert [each.new for each in kept] == [False, True, True]


async def test_two_processes_leave_no_gap_and_no_double(
    store: Store, changes: Changes
) -> None:
    """Sixteen at once of two stores, each source published by two of them."""
    other = Store.on(store.database).changes
    asks = [
        keep(each, f"{n // 2}")
        for n in range(32)
        for each in ((changes, other)[n % 2],)
    ]
    kept = await asyncio.gather(*asks)
    assert await versions(changes) == list(range(1, 17))
    assert sum(each.new for each in kept) == 16
    found = await changes.find_changes(LEAGUE, 0, 16)
    assert {each.change for each in kept} == set(found)
    assert await changes.find_versions([LEAGUE]) == {LEAGUE: 16}


async def test_batches_that_cross_each_other_leave_no_gap(
    store: Store, changes: Changes
) -> None:
    """Some of a batch are first, others are beaten: each topic is whole."""
    topics = [f"league:{n}" for n in range(1, 9)]
    other = Store.on(store.database).changes

    async def publish(each: Changes, source: str) -> None:
        await each.keep_changes([draft(source, topic) for topic in topics])

    asks = [publish((changes, other)[n % 2], f"{n}") for n in range(6)]
    await asyncio.gather(*asks)
    for topic in topics:
        assert await versions(changes, topic) == [1, 2, 3, 4, 5, 6]


async def test_the_head_outlives_its_changes(store: Store, changes: Changes) -> None:
    """Versions go on where nothing is left to read."""
    for source in "abc":
        await keep(changes, source)
    await expire(store, 3)
    assert await versions(changes) == []
    assert await changes.find_versions([LEAGUE]) == {LEAGUE: 3}
    assert (await keep(changes, "d")).change.version == 4
    await changes.clear()
    assert (await keep(changes, "e")).change.version == 5


async def test_changes_expire_by_the_server_s_clock(
    store: Store, changes: Changes
) -> None:
    """Six hours of real time; the head more than a season; an index does it."""
    await keep(changes, "a")
    found = {d["_id"]: d async for d in store.database["changes"].find()}
    left = found[f"{LEAGUE}#1"]["gone_at"] - datetime.now(UTC)
    assert timedelta(0) <= KEPT - left < timedelta(minutes=5)
    assert found[LEAGUE]["gone_at"] - datetime.now(UTC) > timedelta(days=399)
    indexes = await store.database["changes"].index_information()
    assert indexes["gone_at_1"]["expireAfterSeconds"] == 0


async def test_a_topic_keeps_a_few_hundred_at_most(
    changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest go, now and then."""
    monkeypatch.setattr(room, "MOST_KEPT", 10)
    monkeypatch.setattr(room, "TRIMMED_EACH", 5)
    for n in range(32):
        await keep(changes, f"{n}")
    assert await versions(changes) == list(range(21, 33))
    assert await changes.find_versions([LEAGUE]) == {LEAGUE: 32}


async def insert_only(changes: Changes, source: str, fence: int = 0) -> None:
    """Do as a publisher who dies before the head has moved."""
    heads = await changes._heads([LEAGUE])
    given_ = draft(source, fence=fence)
    await changes._insert([room._next(given_, heads.get(LEAGUE, room._NONE))])


async def test_what_a_dead_publisher_has_begun_is_finished(
    store: Store, changes: Changes
) -> None:
    """By who publishes the same, or another; until then nobody sees it."""
    await keep(changes, "a")
    await insert_only(changes, "b")
    assert await changes.find_versions([LEAGUE]) == {LEAGUE: 1}
    again = await keep(changes, "b")
    assert (again.change.version, again.new) == (2, False)
    await insert_only(changes, "c")
    assert (await keep(changes, "d")).change.version == 4
    assert await versions(changes) == [1, 2, 3, 4]
    left = await store.database["changes"].count_documents(
        {"gone_at": {"$exists": False}}
    )
    assert left == 0


async def test_what_is_not_finished_does_not_expire(
    store: Store, changes: Changes
) -> None:
    """Its version could be had again otherwise."""
    await keep(changes, "a")
    await insert_only(changes, "b")
    await expire(store, 2)
    assert await versions(changes) == [2]
    assert (await keep(changes, "c")).change.version == 3


async def test_a_late_leader_is_refused(changes: Changes) -> None:
    """Whoever has an earlier fence than the last; without a fence nobody is."""
    await keep(changes, "a", fence=5)
    assert (await keep(changes, "b", fence=5)).new
    assert (await keep(changes, "c")).new
    with pytest.raises(LeaseLost):
        await keep(changes, "d", fence=4)
    await keep(changes, "e", fence=6)
    with pytest.raises(LeaseLost):
        await changes.keep_changes([draft("f", OTHER, 5), draft("f", fence=5)])
    assert await versions(changes) == [1, 2, 3, 4]
    assert await versions(changes, OTHER) == []


async def test_a_late_leader_is_refused_though_his_successor_died(
    changes: Changes,
) -> None:
    """The fence counts that was kept, whether the head has moved or not."""
    await keep(changes, "a", fence=5)
    await insert_only(changes, "b", fence=6)
    with pytest.raises(LeaseLost):
        await keep(changes, "c", fence=5)
    assert await versions(changes) == [1, 2]


async def test_changes_are_found_in_pages(changes: Changes) -> None:
    """After one version, up to another, so many at most."""
    for n in range(6):
        await keep(changes, f"{n}")
    found = await changes.find_changes(LEAGUE, 2, 5, limit=2)
    assert [each.version for each in found] == [3, 4]
    assert await changes.find_changes(LEAGUE, 5, 5) == ()


async def test_nobody_tries_for_ever(
    changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is beaten too often is told so, and can publish the same again."""
    await insert_only(changes, "a")
    with monkeypatch.context() as less:
        less.setattr(room, "_TRIES", 1)
        with pytest.raises(StoreUnavailable):
            await keep(changes, "b")
    assert (await keep(changes, "b")).change.version == 2


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["keep", "die", "expire"]), st.integers(0, 6)),
        max_size=12,
    )
)
async def test_versions_never_fall_and_never_skip(
    store: Store, steps: list[tuple[str, int]]
) -> None:
    """Whatever is published, begun or expires, and in which order."""
    await store.database.drop_collection("changes")
    await store.changes.prepare()
    seen: dict[str, int] = {}
    for action, number in steps:
        if action == "keep":
            source = f"{number}"
            kept = await keep(store.changes, source)
            assert kept.change.version == seen.setdefault(source, kept.change.version)
        elif action == "die" and f"{number}" not in seen:
            # He who died before the last one did has been finished by nobody yet.
            source = f"dead {number} {len(seen)}"
            heads = await store.changes._heads([LEAGUE])
            next_ = room._next(draft(source), heads.get(LEAGUE, room._NONE))
            await store.changes._insert([next_])
        elif action == "expire":
            newest = (await store.changes.find_versions([LEAGUE]))[LEAGUE]
            await store.database["changes"].delete_many(
                {"topic": LEAGUE, "version": {"$lte": newest - 7}}
            )
    newest = (await store.changes.find_versions([LEAGUE]))[LEAGUE]
    found = [v for v in await versions(store.changes) if v <= newest]
    assert found == list(range(newest - len(found) + 1, newest + 1))
