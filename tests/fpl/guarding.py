"""What the tests of the guards ask, and how an answer is refused."""

import json
from datetime import UTC, datetime

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import endpoints
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.guards import Guards
from fplbanter.game.model import Season
from fplbanter.simulator.simulator import Simulator

NOW = datetime(2026, 10, 17, 15, tzinfo=UTC)
SEASON = Asked.of(endpoints.SEASON)
FIXTURES = Asked.of(endpoints.FIXTURES)
ROUND = Asked.of(endpoints.FIXTURES, event=7)
LIVE = Asked.of(endpoints.LIVE, gw=7)
STATUS = Asked.of(endpoints.DAY_STATUS)
PROFILE = Asked.of(endpoints.PROFILE, entry_id=5)
HISTORY = Asked.of(endpoints.HISTORY, entry_id=5)
PICKS = Asked.of(endpoints.PICKS, entry_id=5, gw=7)
CLASSIC = Asked.of(endpoints.CLASSIC, league_id=900)
TRANSFERS = Asked.of(endpoints.TRANSFERS, entry_id=5)
PLAYER = Asked.of(endpoints.PLAYER, player_id=7)
REGIONS = Asked.of(endpoints.REGIONS)
MODELLED = (SEASON, FIXTURES, ROUND, LIVE, STATUS, PROFILE, HISTORY, PICKS, CLASSIC)
EVERYTHING = (*MODELLED, TRANSFERS, PLAYER, REGIONS)


def path(value: object) -> str:
    """Name a case by what is asked."""
    return value.path if isinstance(value, Asked) else str(value)[:20]


def said(simulator: Simulator, asked: Asked) -> bytes:
    """Return what FPL says now, faults included."""
    where, _, query = f"/api/{asked.path}".partition("?")
    pairs = (pair.split("=") for pair in query.split("&") if pair)
    return simulator.answer(where, dict(pairs)).body


def copy_of(body: bytes) -> Copy:
    return Copy(body, NOW, NOW)


def dumped(value: object) -> bytes:
    return json.dumps(value).encode()


def reason(
    asked: Asked,
    body: bytes,
    known: bytes | None = None,
    season: str | None = None,
    guards: Guards | None = None,
) -> str:
    """Return the word that a body is refused with; "" for a good one."""
    copy = None if known is None else copy_of(known)
    try:
        (guards or Guards()).check(
            asked, body, copy, Season(season) if season else None
        )
    except UpstreamChanged as error:
        return error.reason
    return ""
