"""
A league's season as plain loops read it: numbers, lists and dictionaries.

It shares nothing with `fplbanter.banter` but the given values, and settles
line-ups by `tests.laws.plain`, which shares nothing with `fplbanter.game`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from tests.banter.story import Story
from tests.laws.plain import plain_score

from fplbanter.game.model import Appearance, EntryId, Gameweek, Lineup, PlayerId

Number = int | Fraction
Numbers = dict[int, Number]
Holders = list[tuple[tuple[int, ...], Number]]


@dataclass
class PlainPlayer:
    """What a player did in a gameweek."""

    position: int
    points: int
    minutes: int
    played: bool
    goals: int = 0
    assists: int = 0
    yellow: int = 0
    red: int = 0
    saves: int = 0


@dataclass
class PlainPicks:
    """What a member did in a gameweek; `rank` is his place after it."""

    eleven: list[int]
    bench: list[int]
    captain: int
    vice: int
    chip: str
    hit: int
    net: int
    gross: int
    multipliers: dict[int, int]
    transfers: int
    swaps: list[tuple[int, int, datetime]]
    overall_rank: int
    gameweek_rank: int
    total: int = 0
    previous_total: int = 0
    rank: int = 0
    last_rank: int = 0

    @property
    def wasted(self) -> list[int]:
        return [p for p, m in self.multipliers.items() if m == 0]

    @property
    def counted(self) -> list[int]:
        return [p for p, m in self.multipliers.items() if m > 0]


@dataclass
class PlainWeek:
    """One gameweek: players by number, members by entry."""

    number: int
    players: dict[int, PlainPlayer]
    members: dict[int, PlainPicks]
    matches: list[tuple[int | None, int | None, int, int]] = field(default_factory=list)
    dream_team: set[int] = field(default_factory=set)
    bought: dict[int, int] = field(default_factory=dict)
    deadline: datetime | None = None
    appearances: Mapping[PlayerId, Appearance] = field(default_factory=dict)

    def raw(self, player: int) -> int:
        return self.players[player].points if player in self.players else 0

    def leader(self, entry: int) -> int | None:
        """Who wears the armband in the end: the captain, his vice, or nobody."""
        picks = self.members[entry]
        for player in (picks.captain, picks.vice):
            if player in self.players and self.players[player].minutes > 0:
                return player
        return None

    def settle(
        self, eleven: list[int], bench: list[int], captain: int, vice: int
    ) -> dict[int, int]:
        """Give everybody's multiplier in another line-up, without a chip."""
        lineup = Lineup(
            EntryId(0),
            Gameweek(self.number),
            tuple(PlayerId(p) for p in eleven),
            tuple(PlayerId(p) for p in bench),
            PlayerId(captain),
            PlayerId(vice),
        )
        found = plain_score(lineup, self.appearances).multipliers
        return {int(p): times for p, times in found.items()}


Weeks = dict[int, PlainWeek]


def plain_season(story: Story) -> Weeks:
    """Write a story down plainly."""
    weeks: Weeks = {}
    for week in story.weeks:
        if week.gameweek < story.league.start:
            continue
        players = {}
        for player_id, a in week.appearances.items():
            did = (week.stats or {}).get(player_id)
            players[int(player_id)] = PlainPlayer(
                int(a.position),
                a.points,
                a.minutes,
                a.played,
                did.goals if did else 0,
                did.assists if did else 0,
                did.yellow_cards if did else 0,
                did.red_cards if did else 0,
                did.saves if did else 0,
            )
        members = {}
        for diary in story.diaries:
            lineup = diary.lineups.get(week.gameweek)
            if lineup is None:
                continue
            picks = _picks(lineup, week.appearances)
            for row in diary.results:
                if row.gameweek == week.gameweek:
                    picks.gross = row.gross_points
                    picks.hit = row.hit
                    picks.net = row.gross_points - row.hit
                    picks.transfers = row.transfers
                    picks.overall_rank = row.overall_rank or 0
                    picks.gameweek_rank = row.gameweek_rank or 0
            for move in diary.transfers or ():
                if move.gameweek == week.gameweek:
                    picks.swaps.append((move.player_in, move.player_out, move.made_at))
            members[int(diary.entry_id)] = picks
        plain = PlainWeek(int(week.gameweek), players, members)
        plain.appearances = week.appearances
        for m in week.matches or ():
            plain.matches.append((m.home, m.away, m.home_points, m.away_points))
        if week.backdrop is not None:
            plain.deadline = week.backdrop.deadline
            plain.dream_team = {int(p) for p in week.backdrop.dream_team or ()}
            bought = week.backdrop.bought or {}
            plain.bought = {int(p): count for p, count in bought.items()}
        weeks[plain.number] = plain
    _rank(weeks, int(story.league.start))
    return weeks


def changes(weeks: Weeks, gameweek: int, entry: int) -> list[tuple[int, int]]:
    """Who is in for whom: every sale followed to who has that place in the end."""
    picks = weeks[gameweek].members[entry]
    if gameweek == 1 or picks.chip in ("wildcard", "free_hit"):
        return []
    replaced_by = {old: new for new, old, _ in picks.swaps}
    bought = {new for new, _, _ in picks.swaps}
    found = []
    for old, successor in replaced_by.items():
        if old in bought:
            continue
        new = successor
        while new in replaced_by:
            new = replaced_by[new]
        found.append((new, old))
    return found


def owned(weeks: Weeks, gameweek: int, entry: int) -> PlainPicks | None:
    """Return what he had after a gameweek; a free hit's squad is given back."""
    while gameweek in weeks and entry in weeks[gameweek].members:
        if weeks[gameweek].members[entry].chip != "free_hit":
            return weeks[gameweek].members[entry]
        gameweek -= 1
    return None


def _picks(lineup: Lineup, appearances: Mapping[PlayerId, Appearance]) -> PlainPicks:
    settled = plain_score(lineup, appearances)
    return PlainPicks(
        [int(p) for p in lineup.eleven],
        [int(p) for p in lineup.bench],
        int(lineup.captain or 0),
        int(lineup.vice_captain or 0),
        "" if lineup.chip is None else str(lineup.chip.value),
        lineup.hit,
        settled.points - lineup.hit,
        settled.points,
        {int(p): m for p, m in settled.multipliers.items()},
        lineup.transfers,
        [],
        0,
        0,
    )


def _rank(weeks: Weeks, start: int) -> None:
    """Add totals up, and count who is ahead of whom."""
    totals: dict[int, int] = defaultdict(int)
    for number in sorted(weeks):
        members = weeks[number].members
        veterans = [e for e in members if e in totals]
        for entry, picks in members.items():
            picks.previous_total = totals[entry] if entry in veterans else 0
            if entry in veterans:
                ahead = [e for e in veterans if totals[e] > totals[entry]]
                picks.last_rank = len(ahead) + 1
        for entry, picks in members.items():
            # The first gameweek's hit was paid before the table began.
            totals[entry] += picks.gross if number == start else picks.net
            picks.total = totals[entry]
        for entry, picks in members.items():
            picks.rank = 1 + sum(totals[e] > totals[entry] for e in members)


def best(numbers: Numbers, least: Number | None = None) -> Holders:
    """Whoever has the most of at least so much; equals share it."""
    able = {e: v for e, v in numbers.items() if least is None or v >= least}
    if not able:
        return []
    top = max(able.values())
    return [(tuple(sorted(e for e in able if able[e] == top)), top)]


def lowest(numbers: Numbers, most: Number | None = None) -> Holders:
    """Whoever has the least of at most so much; equals share it."""
    able = {e: v for e, v in numbers.items() if most is None or v <= most}
    if not able:
        return []
    bottom = min(able.values())
    return [(tuple(sorted(e for e in able if able[e] == bottom)), bottom)]


def each(numbers: Numbers, least: Number | None = None) -> Holders:
    """Everybody who has at least so much, each for himself."""
    return [
        ((e,), v) for e, v in sorted(numbers.items()) if least is None or v >= least
    ]
