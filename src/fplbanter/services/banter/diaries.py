"""Each member's diary from what is stored of him: pure, nothing is read here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fplbanter.banter.chronicle import FIRST, Diary
from fplbanter.game.appearances import Appearances
from fplbanter.game.model import EntryId, Gameweek, Lineup, Result
from fplbanter.game.scoring import Score, score
from fplbanter.store.entries import StoredEntry
from fplbanter.store.results import StoredResults
from fplbanter.store.transfers import StoredTransfers


@dataclass(slots=True)
class Papers:
    """All that the store has of one entry."""

    entry_id: EntryId
    entry: StoredEntry | None = None
    results: StoredResults | None = None
    transfers: StoredTransfers | None = None
    lineups: dict[Gameweek, Lineup] = field(default_factory=dict)


def diary(papers: Papers, settled_before: Mapping[Gameweek, Gameweek]) -> Diary:
    """
    Write one member's diary.

    `settled_before` has the newest settled gameweek before each one. A line-up
    counts only where the results reach up to there: with a gap before it the
    total would be too small, and nothing is claimed on that.
    """
    stored, moved = papers.results, papers.transfers
    reach = stored.through if stored else Gameweek(0)
    return Diary(
        entry_id=papers.entry_id,
        results=tuple(r for r in _rows(stored) if r.gameweek <= reach),
        lineups={
            gameweek: lineup
            for gameweek, lineup in sorted(papers.lineups.items())
            if settled_before[gameweek] <= reach
        },
        transfers=moved.transfers if moved else None,
        started=_started(papers),
        transfers_through=moved.through if moved else None,
    )


def carried_over(
    known: Diary, open_weeks: Sequence[tuple[Gameweek, Appearances]]
) -> Diary:
    """
    Add gameweeks that are played but not settled yet, before another has begun.

    FPL checks one gameweek after the deadline of the next at times: until then
    its points, worked out here, belong to the total.
    """
    results = list(known.results)
    for gameweek, appearances in open_weeks:
        lineup = known.lineups.get(gameweek)
        if lineup is not None:
            before = results[-1].total if results else 0
            results.append(_result(lineup, score(lineup, appearances), before))
    return replace(known, results=tuple(results))


def _started(papers: Papers) -> Gameweek:
    """
    Return an entry's first gameweek.

    FPL has a row for each that it played; without any, what was remembered of
    it, or that it had not begun by the last settled one.
    """
    played = [r.gameweek for r in _rows(papers.results)] or list(papers.lineups)
    if played:
        return min(played)
    if papers.entry is not None and papers.entry.started is not None:
        return papers.entry.started
    reach = papers.results.through if papers.results else 0
    return Gameweek(reach + 1) if reach else FIRST


def _rows(stored: StoredResults | None) -> Sequence[Result]:
    return stored.results if stored else ()


def _result(lineup: Lineup, scored: Score, before: int) -> Result:
    return Result(
        entry_id=lineup.entry_id,
        gameweek=lineup.gameweek,
        gross_points=scored.gross_points,
        hit=scored.hit,
        total=before + scored.net_points,
        transfers=lineup.transfers,
        bench_points=scored.bench_points,
        bank=lineup.bank,
        value=lineup.value,
    )
