"""Laws of records: streaks, trophies and extremes against plain counting."""

from hypothesis import given
from hypothesis import strategies as st
from tests.banter.remembering import told

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.records import Streak, Told, records, streaks
from fplbanter.banter.trophies import cabinet, hall, holdings
from fplbanter.game.model import EntryId, Gameweek

STATS = ("benched_beast", "wooden_spoon", "gameweek_rocket", "derby_day")
LEAST = {"wooden_spoon", "derby_day"}
LAST = 9
entries = st.integers(1, 4)

facts = st.lists(
    st.builds(
        lambda stat, holders, value, gameweek: told(
            stat, *holders, value=value, gameweek=gameweek
        ),
        st.sampled_from(STATS),
        st.lists(entries, min_size=1, max_size=3, unique=True).map(sorted),
        st.integers(0, 5),
        st.integers(1, LAST),
    ),
    max_size=40,
)


def held(told_of: list[Told], stat: str, entry: int, gameweek: int) -> bool:
    return any(
        t.stat == stat and t.gameweek == gameweek and entry in t.holders
        for t in told_of
    )


def plain_streaks(told_of: list[Told]) -> set[tuple[str, int, int, int]]:
    """Walk over all gameweeks, and one more, for everybody and every stat."""
    found = set()
    for stat in STATS:
        for entry in range(1, 5):
            run: list[int] = []
            for gameweek in range(1, LAST + 2):
                if held(told_of, stat, entry, gameweek):
                    run.append(gameweek)
                    continue
                if len(run) > 1:
                    found.add((stat, entry, run[0], run[-1]))
                run = []
    return found


@given(facts, st.integers(LAST, LAST + 1))
def test_streaks_are_what_walking_over_all_gameweeks_finds(
    told_of: list[Told], now: int
) -> None:
    """Each once, the longest first, and running if it reaches the newest."""
    found = streaks(told_of, now=Gameweek(now))
    plain = plain_streaks(told_of)
    assert {(s.stat, s.holder, s.first, s.last) for s in found} == plain
    assert len(found) == len(plain)
    assert all(s.running is (s.last == now) for s in found)
    assert [s.length for s in found] == sorted((s.length for s in found), reverse=True)


@given(
    facts.flatmap(lambda told_of: st.tuples(st.just(told_of), st.permutations(told_of)))
)
def test_the_order_of_what_is_told_does_not_matter(
    both: tuple[list[Told], list[Told]],
) -> None:
    """Streaks, records and the hall are the same however the facts are read."""
    told_of, shuffled = both

    def all_of(facts: list[Told]) -> tuple[tuple[Streak, ...], object, object]:
        return streaks(facts), records(facts), hall(facts)

    assert all_of(shuffled) == all_of(told_of)


@given(facts)
def test_nobody_ever_had_more_than_the_record(told_of: list[Told]) -> None:
    """It is one of the numbers, no number is beyond it, and all who had it are there."""
    found = {record.stat: record for record in records(told_of)}
    assert set(found) == {t.stat for t in told_of}
    for t in told_of:
        record = found[t.stat]
        sign = -1 if t.stat in LEAST else 1
        assert sign * t.value <= sign * record.value
        if t.value == record.value:
            assert {*t.holders} <= {*record.holders}
            assert t.gameweek in record.gameweeks


@given(facts)
def test_the_hall_the_cabinets_and_the_holdings_agree(told_of: list[Told]) -> None:
    """Everybody's fame and shame are the trophies on his shelf, counted plainly."""
    rows = {row.entry_id: row for row in hall(told_of, map(EntryId, range(1, 5)))}
    assert set(rows) == {1, 2, 3, 4}
    for entry, row in rows.items():
        shelf = {t.stat: t.times for t in cabinet(told_of, entry)}
        for stat in STATS:
            plain = sum(held(told_of, stat, entry, g) for g in range(1, LAST + 1))
            own = holdings(t for t in told_of if t.stat == stat)
            assert shelf.get(stat, 0) == own.get(entry, 0) == plain
        fame = [s for s in shelf if catalogue()[s].side == "fame"]
        assert row.fame == sum(shelf[s] for s in fame)
        assert row.fame + row.shame == sum(shelf.values())
