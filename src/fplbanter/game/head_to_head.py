"""Head-to-head leagues: match points, AVERAGE, the table, knockout ties."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fplbanter.game.model import EntryId, Match

WIN, DRAW, LOSS = 3, 1, 0


@dataclass(frozen=True, slots=True)
class Record:
    """
    A side's season: matches and points. An entry_id of None is AVERAGE.

    `points_for` are the net points of its matches, FPL's tie-break.
    """

    entry_id: EntryId | None
    won: int = 0
    drawn: int = 0
    lost: int = 0
    points_for: int = 0
    rank: int = 0

    @property
    def played(self) -> int:
        """Matches that count."""
        return self.won + self.drawn + self.lost

    @property
    def league_points(self) -> int:
        """Three for a win, one for a draw (FPL rules, "Head-to-head scoring")."""
        return WIN * self.won + DRAW * self.drawn


def with_live_points(
    match: Match, net_points: Mapping[EntryId, int], average: int | None
) -> Match | None:
    """
    Give a match its sides' points of now; None while a side's are unknown.

    A match is played with net points; AVERAGE has FPL's average score, which
    FPL has not counted yet while it is None (fact sheet 3.10).
    """
    home = average if match.home is None else net_points.get(match.home)
    away = average if match.away is None else net_points.get(match.away)
    if home is None or away is None:
        return None
    return replace(match, home_points=home, away_points=away)


def head_to_head_table(
    sides: Iterable[EntryId | None], matches: Iterable[Match]
) -> tuple[Record, ...]:
    """
    Build the table: league points, then points for; equals share a rank.

    Knockout matches do not count. Source: FPL rules; fact sheet 6.7.
    """
    records = {side: Record(side) for side in sides}
    for match in matches:
        if match.is_knockout:
            continue
        _play(records, match.home, match.home_points, match.away_points)
        _play(records, match.away, match.away_points, match.home_points)
    ordered = sorted(records.values(), key=_order)
    ranks: dict[tuple[int, int], int] = {}
    for place, record in enumerate(ordered, start=1):
        ranks.setdefault(_merit(record), place)
    return tuple(replace(r, rank=ranks[_merit(r)]) for r in ordered)


@dataclass(frozen=True, slots=True)
class KnockoutSide:
    """A side of a cup tie: net points, and its counting players' goals."""

    points: int
    goals_scored: int = 0
    goals_conceded: int = 0


def knockout_winner(home: KnockoutSide, away: KnockoutSide) -> KnockoutSide | None:
    """
    Decide a knockout: points, most goals scored, fewest conceded.

    None means that FPL tosses a coin. Source: FPL rules,
    `league_h2h_tiebreak_stats`; fact sheet 6.7.
    """
    left, right = _knockout_merit(home), _knockout_merit(away)
    if left == right:
        return None
    return home if left > right else away


def _play(
    records: dict[EntryId | None, Record],
    side: EntryId | None,
    own: int,
    other: int,
) -> None:
    """Enter one side's match; a side that has left the league is not listed."""
    record = records.get(side)
    if record is None:
        return
    records[side] = replace(
        record,
        won=record.won + (own > other),
        drawn=record.drawn + (own == other),
        lost=record.lost + (own < other),
        points_for=record.points_for + own,
    )


def _merit(record: Record) -> tuple[int, int]:
    """Return what decides a place."""
    return record.league_points, record.points_for


def _order(record: Record) -> tuple[int, int, int]:
    """Order by merit, then by entry id, AVERAGE last among equals."""
    identity = record.entry_id if record.entry_id is not None else 2**63
    return -record.league_points, -record.points_for, identity


def _knockout_merit(side: KnockoutSide) -> tuple[int, int, int]:
    """Return what decides a tie, most first."""
    return side.points, side.goals_scored, -side.goals_conceded
