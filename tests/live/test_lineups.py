"""Substitutions and the armband: what changes without anybody scoring."""

from dataclasses import replace

import pytest
from tests.live.leagues import RAYA, RICE, SAKA, league, score

from fplbanter.game.model import Chip, EntryId, Season
from fplbanter.game.scoring import Certainty, ProjectedSub, Score
from fplbanter.live.lineups import MemberChange, lineup_events
from fplbanter.live.stances import Stance
from fplbanter.live.views import league_views

POINTS = {SAKA: 4, RICE: -1, RAYA: 6}
PENDING = ProjectedSub(SAKA, RICE, Certainty.PENDING)
LIKELY = ProjectedSub(SAKA, RICE, Certainty.LIKELY)
CERTAIN = ProjectedSub(SAKA, RICE, Certainty.CERTAIN)
BEFORE, AFTER = {SAKA: 0, RICE: 1}, {SAKA: 1, RICE: 0}


def changed(before: Score | None, after: Score | None) -> list[tuple[str, int]]:
    """Tell what changed in a line-up, by name and worth."""
    member = MemberChange(EntryId(1), "Ana", before=before, after=after)
    told = lineup_events(Season("2026-27"), member, POINTS)
    return [(e.event_id.removeprefix("2026-27:7:"), e.points) for e in told]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (score(BEFORE), score(BEFORE, PENDING), [("substitution:1:18:17:pending", 0)]),
        (
            score(BEFORE, PENDING),
            score(AFTER, LIKELY),
            [("substitution:1:18:17:likely", 5)],
        ),
        (
            score(AFTER, LIKELY),
            score(AFTER, CERTAIN),
            [("substitution:1:18:17:certain", 0)],
        ),
        (score(BEFORE), score(AFTER, CERTAIN), [("substitution:1:18:17:certain", 5)]),
        (
            score(BEFORE, PENDING),
            score(BEFORE),
            [("substitution_undone:1:18:17:pending", 0)],
        ),
        (
            score(AFTER, LIKELY),
            score(BEFORE),
            [("substitution_undone:1:18:17:likely", -5)],
        ),
        (score(AFTER, CERTAIN), score(AFTER, CERTAIN), []),
    ],
)
def test_a_substitution_comes_about_and_is_undone(
    before: Score, after: Score, told: list[tuple[str, int]]
) -> None:
    """Pending counts nothing; likely and certain count who comes on."""
    assert changed(before, after) == told


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({SAKA: 2, RAYA: 1}, {SAKA: 1, RAYA: 2}, [("captain_switched:1:1", 2)]),
        ({SAKA: 3, RAYA: 1}, {SAKA: 1, RAYA: 3}, [("captain_switched:1:1", 4)]),
        ({RICE: 2}, {RICE: 1}, [("captain_switched:1:0", 1)]),
        ({RICE: 1}, {RICE: 2}, [("captain_switched:1:18", -1)]),
    ],
)
def test_the_armband_is_worth_what_its_wearers_had(
    before: dict[int, int], after: dict[int, int], told: list[tuple[str, int]]
) -> None:
    """From the captain to his vice, to nobody, or to a vice who has come on."""
    assert changed(score(before), score(after)) == told  # type: ignore[arg-type]


def test_a_bench_boost_has_no_substitutions() -> None:
    """FPL lists them; everybody counts all the same."""
    boost = Chip.BENCH_BOOST
    before, after = score({SAKA: 1}, chip=boost), score({SAKA: 1}, CERTAIN, chip=boost)
    assert changed(before, after) == []


def test_nothing_is_said_of_who_had_not_been_read() -> None:
    """Whether it changed then is not known."""
    assert changed(None, score(AFTER, CERTAIN)) == []
    assert changed(score(AFTER, CERTAIN), None) == []


def test_a_league_is_told_the_same_change_once() -> None:
    """Of all its members together; the lowest entry names it."""
    members = [
        MemberChange(
            EntryId(n),
            f"M{n}",
            before=score(BEFORE, entry=n),
            after=score(AFTER, CERTAIN, entry=n),
        )
        for n in (3, 2)
    ]
    other = replace(members[0], entry_id=EntryId(4), before=score(BEFORE, entry=4))
    pending = replace(other, after=score(BEFORE, PENDING, entry=4))
    views = league_views(league(*members, pending), [])
    assert [view.event_id for view in views] == [
        "2026-27:7:substitution:2:18:17:certain",
        "2026-27:7:substitution:4:18:17:pending",
    ]
    group = views[0].groups[Stance.CHANGES]
    assert [(h.name, h.points) for h in group.named] == [("M2", 5), ("M3", 5)]
    assert views[0].event == {
        "player_id": 17,
        "other_id": 18,
        "certainty": "certain",
        "player": "Saka",
        "other": "Rice",
    }
