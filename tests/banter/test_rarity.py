"""How rare a verdict is, by hand."""

from fractions import Fraction

from tests.banter.remembering import past, told

from fplbanter.banter.rarity import NOTHING, Past, rarity, worth
from fplbanter.game.model import EntryId

NAMED = frozenset({EntryId(1)})


def test_what_was_never_held_is_as_rare_as_can_be() -> None:
    """In three gameweeks nobody had a chip king."""
    assert rarity(told("chip_king", 1), Past(judged={"chip_king": 3})) == 1


def test_what_is_seldom_held_is_rarer_than_what_always_is() -> None:
    """One of four gameweeks had a panic merchant with as much, all had a beast."""
    history = past(
        {"benched_beast": 9, "panic_merchant": 8},
        {"benched_beast": 9},
        {"benched_beast": 9},
        {"benched_beast": 9},
    )
    assert rarity(told("panic_merchant", 1, value=8), history) == Fraction(3, 4)
    assert rarity(told("benched_beast", 1, value=9), history) == 0


def test_a_number_that_beats_most_of_its_past_is_rarer() -> None:
    """Held with 6, 8, 10 and 12: 13 never was, 10 was reached in half of them."""
    history = past(*({"benched_beast": value} for value in (6, 8, 10, 12)))
    assert rarity(told("benched_beast", 1, value=13), history) == 1
    assert rarity(told("benched_beast", 1, value=10), history) == Fraction(1, 2)
    assert rarity(told("benched_beast", 1, value=6), history) == 0


def test_where_the_least_is_remarkable_it_is_the_other_way_round() -> None:
    """Spoons with 30, 35 and 40: 25 is worse than all, 36 than one of three."""
    history = past(*({"wooden_spoon": value} for value in (30, 35, 40)))
    assert rarity(told("wooden_spoon", 1, value=25), history) == 1
    assert rarity(told("wooden_spoon", 1, value=36), history) == Fraction(1, 3)


def test_without_history_nothing_is_known() -> None:
    """In the first gameweek, and where a stat was never judged, there is no rarity."""
    assert rarity(told("benched_beast", 1), NOTHING) is None
    assert rarity(told("benched_beast", 1), past({"wooden_spoon": 30})) is None


def test_without_history_it_is_worth_what_people_enjoy() -> None:
    """The beast opens the catalogue's own order, and the spoon is ahead of swings."""
    beast, spoon, swing = (
        worth(told(stat, 1), NOTHING, NAMED, 12)
        for stat in ("benched_beast", "wooden_spoon", "captain_swing")
    )
    assert beast == 1
    assert beast > spoon > swing > 0


def test_history_soon_outweighs_what_people_enjoy() -> None:
    """After four gameweeks a never-seen chip king is ahead of the usual beast."""
    history = past(*({"benched_beast": 9} for _ in range(4)))
    history = Past(history.values, {**history.judged, "chip_king": 4})
    king = worth(told("chip_king", 1), history, NAMED, 12)
    assert king > worth(told("benched_beast", 2, value=9), history, NAMED, 12)


def test_what_half_of_the_league_has_is_worth_half() -> None:
    """Six of eleven hold it: five others of ten."""
    six = frozenset(map(EntryId, range(1, 7)))
    alone = worth(told("benched_beast", 1), NOTHING, NAMED, 11)
    assert worth(told("benched_beast", *six), NOTHING, six, 11) == alone / 2
    assert worth(told("benched_beast", 1), NOTHING, NAMED, 1) == alone


def test_the_same_holder_again_is_half_the_news() -> None:
    """Twice in a row is a third of it; another one, or after a break, is all of it."""
    usual = [told("benched_beast", 1)]
    one = NOTHING.after(usual, (), NAMED)
    two = one.after(usual, (), NAMED)
    broken = one.after([told("benched_beast", 2)], (), NAMED)
    new, again, third = (
        worth(told("benched_beast", entry, value=11), history, NAMED, 12)
        for entry, history in ((2, one), (1, one), (1, two))
    )
    assert (again, third) == (new / 2, new / 3)
    assert worth(told("benched_beast", 1, value=11), broken, NAMED, 12) == new
    assert NOTHING.after([], ("benched_beast",), NAMED).run(usual[0]) == 0
    assert one.after([], ("benched_beast",), NAMED).run(usual[0]) == 0


def test_a_gameweek_is_remembered_with_its_most_remarkable_number() -> None:
    """Two photo finishes count as one gameweek, the closer of them."""
    verdicts = [told("derby_day", 1, 2, value=1), told("derby_day", 3, 4, value=0)]
    later = past({"derby_day": 1}).after(verdicts, {"chip_king"}, NAMED)
    assert later.values == {"derby_day": (1, 0)}
    assert later.judged == {"derby_day": 2, "chip_king": 1}
    assert later.runs == {"derby_day": {1: 1, 2: 1, 3: 1, 4: 1}}
    assert later.laughed_at == NAMED
