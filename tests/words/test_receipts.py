"""Labels, amounts, thresholds, refusals and exonerations have words."""

import ast
import itertools
from functools import cache
from pathlib import Path

import pytest
from tests.banter.story import simulated
from tests.words.english import english, scopes

import fplbanter.banter
from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge, judge_span
from fplbanter.banter.needs import Need
from fplbanter.banter.span import season_span
from fplbanter.banter.stat import Side, Stat, Unit
from fplbanter.banter.verdict import Judgement, Refusal, Scope
from fplbanter.words import telling
from fplbanter.words.facts import Fact

STATS = catalogue()
BANTER = Path(fplbanter.banter.__file__).parent


@cache
def judged() -> list[Judgement]:
    """Let the engine judge two pretend leagues."""
    found: list[Judgement] = []
    for league_id in (900, 950):
        reviews = simulated(league_id=league_id, last=12).reviews()
        for review, stat in itertools.product(reviews, STATS.values()):
            found += [judge(stat, review)] if stat.week else []
        span = season_span(reviews[-1])
        found += [judge_span(stat, span) for stat in STATS.values() if stat.span]
    return found


@cache
def constants() -> set[str]:
    """Return every string that the engine's source holds."""
    trees = (ast.parse(p.read_text("utf-8")) for p in BANTER.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {
        n.value
        for n in nodes
        if isinstance(n, ast.Constant) and isinstance(n.value, str)
    }


def written() -> set[str]:
    """Return the labels that stand in the source, whether a season shows them or not."""
    calls = {"Line": 0, "player_line": 1}
    found: set[str] = set()
    for path in BANTER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                at = calls.get(node.func.id, len(node.args))
                argument = node.args[at] if at < len(node.args) else None
                if isinstance(argument, ast.Constant):
                    found.add(str(argument.value))
    return found


def test_every_label_of_the_engine_has_words() -> None:
    """No receipt shows a key: not in two whole seasons, nor anywhere in the source."""
    shown = {
        line.label
        for judgement in judged()
        for verdict in judgement.verdicts
        for receipt in verdict.receipts
        for line in receipt.lines
    }
    assert len(shown) > 30
    assert {x for x in shown | written() if not english().has(f"label-{x}")} == set()


def test_no_label_has_words_in_vain() -> None:
    """What the engine has forgotten the catalogue forgets as well."""
    labels = [m for m in english().messages() if m.startswith("label-")]
    assert [m for m in labels if m.removeprefix("label-") not in constants()] == []


def test_a_label_is_words() -> None:
    """One that is known has its own, one of an old ruling is spelt out."""
    assert telling.label("wasted") == "On the bench, did not count"
    assert telling.label("some_old_label") == "Some old label"


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_words(need: Need) -> None:
    """What is missing is said in words."""
    assert english().has(f"need-{need.value}")


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_has_words(unit: Unit) -> None:
    """A number never stands alone."""
    assert english().has(f"amount-{unit.value}")


@pytest.mark.parametrize("stat", STATS.values(), ids=lambda stat: stat.key)
def test_counted_gameweeks_are_not_called_points(stat: Stat) -> None:
    """Where a season counts how often, its number is so many times."""
    if stat.span and stat.span.numbers.__qualname__.startswith("times_of"):
        assert telling.amount(stat, 3, Scope.SEASON) == "3 times"


@pytest.mark.parametrize(
    ("key", "value", "scope", "amount"),
    [
        ("benched_beast", 1, None, "1 point"),
        ("benched_beast", 1156, Scope.SEASON, "1,156 points"),
        ("wooden_spoon", -3, None, "-3 points"),
        ("captain_swing", 7.5, None, "7.5 points"),
        ("on_the_charge", 1, None, "1 place won"),
        ("bottle_job", -5, None, "5 places lost"),
        ("sheep", 0.9, None, "90%"),
        ("transfer_tornado", 60, None, "60 transfers"),
        ("basement_dweller", 12, None, "12 gameweeks"),
        ("all_play_luck", 2.75, None, "2.75 wins"),
        ("all_play_luck", 0.75, Scope.GAMEWEEK, "75%"),
        ("world_beater", 84210, None, "number 84,210"),
        ("power_ranking", 1.75, None, "place 1.75 on average"),
        ("nail_biter", 1, Scope.SEASON, "once"),
        ("bought_a_red", 4, None, "4 card points"),
    ],
)
def test_an_amount_has_its_unit(
    key: str, value: float, scope: Scope | None, amount: str
) -> None:
    """Plurals, commas and signs as people write them."""
    assert telling.amount(STATS[key], value, scope) == amount


@pytest.mark.parametrize(
    ("key", "scope", "threshold"),
    [
        ("benched_beast", None, "6 points or more"),
        ("benched_beast", Scope.SEASON, ""),
        (
            "bottle_job",
            None,
            "3 places lost or more, in a small league 20% of its members",
        ),
        ("heartbreaker", None, "lost by 5 points or less"),
        ("chip_flop", None, "10 points below average or worse"),
        ("late_raider", None, "25% of transfers or more"),
        ("trendy", None, "2 points or less"),
        ("trendy", Scope.SEASON, "once or more"),
        ("new_leader", None, "never first before in the season"),
        ("gameweek_rocket", None, ""),
        ("comeback_king", Scope.GAMEWEEK, ""),
    ],
)
def test_a_threshold_is_said_in_words(
    key: str, scope: Scope | None, threshold: str
) -> None:
    """What a number must reach; nothing where any will do."""
    assert telling.threshold(STATS[key], scope) == threshold


@pytest.mark.parametrize("stat", STATS.values(), ids=lambda stat: stat.key)
def test_every_threshold_can_be_said(stat: Stat) -> None:
    """In each scope, without a gap, and empty exactly where any number will do."""
    for scope in scopes(stat):
        rule = stat.week if scope is Scope.GAMEWEEK else stat.span
        words = telling.threshold(stat, scope)
        assert bool(words) == (rule is not None and not rule.threshold.is_open)
        assert "{" not in words


@pytest.mark.parametrize("reason", list(Refusal))
@pytest.mark.parametrize("side", list(Side))
def test_every_refusal_has_a_sentence(reason: Refusal, side: Side) -> None:
    """With everything known, or with nothing."""
    stat = next(s for s in STATS.values() if s.side is side)
    for line in (
        telling.refusal(reason),
        telling.refusal(reason, read=31, roster=50, missing=["events"], stat=stat),
    ):
        assert line.endswith(".")
        assert "{" not in line


def test_refusals_say_what_is_the_matter() -> None:
    """How many were read, what is missing, how long it takes."""
    thin = telling.refusal(Refusal.THIN, read=31, roster=50)
    assert thin == "Only 31 of 50 members have been read: too few to judge."
    missing = telling.refusal(
        Refusal.MISSING, missing=["transfers", "events", "odd_one"]
    )
    assert missing == "Not read yet: transfers, goals, assists and cards and odd one."
    early = telling.refusal(Refusal.TOO_EARLY, stat=STATS["sheep"])
    assert early == "Too early to tell: this takes 5 gameweeks."
    assert "2" in telling.refusal(Refusal.SMALL_LEAGUE, roster=2)


@pytest.mark.parametrize("key", ["benched_beast", "differential_genius"])
def test_an_exoneration_names_who_is_cleared_and_of_what(key: str) -> None:
    """Several wordings, told by seed and turn, with or without a new holder."""
    stat = STATS[key]
    with_heir: dict[str, Fact] = {"name": "Ana and Tom", "count": 2, "now": "Kim"}
    alone: dict[str, Fact] = {"name": "Ana", "value": 12}
    for facts in (with_heir, alone):
        lines = [
            telling.exonerated(stat, facts, seed="s", turn=turn) for turn in range(18)
        ]
        assert all(a != b for a, b in itertools.pairwise(lines))
        assert len(set(lines)) >= 6
        for line in lines:
            assert stat.title in line
            assert str(facts["name"]) in line
            assert "Tom is" not in line
            assert "{" not in line
            assert len(line) <= 110
    assert any(
        "Kim" in telling.exonerated(stat, with_heir, seed="s", turn=t)
        for t in range(18)
    )


def test_a_period_has_a_name() -> None:
    """With its number or its month where that is known."""
    assert telling.period(Scope.GAMEWEEK, gameweek=12) == "Gameweek 12"
    assert telling.period(Scope.MONTH, month="September") == "September"
    assert telling.period(Scope.SEASON) == "The season"
    assert telling.period(Scope.SEASON, gameweek=12) == "The season, up to gameweek 12"
    assert telling.period(Scope.MONTH, gameweek=12) == "The month"
