"""
The engine against a recorded season: 2025-26, entry 900001, gameweeks 1 to 36.

The raw JSON is read here, independently of `fpl/`: what the engine makes of
the live feed and the submitted picks is what FPL settled.
"""

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.game.builders import pairs

from fplbanter.game.appearances import appearances
from fplbanter.game.autosubs import as_submitted
from fplbanter.game.bonus import bonus_from_bps, bonus_to_add
from fplbanter.game.model import (
    AutoSub,
    Chip,
    ClubId,
    EntryId,
    Fixture,
    FixtureId,
    Gameweek,
    Lineup,
    Player,
    PlayerId,
    PlayerStats,
    PointsLine,
    Position,
    Result,
)
from fplbanter.game.scoring import Score, score
from fplbanter.game.totals import points_through

GAMEWEEKS = range(1, 37)
CHIPS = {
    "wildcard": Chip.WILDCARD,
    "freehit": Chip.FREE_HIT,
    "bboost": Chip.BENCH_BOOST,
    "3xc": Chip.TRIPLE_CAPTAIN,
}

Json = dict[str, Any]
Stats = dict[PlayerId, PlayerStats]


class Recording:
    """FPL's answers as they were recorded."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.players = [
            self._player(e) for e in self.read("bootstrap-static")["elements"]
        ]
        self.fixtures = [self._fixture(f) for f in self.read("fixtures")["rows"]]
        self.position_of = {p.player_id: p.position for p in self.players}

    @cache  # noqa: B019  One recording lives as long as the test module.
    def read(self, path: str) -> Json:
        """Read one answer."""
        with gzip.open(self.directory / f"{path}.json.gz", "rt", encoding="utf-8") as f:
            answer = json.load(f)
        return answer if isinstance(answer, dict) else {"rows": answer}

    def fixtures_of(self, gameweek: int) -> list[Fixture]:
        """Give the fixtures of one gameweek."""
        return [f for f in self.fixtures if f.gameweek == gameweek]

    @cache  # noqa: B019  As above.
    def stats(self, gameweek: int) -> Stats:
        """Give the gameweek's live feed."""
        rows = self.read(f"event/{gameweek}/live")["elements"]
        return {PlayerId(row["id"]): self._stats(row) for row in rows}

    def picks(self, gameweek: int) -> Json:
        """Give the entry's settled picks."""
        return self.read(f"entry/900001/event/{gameweek}/picks")

    def lineup(self, gameweek: int) -> Lineup:
        """Give the entry's picks as they were submitted."""
        answer = self.picks(gameweek)
        picks = sorted(answer["picks"], key=lambda p: p["position"])
        subs = [
            AutoSub(PlayerId(s["element_in"]), PlayerId(s["element_out"]))
            for s in answer["automatic_subs"]
        ]
        fifteen = as_submitted([p["element"] for p in picks], subs, self.position_of)
        return Lineup(
            EntryId(900001),
            Gameweek(gameweek),
            fifteen[:11],
            fifteen[11:],
            next(p["element"] for p in picks if p["is_captain"]),
            next(p["element"] for p in picks if p["is_vice_captain"]),
            CHIPS.get(answer["active_chip"]),
            hit=answer["entry_history"]["event_transfers_cost"],
        )

    def score(self, gameweek: int, *, final: bool) -> Score:
        """Score the entry's gameweek."""
        known = appearances(
            self.players,
            self.fixtures_of(gameweek),
            self.stats(gameweek),
            final=final,
        )
        return score(self.lineup(gameweek), known)

    @staticmethod
    def _player(row: Json) -> Player:
        return Player(
            PlayerId(row["id"]),
            row["code"],
            row["web_name"],
            ClubId(row["team"]),
            Position(row["element_type"]),
        )

    @staticmethod
    def _fixture(row: Json) -> Fixture:
        listed = {
            block["identifier"]: {
                PlayerId(v["element"]): v["value"] for v in block["h"] + block["a"]
            }
            for block in row["stats"]
        }
        return Fixture(
            FixtureId(row["id"]),
            row["event"],
            None,
            ClubId(row["team_h"]),
            ClubId(row["team_a"]),
            minutes=row["minutes"],
            started=bool(row["started"]),
            over=row["finished_provisional"],
            settled=row["finished"],
            bps=listed.get("bps", {}),
            bonus=listed.get("bonus", {}),
        )

    @staticmethod
    def _stats(row: Json) -> PlayerStats:
        stats = row["stats"]
        return PlayerStats(
            PlayerId(row["id"]),
            stats["minutes"],
            stats["total_points"],
            bonus=stats["bonus"],
            bps=stats["bps"],
            yellow_cards=stats["yellow_cards"],
            red_cards=stats["red_cards"],
            fixture_ids=tuple(FixtureId(e["fixture"]) for e in row["explain"]),
            lines=tuple(
                PointsLine(
                    FixtureId(e["fixture"]), s["identifier"], s["value"], s["points"]
                )
                for e in row["explain"]
                for s in e["stats"]
            ),
        )


@pytest.fixture(scope="module")
def recording(shared_data: Path) -> Iterator[Recording]:
    """Open the recorded season."""
    yield Recording(shared_data / "recorded" / "2025-26")
    Recording.read.cache_clear()
    Recording.stats.cache_clear()


@pytest.mark.parametrize("final", [True, False])
def test_every_gameweek_is_what_fpl_settled(recording: Recording, final: bool) -> None:  # noqa: FBT001
    """Points, bench and substitutions of all 36, whether closed or merely over."""
    for gameweek in GAMEWEEKS:
        answer = recording.picks(gameweek)
        official = answer["entry_history"]
        result = recording.score(gameweek, final=final)
        assert result.gross_points == official["points"], gameweek
        assert result.bench_points == official["points_on_bench"], gameweek
        assert pairs(result.auto_subs) == [
            (s["element_in"], s["element_out"]) for s in answer["automatic_subs"]
        ]
        assert result.is_certain


def test_totals_are_the_net_sum_of_gameweeks(recording: Recording) -> None:
    """After each gameweek the season's total is FPL's, the first hit included."""
    season = []
    for gameweek in GAMEWEEKS:
        result = recording.score(gameweek, final=True)
        season.append(
            Result(
                result.entry_id,
                result.gameweek,
                result.gross_points,
                result.hit,
                total=0,
            )
        )
        total = points_through(season, Gameweek(1), Gameweek(gameweek))
        official = recording.picks(gameweek)["entry_history"]["total_points"]
        assert total == official, gameweek


def test_bonus_from_bps_is_the_bonus_that_fpl_gave(recording: Recording) -> None:
    """Every settled match of the season, ties included."""
    settled = [f for f in recording.fixtures if f.settled]
    assert len(settled) > 350
    for fixture in settled:
        assert bonus_from_bps(fixture.bps) == fixture.bonus, fixture.fixture_id


def test_bonus_is_not_added_to_a_feed_that_holds_it(recording: Recording) -> None:
    """The feed of 2026/27: bonus is in it while the matches are not settled."""
    for gameweek in GAMEWEEKS:
        stats = recording.stats(gameweek)
        playing = [
            replace(f, settled=False, over=False)
            for f in recording.fixtures_of(gameweek)
        ]
        assert bonus_to_add(playing, stats) == {}
        only_in_the_feed = [replace(f, bonus={}) for f in playing]
        assert bonus_to_add(only_in_the_feed, stats) == {}


def test_a_feed_without_bonus_gets_exactly_what_it_lacks(recording: Recording) -> None:
    """The feed up to 2025/26: with ours added every player has his settled points."""
    for gameweek in GAMEWEEKS:
        stats = recording.stats(gameweek)
        fixtures = [
            replace(f, settled=False, bonus={}) for f in recording.fixtures_of(gameweek)
        ]
        poorer = {p: without_bonus(s) for p, s in stats.items()}
        known = appearances(recording.players, fixtures, poorer)
        assert {p: a.points for p, a in known.items()} == points_of(stats, known)


def without_bonus(stats: PlayerStats) -> PlayerStats:
    """Take the bonus out of a player's line."""
    return replace(
        stats,
        total_points=stats.total_points - stats.bonus,
        bonus=0,
        lines=tuple(line for line in stats.lines if line.identifier != "bonus"),
    )


def points_of(stats: Stats, known: Mapping[PlayerId, object]) -> dict[PlayerId, int]:
    """Give the settled points of everybody known; 0 without a line in the feed."""
    return {p: stats[p].total_points if p in stats else 0 for p in known}
