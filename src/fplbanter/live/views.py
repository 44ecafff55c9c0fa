"""
One event, many points of view: what it is to each member of a league.

Who plays, captains, benches or has just sold the player, what it is worth to each
(his points as often as they count in that line-up), and whom it moved in the
table. A league may have more than a thousand members: lists name the first of the
table and count the rest. The same input gives the same view, name for name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, Final

from fplbanter.game.model import (
    FixtureId,
    Gameweek,
    LeagueId,
    PlayerId,
    Season,
)
from fplbanter.live.events import MatchEvent
from fplbanter.live.events import to_plain as event_plain
from fplbanter.live.lineups import LineupEvent, MemberChange, lineup_events
from fplbanter.live.plain import Plain
from fplbanter.live.stances import (
    STILL,
    Group,
    Holder,
    Moves,
    Sold,
    Stance,
    group,
    holder_plain,
    move_plain,
    moves,
    place,
    stances,
)

TABLE: Final = "table"
"""The kind of what a read did to a league's table as a whole."""


@dataclass(frozen=True, slots=True)
class LeagueMoment:
    """
    A league at a read: what its views are made of.

    `points` are the players' before it; `sold` says which players each member
    sold for this gameweek, and when; `matches` name the clubs at home and away.
    """

    season: Season
    gameweek: Gameweek
    league_id: LeagueId
    at: datetime
    members: Sequence[MemberChange]
    points: Mapping[PlayerId, int] = field(default_factory=dict)
    sold: Sold = field(default_factory=dict)
    player_names: Mapping[PlayerId, str] = field(default_factory=dict)
    matches: Mapping[FixtureId, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeagueView:
    """
    An item of a league's timeline.

    `event` is what happened as it is stored, names included. `moves` are those
    of the same read among whom it was worth something to. `read` of `members`
    have a line-up that is known.
    """

    event_id: str
    kind: str
    league_id: LeagueId
    gameweek: Gameweek
    at: datetime
    event: Mapping[str, Any]
    groups: Mapping[Stance, Group] = field(default_factory=dict)
    moves: Moves = STILL
    members: int = 0
    read: int = 0

    @property
    def concerns_anybody(self) -> bool:
        """Whether any member has to do with it."""
        return bool(self.groups) or self.moves.count > 0


def league_views(
    moment: LeagueMoment, events: Iterable[MatchEvent]
) -> tuple[LeagueView, ...]:
    """Return a read's timeline: its events, the line-ups that changed, the table."""
    ordered = replace(moment, members=sorted(moment.members, key=place))
    return (
        *(_of_event(ordered, event) for event in events),
        *_of_lineups(ordered),
        *_of_table(ordered),
    )


def to_plain(view: LeagueView) -> Plain:
    """Return an item as JSON and MongoDB hold it; times are ISO 8601."""
    return {
        **view.event,
        "event_id": view.event_id,
        "kind": view.kind,
        "league_id": view.league_id,
        "gameweek": view.gameweek,
        "at": view.at.isoformat(),
        "groups": {
            stance.value: {
                "count": g.count,
                "named": [holder_plain(h) for h in g.named],
            }
            for stance, g in view.groups.items()
        },
        "moves": {
            "count": view.moves.count,
            "named": [move_plain(move) for move in view.moves.named],
        },
        "members": view.members,
        "read": view.read,
    }


def _of_event(moment: LeagueMoment, event: MatchEvent) -> LeagueView:
    """Show a match event to a league."""
    holders = stances(moment.members, moment.sold, event) if event.player_id else {}
    won = {h.entry_id for held in holders.values() for h in held if h.points}
    return _view(
        moment,
        event.event_id,
        event.kind.value,
        event_plain(event)
        | _player(moment, "player", event.player_id)
        | _match(moment, event.fixture_id),
        groups={s: group(holders[s]) for s in Stance if s in holders},
        moves=moves(m for m in moment.members if m.entry_id in won),
    )


def _of_lineups(moment: LeagueMoment) -> Iterator[LeagueView]:
    """Show what changed in line-ups, the same change of many members once."""
    alike: dict[tuple[object, ...], list[tuple[MemberChange, LineupEvent]]] = {}
    for member in moment.members:
        for event in lineup_events(moment.season, member, moment.points):
            what = (event.kind, event.certainty, event.player_out, event.player_in)
            alike.setdefault(what, []).append((member, event))
    yield from (_of_alike(moment, changed) for changed in alike.values())


def _of_alike(
    moment: LeagueMoment, changed: Sequence[tuple[MemberChange, LineupEvent]]
) -> LeagueView:
    """Show one change of several line-ups; the lowest entry names it."""
    event = min((e for _, e in changed), key=attrgetter("entry_id"))
    told = {
        "player_id": event.player_in,
        "other_id": event.player_out,
        "certainty": event.certainty and event.certainty.value,
    }
    holders = [Holder(m.entry_id, m.name, points=e.points) for m, e in changed]
    return _view(
        moment,
        event.event_id,
        event.kind.value,
        {name: value for name, value in told.items() if value is not None}
        | _player(moment, "player", event.player_in)
        | _player(moment, "other", event.player_out),
        groups={Stance.CHANGES: group(holders)},
        moves=moves(m for m, e in changed if e.points),
    )


def _of_table(moment: LeagueMoment) -> Iterator[LeagueView]:
    """Show how the table moved, if it did; its highest move names it."""
    moved = moves(moment.members)
    if moved.count:
        first = moved.named[0]
        ranks = f"{first.rank_before}>{first.rank_after}"
        named = (moment.season, moment.gameweek, TABLE, moment.league_id)
        place_won = (first.entry_id, ranks, first.net_after)
        event_id = ":".join(map(str, (*named, *place_won)))
        yield _view(moment, event_id, TABLE, {}, moves=moved)


def _view(
    moment: LeagueMoment,
    event_id: str,
    kind: str,
    event: Mapping[str, Any],
    *,
    groups: Mapping[Stance, Group] | None = None,
    moves: Moves,
) -> LeagueView:
    return LeagueView(
        event_id=event_id,
        kind=kind,
        league_id=moment.league_id,
        gameweek=moment.gameweek,
        at=moment.at,
        event=event,
        groups=groups or {},
        moves=moves,
        members=len(moment.members),
        read=sum(member.after is not None for member in moment.members),
    )


def _player(
    moment: LeagueMoment, role: str, player_id: PlayerId | None
) -> dict[str, str]:
    """Name a player, if his name is known."""
    name = moment.player_names.get(player_id) if player_id is not None else None
    return {} if name is None else {role: name}


def _match(moment: LeagueMoment, fixture_id: FixtureId | None) -> dict[str, str]:
    """Name a match's clubs, if they are known."""
    clubs = moment.matches.get(fixture_id) if fixture_id is not None else None
    return {} if clubs is None else {"home": clubs[0], "away": clubs[1]}
