"""The hall of fame and the cabinet, by hand."""

from tests.banter.remembering import told

from fplbanter.banter.records import Told
from fplbanter.banter.trophies import cabinet, hall, holdings, trophies
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, Gameweek

ONE, TWO, THREE = EntryId(1), EntryId(2), EntryId(3)
FACTS = [
    told("gameweek_rocket", 1, value=80, gameweek=1),
    told("gameweek_rocket", 1, value=91, gameweek=2),
    told("gameweek_rocket", 2, value=70, gameweek=3),
    told("captain_fantastic", 1, value=26, gameweek=3),
    told("wooden_spoon", 2, value=20, gameweek=1),
    told("benched_beast", 2, 3, value=9, gameweek=1),
]


def test_the_hall_counts_honours_and_shames() -> None:
    """1 has three honours, 2 one and two shames, 3 a shame, 4 was never named."""
    rows = hall(FACTS, [EntryId(4), ONE])
    assert [(r.entry_id, r.fame, r.shame) for r in rows] == [
        (1, 3, 0),
        (2, 1, 2),
        (4, 0, 0),
        (3, 0, 1),
    ]


def test_everybody_stands_for_what_he_held_most() -> None:
    """1 for rockets; 2 for the spoon, which nobody else had: the beast he shared."""
    one, two, nobody, _ = hall(FACTS, [EntryId(4)])
    assert (one.best_stat, one.worst_stat) == ("gameweek_rocket", None)
    assert (two.best_stat, two.worst_stat) == ("gameweek_rocket", "wooden_spoon")
    assert (nobody.best_stat, nobody.worst_stat) == (None, None)


def test_nobody_stands_for_what_everybody_does() -> None:
    """1 and 2 finish closely three times and 1 wins once: that is what he is known for."""
    facts = [told("derby_day", 1, 2, value=1, gameweek=g) for g in (1, 2, 3)]
    one, two = hall([*facts, told("gameweek_rocket", 1)])
    assert (one.best_stat, two.best_stat) == ("gameweek_rocket", "derby_day")


def test_a_gameweek_of_a_stat_counts_once() -> None:
    """2 is half of two photo finishes after the same gameweek."""
    facts = [told("derby_day", 1, 2, value=0), told("derby_day", 2, 3, value=1)]
    assert [(r.entry_id, r.fame) for r in hall(facts)] == [(1, 1), (2, 1), (3, 1)]
    assert holdings(facts) == {1: 1, 2: 1, 3: 1}
    assert [t.times for t in cabinet(facts, TWO)] == [1]


def test_months_and_seasons_are_no_trophies_of_what_gameweeks_award() -> None:
    """The season's bench is in the documents, not on the shelf."""
    wide = [
        told("benched_beast", 1, scope=scope, gameweek=38)
        for scope in (Scope.MONTH, Scope.SEASON)
    ]
    assert trophies(wide) == ()
    assert holdings(wide) == {}


def test_what_only_adds_up_is_won_when_the_season_is_over() -> None:
    """Leading after gameweek 37 wins nothing, nor does an unchecked gameweek 38."""

    def sheep(gameweek: int, *, is_final: bool = True, scope: str = "season") -> Told:
        return told(
            "sheep", 1, gameweek=gameweek, scope=Scope(scope), is_final=is_final
        )

    assert trophies([sheep(37)]) == ()
    assert trophies([sheep(38, is_final=False)]) == ()
    assert trophies([sheep(38, scope="month")]) == ()
    assert trophies([sheep(38)]) == (sheep(38),)
    assert trophies([sheep(38)], season_end=Gameweek(47)) == ()
    assert [r.shame for r in hall([sheep(38)])] == [1]
    assert hall([sheep(38)], season_end=Gameweek(47)) == ()
    assert cabinet([sheep(37)], ONE) == ()
    assert [t.stat for t in cabinet([sheep(37)], ONE, season_end=Gameweek(37))]


def test_the_cabinet_has_how_often_how_much_and_when() -> None:
    """Two rockets, the best of 91, the last in gameweek 2; the armband after them."""
    assert [(t.stat, t.times, t.best, t.last) for t in cabinet(FACTS, ONE)] == [
        ("gameweek_rocket", 2, 91, 2),
        ("captain_fantastic", 1, 26, 3),
    ]
    assert cabinet(FACTS, EntryId(4)) == ()


def test_a_cabinet_holds_what_was_won_in_several_leagues() -> None:
    """One gameweek won in two leagues is two trophies; the best spoon is the least."""
    facts = [
        told("wooden_spoon", 1, value=30, gameweek=1, league=901),
        told("wooden_spoon", 1, 2, value=30, gameweek=1, league=900),
        told("wooden_spoon", 1, value=22, gameweek=5, league=900),
    ]
    (trophy,) = cabinet(facts, ONE)
    assert (trophy.times, trophy.best, trophy.last) == (3, 22, 5)
    assert trophy.league_ids == (900, 901)


def test_holdings_are_the_most_frequent_first() -> None:
    """Of equals the smaller number, always the same way."""
    assert list(holdings(FACTS[:3]).items()) == [(1, 2), (2, 1)]
    assert list(holdings(FACTS[-1:]).items()) == [(2, 1), (3, 1)]
    assert holdings([]) == {}
