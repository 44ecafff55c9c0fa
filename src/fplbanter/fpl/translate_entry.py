"""From FPL's words to the game's: an entry's profile, history, picks, transfers."""

from collections.abc import Iterable, Mapping
from typing import Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import wire_entry as wire
from fplbanter.fpl.answers import (
    ChipPlay,
    EntryHistory,
    EntryLeague,
    EntryProfile,
    FetchedLineup,
    PastSeason,
)
from fplbanter.fpl.names import clean_name, full_name
from fplbanter.fpl.squads import SQUAD, positions_of, submitted
from fplbanter.fpl.wire_types import read
from fplbanter.game.model import (
    AutoSub,
    Chip,
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    Lineup,
    PlayerId,
    Position,
    Price,
    Result,
    Season,
    Transfer,
)

_CHIPS: Final = {
    "wildcard": Chip.WILDCARD,
    "freehit": Chip.FREE_HIT,
    "bboost": Chip.BENCH_BOOST,
    "3xc": Chip.TRIPLE_CAPTAIN,
    "manager": Chip.ASSISTANT_MANAGER,
}


def profile(body: object, entry_id: EntryId) -> EntryProfile:
    """Translate `entry/{id}`."""
    answer = read(wire.PROFILE, body)
    if answer.id != entry_id:
        raise UpstreamChanged(f"id: asked for {entry_id}, got {answer.id}", field="id")
    return EntryProfile(
        entry_id=entry_id,
        manager_name=full_name(answer.player_first_name, answer.player_last_name),
        entry_name=clean_name(answer.name),
        started=Gameweek(answer.started_event or 1),
        leagues=(
            *_leagues(answer.leagues.classic, LeagueKind.CLASSIC),
            *_leagues(answer.leagues.h2h, LeagueKind.HEAD_TO_HEAD),
        ),
    )


def _leagues(
    memberships: Iterable[wire.WireMembership], kind: LeagueKind
) -> Iterable[EntryLeague]:
    for league in memberships:
        yield EntryLeague(
            league_id=LeagueId(league.id),
            name=clean_name(league.name),
            kind=kind,
            private=league.league_type == "x",
        )


def history(body: object, entry_id: EntryId) -> EntryHistory:
    """
    Translate `entry/{id}/history`.

    A chip that is not known here is left out: the results stand without it.
    """
    answer = read(wire.HISTORY, body)
    rows = sorted(answer.current, key=lambda row: row.event)
    return EntryHistory(
        entry_id=entry_id,
        results=tuple(_result(row, entry_id) for row in rows),
        chips=tuple(
            ChipPlay(_CHIPS[play.name], Gameweek(play.event), play.time)
            for play in answer.chips
            if play.name in _CHIPS
        ),
        past=tuple(_past(season) for season in answer.past),
    )


def _result(row: wire.WireResult, entry_id: EntryId) -> Result:
    return Result(
        entry_id=entry_id,
        gameweek=Gameweek(row.event),
        gross_points=row.points,
        hit=row.event_transfers_cost,
        total=row.total_points,
        transfers=row.event_transfers,
        bench_points=row.points_on_bench,
        overall_rank=row.overall_rank,
        gameweek_rank=row.rank,
        bank=Price(row.bank),
        value=Price(row.value),
    )


def _past(season: wire.WirePastSeason) -> PastSeason:
    return PastSeason(
        season=Season(clean_name(season.season_name).replace("/", "-")),
        total=season.total_points,
        rank=season.rank,
    )


def lineup(
    body: object,
    entry_id: EntryId,
    gameweek: Gameweek,
    position_of: Mapping[PlayerId, Position],
) -> FetchedLineup:
    """Translate `entry/{id}/event/{gw}/picks`; the line-up is as submitted."""
    answer = read(wire.PICKS, body)
    _check_gameweek(answer, gameweek)
    picks = sorted(answer.picks, key=lambda pick: pick.position)
    subs = tuple(
        AutoSub(player_in=PlayerId(s.element_in), player_out=PlayerId(s.element_out))
        for s in answer.automatic_subs
    )
    fifteen = submitted(picks, subs, positions_of(picks, position_of))
    return FetchedLineup(
        lineup=_lineup(answer, picks, fifteen, entry_id),
        auto_subs=subs,
        result=_result(answer.entry_history, entry_id),
        settled_multipliers={PlayerId(p.element): p.multiplier for p in picks},
    )


def _check_gameweek(answer: wire.WirePicks, asked: Gameweek) -> None:
    got = answer.entry_history.event
    if got != asked:
        field = "entry_history.event"
        raise UpstreamChanged(f"{field}: asked for {asked}, got {got}", field=field)


def _lineup(
    answer: wire.WirePicks,
    picks: list[wire.WirePick],
    fifteen: tuple[PlayerId, ...],
    entry_id: EntryId,
) -> Lineup:
    row = answer.entry_history
    return Lineup(
        entry_id=entry_id,
        gameweek=Gameweek(row.event),
        eleven=fifteen[:11],
        bench=fifteen[11:],
        captain=_flagged(p.element for p in picks if p.is_captain),
        vice_captain=_flagged(p.element for p in picks if p.is_vice_captain),
        chip=_chip(answer.active_chip),
        hit=row.event_transfers_cost,
        transfers=row.event_transfers,
        bank=Price(row.bank),
        value=Price(row.value),
        assistant_manager=_flagged(p.element for p in picks[SQUAD:]),
    )


def transfers(body: object, entry_id: EntryId) -> tuple[Transfer, ...]:
    """
    Translate `entry/{id}/transfers`: the season's, the oldest first.

    FPL lists the newest first, and those of a wildcard or a free hit like any
    other (fact sheet 3.7).
    """
    rows = read(wire.TRANSFERS, body, root="transfers")
    for row in rows:
        if row.entry != entry_id:
            field = "transfers.entry"
            said = f"{field}: asked for {entry_id}, got {row.entry}"
            raise UpstreamChanged(said, field=field)
    made = (_transfer(row, entry_id) for row in reversed(rows))
    return tuple(sorted(made, key=lambda t: (t.gameweek, t.made_at)))


def _transfer(row: wire.WireTransfer, entry_id: EntryId) -> Transfer:
    return Transfer(
        entry_id=entry_id,
        gameweek=Gameweek(row.event),
        player_in=PlayerId(row.element_in),
        player_out=PlayerId(row.element_out),
        made_at=row.time,
        price_in=Price(row.element_in_cost),
        price_out=Price(row.element_out_cost),
    )


def _flagged(elements: Iterable[int]) -> PlayerId | None:
    """Return the one player, None if there is none; two are a misfit."""
    found = [PlayerId(element) for element in elements]
    if len(found) > 1:
        raise UpstreamChanged("picks: two captains or vice-captains", field="picks")
    return found[0] if found else None


def _chip(name: str) -> Chip | None:
    """
    Return the chip that was played.

    One that is not known here changes the points in a way that is not known
    either: that is a misfit, not "no chip".
    """
    # FPL quirk (2026-08): null when none was played, until 2017-18 "".
    if not name:
        return None
    if name not in _CHIPS:
        raise UpstreamChanged(
            f"active_chip: {clean_name(name)!r} is new", field="active_chip"
        )
    return _CHIPS[name]
