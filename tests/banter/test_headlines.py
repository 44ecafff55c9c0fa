"""Headlines by hand: the rarest, in an order that laughs at nobody twice in a row."""

from collections.abc import Iterable

from tests.banter.remembering import past, told

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.families import ENJOYED, FAMILIES, enjoyment, family
from fplbanter.banter.headlines import Issue, headlines, season_headlines
from fplbanter.banter.rarity import NOTHING, Past
from fplbanter.banter.records import Told

JUDGED = tuple(catalogue())


def keys(verdicts: Iterable[Told], history: Past = NOTHING, members: int = 50) -> str:
    """Name the stats that head the gameweek."""
    chosen = headlines(verdicts, history, members=members)
    return " ".join(h.verdict.stat for h in chosen)


def test_the_first_gameweek_tells_what_people_enjoy_most() -> None:
    """Without history the fixed order decides, one of a family, six at most."""
    verdicts = [told(stat, at) for at, stat in enumerate(JUDGED, start=1)]
    assert keys(verdicts) == (
        "benched_beast captain_catastrophe differential_genius wooden_spoon "
        "gameweek_rocket sold_a_scorer"
    )
    assert {h.rarity for h in headlines(verdicts, members=99)} == {None}


def test_the_rarest_come_first() -> None:
    """The chip king is new, the rocket flies higher than ever, the beast is usual."""
    history = past(*[{"benched_beast": 9, "gameweek_rocket": 80, "bottle_job": -3}] * 9)
    history = Past(history.values, {**history.judged, "chip_king": 9})
    verdicts = [
        told("benched_beast", 1, value=9),
        told("gameweek_rocket", 2, value=81),
        told("bottle_job", 3, value=-4),
        told("chip_king", 4, value=25),
    ]
    chosen = headlines(verdicts, history, members=12)
    found = [h.verdict.stat for h in chosen]
    assert found == ["gameweek_rocket", "bottle_job", "chip_king"]
    assert {h.rarity for h in chosen} == {1}


def test_the_fourth_must_be_worth_it() -> None:
    """Three are told of any gameweek; a usual fourth is left out, a rare one is not."""
    usual = {"benched_beast": 9, "gameweek_rocket": 80, "wooden_spoon": 30}
    history = past(*[{**usual, "on_the_charge": 3}] * 9)
    three = "benched_beast wooden_spoon gameweek_rocket"
    verdicts = [told(stat, at, value=usual[stat]) for at, stat in enumerate(usual)]
    assert keys([*verdicts, told("on_the_charge", 9, value=3)], history) == three
    rare = told("on_the_charge", 9, value=4)
    assert keys([*verdicts, rare], history) == f"on_the_charge {three[:26]}"


def test_nobody_is_laughed_at_twice_in_a_row() -> None:
    """1 has the beast and the spoon: the lucky one stands between them."""
    verdicts = [
        told("benched_beast", 1),
        told("wooden_spoon", 1),
        told("luck_index", 2),
    ]
    assert keys(verdicts) == "benched_beast luck_index wooden_spoon"


def test_who_is_laughed_at_is_not_praised_right_after() -> None:
    """The holder of a shame is not that of the next headline, whatever it is."""
    verdicts = [
        told("benched_beast", 1),
        told("captain_catastrophe", 2, 3),
        told("luck_index", 3),
        told("wooden_spoon", 4),
    ]
    assert keys(verdicts[:3]) == "benched_beast luck_index captain_catastrophe"
    assert keys(verdicts).startswith("benched_beast wooden_spoon luck_index")


def test_who_is_praised_may_be_laughed_at_next() -> None:
    """Pride comes before a fall, where there is nobody else to write about."""
    verdicts = [
        told("gameweek_rocket", 1),
        told("rock_bottom", 1),
        told("on_the_charge", 3),
    ]
    assert keys(verdicts) == "gameweek_rocket on_the_charge rock_bottom"
    assert keys([verdicts[0], verdicts[1]]) == "gameweek_rocket rock_bottom"


def test_a_page_is_about_as_many_as_it_can_be() -> None:
    """1 did four remarkable things: one of them is told, and then others' turn comes."""
    great = ("gameweek_rocket", "on_the_charge", "chip_king", "captain_fantastic")
    mine = [told(stat, 1) for stat in great]
    others = [told("wooden_spoon", 2), told("luck_index", 3)]
    assert keys([*mine, *others]) == "wooden_spoon gameweek_rocket luck_index"
    assert keys([*mine, others[0]]) == (
        "wooden_spoon gameweek_rocket on_the_charge captain_fantastic"
    )


def test_last_time_s_victim_is_spared() -> None:
    """1 headed the gameweek before: he is not laughed at while there is another."""
    verdicts = [
        told("benched_beast", 1),
        told("captain_catastrophe", 2),
        told("differential_genius", 3),
        told("gameweek_rocket", 1),
        told("wooden_spoon", 1),
    ]
    history = past(laughed_at=(1,))
    assert keys(verdicts, history) == (
        "captain_catastrophe differential_genius gameweek_rocket"
    )
    assert keys(verdicts[:3], history) == (
        "captain_catastrophe benched_beast differential_genius"
    )
    assert keys(verdicts[:1], history) == "benched_beast"


def test_honour_and_shame_both_have_their_say() -> None:
    """The three rarest are shames; the third place goes to the only honour."""
    shames = [
        told("benched_beast", 1),
        told("captain_catastrophe", 2),
        told("wooden_spoon", 3),
    ]
    fame = told("luck_index", 4)
    assert keys(shames) == "benched_beast captain_catastrophe wooden_spoon"
    assert keys([*shames, fame]).startswith("benched_beast captain_catastrophe luck")


def test_one_story_is_told_once() -> None:
    """The beast's whole bench is no second headline, unless there is nothing else."""
    bench = [told("benched_beast", 1), told("bench_warmer", 2)]
    more = [told("wooden_spoon", 3), told("gameweek_rocket", 4)]
    assert keys([*bench, *more]) == "benched_beast wooden_spoon gameweek_rocket"
    assert keys([*bench, more[0]]) == "benched_beast wooden_spoon bench_warmer"


def test_of_many_photo_finishes_the_closest_is_told() -> None:
    """Each is a verdict for itself; two of them are told only for want of others."""
    wide, close = told("derby_day", 1, 2, value=1), told("derby_day", 3, 4, value=0)
    more = [told("wooden_spoon", 5), told("chip_king", 6)]
    assert keys([wide, close, *more]) == "wooden_spoon derby_day chip_king"
    chosen = headlines([wide, close, more[0]], members=50)
    assert [h.verdict for h in chosen] == [more[0], close, wide]


def test_what_half_of_the_league_has_is_no_news() -> None:
    """Twelve of twelve nearly did it: the least of the others is ahead of it."""
    crowd = told("benched_beast", *range(1, 13))
    others = [told(stat, at) for at, stat in enumerate(("chip_king", "world_beater"))]
    assert keys([crowd, *others], members=12) == "chip_king world_beater benched_beast"


def test_of_what_is_worth_the_same_the_more_enjoyed_comes_first() -> None:
    """So many share the beast that it is worth what the swing is, to the last digit."""
    stats = len(catalogue())
    share = 1 - enjoyment("captain_swing")
    crowd = told("benched_beast", *range(int(share * stats) + 1))
    swing = told("captain_swing", 99)
    for verdicts in ([crowd, swing], [swing, crowd]):
        assert keys(verdicts, members=stats + 1) == "benched_beast captain_swing"


def test_fewer_than_three_only_where_there_are_no_more() -> None:
    """No verdict, no headline; two of one and the same victim make one."""
    assert keys([]) == ""
    assert keys([told("benched_beast", 1)]) == "benched_beast"
    both = [told("benched_beast", 1), told("wooden_spoon", 1)]
    assert keys(both) == "benched_beast"


def test_the_season_is_told_from_its_start() -> None:
    """The same victim does not head two gameweeks, and rarity begins with the second."""
    verdicts = [
        told("benched_beast", 1),
        told("wooden_spoon", 2),
        told("gameweek_rocket", 3),
    ]
    first, second, third = season_headlines([Issue(verdicts, JUDGED, 12)] * 3)
    heads = [page[0].verdict.stat for page in (first, second, third)]
    assert heads == ["benched_beast", "wooden_spoon", "benched_beast"]
    assert {h.rarity for h in first} == {None}
    assert {h.rarity for h in second} == {0}


def test_families_are_stats_of_the_catalogue_and_none_is_in_two() -> None:
    """A stat that is gone is no family's, and what is enjoyed is in the catalogue."""
    stats = [stat for stats in FAMILIES.values() for stat in stats]
    assert len(stats) == len(set(stats))
    assert {*stats, *ENJOYED} <= set(catalogue())
    assert not set(FAMILIES) & set(catalogue())
    assert family("luck_index") == "luck_index"
    assert family("sheep") == family("captain_swing") == "captain"
    assert [stat for stat in JUDGED if enjoyment(stat) <= 0] == []
