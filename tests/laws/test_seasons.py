"""
Laws over whole simulated seasons: what is projected is what FPL settles.

The simulator settles by a plain reading of the rules that shares no code with
`game/`; its answers come through the same translation as FPL's.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from fplbanter.fpl import translate_entry, translate_game
from fplbanter.fpl.answers import FetchedLineup
from fplbanter.game.appearances import appearances
from fplbanter.game.model import (
    Appearance,
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    Player,
    PlayerId,
)
from fplbanter.game.scoring import Certainty, Score, score, settled_subs
from fplbanter.simulator import Simulator
from fplbanter.simulator.calendar import Gameweek as Week

SEEDS = (26, 27, 28)
ENTRIES = 15
CHIPS = (Chip.WILDCARD, Chip.FREE_HIT, Chip.BENCH_BOOST, Chip.TRIPLE_CAPTAIN)

Squad = dict[PlayerId, Appearance]


@dataclass(frozen=True, slots=True)
class Claim:
    """What the projection called certain at a minute, to be held against it."""

    at: datetime
    score: Score

    def contradictions(self, settled: FetchedLineup) -> Iterator[str]:
        """Yield what FPL settled otherwise."""
        made, row = set(settled.auto_subs), settled.result
        for sub in self.score.auto_subs:
            pair = AutoSub(sub.player_in, sub.player_out)
            if sub.certainty is Certainty.CERTAIN and pair not in made:
                yield f"{self.at}: {pair} was certain"
        captain = self.score.captain
        sure = self.score.captain_certainty is Certainty.CERTAIN
        if sure and captain and settled.settled_multipliers[captain] < 2:
            yield f"{self.at}: {captain} was certain to be captain"
        if self.score.is_certain and self.score.gross_points != row.gross_points:
            yield f"{self.at}: {self.score.gross_points} points were certain"


class Follower:
    """Reads one simulated season as the product would, gameweek by gameweek."""

    def __init__(self, seed: int, *, live_bonus: bool = True) -> None:
        self.simulator = Simulator(seed, live_bonus=live_bonus)
        facts = translate_game.season(self.ask("bootstrap-static"))
        self.players: Sequence[Player] = facts.players
        self.positions = {p.player_id: p.position for p in facts.players}
        members = self.simulator.world.leagues.by_id[901].members
        self.entries = [EntryId(e) for e in members[:ENTRIES]]

    def ask(self, path: str, **query: str) -> object:
        """Return an answer's JSON; None where FPL has none."""
        answer = self.simulator.answer(f"/api/{path}/", query)
        return answer.json() if answer.status == 200 else None

    def squads_at(self, gameweek: Gameweek, moment: datetime) -> Squad:
        """Return every player's gameweek as it stands at a moment."""
        self.simulator.clock.move_to(moment)
        fixtures = self.ask("fixtures", event=str(gameweek))
        live = self.ask(f"event/{gameweek}/live")
        return appearances(
            self.players, translate_game.fixtures(fixtures), translate_game.live(live)
        )

    def lineups_at(
        self, gameweek: Gameweek, moment: datetime
    ) -> dict[EntryId, FetchedLineup]:
        """Return the picks that FPL shows at a moment, of those who play."""
        self.simulator.clock.move_to(moment)
        bodies = {
            e: self.ask(f"entry/{e}/event/{gameweek}/picks") for e in self.entries
        }
        return {
            e: translate_entry.lineup(body, e, gameweek, self.positions)
            for e, body in bodies.items()
            if body is not None
        }


def minutes_of_play(week: Week) -> list[datetime]:
    """Return a minute of the first match, and those before the last kick-offs."""
    kickoffs = sorted({fixture.kickoff for fixture in week.fixtures})
    between = [
        later - timedelta(minutes=1)
        for earlier, later in pairwise(kickoffs)
        if later - earlier > timedelta(hours=2, minutes=5)
    ]
    return [kickoffs[0] + timedelta(minutes=50), *between[-2:]]


@dataclass(frozen=True, slots=True)
class Watched:
    """One entry's gameweek: projected after the last whistle, then settled."""

    lineup: Lineup
    projected: Score
    over: Squad
    settled: FetchedLineup
    claims: list[Claim]

    def check(self) -> None:
        """Hold the projection against FPL's settlement, and the claims as well."""
        projected, settled, row = self.projected, self.settled, self.settled.result
        said = (projected.entry_id, projected.gameweek)
        assert projected.gross_points == row.gross_points, said
        assert projected.bench_points == row.bench_points, said
        assert projected.net_points == row.net_points, said
        assert settled_subs(projected.auto_subs) == settled.auto_subs, said
        # Where neither captain nor vice played FPL may leave the armband on one.
        played = [p for p in self.lineup.squad if self.over[p].played]
        assert {p: projected.multipliers[p] for p in played} == {
            p: settled.settled_multipliers[p] for p in played
        }, said
        assert projected.is_certain, said
        found = [c for claim in self.claims for c in claim.contradictions(settled)]
        assert not found, (said, found)


def follow(season: Follower, gameweek: Gameweek, *, in_play: bool) -> Iterator[Watched]:
    """Watch a gameweek: the line-ups, minutes of play, the end, the settlement."""
    week = season.simulator.world.calendar.gameweek(gameweek)
    submitted = season.lineups_at(gameweek, week.picks_out)
    claims: dict[EntryId, list[Claim]] = {e: [] for e in submitted}
    for moment in minutes_of_play(week) if in_play else ():
        squads = season.squads_at(gameweek, moment)
        for e, fetched in submitted.items():
            claims[e].append(Claim(moment, score(fetched.lineup, squads)))
    over = season.squads_at(gameweek, week.whistle + timedelta(minutes=1))
    settled = season.lineups_at(gameweek, week.settled)
    for e, f in submitted.items():
        yield Watched(f.lineup, score(f.lineup, over), over, settled[e], claims[e])


@pytest.mark.parametrize(
    "seed",
    [SEEDS[0], *(pytest.param(seed, marks=pytest.mark.faults) for seed in SEEDS[1:])],
)
def test_the_projection_is_what_fpl_settles_over_a_whole_season(seed: int) -> None:
    """
    With the last whistle points, bench, substitutions and multipliers are final.

    At no minute before was anything called certain that came out otherwise.
    """
    season, seen = Follower(seed), Counter[str]()
    for number in range(1, 39):
        for watched in follow(season, Gameweek(number), in_play=True):
            watched.check()
            _note(seen, watched)
    assert seen["line-ups"] >= 38 * (ENTRIES - 1)
    # A law that is never tried is kept by nobody.
    assert all(seen[chip] for chip in CHIPS)
    assert min(seen["hits"], seen["subs"], seen["vice"], seen["sure early"]) >= 3


def test_the_projection_adds_bonus_where_the_feed_lacks_it() -> None:
    """Up to 2025/26 bonus came an hour after the whistle: BPS tell it before."""
    season = Follower(SEEDS[0], live_bonus=False)
    for number in range(1, 39):
        for watched in follow(season, Gameweek(number), in_play=False):
            watched.check()


def _note(seen: Counter[str], watched: Watched) -> None:
    """Count what the season had."""
    lineup, projected = watched.lineup, watched.projected
    seen["line-ups"] += 1
    seen[lineup.chip or "no chip"] += 1
    seen["hits"] += projected.hit > 0
    seen["subs"] += bool(projected.auto_subs)
    seen["vice"] += projected.captain not in (None, lineup.captain)
    seen["sure early"] += any(claim.score.is_certain for claim in watched.claims)
