"""Several gameweeks: how a season is carried on, and what is forgotten on the way."""

from dataclasses import replace

from tests.banter.judged import season_held, season_numbers
from tests.banter.league import gameweek, member
from tests.banter.story import simulated

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.judging import judge_span
from fplbanter.banter.review import Review
from fplbanter.banter.span import month_span, season_span
from fplbanter.banter.verdict import Judgement
from fplbanter.game.model import Gameweek, Month

AUTUMN = Month(2, "Autumn", Gameweek(3), Gameweek(6))


def judged(review: Review) -> list[Judgement]:
    """Judge the season up to a review, and its month if it has one, by every stat."""
    spans = [season_span(review)]
    if AUTUMN.first <= review.gameweek <= AUTUMN.last:
        spans.append(month_span(review, AUTUMN))
    stats = [stat for stat in catalogue().values() if stat.span]
    return [judge_span(stat, span) for span in spans for stat in stats]


def test_a_season_is_the_same_whenever_it_is_judged() -> None:
    """Gameweek after gameweek, only at the end, backwards, or once more."""
    story = simulated(members=5, last=7)
    forward = [judged(review) for review in story.reviews()]
    fresh = simulated(members=5, last=7).reviews()
    assert judged(fresh[-1]) == forward[-1]
    assert [judged(review) for review in reversed(fresh)] == forward[::-1]
    assert [judged(review) for review in fresh] == forward


def test_only_the_last_two_gameweeks_keep_what_was_carried_to_them() -> None:
    """A league's chain takes little more memory than what was read of it."""
    reviews = simulated(members=5, last=7).reviews()
    judged(reviews[-1])
    assert [bool(r.tally.find("weeks")) for r in reviews] == [False] * 5 + [True] * 2
    judged(replace(reviews[-1]))
    assert not any(r.tally._known for r in reviews[:-2])
    reviews = simulated(members=5, last=7).reviews()
    for review in reviews:
        judged(review)
    assert [bool(r.tally.find("weeks")) for r in reviews] == [False] * 5 + [True] * 2
    assert not any(r.tally.find("season") for r in reviews[:-2])


def test_one_more_gameweek_is_one_step() -> None:
    """And so is a correction of the newest, however often it is judged again."""
    steps: list[int] = []

    def step(before: int | None, review: Review) -> int:
        steps.append(review.gameweek)
        return (before or 0) + 1

    *reviews, last = simulated(members=5, last=5).reviews()
    for review in reviews:
        assert season_span(review).fold("weeks so far", step) == review.gameweek
    again = [last, replace(last), replace(last)]
    assert [season_span(r).fold("weeks so far", step) for r in again] == [5, 5, 5]
    assert steps == [1, 2, 3, 4, 5, 5, 5]


def test_a_correction_moves_its_own_gameweek_and_no_other() -> None:
    """The beast's season goes on from the gameweek before, which stays as it was."""
    first = gameweek(*(member(n) for n in (1, 2, 3)), points={13: 9}, number=1)
    assert season_numbers("benched_beast", first) == {1: 15, 2: 15, 3: 15}
    for points in (4, 8):
        more = member(1, swap={14: 114})
        second = gameweek(
            more, member(2), member(3), points={114: points}, previous=first
        )
        assert season_held("benched_beast", second) == [((1,), 15 + 6 + points)]
