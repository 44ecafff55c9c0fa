"""Picks as a squad: fifteen different players who make a legal line-up."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl.wire_entry import WirePick
from fplbanter.game.autosubs import as_submitted, is_legal
from fplbanter.game.model import AutoSub, PlayerId, Position

SQUAD: Final = 15
_SHAPE: Final = Counter(
    {Position.GKP: 2, Position.DEF: 5, Position.MID: 5, Position.FWD: 3}
)
"""FPL's `squad_select`, the same in every season."""


def positions_of(
    picks: Sequence[WirePick], position_of: Mapping[PlayerId, Position]
) -> dict[PlayerId, Position]:
    """
    Return the position of each of the fifteen.

    A pick's own position wins over the one known from elsewhere. A player who
    is in neither (he was added today) gets what is missing to 2-5-5-3, in the
    order of the picks, which FPL sorts by position. Raises UpstreamChanged if
    the picks are not fifteen, with or without an assistant manager.
    """
    _check_places(picks)
    known: dict[PlayerId, Position] = {}
    for pick in picks[:SQUAD]:
        player_id = PlayerId(pick.element)
        position = pick.element_type or position_of.get(player_id)
        if position is not None:
            known[player_id] = Position(position)
    missing = _missing(known)
    return {
        PlayerId(p.element): known.get(PlayerId(p.element)) or next(missing)
        for p in picks[:SQUAD]
    }


def _missing(known: Mapping[PlayerId, Position]) -> Iterator[Position]:
    """Yield the positions that the known ones lack; a squad of another shape fails."""
    have = Counter(known.values())
    if have - _SHAPE:
        raise UpstreamChanged("picks: not a squad of 2-5-5-3", field="picks")
    return (_SHAPE - have).elements()


def _check_places(picks: Sequence[WirePick]) -> None:
    places = [pick.position for pick in picks]
    if places not in (list(range(1, SQUAD + 1)), list(range(1, SQUAD + 2))):
        raise UpstreamChanged(
            f"picks: places {places} are not 1 to {SQUAD}", field="picks"
        )
    if len({pick.element for pick in picks}) != len(picks):
        raise UpstreamChanged("picks: a player twice", field="picks")


def submitted(
    picks: Sequence[WirePick],
    subs: Sequence[AutoSub],
    position_of: Mapping[PlayerId, Position],
) -> tuple[PlayerId, ...]:
    """
    Return the fifteen as submitted, the eleven first.

    Raises UpstreamChanged if they do not make a legal line-up.
    """
    fifteen = [PlayerId(pick.element) for pick in picks[:SQUAD]]
    undone = as_submitted(fifteen, subs, position_of)
    if sorted(undone) != sorted(fifteen) or not is_legal(undone[:11], position_of):
        raise UpstreamChanged("picks: not a legal line-up", field="picks")
    return undone
