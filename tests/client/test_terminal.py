"""The table in a terminal: aligned in any alphabet, harmless for any name."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from fplbanter.client.tables import Captain, Coverage, LeagueName, Named, Row, Table
from fplbanter.client.terminal import rendered

HOSTILE = (
    "\x1b[2J\x1b[31mred",
    "bell\x07\x08\x08",
    "two\nlines\r\n",
    "\u202eright to left",
    "line\u2028separator\u2029",
    "no\u200b\u200d\ufeffwidth",
    "<script>alert(1)</script>",
    "@everyone %s %(x)s {0}",
    "a" * 10_000,
    "Z" + "\u0300\u0489" * 500,
    "\ud800half",
    "",
)
WIDE = (
    "井上のチーム",
    "Команда",
    "فريق الأحلام",
    "ทีมเต็ง",
    "⚽🏆 fc",
    "é" * 40,
)


def row(name: str = "Eleven", **changed: Any) -> Row:  # noqa: ANN401  Any field.
    values = {
        "rank": 1,
        "movement": 2,
        "entry_id": 7,
        "entry_name": name,
        "manager_name": "Ann",
        "gross_points": 61,
        "hit": 4,
        "net_points": 57,
        "total": 412,
        "captain": Captain(
            player=Named(name="Haaland", club="MCI"), points=13, multiplier=3, vice=True
        ),
        "chip": "triple_captain",
        "players_left": 3,
    }
    return Row.model_validate(values | changed)


def table(*rows: Row, **changed: Any) -> Table:  # noqa: ANN401  Any field.
    values = {
        "season": "2026-27",
        "gameweek": 7,
        "phase": "live",
        "league": LeagueName(league_id=900, name="The League"),
        "coverage": Coverage(read=2, members=2),
        "items": list(rows),
        "total": len(rows),
        "next_cursor": None,
        "as_of": datetime(2026, 10, 17, 15, 10, tzinfo=UTC),
        "stale": False,
    }
    return Table.model_validate(values | changed)


def columns(text: str) -> int:
    """Count a terminal's columns: none for a mark, two for a wide letter."""
    return sum(
        0
        if unicodedata.category(letter) in ("Mn", "Me")
        else 1 + (unicodedata.east_asian_width(letter) in "WF")
        for letter in text
    )


def test_a_table_says_all_that_matters() -> None:
    """Rank, movement, captain, chip, players left, points, hit and total."""
    lines = rendered(table(row())).split("\n")

    assert lines[0] == "The League (900)"
    assert lines[1] == "2026-27, gameweek 7, live, as of 17 Oct 15:10 UTC"
    assert lines[4].split() == (
        [
            "1",
            "+2",
            "Eleven",
            "Haaland",
            "(V)",
            "x3",
            "13",
            "TC",
            "3",
            "61",
            "-4",
            "412",
        ]
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_can_do_nothing_to_the_terminal(name: str) -> None:
    """No escape, no line of its own, nothing that turns a line around."""
    usual = rendered(table(row(), row()))
    text = rendered(table(row(name), row(), league=LeagueName(league_id=1, name=name)))

    assert len(text.split("\n")) == len(text.splitlines()) == len(usual.split("\n"))
    assert not any(
        unicodedata.category(letter)[0] == "C" for letter in text.replace("\n", "")
    )
    assert max(map(len, text.split("\n"))) < 300
    text.encode()


@pytest.mark.parametrize("name", WIDE)
def test_columns_stay_where_they_are(name: str) -> None:
    """Whatever the alphabet, the totals end in the same column."""
    lines = rendered(table(row(), row(name))).split("\n")

    assert columns(lines[4]) == columns(lines[5])


def test_what_is_missing_is_said() -> None:
    """Unread managers, more members, more rows, and data that is stale."""
    text = rendered(
        table(
            row(captain=None, chip=None, players_left=None, movement=0, hit=0),
            coverage=Coverage(read=1, members=2_000, truncated=True),
            total=2_000,
            stale=True,
            reason="updating",
        )
    )

    assert "1 of 2000 managers read so far." in text
    assert "The first 2,000 of many members." in text
    assert "1 of 2000 rows." in text
    assert "STALE (updating)" in text


def test_before_anything_is_known_there_is_no_age() -> None:
    """A table without a time does not invent one."""
    assert "as of" not in rendered(table(row(), as_of=None))
