"""
The difference between two states: small, JSON-able, and exact.

It is a JSON merge patch (RFC 7396) of their plain forms: what it names is new,
`null` takes away, what it does not name stays. The law, under test over every
minute of simulated gameweeks: `apply(before, diff(before, after)) == after`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from fplbanter.game.model import FixtureId, Gameweek, Phase, PlayerId, Season
from fplbanter.live.plain import (
    Plain,
    fixture_of,
    fixture_plain,
    player_of,
    player_plain,
)
from fplbanter.live.state import MatchdayState

Key = TypeVar("Key", bound=int)
Value = TypeVar("Value")

_PARTS: Final = ("fixtures", "players")


@dataclass(frozen=True, slots=True)
class Delta:
    """What changed from one state to the next; `patch` is JSON-able as it is."""

    patch: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not self.patch

    @property
    def players(self) -> tuple[PlayerId, ...]:
        """The players of whom anything changed, also those who are gone."""
        return tuple(PlayerId(int(i)) for i in self.patch.get("players", {}))


def diff(before: MatchdayState, after: MatchdayState) -> Delta:
    """Return what changed."""
    patch = merge_patch(_head(before), _head(after))
    fixtures = _moved(before.fixtures, after.fixtures, fixture_plain)
    players = _moved(before.players, after.players, player_plain)
    if fixtures:
        patch["fixtures"] = fixtures
    if players:
        patch["players"] = players
    return Delta(patch)


def apply(before: MatchdayState, delta: Delta) -> MatchdayState:
    """Return the state after a change; the reverse of `diff`."""
    patch = delta.patch
    head = merged(_head(before), {n: patch[n] for n in patch if n not in _PARTS})
    return MatchdayState(
        season=Season(head["season"]),
        gameweek=Gameweek(head["gameweek"]),
        phase=Phase(head["phase"]),
        settled=head["settled"],
        fixtures=_applied(
            before.fixtures,
            patch.get("fixtures", {}),
            FixtureId,
            fixture_plain,
            fixture_of,
        ),
        players=_applied(
            before.players,
            patch.get("players", {}),
            PlayerId,
            player_plain,
            player_of,
        ),
        turns=head["turns"],
    )


def merge_patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> Plain:
    """Return the merge patch that makes one plain form of another."""
    patch: Plain = {name: None for name in before if name not in after}
    for name, value in after.items():
        old = before.get(name)
        if old == value:
            continue
        if isinstance(old, Mapping) and isinstance(value, Mapping):
            patch[name] = merge_patch(old, value)
        else:
            patch[name] = value
    return patch


def merged(before: Mapping[str, Any], patch: Mapping[str, Any]) -> Plain:
    """Apply a merge patch as RFC 7396 says."""
    found = dict(before)
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        elif isinstance(value, Mapping):
            old = found.get(name)
            found[name] = merged(old if isinstance(old, Mapping) else {}, value)
        else:
            found[name] = value
    return found


def _head(state: MatchdayState) -> Plain:
    """Return what belongs to no fixture and no player."""
    return {
        "season": state.season,
        "gameweek": state.gameweek,
        "phase": state.phase.value,
        "settled": state.settled,
        "turns": dict(state.turns),
    }


def _moved(
    before: Mapping[Key, Value],
    after: Mapping[Key, Value],
    plain: Callable[[Value], Plain],
) -> Plain:
    """Return the changes of those that differ, null for those that are gone."""
    patch: Plain = {str(key): None for key in before if key not in after}
    for key, value in after.items():
        old = before.get(key)
        if old is None:
            patch[str(key)] = plain(value)
        elif old is not value and old != value:
            patch[str(key)] = merge_patch(plain(old), plain(value))
    return patch


def _applied(
    before: Mapping[Key, Value],
    patch: Mapping[str, Any],
    key_of: Callable[[int], Key],
    plain: Callable[[Value], Plain],
    built: Callable[[Key, Plain], Value],
) -> dict[Key, Value]:
    found = dict(before)
    for name, change in patch.items():
        key = key_of(int(name))
        if change is None:
            found.pop(key, None)
        else:
            old = found.get(key)
            known = {} if old is None else plain(old)
            found[key] = built(key, merged(known, change))
    return found
