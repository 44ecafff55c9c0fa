"""
Each endpoint's answer, looked at once: its shape, and its marks. Pure.

Shapes are those of `wire_*`, which are lenient: what is new to us, such as a
chip, is no reason to refuse an answer, though the services may not read it yet.
Of what has no model only the parts are counted.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import endpoints, translate_game, wire_entry, wire_game, wire_league
from fplbanter.fpl.answers import SeasonFacts
from fplbanter.fpl.asked import Asked
from fplbanter.fpl.belonging import refuse_without_dates
from fplbanter.fpl.marks import Marks, Step
from fplbanter.fpl.reasons import Reason
from fplbanter.fpl.squads import SQUAD
from fplbanter.fpl.translate_game import season_of
from fplbanter.fpl.wire_types import read
from fplbanter.game.model import Fixture, PlayerId, PlayerStats

_ESSENTIAL: Final = ("events", "teams", "elements")
_LETTERS: Final = {"": 0, "l": 1, "p": 2, "r": 3}


@dataclass(frozen=True, slots=True)
class Examined:
    """An answer of the right shape; what it is about, where a season can tell."""

    marks: Marks
    facts: SeasonFacts | None = None
    fixtures: tuple[Fixture, ...] = ()
    stats: Mapping[PlayerId, PlayerStats] = field(default_factory=dict)
    players: Collection[PlayerId] = ()


def examine(asked: Asked, answer: object) -> Examined:
    """
    Look at an answer, an object or a list as the endpoint says.

    Raises UpstreamChanged for a shape that is not understood, an essential list
    that is empty, and the answer to another question.
    """
    return _EXAMINERS.get(asked.endpoint.name, _anything)(asked, answer)


def _season(_asked: Asked, answer: object) -> Examined:
    for name in _ESSENTIAL:
        if _part(answer, name) == []:
            _refuse(f"{name}: none at all", name, Reason.EMPTY)
    facts = translate_game.season(answer)
    steps: dict[Step, float] = {
        ("event", state.gameweek, "phase"): state.finished + state.checked
        for state in facts.gameweeks
    }
    steps["elements",] = len(facts.players)
    rows = {"phases": len(facts.months)}
    return Examined(Marks(steps, rows, facts.season), facts=facts)


def _fixtures(asked: Asked, answer: object) -> Examined:
    found = translate_game.fixtures(answer)
    gameweek, future = asked.param("event"), bool(asked.param("future"))
    if gameweek is not None and any(f.gameweek != gameweek for f in found):
        said = f"event: asked for {gameweek}, got another"
        _refuse(said, "fixtures.event", Reason.OTHER_QUESTION)
    whole = gameweek is None and not future
    if whole:
        refuse_without_dates(found)
    first = min((f.kickoff for f in found if f.kickoff), default=None)
    # What is still to come grows less, until there is nothing of it.
    marks = Marks(
        steps={} if future else _played(found),
        rows={} if future else {"fixtures": len(found)},
        season=season_of(first) if whole and first else None,
    )
    return Examined(marks, fixtures=found)


def _played(fixtures: Collection[Fixture]) -> dict[Step, float]:
    """Return how far each match is; a rescheduled one has not begun."""
    steps: dict[Step, float] = {}
    for fixture in fixtures:
        phase = fixture.started + fixture.over + fixture.settled
        steps["fixture", fixture.fixture_id, "phase"] = phase
        steps["fixture", fixture.fixture_id, "minutes"] = fixture.minutes
    return steps


def _live(_asked: Asked, answer: object) -> Examined:
    if _part(answer, "elements") == []:
        # FPL says so of a gameweek that is far away: only who had more refuses it.
        return Examined(Marks(rows={"elements": 0}))
    stats = translate_game.live(answer)
    minutes = [each.minutes for each in stats.values()]
    steps: dict[Step, float] = {
        ("minutes",): sum(minutes),
        ("players with minutes",): sum(each > 0 for each in minutes),
    }
    marks = Marks(steps, rows={"elements": len(stats)})
    return Examined(marks, stats=stats, players=stats.keys())


def _day_status(_asked: Asked, answer: object) -> Examined:
    days = read(wire_game.DAY_STATUS, answer).status
    steps: dict[Step, float] = {("event",): max((d.event for d in days), default=0)}
    for day in days:
        if day.points in _LETTERS:
            steps[day.date, "points"] = _LETTERS[day.points]
        steps[day.date, "bonus_added"] = day.bonus_added
    return Examined(Marks(steps, rows={"status": len(days)}, passing=True))


def _profile(asked: Asked, answer: object) -> Examined:
    found = read(wire_entry.PROFILE, answer)
    _refuse_another(asked, "entry_id", found.id, "id")
    return Examined(Marks(rows={"leagues": len(found.leagues.classic)}))


def _history(_asked: Asked, answer: object) -> Examined:
    rows = len(read(wire_entry.HISTORY, answer).current)
    return Examined(Marks({("current",): rows}, {"current": rows}))


def _transfers(asked: Asked, answer: object) -> Examined:
    """Count the transfers: none is ever taken back once its deadline has passed."""
    found = read(wire_entry.TRANSFERS, answer, root="transfers")
    for row in found:
        _refuse_another(asked, "entry_id", row.entry, "transfers.entry")
    return Examined(Marks({("transfers",): len(found)}, {"transfers": len(found)}))


def _picks(asked: Asked, answer: object) -> Examined:
    found = read(wire_entry.PICKS, answer)
    _refuse_another(asked, "gw", found.entry_history.event, "entry_history.event")
    if len(found.picks) < SQUAD:
        reason = Reason.SHAPE if found.picks else Reason.EMPTY
        _refuse(f"picks: {len(found.picks)} of {SQUAD}", "picks", reason)
    steps: dict[Step, float] = {("automatic_subs",): len(found.automatic_subs)}
    players = {PlayerId(pick.element) for pick in found.picks[:SQUAD]}
    return Examined(Marks(steps), players=players)


def _classic(asked: Asked, answer: object) -> Examined:
    return _table(asked, read(wire_league.CLASSIC, answer))


def _head_to_head(asked: Asked, answer: object) -> Examined:
    return _table(asked, read(wire_league.HEAD_TO_HEAD, answer))


def _table(asked: Asked, found: wire_league.WireTable[Any]) -> Examined:
    _refuse_another(asked, "league_id", found.league.id, "league.id")
    # Before a league's first gameweek is scored its members are all new entries.
    rows = len(found.standings.results) + len(found.new_entries.results)
    told = found.last_updated_data
    steps: dict[Step, float] = {("last_updated",): told.timestamp()} if told else {}
    return Examined(Marks(steps, {"standings": rows}, passing=True))


def _matches(_asked: Asked, answer: object) -> Examined:
    rows = len(read(wire_league.MATCHES, answer).results)
    return Examined(Marks(rows={"results": rows}))


def _player(_asked: Asked, answer: object) -> Examined:
    """Look at what a player has played; his fixtures come to an end in May."""
    history = _part(answer, "history")
    if not isinstance(history, list):
        _refuse("history: no list", "history", Reason.SHAPE)
    return Examined(Marks({("history",): _size(history)}, {"history": _size(history)}))


def _anything(_asked: Asked, answer: object) -> Examined:
    """Count the parts of what has no model; a refusal with status 200 is seen."""
    if isinstance(answer, list):
        return Examined(Marks(rows={"rows": len(answer)}))
    parts = answer if isinstance(answer, dict) else {}
    if list(parts) == ["detail"]:
        _refuse("detail: a refusal with status 200", "detail", Reason.SHAPE)
    return Examined(Marks(rows={name: _size(part) for name, part in parts.items()}))


def _part(answer: object, name: str) -> object:
    return answer.get(name) if isinstance(answer, dict) else None


def _size(part: object) -> int:
    return len(part) if isinstance(part, list) else 1


def _refuse_another(asked: Asked, name: str, got: int, field: str) -> None:
    """Refuse the answer to another question."""
    wanted = asked.param(name)
    if wanted != got:
        _refuse(f"{field}: asked for {wanted}, got {got}", field, Reason.OTHER_QUESTION)


def _refuse(message: str, field: str, reason: Reason) -> None:
    raise UpstreamChanged(message, field=field, reason=reason)


_EXAMINERS: Final[Mapping[str, Callable[[Asked, object], Examined]]] = {
    endpoints.SEASON.name: _season,
    endpoints.FIXTURES.name: _fixtures,
    endpoints.LIVE.name: _live,
    endpoints.DAY_STATUS.name: _day_status,
    endpoints.PROFILE.name: _profile,
    endpoints.HISTORY.name: _history,
    endpoints.PICKS.name: _picks,
    endpoints.TRANSFERS.name: _transfers,
    endpoints.CLASSIC.name: _classic,
    endpoints.HEAD_TO_HEAD.name: _head_to_head,
    endpoints.MATCHES.name: _matches,
    endpoints.PLAYER.name: _player,
}
