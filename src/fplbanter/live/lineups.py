"""
What two reads change in one entry's line-up: substitutions, and the armband.

What an entry won or lost between two reads is the sum of two things: its players'
new points, as often as they count now (`views.py`), and their old points, for
those that count more or less often than before. The second is told here.

A substitution is named by who comes on for whom and how sure it is, an armband by
who wears it ("...:captain_switched:900:17"). Nothing is remembered of an entry:
what is undone and comes again has the name that it had.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fplbanter.game.model import Chip, EntryId, PlayerId, Season
from fplbanter.game.scoring import Certainty, ProjectedSub, Score
from fplbanter.game.table import Placing

Points = Mapping[PlayerId, int]
Pair = tuple[PlayerId, PlayerId]


class LineupEventKind(StrEnum):
    """Kinds of changes of a line-up."""

    SUBSTITUTION = "substitution"
    SUBSTITUTION_UNDONE = "substitution_undone"
    CAPTAIN_SWITCHED = "captain_switched"


@dataclass(frozen=True, slots=True)
class MemberChange:
    """
    One member of a league before and after a read.

    The scores are None where no line-up was read, the placings where there was
    none. Both scores are of the same line-up.
    """

    entry_id: EntryId
    name: str
    before: Score | None = None
    after: Score | None = None
    stood: Placing | None = None
    stands: Placing | None = None


@dataclass(frozen=True, slots=True)
class LineupEvent:
    """
    Something that changed in one entry's line-up, and what it was worth.

    `player_in` comes on for `player_out`, or takes the armband from him; None is
    nobody. `certainty` is a substitution's.
    """

    event_id: str
    kind: LineupEventKind
    entry_id: EntryId
    player_in: PlayerId | None
    player_out: PlayerId | None
    certainty: Certainty | None
    points: int


def lineup_events(
    season: Season, member: MemberChange, points: Points
) -> tuple[LineupEvent, ...]:
    """
    Return what changed in a member's line-up; `points` are the players' before.

    Nothing is known to have changed of one who had not been read before.
    """
    if member.before is None or member.after is None:
        return ()
    subs = _substitutions(season, member.before, member.after, points)
    return (*subs, *_armband(season, member.before, member.after, points))


def _substitutions(
    season: Season, before: Score, after: Score, points: Points
) -> Iterator[LineupEvent]:
    if after.chip is Chip.BENCH_BOOST:
        # FPL lists them all the same; nobody comes on, for everybody counts.
        return
    was, now = _by_pair(before), _by_pair(after)
    for pair, sub in was.items():
        if pair not in now:
            kind = LineupEventKind.SUBSTITUTION_UNDONE
            yield _sub_event(season, after, kind, sub, -_counts(sub), points)
    for pair, sub in now.items():
        old = was.get(pair)
        if old is None or old.certainty is not sub.certainty:
            gained = _counts(sub) - (_counts(old) if old else 0)
            kind = LineupEventKind.SUBSTITUTION
            yield _sub_event(season, after, kind, sub, gained, points)


def _by_pair(score: Score) -> dict[Pair, ProjectedSub]:
    return {(s.player_in, s.player_out): s for s in score.auto_subs}


def _counts(sub: ProjectedSub) -> int:
    """Say whether a substitution counts; one that is pending does not yet."""
    return int(sub.certainty is not Certainty.PENDING)


def _sub_event(
    season: Season,
    score: Score,
    kind: LineupEventKind,
    sub: ProjectedSub,
    times: int,
    points: Points,
) -> LineupEvent:
    gain = points.get(sub.player_in, 0) - points.get(sub.player_out, 0)
    named = (score.entry_id, sub.player_out, sub.player_in, sub.certainty.value)
    return LineupEvent(
        event_id=_name(season, score, kind, *named),
        kind=kind,
        entry_id=score.entry_id,
        player_in=sub.player_in,
        player_out=sub.player_out,
        certainty=sub.certainty,
        points=times * gain,
    )


def _armband(
    season: Season, before: Score, after: Score, points: Points
) -> Iterator[LineupEvent]:
    (old, had), (new, has) = _wearer(before), _wearer(after)
    if (old, had) == (new, has):
        return
    gained = has * points.get(new, 0) if new is not None else 0
    lost = had * points.get(old, 0) if old is not None else 0
    kind = LineupEventKind.CAPTAIN_SWITCHED
    yield LineupEvent(
        event_id=_name(season, after, kind, after.entry_id, new or 0),
        kind=kind,
        entry_id=after.entry_id,
        player_in=new,
        player_out=old,
        certainty=after.captain_certainty,
        points=gained - lost,
    )


def _wearer(score: Score) -> tuple[PlayerId | None, int]:
    """Return who is counted more than once, and how often beyond that."""
    worn = ((p, m - 1) for p, m in score.multipliers.items() if m > 1)
    return next(worn, (None, 0))


def _name(season: Season, score: Score, kind: LineupEventKind, *named: object) -> str:
    return ":".join(map(str, (season, score.gameweek, kind.value, *named)))
