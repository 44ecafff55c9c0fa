"""Refused bodies for the operator's terminal: whatever is in them, only shown."""

from collections.abc import Iterable, Sequence
from typing import Final

from fplbanter.store.quarantine import MOST, Quarantine, RefusedBody

_HEAD: Final = ("ID", "WHEN (UTC)", "ASKED FOR", "REASON", "BYTES", "WHAT WAS WRONG")
_MESSAGE: Final = 100

NOTHING: Final = "No answer of FPL has been refused."


async def listing(quarantine: Quarantine) -> str:
    """Return what is kept, newest first, a line each."""
    found = await quarantine.find_refused(MOST)
    return _table(found) if found else NOTHING


async def whole(quarantine: Quarantine, refused_id: str) -> str | None:
    """Return one body and what was wrong with it; None if it is not kept."""
    found = await quarantine.find_refused_body(refused_id)
    return _shown(found) if found else None


def visible(text: str) -> str:
    """
    Return text that steers no terminal and turns no line round.

    Control characters and direction marks are written as Python writes them;
    line ends stay.
    """
    return "".join(c if c == "\n" or c.isprintable() else ascii(c)[1:-1] for c in text)


def _table(found: Iterable[RefusedBody]) -> str:
    rows = [_HEAD, *(_row(each) for each in found)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(_HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def _row(refused: RefusedBody) -> tuple[str, ...]:
    return (
        refused.id,
        f"{refused.at:%Y-%m-%d %H:%M:%S}",
        _one_line(refused.key),
        refused.reason,
        str(refused.size),
        _one_line(refused.message)[:_MESSAGE],
    )


def _one_line(text: str) -> str:
    return visible(text).replace("\n", "\\n")


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()


def _shown(refused: RefusedBody) -> str:
    kept = len(refused.beginning)
    part = "" if kept == refused.size else f", of which the first {kept} follow"
    return "\n".join(
        (
            f"{_one_line(refused.key)}, {refused.at:%Y-%m-%d %H:%M:%S} UTC",
            f"{refused.reason}: {_one_line(refused.message)}",
            f"{refused.size} bytes{part}",
            "",
            visible(refused.beginning.decode("utf-8", "backslashreplace")),
        )
    )
