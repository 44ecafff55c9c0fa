"""
A league by hand: fifteen players by number, everyone on 2 points by default.

Player 10 plays where the tenth of the eleven does, and so do 110, 210, ...: a
member who swaps 10 for 110 has another forward.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from tests.game.builders import lineup, squad

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.outing import Submission
from fplbanter.banter.review import Review, review
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    League,
    LeagueId,
    LeagueKind,
    Lineup,
    Match,
    Phase,
    PlayerId,
    PlayerStats,
    Result,
    Season,
    Transfer,
)
from fplbanter.game.scoring import score
from fplbanter.game.table import Contender

SEASON = Season("2026-27")


@dataclass(frozen=True)
class Picks:
    """One member as a test writes him; `gross` overrides what his picks score."""

    entry: int
    lineup: Lineup | None
    gross: int | None
    hit: int
    before: int | None
    joined_before: bool | None
    transfers: tuple[Transfer, ...] | None
    made: int
    result: Result | None


def member(
    entry: int,
    *,
    captain: int | None = 10,
    vice: int | None = 6,
    chip: Chip | None = None,
    swap: Mapping[int, int] | None = None,
    gross: int | None = None,
    hit: int = 0,
    before: int | None = None,
    joined_before: bool | None = None,
    transfers: tuple[Transfer, ...] | None = None,
    made: int = 0,
    result: Result | None = None,
    unread: bool = False,
) -> Picks:
    """Write a member; `swap` gives him other players, `unread` no line-up."""
    other = {PlayerId(a): PlayerId(b) for a, b in (swap or {}).items()}
    own = lineup(captain=captain, vice=vice, chip=chip, hit=hit, entry=entry)
    own = replace(
        own,
        eleven=tuple(other.get(p, p) for p in own.eleven),
        bench=tuple(other.get(p, p) for p in own.bench),
        transfers=made,
    )
    return Picks(
        entry,
        None if unread else own,
        gross,
        hit,
        before,
        joined_before,
        transfers,
        made,
        result,
    )


def gameweek(
    *members: Picks,
    points: Mapping[int, int] | None = None,
    out: Collection[int] = (),
    to_play: Collection[int] = (),
    playing: Collection[int] = (),
    carded: Collection[int] = (),
    minutes: Mapping[int, int] | None = None,
    number: int = 2,
    phase: Phase = Phase.FINAL,
    previous: Review | None = None,
    roster: int | None = None,
    stats: Mapping[PlayerId, PlayerStats] | None = None,
    matches: Collection[Match] | None = None,
    backdrop: Backdrop | None = None,
    start: int = 1,
) -> Review:
    """Review a gameweek of these members; `previous` is the one before."""
    known = appearances(points, out, to_play, playing, carded, minutes)
    week = Gameweek(previous.gameweek + 1 if previous else number)
    kind = LeagueKind.CLASSIC if matches is None else LeagueKind.HEAD_TO_HEAD
    return review(
        SEASON,
        League(LeagueId(900), "By hand", kind, Gameweek(start)),
        week,
        phase,
        [_submission(m, known, week, previous, start) for m in members],
        known,
        roster=roster,
        stats=stats,
        matches=matches,
        backdrop=backdrop,
        previous=previous,
    )


def appearances(
    points: Mapping[int, int] | None = None,
    out: Collection[int] = (),
    to_play: Collection[int] = (),
    playing: Collection[int] = (),
    carded: Collection[int] = (),
    minutes: Mapping[int, int] | None = None,
) -> dict[PlayerId, Appearance]:
    """Tell the gameweek of players 1 to 15, 101 to 115, ... up to 915."""
    known: dict[PlayerId, Appearance] = {}
    for hundred in range(0, 1000, 100):
        for player_id, appearance in squad().items():
            own = PlayerId(hundred + player_id)
            known[own] = replace(appearance, player_id=own)
    for one in map(PlayerId, (*out, *to_play, *playing, *carded)):
        known[one] = replace(
            known[one],
            points=-1 if one in carded else 0,
            minutes=45 if one in playing else 0,
            played=one in (*playing, *carded),
            done=one in (*out, *carded),
            started=one not in to_play,
            in_play=one in playing,
        )
    for number, value in (points or {}).items():
        known[PlayerId(number)] = replace(known[PlayerId(number)], points=value)
    for number, value in (minutes or {}).items():
        known[PlayerId(number)] = replace(known[PlayerId(number)], minutes=value)
    return known


def _submission(
    picks: Picks,
    known: Mapping[PlayerId, Appearance],
    week: Gameweek,
    previous: Review | None,
    start: int,
) -> Submission:
    entry, own = EntryId(picks.entry), picks.lineup
    gross = picks.gross
    if gross is None:
        gross = score(own, known).gross_points if own else 0
    earlier = previous.outings.get(entry) if previous else None
    before = picks.before
    if before is None:
        before = earlier.total if earlier else 0
    joined = picks.joined_before
    if joined is None:
        joined = week > start and (previous is None or earlier is not None)
    contender = Contender(
        entry,
        before,
        gross,
        picks.hit,
        transfers=picks.made,
        joined_before=joined,
    )
    lineup = None if own is None else replace(own, gameweek=week)
    return Submission(contender, lineup, picks.result, picks.transfers)
