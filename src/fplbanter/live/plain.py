"""
A player's and a fixture's plain form: what JSON and MongoDB can hold, and small.

A field at its default is left out, so that `null` in a change can say "as if it
had never been told" (`diff.py`). Fields that another release added are passed
over, those that it did not know yet take their default.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    PlayerId,
    PlayerStats,
    PointsLine,
)

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Plain = dict[str, Any]
"""JSON-able; no value in it is None."""

Field = tuple[str, object]
"""A field and its default."""

Writers = Mapping[str, Callable[..., Any]]
"""How a field is written, or read, that is not plain by itself."""


def player_plain(player: PlayerStats) -> Plain:
    """Return all of a player but his id."""
    return _plain(player, _PLAYER, _PLAYER_WRITTEN)


def player_of(player_id: PlayerId, plain: Mapping[str, Any]) -> PlayerStats:
    """Build a player from his plain form."""
    told: Plain = {"minutes": 0, "total_points": 0} | _told(
        plain, _PLAYER, _PLAYER_READ
    )
    return PlayerStats(player_id=player_id, **told)


def fixture_plain(fixture: Fixture) -> Plain:
    """Return all of a fixture but its id."""
    return _plain(fixture, _FIXTURE, _FIXTURE_WRITTEN)


def fixture_of(fixture_id: FixtureId, plain: Mapping[str, Any]) -> Fixture:
    """Build a fixture from its plain form."""
    told: Plain = {"gameweek": None, "kickoff": None, "home": 0, "away": 0}
    told |= _told(plain, _FIXTURE, _FIXTURE_READ)
    return Fixture(fixture_id=fixture_id, **told)


def _plain(value: object, names: tuple[Field, ...], written: Writers) -> Plain:
    found: Plain = {}
    for name, default in names:
        field = getattr(value, name)
        if field != default:
            write = written.get(name)
            found[name] = field if write is None else write(field)
    return found


def _told(
    plain: Mapping[str, Any], names: tuple[Field, ...], read: Writers
) -> dict[str, Any]:
    """Return the fields that are told, as the dataclass has them."""
    return {
        name: read[name](plain[name]) if name in read else plain[name]
        for name, _ in names
        if name in plain
    }


def _lines_written(lines: tuple[PointsLine, ...]) -> dict[str, list[int | str]]:
    """Write lines by their place: of a list only the whole could be changed."""
    return {
        str(at): [line.fixture_id, line.identifier, line.value, line.points]
        for at, line in enumerate(lines)
    }


def _lines_read(written: Mapping[str, Any]) -> tuple[PointsLine, ...]:
    return tuple(PointsLine(*written[str(at)]) for at in range(len(written)))


def _counts_written(counts: Mapping[PlayerId, int]) -> dict[str, int]:
    return {str(player_id): count for player_id, count in counts.items()}


def _counts_read(written: Mapping[str, int]) -> dict[PlayerId, int]:
    return {PlayerId(int(player_id)): count for player_id, count in written.items()}


def _fields(blank: "DataclassInstance", key: str) -> tuple[Field, ...]:
    names = (field.name for field in fields(blank))
    return tuple((name, getattr(blank, name)) for name in names if name != key)


_PLAYER: Final = _fields(PlayerStats(PlayerId(0), 0, 0), "player_id")
_FIXTURE: Final = _fields(
    Fixture(FixtureId(0), None, None, ClubId(0), ClubId(0)), "fixture_id"
)
_PLAYER_WRITTEN: Final[Writers] = {"fixture_ids": list, "lines": _lines_written}
_PLAYER_READ: Final[Writers] = {"fixture_ids": tuple, "lines": _lines_read}
_FIXTURE_WRITTEN: Final[Writers] = {
    "kickoff": datetime.isoformat,
    "bps": _counts_written,
    "bonus": _counts_written,
    "events": lambda tallies: {n: _counts_written(t) for n, t in tallies.items()},
}
_FIXTURE_READ: Final[Writers] = {
    "kickoff": datetime.fromisoformat,
    "bps": _counts_read,
    "bonus": _counts_read,
    "events": lambda written: {n: _counts_read(t) for n, t in written.items()},
}
