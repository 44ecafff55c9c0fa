"""A table in the terminal: aligned for any alphabet, harmless for any name."""

import unicodedata
from collections.abc import Iterable

from fplbanter.client.tables import Row, Table
from fplbanter.client.watching import View

TITLE_WIDTH = 60
NAME_WIDTH = 28
CAPTAIN_WIDTH = 18
SENTENCE = 400
"""Letters of a sentence that are shown."""

LONGEST = 200
"""Letters of a name that are looked at; FPL's own limit is far below it."""

MOST_MARKS = 2
"""Marks on one letter: languages need two, pranks pile up hundreds."""

CHIPS = {
    "wildcard": "WC",
    "free_hit": "FH",
    "bench_boost": "BB",
    "triple_captain": "TC",
    "assistant_manager": "AM",
}


def rendered(table: Table) -> str:
    """Return the table as lines of text."""
    lines = [*_head(table), *_body(table.items)]
    notes = list(_foot(table))
    return "\n".join([*lines, "", *notes] if notes else lines)


def moving(view: View) -> str:
    """Return a league that somebody watches: the table, and what happened last."""
    lines = [rendered(view.table)]
    if view.moments:
        lines.append("")
        lines += [f"{m.at:%H:%M}  {clean(m.text, SENTENCE)}" for m in view.moments]
    if view.away is not None:
        lines += ["", f"OFFLINE, trying again. {clean(view.away)}"]
    return "\n".join(lines)


def _head(table: Table) -> Iterable[str]:
    name = fitted(clean(table.league.name), TITLE_WIDTH).rstrip()
    yield f"{name} ({table.league.league_id})"
    yield f"{table.season}, gameweek {table.gameweek}, {table.phase}{_age(table)}"
    yield ""
    yield _line("#", "", "Entry", "Captain", "Chip", "Left", "GW", "Hit", "Total")


def _body(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        yield _line(
            str(row.rank),
            _moved(row.movement),
            clean(row.entry_name),
            _captain(row),
            CHIPS.get(row.chip or "", ""),
            "" if row.players_left is None else str(row.players_left),
            str(row.gross_points),
            f"-{row.hit}" if row.hit else "",
            str(row.total),
        )


def _foot(table: Table) -> Iterable[str]:
    coverage = table.coverage
    if coverage.read < coverage.members:
        yield f"{coverage.read} of {coverage.members} managers read so far."
    if coverage.truncated:
        yield f"The first {coverage.members:,} of many members."
    if len(table.items) < table.total:
        yield f"{len(table.items)} of {table.total} rows."


def _line(*cells: str) -> str:
    rank, moved, entry, captain, chip, left, points, hit, total = cells
    return (
        f"{rank:>4} {moved:>4}  {fitted(entry, NAME_WIDTH)}  "
        f"{fitted(captain, CAPTAIN_WIDTH)}  {chip:>4} {left:>4} "
        f"{points:>4} {hit:>4} {total:>6}"
    ).rstrip()


def _captain(row: Row) -> str:
    captain = row.captain
    if captain is None:
        return ""
    mark = " (V)" if captain.vice else ""
    times = f" x{captain.multiplier}" if captain.multiplier > 2 else ""
    return f"{clean(captain.player.name)}{mark}{times} {captain.points}"


def _age(table: Table) -> str:
    if table.as_of is None:
        return ""
    stale = f", STALE ({table.reason})" if table.stale else ""
    return f", as of {table.as_of:%d %b %H:%M} UTC{stale}"


def _moved(movement: int) -> str:
    if movement == 0:
        return ""
    return f"+{movement}" if movement > 0 else str(movement)


def clean(name: str, most: int = LONGEST) -> str:
    """Leave out what would move the cursor, ring, or turn the line around."""
    shown = (c for c in name[:most] if unicodedata.category(c)[0] != "C")
    # Every kind of space and line break becomes the one that has a width.
    return " ".join("".join(shown).split())


def fitted(text: str, width: int) -> str:
    """Cut or pad a text to so many columns; wide letters take two."""
    shown, used, marks = "", 0, 0
    for letter in text:
        wide = _columns(letter)
        marks = 0 if wide else marks + 1
        if used + wide > width:
            break
        if marks <= MOST_MARKS:
            shown, used = shown + letter, used + wide
    return shown + " " * (width - used)


def _columns(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
