"""Transfers as FPL lists them, and what the world bought and dreamt of."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import endpoints, translate_entry, translate_game
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.copies import Copy
from fplbanter.fpl.guards import Guards
from fplbanter.fpl.reasons import Reason
from fplbanter.game.model import EntryId, Gameweek, PlayerId, Price, Transfer

ENTRY = EntryId(900001)
ASKED = Asked.of(endpoints.TRANSFERS, entry_id=ENTRY)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)


def row(gameweek: int, new: int, old: int, at: str) -> dict[str, Any]:
    return {
        "element_in": new,
        "element_in_cost": 75,
        "element_out": old,
        "element_out_cost": 84,
        "entry": ENTRY,
        "event": gameweek,
        "time": at,
    }


LATE = row(7, 3, 2, "2026-10-03T09:59:30.123456Z")
EARLY = row(7, 2, 1, "2026-10-02T20:00:00Z")
BEFORE = row(3, 9, 8, "2026-09-05T07:00:00+00:00")


def changed(body: object) -> str:
    with pytest.raises(UpstreamChanged) as caught:
        translate_entry.transfers(body, ENTRY)
    return caught.value.field


def test_transfers_are_read_the_oldest_first() -> None:
    """FPL lists the newest first; who was bought and what was paid is there."""
    found = translate_entry.transfers([LATE, EARLY, BEFORE], ENTRY)

    assert [(t.gameweek, t.player_in) for t in found] == [(3, 9), (7, 2), (7, 3)]
    assert found[2] == Transfer(
        ENTRY,
        Gameweek(7),
        PlayerId(3),
        PlayerId(2),
        datetime(2026, 10, 3, 9, 59, 30, 123456, tzinfo=UTC),
        Price(75),
        Price(84),
    )


def test_those_of_one_moment_keep_the_order_they_were_made_in() -> None:
    """Two in the same second: the one further up in the list came later."""
    second = row(7, 3, 2, EARLY["time"])
    found = translate_entry.transfers([second, EARLY], ENTRY)
    assert [t.player_in for t in found] == [2, 3]


def test_an_entry_that_made_none_has_an_empty_list() -> None:
    """That is an answer, and not a shape that is not understood."""
    assert translate_entry.transfers([], ENTRY) == ()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([row(7, 3, 2, "soon")], "transfers.0.time"),
        ([row(7, 3, 2, "2026-10-03T09:59:30")], "transfers.0.time"),
        ([row(0, 3, 2, EARLY["time"])], "transfers.0.event"),
        ([row(7, -3, 2, EARLY["time"])], "transfers.0.element_in"),
        ([{k: v for k, v in EARLY.items() if k != "entry"}], "transfers.0.entry"),
        ([EARLY | {"entry": 4}], "transfers.entry"),
        ({"detail": "Not found."}, "transfers"),
    ],
)
def test_a_misfit_is_named(body: object, field: str) -> None:
    """A time without zone, a gameweek 0, somebody else's transfers."""
    assert changed(body) == field


def test_the_recorded_transfers_match_the_recorded_gameweeks(shared_data: Path) -> None:
    """As many as FPL counts, but under a wildcard or a free hit, where it counts 0."""
    entry = shared_data / "recorded" / "2025-26" / "entry" / str(ENTRY)

    def recorded(name: str) -> Any:  # noqa: ANN401  It is whatever was recorded.
        return json.loads(gzip.decompress((entry / f"{name}.json.gz").read_bytes()))

    found = translate_entry.transfers(recorded("transfers"), ENTRY)
    history = translate_entry.history(recorded("history"), ENTRY)

    rebuilt = {c.gameweek for c in history.chips if c.chip in ("wildcard", "free_hit")}
    assert found
    for result in history.results:
        made = sum(t.gameweek == result.gameweek for t in found)
        if result.gameweek not in rebuilt:
            assert made == result.transfers


def test_a_copy_that_lacks_transfers_is_refused() -> None:
    """Transfers are never taken back: fewer than before come from an old copy."""
    body = json.dumps([EARLY, BEFORE]).encode()
    known = Copy(body, NOW, NOW, final=False, version=1)
    for less, reason in (([BEFORE], Reason.BACKWARDS), ([], Reason.EMPTY)):
        with pytest.raises(UpstreamChanged) as caught:
            Guards().check(ASKED, json.dumps(less).encode(), known)
        assert caught.value.reason == reason
    more = json.dumps([LATE, EARLY, BEFORE]).encode()
    assert Guards().check(ASKED, more, known) == [LATE, EARLY, BEFORE]


def test_somebody_elses_transfers_are_refused() -> None:
    """The answer to another question never gets on the shelf."""
    body = json.dumps([EARLY | {"entry": 4}]).encode()
    with pytest.raises(UpstreamChanged) as caught:
        Guards().check(ASKED, body)
    assert caught.value.reason == Reason.OTHER_QUESTION


def _live(number: int, *, dreamt: object) -> dict[str, Any]:
    stats = {"minutes": 90, "total_points": 2, "in_dreamteam": dreamt}
    return {"id": number, "stats": stats, "explain": []}


def test_the_live_feed_tells_the_dream_team() -> None:
    """True for the best eleven; where it is not told, nobody is in it."""
    body = {"elements": [_live(1, dreamt=True), _live(2, dreamt=None)]}
    found = translate_game.live(body)
    assert [p for p, did in found.items() if did.in_dream_team] == [1]


@pytest.mark.parametrize(("told", "read"), [(7, 7), (None, None), (0, None)])
def test_the_season_tells_whom_most_bought(told: object, read: object) -> None:
    """Null before the deadline, and before FPL told it at all."""
    event = {
        "id": 1,
        "deadline_time": "2026-08-21T17:30:00Z",
        "finished": False,
        "data_checked": False,
        "most_transferred_in": told,
    }
    element = {"id": 5, "code": 9, "web_name": "X", "team": 1, "element_type": 3}
    body = {
        "events": [event],
        "teams": [{"id": 1, "code": 3, "name": "A", "short_name": "ARS"}],
        "elements": [element],
    }
    assert translate_game.season(body).gameweeks[0].most_bought == read
