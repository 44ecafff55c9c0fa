"""
`fpl-mcp`, a server for assistants, pointed here: httpx, which follows no redirect.

How: its client takes the base address as an argument.
"""

import asyncio
import sys

from fpl_mcp.fpl.api import FPLAPI  # type: ignore[import-not-found]
from told import Told  # type: ignore[import-not-found]

Row = dict[str, object]


async def main(base: str) -> None:
    told = Told("fpl-mcp")
    api = FPLAPI(base_url=base.rstrip("/"))
    static: Row = await api.get_bootstrap_static()
    told("get_bootstrap_static()", f"{len(static)} parts", "elements" in static)
    week: Row = await api.get_current_gameweek()
    told("get_current_gameweek()", str(week["name"]), week["is_current"] is True)
    fixtures: list[Row] = await api.get_fixtures()
    told("get_fixtures()", f"{len(fixtures)} matches", len(fixtures) == 380)
    summary: Row = await api.get_player_summary(11)
    told("get_player_summary(11)", f"{len(summary)} parts", "history" in summary)
    live: dict[str, list[Row]] = await api.get_live_event_data(6)
    shown = len(live["elements"])
    told("get_live_event_data(6)", f"{shown} players", shown > 500)
    status: dict[str, list[Row]] = await api.get_event_status()
    told("get_event_status()", f"{len(status['status'])} days", bool(status["status"]))
    team: dict[str, list[Row]] = await api.get_dream_team(5)
    told("get_dream_team(5)", f"{len(team['team'])} players", len(team["team"]) == 11)
    moves: list[Row] = await api.get_entry_transfers(2)
    told("get_entry_transfers(2)", f"{len(moves)} moves", isinstance(moves, list))
    await api.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
