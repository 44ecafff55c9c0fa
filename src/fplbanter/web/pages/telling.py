"""Verdicts as a page tells them: one card for each stat, whoever holds it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fplbanter.banter.stat import Side
from fplbanter.services.answers.banter import LeagueBanter, VerdictLine

DESCRIBED = 200
"""Characters of a description; what shows links cuts longer ones anyway."""


@dataclass(frozen=True, slots=True)
class Told:
    """One card: a verdict, and the others of the same stat below it."""

    first: VerdictLine
    more: tuple[VerdictLine, ...] = ()

    @property
    def stat(self) -> str:
        """Return the card's place on the page."""
        return self.first.stat

    @property
    def verdicts(self) -> tuple[VerdictLine, ...]:
        """Return all of them."""
        return (self.first, *self.more)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's cards: the headlines above, the rest by side below."""

    headlines: tuple[Told, ...]
    fame: tuple[Told, ...]
    shame: tuple[Told, ...]


def sheet(found: LeagueBanter) -> Sheet:
    """Lay out an answer; a stat in the headlines stands nowhere else."""
    cards = carded((*found.headlines, *found.page.items))
    above = {line.stat for line in found.headlines}
    if found.page.skip:
        cards, above = carded(found.page.items), set()
    rest = [card for card in cards if card.stat not in above]
    return Sheet(
        headlines=tuple(card for card in cards if card.stat in above),
        fame=tuple(card for card in rest if card.first.side is Side.FAME),
        shame=tuple(card for card in rest if card.first.side is Side.SHAME),
    )


def carded(lines: Iterable[VerdictLine]) -> list[Told]:
    """Put the verdicts of one stat on one card, each once, in the order given."""
    by_stat: dict[str, dict[tuple[int, ...], VerdictLine]] = {}
    for line in lines:
        held = by_stat.setdefault(line.stat, {})
        held.setdefault(tuple(h.entry_id for h in line.holders), line)
    told = [list(held.values()) for held in by_stat.values()]
    return [Told(first, tuple(more)) for first, *more in told]


def described(lines: Sequence[VerdictLine]) -> str:
    """Return what is said of a page where somebody pastes its link."""
    text = " ".join(line.sentence for line in lines[:3])
    return text if len(text) <= DESCRIBED else text[: DESCRIBED - 1] + "…"
