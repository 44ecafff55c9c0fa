"""Random line-ups in random situations: what the laws are tried on."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum

from hypothesis import strategies as st

from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)

FORMATIONS = [
    (d, m, 10 - d - m) for d in (3, 4, 5) for m in (2, 3, 4, 5) if 1 <= 10 - d - m <= 3
]
SQUAD = {Position.GKP: 2, Position.DEF: 5, Position.MID: 5, Position.FWD: 3}

Squad = Mapping[PlayerId, Appearance]


class State(Enum):
    """Where a player's gameweek stands."""

    PLAYED = "his matches are over, he played"
    CARDED = "his matches are over, booked without a minute"
    OUT = "his matches are over without him"
    BLANK = "he has no match"
    PLAYING = "on the pitch, or between two matches"
    CARDED_SO_FAR = "booked without a minute, another match to come"
    TO_PLAY = "not yet seen, a match to come"


SETTLED = (State.PLAYED, State.CARDED, State.OUT, State.BLANK)
OPEN = (State.PLAYING, State.CARDED_SO_FAR, State.TO_PLAY)


def appearance(
    player_id: PlayerId, position: Position, state: State, points: int
) -> Appearance:
    """Put a player into a state; one who has not played has no points."""
    minutes = 60 if state in (State.PLAYED, State.PLAYING) else 0
    carded = state in (State.CARDED, State.CARDED_SO_FAR)
    return Appearance(
        player_id,
        position,
        points=points if minutes or carded else 0,
        minutes=minutes,
        played=minutes > 0 or carded,
        done=state in SETTLED,
        started=state not in (State.TO_PLAY, State.BLANK),
        in_play=state is State.PLAYING,
        fixtures=0 if state is State.BLANK else 1,
    )


@st.composite
def lineups(draw: st.DrawFn, entry: int = 1) -> tuple[Lineup, dict[PlayerId, Position]]:
    """Draw a legal line-up of two goalkeepers, 5 DEF, 5 MID and 3 FWD."""
    defenders, midfielders, forwards = draw(st.sampled_from(FORMATIONS))
    starting = dict(zip(SQUAD, (1, defenders, midfielders, forwards), strict=True))
    numbers = iter(draw(st.sampled_from([range(1, 16), range(15, 0, -1)])))
    position_of: dict[PlayerId, Position] = {}
    eleven: list[PlayerId] = []
    left: list[PlayerId] = []
    for position, size in SQUAD.items():
        players = [PlayerId(next(numbers)) for _ in range(size)]
        position_of.update(dict.fromkeys(players, position))
        eleven += players[: starting[position]]
        left += players[starting[position] :]
    captain = draw(st.sampled_from(eleven))
    vice = draw(st.sampled_from([p for p in eleven if p != captain]))
    lineup = Lineup(
        entry_id=EntryId(entry),
        gameweek=Gameweek(1),
        eleven=tuple(eleven),
        bench=(left[0], *draw(st.permutations(left[1:]))),
        captain=captain,
        vice_captain=vice,
        chip=draw(st.sampled_from([None, None, *Chip])),
        hit=draw(st.sampled_from([0, 4, 8])),
    )
    return lineup, position_of


@st.composite
def situations(
    draw: st.DrawFn,
    *,
    eleven: tuple[State, ...] = (*SETTLED, *OPEN),
    bench: tuple[State, ...] = (*SETTLED, *OPEN),
    max_open: int = 15,
) -> tuple[Lineup, dict[PlayerId, Appearance]]:
    """Draw a line-up and where each of its players stands; few stay open."""
    lineup, position_of = draw(lineups())
    squad, still_open = {}, 0
    for player_id in draw(st.sampled_from([lineup.squad, lineup.squad[::-1]])):
        allowed = eleven if player_id in lineup.eleven else bench
        if still_open >= max_open:
            allowed = tuple(s for s in allowed if s in SETTLED)
        state = draw(st.sampled_from((*allowed, State.PLAYED)))
        still_open += state in OPEN
        points = draw(st.integers(-3, 20))
        squad[player_id] = appearance(player_id, position_of[player_id], state, points)
    return lineup, squad


def settled_situations() -> st.SearchStrategy[
    tuple[Lineup, dict[PlayerId, Appearance]]
]:
    """Draw a line-up whose gameweek is over."""
    return situations(eleven=SETTLED, bench=SETTLED)


def endings(player: Appearance) -> list[Appearance]:
    """List how a player's gameweek may end, his points apart."""
    if player.done:
        return [player]
    over = replace(player, done=True, in_play=False, started=True)
    played = replace(over, minutes=90, played=True, points=player.points + 5)
    if player.minutes > 0:
        return [replace(over, points=player.points - 1), played]
    if player.played:
        return [over, played]
    booked = replace(over, played=True, points=-1)
    return [over, booked, played]


def completions(squad: Squad) -> Iterator[dict[PlayerId, Appearance]]:
    """Play the gameweek to its end in every way there is."""
    for ending in itertools.product(*(endings(a) for a in squad.values())):
        yield {a.player_id: a for a in ending}
