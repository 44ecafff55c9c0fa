"""What is told, and that it is told the same way for ever."""

import itertools
import subprocess
import sys

import pytest
from tests.words.english import english, wordings

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Scope
from fplbanter.words import telling
from fplbanter.words.facts import Fact, completed
from fplbanter.words.heat import Heat
from fplbanter.words.teller import Unworded

FACTS: dict[str, Fact] = {
    "name": "Ana",
    "count": 1,
    "value": 14,
    "player": "Saka",
    "other": "Rice",
    "points": 14,
    "minutes": 90,
}
STORY = [
    "Ana sat Saka down and sent out worse. All 14 points agree.",
    "Saka scored 14 from the bench, which was not the plan Ana had.",
    "Ana left 14 points on the bench. The bench says thank you.",
]
"""It changes when a wording is added to the stat; whoever adds one writes it anew."""
STATS = list(catalogue().values())
each_stat = pytest.mark.parametrize("stat", STATS, ids=lambda stat: stat.key)


def scope_of(stat: Stat) -> Scope:
    return Scope.GAMEWEEK if stat.week else Scope.SEASON


def tell(
    stat_key: str,
    turn: int = 0,
    *,
    facts: dict[str, Fact] = FACTS,
    scope: Scope = Scope.GAMEWEEK,
    seed: str = "2026-27/900/12",
    heat: Heat | None = None,
) -> str:
    return telling.tell(stat_key, scope, facts, seed=seed, turn=turn, heat=heat)


def test_the_same_seed_and_turn_tell_the_same_story_for_ever() -> None:
    """In every process, on every machine: no clock, no randomness, no `hash()`."""
    assert [tell("benched_beast", turn) for turn in range(3)] == STORY


@each_stat
@pytest.mark.parametrize("heat", [None, *Heat])
def test_neighbours_differ_whatever_is_known_of_them(
    stat: Stat, heat: Heat | None
) -> None:
    """One turn on it is another wording, with all facts, few, or now these now those."""
    bare: dict[str, Fact] = {"name": "Ana", "count": 1, "value": 14}
    scope = scope_of(stat)
    for one, other in itertools.product((FACTS, bare), repeat=2):
        lines = [
            tell(stat.key, turn, facts=(one, other)[turn % 2], scope=scope, heat=heat)
            for turn in range(24)
        ]
        assert all(a != b for a, b in itertools.pairwise(lines))


def test_a_list_does_not_begin_every_line_with_the_name() -> None:
    """Every other one opens otherwise, stat by stat."""
    weekly = [s.key for s in STATS if s.week]
    opens = [tell(key, turn).startswith("Ana") for turn, key in enumerate(weekly)]
    assert all(a != b for a, b in itertools.pairwise(opens))


@each_stat
def test_going_round_tells_every_wording(stat: Stat) -> None:
    """Nothing is written in vain: with all facts given each wording has its turn."""
    scope = scope_of(stat)
    pool = wordings(stat, scope)
    lines = {tell(stat.key, turn, scope=scope) for turn in range(2 * len(pool))}
    assert len(lines) == len(pool)


def test_seeds_shuffle() -> None:
    """Two leagues, or two gameweeks, do not tell the same story."""
    told = {tell("benched_beast", seed=f"2026-27/{n}/1") for n in range(20)}
    assert len(told) > 2


@each_stat
@pytest.mark.parametrize("scope", list(Scope))
def test_no_missing_fact_breaks_a_sentence(stat: Stat, scope: Scope) -> None:
    """Nothing but a name, or not even that: there is always something to say."""
    nothing: dict[str, Fact] = {}
    alone: dict[str, Fact] = {"name": "Ana"}
    for turn, facts in itertools.product(range(6), (nothing, alone)):
        line = tell(stat.key, turn, facts=facts, scope=scope)
        assert line in tellable(stat, scope, {"name": "Somebody", **facts})


def tellable(stat: Stat, scope: Scope, facts: dict[str, Fact]) -> set[str]:
    """Tell every wording that uses nothing but these facts."""
    known = completed(facts, scope)
    pool = [*wordings(stat, scope), *english().wordings("anyway")]
    return {english().tell(w, known) for w in pool if w.needs <= known.keys()}


def test_an_empty_fact_is_none() -> None:
    """A player without a name is nobody to tell of."""
    unnamed: dict[str, Fact] = {**FACTS, "player": "\u202e", "other": ""}
    lines = {tell("benched_beast", turn, facts=unnamed) for turn in range(20)}
    assert not any("  " in line or " ," in line for line in lines)
    assert not any("Saka" in line for line in lines)


def test_nobody_is_his_own_rival() -> None:
    """A receipt's rows name the holder as well; a sentence does not take him twice."""
    alone: dict[str, Fact] = {**FACTS, "other": "Ana"}
    lines = {tell("heartbreaker", turn, facts=alone) for turn in range(20)}
    assert all(line.count("Ana") == 1 for line in lines)


def test_what_one_receipt_says_is_not_said_of_several() -> None:
    """Two may hold it with two different players."""
    shared: dict[str, Fact] = {**FACTS, "name": "Ana and Tom", "count": 2}
    lines = {tell("benched_beast", turn, facts=shared) for turn in range(20)}
    assert not any("Saka" in line for line in lines)


@pytest.mark.parametrize("heat", list(Heat))
def test_a_heat_is_kept_to(heat: Heat) -> None:
    """Whoever asks for mild gets mild, and never what is savage."""
    others = {
        tell("bottle_job", turn, heat=other)
        for turn in range(20)
        for other in Heat
        if other is not heat
    }
    assert not others & {tell("bottle_job", turn, heat=heat) for turn in range(20)}


def test_without_a_heat_all_are_told() -> None:
    """Mixed means mixed."""
    mixed = {tell("bottle_job", turn) for turn in range(40)}
    for heat in Heat:
        assert mixed & {tell("bottle_job", turn, heat=heat) for turn in range(20)}


def test_a_month_is_no_season() -> None:
    """The words for several gameweeks say which they are."""
    month = {tell("bench_warmer", t, scope=Scope.MONTH) for t in range(20)}
    season = {tell("bench_warmer", t, scope=Scope.SEASON) for t in range(20)}
    assert any("month" in line for line in month)
    assert not any("season" in line for line in month)
    assert not any("month" in line for line in season)


def test_numbers_are_written_as_people_write_them() -> None:
    """Thousands have their comma, a loss its size, a share its percentage."""
    rank = tell("world_beater", facts={"name": "Ana", "value": 84210})
    assert "84,210" in rank
    loss = tell("bottle_job", facts={"name": "Ana", "value": -5})
    assert "5 places" in loss
    assert "-" not in loss
    share = tell("sheep", facts={"name": "Ana", "value": 0.45}, scope=Scope.SEASON)
    assert "45%" in share


@pytest.mark.parametrize("key", ["no_such_stat", "", "../grammar", "stats/x", "$where"])
def test_an_unknown_stat_is_a_clear_key_error(key: str) -> None:
    """No file is looked for outside the catalogues, and the message names the key."""
    with pytest.raises(KeyError, match="no words for a stat") as caught:
        tell(key)
    assert isinstance(caught.value, Unworded)
    assert repr(key) in str(caught.value)


def test_nothing_is_read_before_it_is_asked_for() -> None:
    """The command line starts without Fluent, which takes its time to import."""
    asked = (
        "import sys, fplbanter.words.telling; sys.exit('fluent.runtime' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)  # noqa: S603
