"""Laws of headlines: what every page keeps to, and what only a lack of news excuses."""

from collections.abc import Sequence
from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st
from tests.banter.remembering import told

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.headlines import Headline, Issue, headlines, season_headlines
from fplbanter.banter.rarity import Past
from fplbanter.banter.records import Told
from fplbanter.banter.stat import Side
from fplbanter.game.model import EntryId

WEEKLY = sorted(key for key, stat in catalogue().items() if stat.week)
FEW = WEEKLY[::4]
MEMBERS = 6

entries = st.integers(1, MEMBERS)
numbers = st.integers(-20, 20)


def facts(stats: Sequence[str], most: int) -> st.SearchStrategy[list[Told]]:
    """Invent a gameweek's verdicts; one entry may hold nearly all of them."""
    few = st.lists(entries, min_size=1, max_size=2, unique=True).map(sorted)
    many = st.lists(entries, min_size=1, unique=True).map(sorted)
    one = st.builds(
        lambda stat, holders, value: told(stat, *holders, value=value),
        st.sampled_from(stats),
        st.just([1]) | few | many,
        numbers,
    )
    return st.lists(one, max_size=most, unique_by=lambda t: (t.stat, t.holders))


@st.composite
def pasts(draw: st.DrawFn) -> Past:
    """Invent a league's history."""
    past = Past()
    for verdicts in draw(st.lists(facts(WEEKLY, 12), max_size=5)):
        spared = draw(st.frozensets(entries.map(EntryId), max_size=2))
        past = past.after(verdicts, draw(st.sets(st.sampled_from(WEEKLY))), spared)
    return past


def is_shame(verdict: Told) -> bool:
    return verdict.side is Side.SHAME


def may_follow(above: Told, below: Told) -> bool:
    """Say whether nobody is laughed at and named again right after."""
    return not is_shame(above) or not {*above.holders} & {*below.holders}


def may_head(first: Told, past: Past) -> bool:
    return not is_shame(first) or not {*first.holders} & past.laughed_at


def is_proper(page: Sequence[Told], past: Past) -> bool:
    """Say whether a page of headlines laughs at nobody twice in a row."""
    return may_head(page[0], past) and all(may_follow(*two) for two in pairwise(page))


def verdicts_of(chosen: Sequence[Headline[Told]]) -> list[Told]:
    return [headline.verdict for headline in chosen]


@given(facts(WEEKLY, 30), pasts())
def test_a_page_has_three_to_six_of_the_verdicts_each_once(
    verdicts: list[Told], past: Past
) -> None:
    """Headlines are verdicts, no more than six, and rarity is a share."""
    chosen = headlines(verdicts, past, members=MEMBERS)
    page = verdicts_of(chosen)
    assert len(page) <= 6
    assert (len(page) > 0) is (len(verdicts) > 0)
    assert all(verdict in verdicts for verdict in page)
    assert all(page.count(verdict) == 1 for verdict in page)
    assert all(h.rarity is None or 0 <= h.rarity <= 1 for h in chosen)


@given(facts(WEEKLY, 30), pasts())
def test_no_victim_comes_twice_in_a_row(verdicts: list[Told], past: Past) -> None:
    """Neither within a page nor from one gameweek's head to the next's."""
    page = verdicts_of(headlines(verdicts, past, members=MEMBERS))
    assert all(may_follow(*two) for two in pairwise(page))
    if any(may_head(verdict, past) for verdict in verdicts):
        assert may_head(page[0], past)
    else:
        assert len(page) <= 1


@given(facts(FEW, 7), pasts())
def test_there_are_fewer_than_three_only_where_no_three_can_be(
    verdicts: list[Told], past: Past
) -> None:
    """Tried in every order there is: no longer page would have been proper."""
    page = verdicts_of(headlines(verdicts, past, members=MEMBERS))
    for length in range(len(page) + 1, 4):
        orders = permutations(verdicts, length)
        assert not any(is_proper(order, past) for order in orders)


@given(facts(FEW, 7), pasts())
def test_honour_and_shame_are_both_there_wherever_they_can_be(
    verdicts: list[Told], past: Past
) -> None:
    """A page of one side means that no page of that length has both."""
    page = verdicts_of(headlines(verdicts, past, members=MEMBERS))
    if len({is_shame(verdict) for verdict in page}) == 1:
        orders = permutations(verdicts, min(len(page), 3))
        proper = [order for order in orders if is_proper(order, past)]
        assert not any(len({is_shame(v) for v in order}) == 2 for order in proper)


@given(facts(WEEKLY, 30), pasts(), st.data())
def test_headlines_are_always_the_same(
    verdicts: list[Told], past: Past, data: st.DataObject
) -> None:
    """In whatever order the verdicts come, the page is one and the same."""
    shuffled = data.draw(st.permutations(verdicts))
    again = headlines(shuffled, past, members=MEMBERS)
    assert again == headlines(verdicts, past, members=MEMBERS)


@given(st.lists(facts(WEEKLY, 12), max_size=6))
def test_a_season_s_headlines_do_not_depend_on_its_future(
    gameweeks: list[list[Told]],
) -> None:
    """Told again with one gameweek more, all the earlier ones stay as they were."""
    issues = [Issue(verdicts, WEEKLY, MEMBERS) for verdicts in gameweeks]
    whole = list(season_headlines(issues))
    assert len(whole) == len(issues)
    assert list(season_headlines(issues[:-1])) == whole[:-1]
