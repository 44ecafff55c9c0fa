"""Matches by the minute, and what FPL's live feed makes of them."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from fplbanter.simulator import Simulator
from fplbanter.simulator.scoring import award_bonus, explain
from fplbanter.simulator.states import ZERO

Get = Callable[..., Any]

WEEKS = (1, 16, 24)
"""An ordinary, a blank and a double gameweek."""


@pytest.mark.parametrize("gameweek", WEEKS)
@pytest.mark.parametrize("stage", ["picks", "live", "settled"])
def test_points_are_the_sum_of_their_lines(
    season: Simulator, get: Get, gameweek: int, stage: str
) -> None:
    """Explain adds up to total_points, with one entry per fixture of the club."""
    season.move_to(gameweek, stage)
    by_club, club_of = season.world.calendar.by_club, season.world.market.club_of
    for row in get(f"event/{gameweek}/live")["elements"]:
        lines = [line for part in row["explain"] for line in part["stats"]]
        assert sum(line["points"] for line in lines) == row["stats"]["total_points"]
        fixtures = by_club.get((gameweek, club_of[row["id"]]), ())
        assert [part["fixture"] for part in row["explain"]] == [
            f.fixture_id for f in fixtures
        ]


@pytest.mark.parametrize("gameweek", WEEKS)
def test_the_counts_agree_with_the_fixtures(
    season: Simulator, get: Get, gameweek: int
) -> None:
    """What live says of a gameweek is the sum of what its fixtures say."""
    season.move_to(gameweek, "live")
    stats = {r["id"]: r["stats"] for r in get(f"event/{gameweek}/live")["elements"]}
    sums: Counter[tuple[str, int]] = Counter()
    for fixture in get("fixtures", event=str(gameweek)):
        goals = {"h": fixture["team_h_score"], "a": fixture["team_a_score"]}
        for block in fixture["stats"]:
            for side, other in (("h", "a"), ("a", "h")):
                for row in block[side]:
                    sums[block["identifier"], row["element"]] += row["value"]
                if block["identifier"] == "goals_scored":
                    goals[side] -= sum(row["value"] for row in block[side])
                if block["identifier"] == "own_goals":
                    goals[other] -= sum(row["value"] for row in block[side])
        assert not any(goals.values())
    for (name, player), value in sums.items():
        assert stats[player][name] == value
    for player, line in stats.items():
        for name in ("goals_scored", "bonus", "bps", "saves", "yellow_cards"):
            assert line[name] == sums[name, player]


def test_played_means_minutes_or_a_card(season: Simulator, get: Get) -> None:
    """A card without minutes counts as played, and there are such cards."""
    idle_cards = 0
    for gameweek in range(1, 13):
        season.move_to(gameweek, "settled")
        for row in get(f"event/{gameweek}/live")["elements"]:
            stats = row["stats"]
            cards = stats["yellow_cards"] + stats["red_cards"]
            assert stats["played"] == (stats["minutes"] > 0 or cards > 0)
            idle_cards += stats["minutes"] == 0 and cards > 0
    assert idle_cards > 0


def test_everything_that_can_happen_happens(season: Simulator) -> None:
    """Over a few gameweeks every kind of line is seen."""
    seen = Counter(
        name
        for gameweek in range(1, 16)
        for state in season.world.live.final(gameweek).states.values()
        for entry in state.lines.values()
        for name, _, _ in entry.explained
    )
    assert set(seen) == {
        "minutes", "goals_scored", "assists", "clean_sheets", "goals_conceded",
        "own_goals", "penalties_saved", "penalties_missed", "yellow_cards",
        "red_cards", "saves", "bonus", "defensive_contribution",
    }  # fmt: skip


def test_eleven_a_side_play_ninety_minutes(season: Simulator) -> None:
    """Each side's minutes add up to 990, less what a sending-off costs."""
    for fixture in season.world.calendar.fixtures[:60]:
        script = season.world.live.script(fixture)
        end = season.world.calendar.gameweek(fixture.gameweek).settled
        lines = season.world.live.state(fixture, end).lines
        for side in (script.home, script.away):
            total = sum(lines[s.player.player_id].line["minutes"] for s in side.shifts)
            sent_off = any(shift.sent_off for shift in side.shifts)
            assert total <= 990 + 5  # Each late substitute is given a minute.
            assert sent_off or total >= 985
            assert sum(shift.on == 0 for shift in side.shifts) == 11


@pytest.mark.parametrize(
    ("counts", "bonus"),
    [
        ([30, 28, 25, 20], [3, 2, 1, 0]),
        ([30, 30, 25, 20], [3, 3, 1, 0]),
        ([30, 28, 28, 20], [3, 2, 2, 0]),
        ([30, 28, 25, 25], [3, 2, 1, 1]),
        ([30, 30, 30, 20], [3, 3, 3, 0]),
    ],
)
def test_bonus_ties(counts: list[int], bonus: list[int]) -> None:
    """Ties share the better place, and the places below them are lost."""
    given = award_bonus(dict(enumerate(counts)))
    assert [given.get(at, 0) for at in range(4)] == bonus


def test_bonus_follows_bps_and_ties_occur(season: Simulator) -> None:
    """In every finished match bonus is what the BPS of that match say."""
    kinds = set()
    for gameweek in range(1, 11):
        for state in season.world.live.final(gameweek).states.values():
            lines = {p: e.line for p, e in state.lines.items() if e.line["minutes"]}
            expected = award_bonus({p: line["bps"] for p, line in lines.items()})
            assert expected == {p: n["bonus"] for p, n in lines.items() if n["bonus"]}
            kinds.add(tuple(sorted(expected.values(), reverse=True)))
    assert len(kinds) >= 4


@pytest.mark.parametrize(
    ("position", "line", "points"),
    [
        (1, {"minutes": 90, "saves": 7, "clean_sheets": 1}, 8),
        (1, {"minutes": 90, "goals_conceded": 3, "penalties_saved": 1}, 6),
        (2, {"minutes": 90, "defensive_contribution": 10}, 4),
        (2, {"minutes": 59, "defensive_contribution": 9}, 1),
        (3, {"minutes": 60, "clean_sheets": 1, "goals_scored": 1}, 8),
        (3, {"minutes": 90, "defensive_contribution": 11, "goals_conceded": 4}, 2),
        (4, {"minutes": 90, "goals_scored": 2, "assists": 1, "bonus": 3}, 16),
        (4, {"minutes": 10, "own_goals": 1, "penalties_missed": 1}, -3),
        (2, {"minutes": 0, "yellow_cards": 1}, -1),
        (1, {"minutes": 90, "goals_scored": 1, "red_cards": 1}, 9),
    ],
)
def test_points_of_a_line(position: int, line: dict[str, int], points: int) -> None:
    """The scoring of 2026/27, by hand."""
    assert sum(each[2] for each in explain(position, ZERO | line)) == points


def test_bonus_in_play_begins_at_minute_twenty(season: Simulator, get: Get) -> None:
    """The live feed of 2026/27 holds bonus from minute 20 on, and not before."""
    fixture = season.world.calendar.gameweek(3).fixtures[0]
    for minute, shown in ((19, False), (20, True), (70, True)):
        season.clock.move_to(fixture.kickoff + timedelta(minutes=minute))
        row = get("fixtures", event="3")[0]
        assert row["id"] == fixture.fixture_id
        assert bool(row["stats"][8]["h"] + row["stats"][8]["a"]) == shown
        live = get("event/3/live")["elements"]
        assert any(each["stats"]["bonus"] for each in live) == shown


def test_the_feed_before_2026_27_has_no_bonus_until_the_day_is_over() -> None:
    """With live_bonus off bonus is 0 in play; then it comes with `finished`."""
    old = Simulator(26, live_bonus=False)
    old.move_to(3, "live")
    day = old.world.calendar.gameweek(3).days[0]
    first = old.answer("/api/fixtures/", {"event": "3"}).json()[0]
    assert first["stats"][8] == {"identifier": "bonus", "a": [], "h": []}
    assert first["finished_provisional"]
    assert not first["finished"]
    old.clock.move_to(day.bonus)
    first = old.answer("/api/fixtures/", {"event": "3"}).json()[0]
    assert first["stats"][8]["h"] + first["stats"][8]["a"]
    assert first["finished"]
    status = old.answer("/api/event-status/").json()["status"]
    assert [row["bonus_added"] for row in status][:2] == [True, False]


def test_the_clock_of_a_match(season: Simulator, get: Get) -> None:
    """Started late, 45 in the break, 90 in added time, then finished_provisional."""
    fixture = season.world.calendar.gameweek(4).fixtures[0]
    seen = []
    for minute in range(-1, 125):
        season.clock.move_to(fixture.kickoff + timedelta(minutes=minute))
        row = next(
            r for r in get("fixtures", event="4") if r["id"] == fixture.fixture_id
        )
        seen.append((row["started"], row["minutes"], row["finished_provisional"]))
    assert seen[0] == seen[2] == (False, 0, False)
    assert seen[3] == (True, 2, False)
    assert seen[-1] == (True, 90, True)
    clock = [minutes for _, minutes, _ in seen]
    assert clock == sorted(clock)
    assert clock.count(45) >= 15
    assert (True, 90, False) in seen


def test_nothing_goes_backwards_but_clean_sheets_and_bonus(season: Simulator) -> None:
    """Minutes, goals and cards only grow while a match is on."""
    fixture = season.world.calendar.gameweek(5).fixtures[0]
    before: dict[int, dict[str, int]] = {}
    for minute in range(1, 125):
        at = fixture.kickoff + timedelta(minutes=minute)
        lines = season.world.live.state(fixture, at).lines
        for player, line in before.items():
            for name in ("minutes", "goals_scored", "yellow_cards", "saves", "tackles"):
                assert lines[player].line[name] >= line[name]
        before = {player: dict(entry.line) for player, entry in lines.items()}
