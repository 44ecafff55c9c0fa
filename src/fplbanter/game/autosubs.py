"""Automatic substitutions: who comes on for starters who did not play."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from fplbanter.game.model import AutoSub, PlayerId, Position

MIN_PLAY = dict(zip(Position, (1, 3, 2, 1, 0), strict=True))
MAX_PLAY = dict(zip(Position, (1, 5, 5, 3, 0), strict=True))
"""FPL's `squad_min_play` and `squad_max_play`: GKP, DEF, MID, FWD, no MANAGER."""

Positions = Mapping[PlayerId, Position]


def is_legal(eleven: Sequence[PlayerId], position_of: Positions) -> bool:
    """
    Say whether an eleven is one goalkeeper, 3-5 DEF, 2-5 MID and 1-3 FWD.

    Source: FPL rules, "Choosing your starting 11"; fact sheet 6.3.
    """
    counts = Counter(position_of[player_id] for player_id in eleven)
    return len(eleven) == 11 and all(
        MIN_PLAY[p] <= counts[p] <= MAX_PLAY[p] for p in Position
    )


def can_replace(
    eleven: Sequence[PlayerId],
    player_out: PlayerId,
    player_in: PlayerId,
    position_of: Positions,
) -> bool:
    """Say whether the exchange leaves as legal an eleven as there was."""
    out, into = position_of[player_out], position_of[player_in]
    if out is into:
        return True
    places = [position_of[p] for p in eleven]
    return places.count(out) > MIN_PLAY[out] and places.count(into) < MAX_PLAY[into]


def first_fit(
    eleven: Sequence[PlayerId],
    player_out: PlayerId,
    queue: Sequence[PlayerId],
    position_of: Positions,
) -> PlayerId | None:
    """Return the first of the queue who can legally replace a starter."""
    return next(
        (p for p in queue if can_replace(eleven, player_out, p, position_of)), None
    )


def auto_subs(
    eleven: Sequence[PlayerId],
    bench: Sequence[PlayerId],
    position_of: Positions,
    played: Callable[[PlayerId], bool],
) -> tuple[AutoSub, ...]:
    """
    Bring on the bench for starters who did not play, in FPL's order.

    Starters are taken in line-up order; each gets the first bench player, in
    bench order, who played, is still free and leaves a legal formation. One
    who is passed over for a starter may come on for a later one.
    Source: fact sheet 6.3, checked against 833 recorded lists.
    """
    current, subs = list(eleven), []
    free = [p for p in bench if played(p)]
    for slot, starter in enumerate(eleven):
        if played(starter):
            continue
        candidate = first_fit(current, starter, free, position_of)
        if candidate is not None:
            current[slot] = candidate
            free.remove(candidate)
            subs.append(AutoSub(player_in=candidate, player_out=starter))
    return tuple(subs)


def as_submitted(
    picks: Sequence[PlayerId],
    subs: Sequence[AutoSub],
    position_of: Positions,
) -> tuple[PlayerId, ...]:
    """
    Undo settled substitutions: the fifteen as they stood at the deadline.

    FPL rewrites picks at settlement: who came on stands in the eleven, sorted
    by position, and the starter sits in that bench slot (fact sheet 0.5). The
    order among starters of one position is lost; those who went off come
    first, in list order, which is the order that yields the same list again.
    """
    eleven, bench, came_off = list(picks[:11]), list(picks[11:15]), []
    for sub in subs:
        if sub.player_in in eleven and sub.player_out in bench:
            eleven.remove(sub.player_in)
            bench[bench.index(sub.player_out)] = sub.player_in
            came_off.append(sub.player_out)
    ordered = sorted([*came_off, *eleven], key=lambda p: position_of[p])
    return tuple(ordered + bench)
