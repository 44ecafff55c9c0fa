"""Refused bodies for the operator's terminal: whatever is in them, only shown."""

from typing import Final

from fplbanter.services.shown import one_line, table, visible
from fplbanter.store.quarantine import MOST, Quarantine, RefusedBody

_HEAD: Final = ("ID", "WHEN (UTC)", "ASKED FOR", "REASON", "BYTES", "WHAT WAS WRONG")
_MESSAGE: Final = 100

NOTHING: Final = "No answer of FPL has been refused."


async def listing(quarantine: Quarantine) -> str:
    """Return what is kept, newest first, a line each."""
    found = await quarantine.find_refused(MOST)
    return table(_HEAD, map(_row, found)) if found else NOTHING


async def whole(quarantine: Quarantine, refused_id: str) -> str | None:
    """Return one body and what was wrong with it; None if it is not kept."""
    found = await quarantine.find_refused_body(refused_id)
    return _shown(found) if found else None


def _row(refused: RefusedBody) -> tuple[str, ...]:
    return (
        refused.id,
        f"{refused.at:%Y-%m-%d %H:%M:%S}",
        one_line(refused.key),
        refused.reason,
        str(refused.size),
        one_line(refused.message)[:_MESSAGE],
    )


def _shown(refused: RefusedBody) -> str:
    kept = len(refused.beginning)
    part = "" if kept == refused.size else f", of which the first {kept} follow"
    return "\n".join(
        (
            f"{one_line(refused.key)}, {refused.at:%Y-%m-%d %H:%M:%S} UTC",
            f"{refused.reason}: {one_line(refused.message)}",
            f"{refused.size} bytes{part}",
            "",
            visible(refused.beginning.decode("utf-8", "backslashreplace")),
        )
    )
