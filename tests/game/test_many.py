"""Whole leagues at once: the golden rows together, and what columns promise."""

import json
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.game import test_golden as golden
from tests.game.builders import lineup, pairs, squad

from fplbanter.game.many import CHIPS, NOBODY, Squads, score_many
from fplbanter.game.model import Appearance, Chip, Lineup, PlayerId
from fplbanter.game.scoring import Certainty, score

Known = dict[PlayerId, Appearance]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows(shared_data: Path) -> list[Row]:
    """Read the golden rows."""
    lines = (shared_data / "golden" / "settled.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def apart(row: Row, number: int) -> Row:
    """Give a row players of its own: a row's gameweek is not the next one's."""

    def own(player_id: int) -> int:
        return number * 10_000 + player_id

    return row | {
        "players": {str(own(int(p))): its for p, its in row["players"].items()},
        "original": [own(p) for p in row["original"]],
        "captain": row["captain"] and own(row["captain"]),
        "vice": row["vice"] and own(row["vice"]),
        "automatic_subs": [[own(p) for p in sub] for sub in row["automatic_subs"]],
    }


def test_all_golden_rows_at_once_are_fpl_s(rows: list[Row]) -> None:
    """257 of 257 in one go: gross points, bench points, and the list in order."""
    own = [apart(row, number) for number, row in enumerate(rows)]
    known = {p: a for row in own for p, a in golden.known(row).items()}
    scores = score_many(Squads.of([golden.submitted(row) for row in own]), known)
    expected = [row["expect"] for row in rows]
    assert scores.gross_points.tolist() == [each["points"] for each in expected]
    assert scores.bench_points.tolist() == [e["points_on_bench"] for e in expected]
    assert [pairs(scores.row(row).auto_subs) for row in range(len(own))] == [
        [tuple(sub) for sub in row["automatic_subs"]] for row in own
    ]
    assert scores.is_certain.all()
    assert len(rows) == 257


def everybody() -> tuple[list[Lineup], Known]:
    """One manager for each chip, over a gameweek with something for each rule."""
    known = squad(out=(3,), to_play=(10,), playing=(7,), carded=(12,), points={6: 9})
    return [
        lineup(chip=chip, hit=4 * n, entry=n + 1) for n, chip in enumerate(CHIPS)
    ], known


def test_columns_tell_what_rows_tell() -> None:
    """Who leads, what each counts, who comes on for whom: by place, for all."""
    lineups, known = everybody()
    squads = Squads.of(lineups)
    scores = score_many(squads, known)
    readable = [score(each, known) for each in lineups]
    led = squads.players[squads.players_at(scores.captain)]
    assert led.tolist() == [each.captain for each in readable]
    assert squads.players_at(scores.captain).tolist() == [10] * len(lineups)
    multipliers = [
        dict(zip(squads.players[squads.picks[:15, row]], column, strict=False))
        for row, column in enumerate(scores.multipliers[:15].T)
    ]
    assert multipliers == [each.multipliers for each in readable]
    # The first of the outfield bench, in place 12, comes on for place 2.
    assert scores.sub_for[:, 0].tolist() == [-1, 2, -1, -1]
    assert pairs(readable[0].auto_subs) == [(13, 3)]
    assert scores.captain_pending.all()
    assert readable[0].captain_certainty is Certainty.PENDING


def test_nobody_carries_the_armband_where_neither_can() -> None:
    """The place is nobody's, and no points are anybody's."""
    known = squad(out=(6, 10))
    scores = score_many(Squads.of([lineup(), lineup(captain=None, vice=None)]), known)
    assert scores.captain.tolist() == [NOBODY, NOBODY]
    assert not scores.multipliers[NOBODY].any()
    assert scores.row(0).captain is None


def test_a_large_installation_is_scored_in_pieces_and_in_little_memory() -> None:
    """Rows beyond one piece are the same rows; 29 bytes each, and 10 MB besides."""
    lineups, known = everybody()
    few, count = Squads.of(lineups), 500_001
    many = few.at(np.arange(count) % len(few))
    tracemalloc.start()
    try:
        scores = score_many(many, known)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 29 * count + 10_000_000
    expected = score_many(few, known)
    for column in ("gross_points", "bench_points", "counted", "is_certain"):
        wanted = np.resize(getattr(expected, column), count)
        assert (getattr(scores, column) == wanted).all()
    last = (count - 1) % len(few)
    assert scores.row(count - 1) == score(lineups[last], known)


def test_no_line_ups_are_no_rows() -> None:
    """An installation that watches nobody yet has nothing to score."""
    scores = score_many(Squads.of([]), squad())
    assert len(scores.squads) == 0
    assert scores.net_points.tolist() == []
    assert scores.multipliers.shape == (NOBODY + 1, 0)


def test_players_may_have_any_number_that_fpl_can_give() -> None:
    """Columns hold places in a list of the picked, so that large numbers cost nothing."""
    large = PlayerId(2**31 - 1)
    picked = lineup(captain=None)
    picked = replace(picked, eleven=(*picked.eleven[:10], large), captain=large)
    known = squad()
    known[large] = replace(known.pop(PlayerId(11)), player_id=large, points=13)
    scores = score_many(Squads.of([picked]), known)
    assert scores.row(0) == score(picked, known)
    assert scores.row(0).captain == large


def test_more_players_than_sixteen_bits_can_number_are_told_apart() -> None:
    """However many are picked, nobody is taken for somebody else."""
    lineups = [
        replace(
            lineup(captain=None, vice=None),
            eleven=tuple(PlayerId(20 * n + p) for p in range(1, 12)),
            bench=tuple(PlayerId(20 * n + p) for p in range(12, 16)),
        )
        for n in range(4_500)
    ]
    squads = Squads.of(lineups)
    assert len(squads.players) == 15 * 4_500 + 1
    assert squads.players[squads.picks[0, -1]] == lineups[-1].eleven[0]


@pytest.mark.parametrize("places", [(10, 4), (11, 3), (12, 4), (0, 0)])
def test_what_is_no_line_up_is_refused(places: tuple[int, int]) -> None:
    """Columns have a place for each of fifteen; the entry is named."""
    eleven, bench = (tuple(map(PlayerId, range(1, n + 1))) for n in places)
    with pytest.raises(ValueError, match="entry 77 "):
        Squads.of([lineup(), replace(lineup(entry=77), eleven=eleven, bench=bench)])


@pytest.mark.parametrize("points", [100_001, -100_001, 2**31, -(2**40)])
def test_points_that_do_not_fit_are_refused(points: int) -> None:
    """They would spill into what lies beside them in a player's number."""
    with pytest.raises(ValueError, match="points"):
        score_many(Squads.of([lineup()]), squad(points={4: points}))


@pytest.mark.parametrize("points", [100_000, -100_000])
def test_the_most_points_fit(points: int) -> None:
    """Everybody may have them, with a bench boost or a triple captain."""
    known = squad(points=dict.fromkeys(range(1, 16), points))
    both = [lineup(chip=Chip.BENCH_BOOST), lineup(chip=Chip.TRIPLE_CAPTAIN)]
    scores = score_many(Squads.of(both), known)
    assert scores.gross_points.tolist() == [16 * points, 13 * points]
    assert [scores.row(n) for n in (0, 1)] == [score(each, known) for each in both]
