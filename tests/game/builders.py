"""Hand-made line-ups: fifteen players by number, everyone on 2 points by default."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)

LETTERS = {"G": Position.GKP, "D": Position.DEF, "M": Position.MID, "F": Position.FWD}


def positions(formation: str = "4-4-2", bench: str = "DMF") -> dict[PlayerId, Position]:
    """
    Give the positions: 1 keeps goal, 2 to 11 follow the formation.

    12 is the second goalkeeper, 13 to 15 the bench in its order.
    """
    defenders, midfielders, forwards = (int(part) for part in formation.split("-"))
    letters = "G" + "D" * defenders + "M" * midfielders + "F" * forwards + "G" + bench
    return {PlayerId(n): LETTERS[letter] for n, letter in enumerate(letters, start=1)}


def lineup(
    *,
    captain: int | None = 10,
    vice: int | None = 6,
    chip: Chip | None = None,
    hit: int = 0,
    entry: int = 1,
    assistant: int | None = None,
) -> Lineup:
    """Submit the fifteen numbered players."""
    return Lineup(
        entry_id=EntryId(entry),
        gameweek=Gameweek(1),
        eleven=tuple(PlayerId(n) for n in range(1, 12)),
        bench=tuple(PlayerId(n) for n in range(12, 16)),
        captain=None if captain is None else PlayerId(captain),
        vice_captain=None if vice is None else PlayerId(vice),
        chip=chip,
        hit=hit,
        assistant_manager=None if assistant is None else PlayerId(assistant),
    )


def squad(
    formation: str = "4-4-2",
    bench: str = "DMF",
    *,
    out: Collection[int] = (),
    blank: Collection[int] = (),
    to_play: Collection[int] = (),
    playing: Collection[int] = (),
    carded: Collection[int] = (),
    points: Mapping[int, int] | None = None,
) -> dict[PlayerId, Appearance]:
    """
    Tell each player's gameweek; who is not named played 90 minutes for 2 points.

    `out` are those whose matches are over without them, `carded` those booked
    on the bench, `playing` those on the pitch now, `to_play` those still to come.
    """
    known = {}
    for player_id, position in positions(formation, bench).items():
        appearance = Appearance(
            player_id, position, 2, minutes=90, played=True, done=True, started=True
        )
        if player_id in (*out, *blank, *to_play):
            appearance = replace(appearance, points=0, minutes=0, played=False)
        if player_id in to_play:
            appearance = replace(appearance, done=False, started=False)
        if player_id in playing:
            appearance = replace(appearance, minutes=45, done=False, in_play=True)
        if player_id in carded:
            appearance = replace(appearance, points=-1, minutes=0)
        if player_id in blank:
            appearance = replace(appearance, started=False, fixtures=0)
        known[player_id] = appearance
    for number, value in (points or {}).items():
        known[PlayerId(number)] = replace(known[PlayerId(number)], points=value)
    return known


def pairs(subs: Collection[object]) -> list[tuple[int, int]]:
    """Write substitutions as FPL lists them: (in, out)."""
    return [(getattr(s, "player_in"), getattr(s, "player_out")) for s in subs]  # noqa: B009
