"""
Which edition a ruling becomes: pure, and the only place that exonerates anybody.

While a gameweek is played its rulings are replaced. What was told once it was
over is kept: a change of holders or of the number makes the next edition.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from fplbanter.game.model import Phase
from fplbanter.store.ruled import Cleared, Standing, StoredRuling

OVER = frozenset({Phase.PROVISIONAL, Phase.FINAL})
"""Where whoever is named has been named publicly."""


class Way(Enum):
    """How a ruling is saved."""

    EDITION = auto()
    """Beside what stands, as the edition after it, or as the first."""
    PLACE = auto()
    """In the place of what stands, as the same edition."""


@dataclass(frozen=True, slots=True)
class Step:
    """A ruling to be saved, over what stands."""

    way: Way
    ruling: StoredRuling
    standing: Standing | None = None


def step(standing: Standing | None, ruling: StoredRuling) -> Step | None:
    """Decide how a ruling is saved; None where nothing new is said."""
    if standing is None:
        return Step(Way.EDITION, _as_edition(ruling, 1))
    old = standing.ruling
    if standing.digest == ruling.digest or _is_older(ruling, old):
        return None
    if ruling.gameweek > old.gameweek:
        return _moved_on(standing, ruling)
    if not old.told or _says_the_same(old, ruling):
        return Step(Way.PLACE, _in_place(old, ruling), standing)
    after = _as_edition(ruling, old.edition + 1)
    return Step(Way.EDITION, replace(after, exonerated=cleared(old, ruling)), standing)


def cleared(old: StoredRuling, new: StoredRuling) -> tuple[Cleared, ...]:
    """
    Return who was named and is not any more because FPL changed its data.

    Where other members were read, or by another rule, the change is not FPL's.
    """
    if not _is_comparable(old, new):
        return ()
    still = {e for verdict in new.judgement.verdicts for e in verdict.holders}
    lost = {c.entry_id: c for c in _named(old) if c.entry_id not in still}
    return tuple(lost[e] for e in sorted(lost))


def _named(ruling: StoredRuling) -> Iterator[Cleared]:
    for verdict in ruling.judgement.verdicts:
        for entry_id in verdict.holders:
            yield Cleared(entry_id, verdict.value)


def _moved_on(standing: Standing, ruling: StoredRuling) -> Step:
    """
    Let a month or a season go on by a gameweek: that clears nobody.

    An edition that cleared somebody is kept, so that it can still be told.
    """
    old = standing.ruling
    if old.exonerated:
        return Step(Way.EDITION, _as_edition(ruling, old.edition + 1), standing)
    return Step(Way.PLACE, _as_edition(ruling, old.edition), standing)


def _is_older(ruling: StoredRuling, old: StoredRuling) -> bool:
    """Say whether it is of older facts: somebody else has judged meanwhile."""
    return ruling.read_at < old.read_at or ruling.gameweek < old.gameweek


def _says_the_same(old: StoredRuling, new: StoredRuling) -> bool:
    """Say whether holders and numbers are the same, whatever else is."""
    if old.judgement.version != new.judgement.version:
        return False
    one, two = (
        [(v.holders, v.value) for v in ruling.judgement.verdicts]
        for ruling in (old, new)
    )
    return one == two


def _is_comparable(old: StoredRuling, new: StoredRuling) -> bool:
    rules = old.judgement.version == new.judgement.version
    read = old.judgement.coverage == new.judgement.coverage
    return rules and read and old.members == new.members


def _in_place(old: StoredRuling, new: StoredRuling) -> StoredRuling:
    """Let a ruling take the place of one that it does not contradict."""
    after = _as_edition(new, old.edition, told=old.told)
    if not old.exonerated:
        return after
    # Who was cleared then is not cleared again now.
    return replace(after, exonerated=old.exonerated, judged_at=old.judged_at)


def _as_edition(
    ruling: StoredRuling, edition: int, *, told: bool = False
) -> StoredRuling:
    names = bool(ruling.judgement.verdicts) or edition > 1
    over = ruling.phase in OVER and names
    return replace(ruling, edition=edition, told=told or over, exonerated=())
