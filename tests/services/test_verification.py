"""`verify-scoring`: what it counts, what it names, what it refuses."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fplbanter.errors import BadRequest
from fplbanter.services.verification import Miss, report, run, verify_rows

Row = dict[str, Any]
TYPES = "122223333441234"


def row(**changes: object) -> Row:
    """Write a 4-4-2 on two points each; player 11 did not play, 13 came on."""
    players: dict[str, Row] = {
        str(n): {
            "type": int(kind),
            "minutes": 90,
            "points": 2,
            "cards": 0,
            "fixtures": 1,
        }
        for n, kind in enumerate(TYPES, start=1)
    }
    players["11"] |= {"minutes": 0, "points": 0}
    return {
        "season": "2024-25",
        "manager": "m001",
        "event": 7,
        "active_chip": None,
        "has_autosub_list": True,
        "original": list(range(1, 16)),
        "captain": 10,
        "vice": 6,
        "settled_picks": settled(came_on=13),
        "automatic_subs": [[13, 11]],
        "players": players,
        "expect": {"points": 24, "points_on_bench": 6, "total_points": 400},
    } | changes


def settled(*, came_on: int) -> list[list[int]]:
    """Write the picks as FPL rewrites them: who came on stands for player 11."""
    picks = [came_on if n == 11 else 11 if n == came_on else n for n in range(1, 16)]
    return [[p, n, int(n <= 11) + (p == 10)] for n, p in enumerate(picks, start=1)]


def lines(*rows: Row) -> list[str]:
    return [json.dumps(r) for r in rows]


def test_rows_that_fpl_settled_alike_are_counted() -> None:
    """Three figures a row, in one line of text."""
    verification = verify_rows(lines(row(), row(event=8)))
    assert verification.missed == 0
    assert report(verification) == "points 2/2  bench 2/2  auto_subs 2/2"


def test_a_miss_names_the_row_the_field_and_both_figures() -> None:
    """Season, manager, gameweek, field, expected and got."""
    wrong = row(expect={"points": 25, "points_on_bench": 6})
    verification = verify_rows(lines(row(), wrong))
    assert verification.misses == (Miss("2024-25 m001 gameweek 7", "points", 25, 24),)
    assert report(verification).splitlines() == [
        "points 1/2  bench 2/2  auto_subs 2/2",
        "2024-25 m001 gameweek 7: points expected 25, got 24",
    ]


def test_only_the_first_ten_misses_are_named() -> None:
    """The rest is counted."""
    verification = verify_rows(lines(*[row(automatic_subs=[])] * 12))
    text = report(verification).splitlines()
    assert text[0] == "points 12/12  bench 12/12  auto_subs 0/12"
    assert len(text) == 12
    assert text[-1] == "and 2 more"


def test_the_order_of_the_list_counts() -> None:
    """FPL lists substitutions by starter: the other way round is a miss."""
    both_out = row(automatic_subs=[[13, 9], [14, 11]])
    both_out["players"]["9"] |= {"minutes": 0, "points": 0}
    both_out["expect"] = {"points": 24, "points_on_bench": 4}
    assert verify_rows(lines(both_out)).auto_subs == 1
    both_out["automatic_subs"].reverse()
    assert verify_rows(lines(both_out)).auto_subs == 0


def test_without_the_list_the_settled_picks_say_who_came_on() -> None:
    """A source without `automatic_subs`: compared without order or pairs."""
    plain = row(has_autosub_list=False, automatic_subs=None)
    assert verify_rows(lines(plain)).auto_subs == 1
    plain["settled_picks"] = settled(came_on=15)
    verification = verify_rows(lines(plain))
    assert verification.misses == (
        Miss("2024-25 m001 gameweek 7", "auto_subs", [15], [13]),
    )


def test_without_list_and_settled_picks_nothing_can_be_missed() -> None:
    """The row still counts in all three figures."""
    bare = row(has_autosub_list=False)
    del bare["settled_picks"], bare["automatic_subs"]
    assert report(verify_rows(lines(bare))) == "points 1/1  bench 1/1  auto_subs 1/1"


@pytest.mark.parametrize(
    ("chip", "points", "bench"),
    [
        (None, 24, 6),
        ("", 24, 6),
        ("wildcard", 24, 6),
        ("freehit", 24, 6),
        ("3xc", 26, 6),
        ("bboost", 30, 0),
        ("manager", 24, 6),
    ],
)
def test_every_chip_has_fpl_s_name(chip: str | None, points: int, bench: int) -> None:
    """Chips are named as FPL names them, '' being none."""
    expect = {"points": points, "points_on_bench": bench}
    assert verify_rows(lines(row(active_chip=chip, expect=expect))).missed == 0


@pytest.mark.parametrize("chip", ["manager", None])
def test_a_player_of_type_five_is_the_assistant_manager(chip: str | None) -> None:
    """He counts once, whatever the row calls the chip."""
    sixteen = row(active_chip=chip, expect={"points": 24 + 9, "points_on_bench": 6})
    sixteen["players"]["700"] = {
        "type": 5,
        "minutes": 0,
        "points": 9,
        "cards": 0,
        "fixtures": 1,
    }
    assert verify_rows(lines(sixteen)).missed == 0


def test_a_card_without_a_minute_counts_as_playing() -> None:
    """Player 11 was booked on the bench: he stays in at -1, nobody comes on."""
    booked = row(automatic_subs=[], expect={"points": 21, "points_on_bench": 8})
    booked["players"]["11"] |= {"cards": 1, "points": -1}
    assert verify_rows(lines(booked)).missed == 0


def test_further_keys_and_empty_lines_are_passed_over() -> None:
    """What is not asked for does no harm."""
    assert verify_rows(["", *lines(row(mood="good")), " \n"]).rows == 1


def test_a_row_without_captain_or_with_a_numbered_manager_is_fine() -> None:
    """Null is nobody, and a manager may be named by a number."""
    nobody = row(captain=None, vice=None, manager=17)
    nobody["expect"] = {"points": 22, "points_on_bench": 6}
    assert verify_rows(lines(nobody)).missed == 0


REMOVED = "(removed)"


def damaged(path: str, to: object) -> Row:
    """Write a row whose key at the dotted path is changed, or gone."""
    broken = part = row()
    *parents, key = path.split(".")
    for parent in parents:
        part = part[parent]
    if to is REMOVED:
        del part[key]
    else:
        part[key] = to
    return broken


@pytest.mark.parametrize(
    ("path", "to", "field"),
    [
        ("captain", REMOVED, "captain"),
        ("expect.points", REMOVED, "expect.points"),
        ("players.3", REMOVED, "players.3"),
        ("players.3.minutes", REMOVED, "players.3.minutes"),
        ("automatic_subs", REMOVED, "automatic_subs"),
        ("active_chip", "mystery", "active_chip"),
        ("original", [1, 2, 3], "original"),
        ("original", [1] * 15, "original"),
        ("original", "1", "original"),
        ("event", "7", "event"),
        ("event", 0, "event"),
        ("has_autosub_list", 1, "has_autosub_list"),
        ("expect.points", 24.0, "expect.points"),
        ("expect.points", True, "expect.points"),
        ("players.3.type", 6, "players.3.type"),
        ("players.3.type", 5, "original"),
        ("players", [], "players"),
    ],
)
def test_a_broken_row_is_named_by_line_and_field(
    path: str, to: object, field: str
) -> None:
    """The second line is broken: the message says so, and what in it."""
    with pytest.raises(BadRequest) as caught:
        verify_rows(lines(row(), damaged(path, to)))
    assert caught.value.field == field
    assert str(caught.value).startswith(f"line 2: {field}: ")


@pytest.mark.parametrize(
    "line", ["{", "[]", "null", '"The game is being updated."', "[" * 9999, "<html>"]
)
def test_what_is_no_json_object_is_refused(line: str) -> None:
    """Half a file, a list, FPL's own excuse: a clear word, no traceback."""
    with pytest.raises(BadRequest, match="line 1: JSON: "):
        verify_rows([line])


def test_a_file_s_own_text_cannot_reach_the_terminal_raw() -> None:
    """Escape sequences in a name or key are shown, not obeyed."""
    hostile = row(manager="\x1b[2J", expect={"points": 0, "points_on_bench": 6})
    assert "\x1b" not in report(verify_rows(lines(hostile)))
    broken = row()
    broken["players"]["\x1b[2J"] = {}
    with pytest.raises(BadRequest) as caught:
        verify_rows(lines(broken))
    assert "\x1b" not in str(caught.value)


def test_run_says_how_it_went(tmp_path: Path) -> None:
    """Exit 0 when all is reproduced, 1 on any miss."""
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(lines(row())), encoding="utf-8")
    assert run(file) == ("points 1/1  bench 1/1  auto_subs 1/1", 0)
    file.write_text("\n".join(lines(row())), encoding="utf-8-sig")
    assert run(file)[1] == 0
    file.write_text("\n".join(lines(row(automatic_subs=[]))), encoding="utf-8")
    assert run(file)[1] == 1


def test_run_says_what_it_cannot_read(tmp_path: Path) -> None:
    """Exit 2 for a file that is missing, empty, broken or no text at all."""
    file = tmp_path / "rows.jsonl"
    assert run(file) == (f"{file}: No such file or directory", 2)
    assert run(tmp_path)[1] == 2
    file.write_text("\n", encoding="utf-8")
    assert run(file) == (f"{file}: there is no row in it", 2)
    file.write_text("{", encoding="utf-8")
    assert run(file)[0].startswith(f"{file}: line 1: JSON: ")
    file.write_bytes(b"\xff\xfe\x00")
    assert run(file) == (f"{file}: it is not text in UTF-8", 2)


def test_rows_are_read_one_at_a_time() -> None:
    """A huge file never stands in memory: the broken third line is the last read."""
    read = []

    def endless() -> Iterator[str]:
        for text in [*lines(row(), row()), "{"] + ["never"] * 10:
            read.append(text)
            yield text

    with pytest.raises(BadRequest, match="line 3"):
        verify_rows(endless())
    assert len(read) == 3


def test_the_golden_file_is_reproduced(shared_data: Path) -> None:
    """257 settled gameweeks of real managers, three figures each."""
    assert run(shared_data / "golden" / "settled.jsonl") == (
        "points 257/257  bench 257/257  auto_subs 257/257",
        0,
    )
