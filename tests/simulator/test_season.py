"""The season follows from its seed, and looks like one of FPL's."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from fplbanter.simulator import Simulator
from fplbanter.simulator.world import World

Get = Callable[..., Any]

PATHS = (
    "bootstrap-static",
    "fixtures",
    "event/3/live",
    "leagues-classic/901/standings",
    "entry/4711/history",
    "entry/4711/event/3/picks",
)


def _bytes(seed: int, *, live_bonus: bool = True) -> list[bytes]:
    simulator = Simulator(seed, live_bonus=live_bonus)
    simulator.move_to(3, "live")
    return [simulator.answer(f"/api/{path}/").body for path in PATHS]


def test_the_same_seed_gives_the_same_bytes() -> None:
    """Two simulators with one seed agree byte for byte, whatever was asked before."""
    busy = Simulator(5)
    busy.move_to(6, "over")
    busy.answer("/api/bootstrap-static/")
    busy.answer("/api/entry/4711/history/")
    busy.move_to(3, "live")
    again = [busy.answer(f"/api/{path}/").body for path in PATHS]
    assert _bytes(5) == again


def test_another_process_gives_the_same_bytes() -> None:
    """Nothing depends on the order of sets or on a process's hash seed."""
    program = (
        "import hashlib; from fplbanter.simulator import Simulator;"
        "s = Simulator(5); s.move_to(3, 'live');"
        f"print(hashlib.sha256(b''.join(s.answer(f'/api/{{p}}/').body for p in {PATHS!r})).hexdigest())"
    )
    seen = {
        subprocess.run(  # noqa: S603 - our own interpreter and our own program
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        ).stdout
        for hash_seed in ("1", "2")
    }
    assert len(seen) == 1


def test_another_seed_gives_another_season() -> None:
    """Every path's answer differs under another seed."""
    assert all(a != b for a, b in zip(_bytes(5), _bytes(6), strict=True))


def test_fixtures_doubles_and_blanks(season: Simulator) -> None:
    """380 matches, everybody meets everybody twice; two blanks and two doubles."""
    fixtures = season.world.calendar.fixtures
    assert len(fixtures) == 380
    assert {f.fixture_id for f in fixtures} == set(range(1, 381))
    assert len({(f.home, f.away) for f in fixtures}) == 380
    homes = Counter(f.home for f in fixtures)
    assert set(homes.values()) == {19}
    kinds = Counter(
        (week, len(season.world.calendar.by_club.get((week, club), ())))
        for week in range(1, 39)
        for club in range(1, 21)
    )
    blanks = {week for (week, count) in kinds if count == 0}
    doubles = {week for (week, count) in kinds if count == 2}
    assert (len(blanks), len(doubles)) == (2, 2)
    assert max(count for _, count in kinds) == 2


def test_kick_offs_of_a_club_lie_days_apart() -> None:
    """No club plays twice within two days, in any season."""
    for seed in (1, 2, 26):
        times: dict[int, list[datetime]] = {}
        for fixture in World(seed).calendar.fixtures:
            for club in (fixture.home, fixture.away):
                times.setdefault(club, []).append(fixture.kickoff)
        for kickoffs in times.values():
            kickoffs.sort()
            gaps = [b - a for a, b in pairwise(kickoffs)]
            assert min(gaps) >= timedelta(hours=44)


def test_gameweeks_follow_each_other(season: Simulator) -> None:
    """Each gameweek is settled before the next deadline; 90 minutes to kick-off."""
    weeks = season.world.calendar.gameweeks
    for week in weeks:
        assert week.fixtures[0].kickoff - week.deadline == timedelta(minutes=90)
        assert week.whistle < week.settling < week.settled
    for week, following in pairwise(weeks):
        assert week.settled + timedelta(minutes=10) < following.deadline - timedelta(
            hours=1
        )


def test_famous_deadlines(get: Get) -> None:
    """Gameweek 1 closes on 21 August 17:30Z, gameweek 19 on 2 January 13:30Z."""
    events = get("bootstrap-static")["events"]
    assert events[0]["deadline_time"] == "2026-08-21T17:30:00Z"
    assert events[18]["deadline_time"] == "2027-01-02T13:30:00Z"


def test_a_moved_match_has_no_date_until_it_is_announced(season: Simulator) -> None:
    """`event` and `kickoff_time` are null first, then the double gameweek's."""
    moved = [f for f in season.world.calendar.fixtures if f.announced]
    assert len(moved) == 7
    season.move_to(1, "settled")
    rows = {row["id"]: row for row in season.answer("/api/fixtures/").json()}
    assert {rows[f.fixture_id]["event"] for f in moved} == {None}
    season.move_to(31, "settled")
    rows = {row["id"]: row for row in season.answer("/api/fixtures/").json()}
    assert {rows[f.fixture_id]["event"] for f in moved} == {24, 33}


def test_players_look_like_fpls(season: Simulator) -> None:
    """About 700 players; few are owned by many; prices and names are plausible."""
    players = season.world.market.players
    assert 660 <= len(players) <= 740
    owned = sorted((p.ownership for p in players), reverse=True)
    assert 40 <= owned[0] <= 62
    assert 3 <= sum(share >= 40 for share in owned) <= 9
    assert 1_350 <= sum(owned) <= 1_520
    assert sum(share < 1 for share in owned) > len(owned) / 2
    assert min(p.price for p in players) == 40
    assert 105 <= max(p.price for p in players) <= 155
    letters = "".join(p.web_name for p in players)
    assert {"ñ", "ö", "ø"} <= set(letters.lower())
    for club in range(1, 21):
        names = [p.web_name for p in players if p.club_id == club]
        assert len(set(names)) == len(names)


def test_every_fixture_of_a_gameweek(get: Get) -> None:
    """`event=` gives one gameweek, nonsense none; `future=1` what is to come."""
    assert {row["event"] for row in get("fixtures", event="4")} == {4}
    assert get("fixtures", event="39") == []
    assert get("fixtures", event="x") == []
    assert not any(row["started"] for row in get("fixtures", future="1"))
