"""From members' results and line-ups to reviews, gameweek by gameweek."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.outing import Submission
from fplbanter.banter.review import NICE, Review, review
from fplbanter.game.appearances import Appearances
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    League,
    Lineup,
    Match,
    Phase,
    PlayerId,
    PlayerStats,
    Result,
    Season,
    Transfer,
)
from fplbanter.game.scoring import Score, score
from fplbanter.game.table import Contender
from fplbanter.game.totals import counted_hit, points_through, transfers_through

FIRST = Gameweek(1)


@dataclass(frozen=True, slots=True)
class Week:
    """What is the same for all members in one gameweek."""

    gameweek: Gameweek
    phase: Phase
    appearances: Appearances
    stats: Mapping[PlayerId, PlayerStats] | None = None
    matches: tuple[Match, ...] | None = None
    backdrop: Backdrop | None = None


@dataclass(frozen=True, slots=True)
class Diary:
    """
    All that was read of one member.

    `results` are settled gameweeks in order. `transfers` is None while they
    have not been read; where they were read up to a gameweek only, that is
    `transfers_through`. `started` is the entry's first gameweek.
    """

    entry_id: EntryId
    results: Sequence[Result] = ()
    lineups: Mapping[Gameweek, Lineup] = field(default_factory=dict)
    transfers: Sequence[Transfer] | None = None
    started: Gameweek = FIRST
    transfers_through: Gameweek | None = None


def chronicle(
    season: Season,
    league: League,
    weeks: Iterable[Week],
    diaries: Sequence[Diary],
    *,
    nice_numbers: frozenset[int] = NICE,
) -> tuple[Review, ...]:
    """
    Review gameweek after gameweek, each knowing the one before.

    Gameweeks before the league's start are left out.
    """
    found: list[Review] = []
    for week in weeks:
        if week.gameweek >= league.start:
            before = found[-1] if found else None
            found.append(
                next_review(
                    season, league, week, diaries, before, nice_numbers=nice_numbers
                )
            )
    return tuple(found)


def next_review(
    season: Season,
    league: League,
    week: Week,
    diaries: Sequence[Diary],
    previous: Review | None,
    *,
    nice_numbers: frozenset[int] = NICE,
) -> Review:
    """
    Review one gameweek: what a new gameweek or a correction costs.

    A member whose gameweek was not read at all counts in the roster alone; one
    who joined later is not there yet (guard G6).
    """
    there = [d for d in diaries if d.started <= week.gameweek]
    submissions = (submission(d, league, week) for d in there)
    return review(
        season,
        league,
        week.gameweek,
        week.phase,
        [s for s in submissions if s is not None],
        week.appearances,
        roster=len(there),
        stats=week.stats,
        matches=week.matches,
        backdrop=week.backdrop,
        previous=previous,
        nice_numbers=nice_numbers,
    )


def submission(diary: Diary, league: League, week: Week) -> Submission | None:
    """
    Put one member's gameweek together; None where nothing of it was read.

    A settled gameweek is FPL's result to the point, one in play is scored here.
    """
    gameweek = week.gameweek
    row = next((r for r in diary.results if r.gameweek == gameweek), None)
    lineup = diary.lineups.get(gameweek)
    points = row or (score(lineup, week.appearances) if lineup else None)
    if points is None:
        return None
    moves = row.transfers if row else lineup.transfers if lineup else 0
    return Submission(
        _contender(diary, league, points, moves),
        lineup,
        row,
        _made_for(diary, gameweek),
    )


def _contender(
    diary: Diary, league: League, points: Result | Score, moves: int
) -> Contender:
    gameweek, start = points.gameweek, league.start
    before = Gameweek(gameweek - 1)
    return Contender(
        entry_id=diary.entry_id,
        previous_total=points_through(diary.results, start, before),
        gross_points=points.gross_points,
        hit=points.hit,
        waived_hit=points.hit - counted_hit(points.hit, gameweek, start),
        transfers=transfers_through(diary.results, before) + moves,
        joined_before=max(diary.started, start) < gameweek,
    )


def _made_for(diary: Diary, gameweek: Gameweek) -> tuple[Transfer, ...] | None:
    through = diary.transfers_through
    if diary.transfers is None or (through is not None and gameweek > through):
        return None
    return tuple(t for t in diary.transfers if t.gameweek == gameweek)
