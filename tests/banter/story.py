"""A league's season as values, given to the engine and to the plain twins alike."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from tests.banter.league import SEASON

from fplbanter.banter.backdrop import Backdrop
from fplbanter.banter.chronicle import Diary, Week, chronicle
from fplbanter.banter.review import Review
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
    Position,
    Price,
    Result,
    Transfer,
)
from fplbanter.simulator import Simulator
from fplbanter.simulator.careers import Career
from fplbanter.simulator.scores import ScoreBook
from fplbanter.simulator.selection import Selection
from fplbanter.simulator.settlement import settle
from fplbanter.simulator.world import World

CHIPS = {
    "wildcard": Chip.WILDCARD,
    "freehit": Chip.FREE_HIT,
    "bboost": Chip.BENCH_BOOST,
    "3xc": Chip.TRIPLE_CAPTAIN,
    "manager": Chip.ASSISTANT_MANAGER,
}


@dataclass
class Story:
    """A league's weeks and its members' diaries; `reviews` is the engine's view."""

    league: League
    weeks: list[Week]
    diaries: list[Diary]
    _reviews: list[Review] = field(default_factory=list)

    def reviews(self) -> list[Review]:
        """Let the engine review all of it, once."""
        if not self._reviews:
            self._reviews += chronicle(SEASON, self.league, self.weeks, self.diaries)
        return self._reviews


def simulated(
    seed: int = 26, *, league_id: int = 900, members: int = 12, last: int = 38
) -> Story:
    """
    Play a pretend season, settled by the simulator's own rules.

    The last member of a cut league is its late joiner, if it has one; league
    950 is head-to-head, with nine members and so an AVERAGE.
    """
    world = Simulator(seed).world
    careers = [world.careers.career(e) for e in _chosen(world, league_id, members)]
    diaries = _ranked([_diary(world, career, last) for career in careers])
    pretend = world.leagues.by_id[league_id]
    kind = LeagueKind.HEAD_TO_HEAD if pretend.scoring == "h" else LeagueKind.CLASSIC
    league = League(
        LeagueId(league_id), pretend.name, kind, Gameweek(pretend.start_event)
    )
    weeks = [
        replace(
            _week(world, Gameweek(number), diaries),
            matches=_matches(world, league, Gameweek(number), diaries),
        )
        for number in range(1, last + 1)
    ]
    return Story(league, weeks, diaries)


def _chosen(world: World, league_id: int, count: int) -> list[int]:
    everyone = world.leagues.by_id[league_id].members
    late = [e for e in everyone if world.leagues.started.get(e, 1) > 1]
    first = list(everyone[:count])
    return first if not late or late[0] in first else [*first[:-1], late[0]]


def _diary(world: World, career: Career, last: int) -> Diary:
    """Tell one member's season."""
    entry = EntryId(career.manager.entry_id)
    lineups: dict[Gameweek, Lineup] = {}
    results: list[Result] = []
    transfers: list[Transfer] = []
    for number in range(1, last + 1):
        selection = career.selection(number)
        if selection is None:
            continue
        gameweek = Gameweek(number)
        lineups[gameweek] = _lineup(entry, selection)
        before = results[-1].total if results else 0
        results.append(_result(world.scores, entry, selection, before))
        transfers += _transfers(world, entry, selection)
    started = Gameweek(career.manager.started_event)
    return Diary(entry, results, lineups, transfers, started)


def _lineup(entry: EntryId, selection: Selection) -> Lineup:
    squad = tuple(PlayerId(p) for p in selection.squad)
    return Lineup(
        entry,
        Gameweek(selection.gameweek),
        squad[:11],
        squad[11:],
        PlayerId(selection.captain),
        PlayerId(selection.vice),
        CHIPS.get(selection.chip or ""),
        hit=selection.cost,
        transfers=selection.transfers,
        bank=Price(selection.bank),
        value=Price(selection.value),
    )


def _result(
    scores: ScoreBook, entry: EntryId, selection: Selection, before: int
) -> Result:
    week = scores.live.final(selection.gameweek)
    positions = scores.live.market.positions
    settled = settle(selection, positions, week.points, week.minutes, week.played)
    return Result(
        entry,
        Gameweek(selection.gameweek),
        settled.gross,
        selection.cost,
        before + settled.gross - selection.cost,
        transfers=selection.transfers,
        bench_points=settled.bench,
        bank=Price(selection.bank),
        value=Price(selection.value),
    )


def _ranked(diaries: Sequence[Diary]) -> list[Diary]:
    """Invent overall ranks: the better the total, the smaller, ties included."""
    return [
        replace(
            diary,
            results=[
                replace(
                    r,
                    overall_rank=10_000_000 - 2_000 * r.total,
                    gameweek_rank=10_000_000 - 50_000 * r.gross_points,
                )
                for r in diary.results
            ],
        )
        for diary in diaries
    ]


def _transfers(
    world: World, entry: EntryId, selection: Selection
) -> Iterable[Transfer]:
    deadline = world.calendar.gameweek(selection.gameweek).deadline
    for at, (new, price, old, sold) in enumerate(selection.swaps):
        early = (entry * 7 + selection.gameweek * 13 + at * 29) % 300
        yield Transfer(
            entry,
            Gameweek(selection.gameweek),
            PlayerId(new),
            PlayerId(old),
            deadline - timedelta(minutes=early),
            Price(price),
            Price(sold),
        )


def _week(world: World, gameweek: Gameweek, diaries: Sequence[Diary]) -> Week:
    """Tell every player's gameweek, and what the rest of FPL did."""
    week, positions = world.live.final(gameweek), world.market.positions
    numbers = range(1, len(positions))
    moves = (t for d in diaries for t in d.transfers or ())
    bought = Counter(t.player_in for t in moves if t.gameweek == gameweek)
    team = world.season.dream_team(gameweek)
    return Week(
        gameweek,
        Phase.FINAL,
        {
            PlayerId(n): Appearance(
                PlayerId(n),
                Position(positions[n]),
                week.points[n],
                week.minutes[n],
                played=n in week.played,
                done=True,
                started=True,
            )
            for n in numbers
        },
        stats={PlayerId(n): _stats(world, gameweek, n) for n in week.played},
        backdrop=Backdrop(
            world.calendar.gameweek(gameweek).deadline,
            frozenset(PlayerId(n) for n in team),
            bought,
        ),
    )


def _stats(world: World, gameweek: Gameweek, number: int) -> PlayerStats:
    week = world.live.final(gameweek)
    lines = [line.line for _, line in world.live.lines(week, number)]

    def count(name: str) -> int:
        return sum(line[name] for line in lines)

    return PlayerStats(
        PlayerId(number),
        week.minutes[number],
        week.points[number],
        yellow_cards=count("yellow_cards"),
        red_cards=count("red_cards"),
        goals=count("goals_scored"),
        assists=count("assists"),
        saves=count("saves"),
        clean_sheets=count("clean_sheets"),
    )


def _matches(
    world: World, league: League, gameweek: Gameweek, diaries: Sequence[Diary]
) -> tuple[Match, ...] | None:
    if league.kind is LeagueKind.CLASSIC:
        return None
    net = {
        d.entry_id: r.net_points
        for d in diaries
        for r in d.results
        if r.gameweek == gameweek
    }
    pretend = world.leagues.by_id[league.league_id]
    sides = [
        [None if side is None else EntryId(side) for side in pair]
        for pair in world.head_to_head.pairs(pretend, gameweek)
    ]
    average = round(sum(net.values()) / len(net))
    return tuple(
        Match(
            gameweek,
            one,
            two,
            average if one is None else net[one],
            average if two is None else net[two],
        )
        for one, two in sides
    )
