"""Several gameweeks of a league in a row: a month, or the season so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar, cast

from fplbanter.banter.memo import Memo
from fplbanter.banter.needs import Need, Needs
from fplbanter.banter.outing import Outing
from fplbanter.banter.review import Review
from fplbanter.banter.verdict import Scope
from fplbanter.game.model import EntryId, Month, Phase

T = TypeVar("T")
Weeks = tuple[tuple[Review, Outing], ...]


@dataclass(frozen=True, eq=False)
class Span:
    """
    Gameweeks in a row, oldest first; at least one.

    Ranks and totals in them are the league's own, counted from its start, in a
    month as in a season.
    """

    reviews: tuple[Review, ...]
    month: Month | None = None
    memo: Memo = field(default_factory=Memo, init=False, repr=False)

    @property
    def scope(self) -> Scope:
        """Month or season."""
        return Scope.SEASON if self.month is None else Scope.MONTH

    @property
    def last(self) -> Review:
        """The newest gameweek."""
        return self.reviews[-1]

    @property
    def is_final(self) -> bool:
        """Whether FPL has checked all of it; a month is over with its last one."""
        over = self.month is None or self.last.gameweek >= self.month.last
        return over and all(r.phase is Phase.FINAL for r in self.reviews)

    @cached_property
    def is_whole(self) -> bool:
        """Whether no gameweek is missing, from the span's or the league's start."""
        start = self.last.league.start
        first = start if self.month is None else max(start, self.month.first)
        numbers = [r.gameweek for r in self.reviews]
        return numbers == list(range(first, self.last.gameweek + 1))

    def weeks(self, entry_id: EntryId) -> Weeks:
        """Return a member's gameweeks, each with its review."""

        def step(
            before: dict[EntryId, Weeks] | None, review: Review
        ) -> dict[EntryId, Weeks]:
            weeks = dict(before or {})
            for entry, outing in review.outings.items():
                weeks[entry] = (*weeks.get(entry, ()), (review, outing))
            return weeks

        found = self.once("weeks", lambda: self.fold("weeks", step))
        return found.get(entry_id, ())

    def able(self, needs: Needs) -> tuple[EntryId, ...]:
        """
        Return the members of today of whom every gameweek was read (guard G7).

        His gameweeks follow one another from the span's first, or from the one
        with which he joined.
        """
        needs -= {Need.WHOLE}

        def step(
            before: frozenset[EntryId] | None, review: Review
        ) -> frozenset[EntryId]:
            return frozenset(
                o.entry_id
                for o in review.able(needs)
                if before is None or not o.joined_before or o.entry_id in before
            )

        def work() -> tuple[EntryId, ...]:
            read = self.fold(("read", needs), step)
            return tuple(e for e in self.last.outings if e in read)

        return self.once(needs, work)

    def fold(self, key: object, step: Callable[[T | None, Review], T]) -> T:
        """
        Carry a value from gameweek to gameweek, from None on.

        A season's is kept with its last two reviews under `key`: one more
        gameweek is one more step, and so is the last one judged again.
        """
        if self.month is None:
            last = self.last
            return last.tally.once(key, lambda: _carried(last, key, step))
        value = step(None, self.reviews[0])
        for review in self.reviews[1:]:
            value = step(value, review)
        return value

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Do work that is asked for again only once."""
        return self.memo.once(key, work)


def _carried(review: Review, key: object, step: Callable[[T | None, Review], T]) -> T:
    """Step on from the nearest gameweek that remembers its value."""
    behind, before = [review], review.previous
    while before is not None and before.tally.find(key) is None:
        behind.append(before)
        before = before.previous
    value: T | None = None if before is None else before.tally.find(key)
    for one in reversed(behind):
        value = step(value, one)
        if one is review.previous:
            one.tally.keep(key, value)
    return cast("T", value)


def season_span(review: Review) -> Span:
    """
    Return the season up to a review.

    Tallies of gameweeks long gone are forgotten: with them a league would take
    several times the memory, and only the last one is added to.
    """
    return review.tally.once("season", lambda: _season(review))


def _season(review: Review) -> Span:
    before = review.previous
    if before is not None and before.tally.find("season"):
        for old in before.before:
            old.tally.forget()
    elif before is not None:
        # Told from nothing: all tallies are about to be added up, and the one
        # before will then be what the next season goes on from.
        before.tally.keep("season", Span(before.so_far))
    return Span(review.so_far)


def month_span(review: Review, month: Month) -> Span:
    """Return a month up to a review that is in it."""
    return review.tally.once(
        ("month", month.month_id),
        lambda: Span(
            tuple(r for r in review.so_far if month.first <= r.gameweek <= month.last),
            month,
        ),
    )
