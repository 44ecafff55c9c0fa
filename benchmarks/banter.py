"""
What all stats cost for a league of 50: a whole season, and one more gameweek.

Run it with `python -m benchmarks.banter` from the project's root; the inputs are
a simulated season, made before anything is measured.
"""

from time import perf_counter

from tests.banter.league import SEASON
from tests.banter.story import Story, simulated

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.chronicle import chronicle, next_review
from fplbanter.banter.judging import judge, judge_span, span_numbers, week_numbers
from fplbanter.banter.review import Review
from fplbanter.banter.span import season_span

MEMBERS = 50


def judge_everything(review: Review) -> int:
    """Judge a gameweek and the season up to it by every stat, numbers included."""
    verdicts = 0
    for stat in catalogue().values():
        if stat.week:
            verdicts += len(judge(stat, review).verdicts)
            week_numbers(stat, review)
        if stat.span:
            verdicts += len(judge_span(stat, season_span(review)).verdicts)
            span_numbers(stat, season_span(review))
    return verdicts


def season_seconds(story: Story) -> tuple[float, int]:
    """Time a whole season from nothing, judged after every gameweek."""
    begun = perf_counter()
    reviews = chronicle(SEASON, story.league, story.weeks, story.diaries)
    verdicts = sum(judge_everything(review) for review in reviews)
    return perf_counter() - begun, verdicts


def gameweek_seconds(story: Story) -> float:
    """Time the last gameweek, all before it being there."""
    *before, last = story.weeks
    reviews = chronicle(SEASON, story.league, before, story.diaries)
    for review in reviews:
        judge_everything(review)
    begun = perf_counter()
    judge_everything(
        next_review(SEASON, story.league, last, story.diaries, reviews[-1])
    )
    return perf_counter() - begun


def main() -> None:
    """Print what was measured."""
    story = simulated(members=MEMBERS)
    catalogue()
    seconds, verdicts = season_seconds(story)
    print(f"{len(catalogue())} stats, {MEMBERS} members, {len(story.weeks)} gameweeks")
    print(f"season from nothing: {seconds:.2f} s, {verdicts} verdicts")
    print(f"one more gameweek: {gameweek_seconds(story) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
