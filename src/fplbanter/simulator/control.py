"""
The control door: move the clock, change things, put faults in.

For tests and the demo only; it is mounted when asked for and nowhere else.
Bad input is a 422 that says in one sentence what is wrong.
"""

import json
import math
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fplbanter.simulator.faults import KINDS, Fault
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.simulator import Simulator

Json = dict[str, Any]
_FAULT_FIELDS = {"match", "kind", "status", "times", "delay", "field"}
_SHOWN = 200


class BadControl(ValueError):
    """Control input that makes no sense; the message says why."""


class Control:
    """The control door's deeds as plain functions; tests may call them directly."""

    def __init__(self, simulator: Simulator) -> None:
        self._simulator = simulator

    def clock(self) -> Json:
        """Return the virtual time and its pace."""
        clock = self._simulator.clock
        return {"now": clock.now().isoformat(), "pace": clock.pace}

    def set_clock(self, body: Json) -> Json:
        """Advance, set, pace or jump; raises BadControl."""
        clock, keys = self._simulator.clock, set(body)
        if keys == {"advance"}:
            self._within(lambda: clock.advance(_number(body, "advance")))
        elif keys == {"to"}:
            clock.move_to(_moment(body["to"]))
        elif keys == {"pace"}:
            clock.set_pace(_number(body, "pace", least=0.0))
        elif keys == {"gameweek", "stage"}:
            self._jump(body)
        else:
            raise BadControl(
                'give one of "advance", "to", "pace", or "gameweek" with "stage"'
            )
        return self.clock()

    @staticmethod
    def _within(move: Callable[[], None]) -> None:
        try:
            move()
        except OverflowError:
            raise BadControl("that is further than a date can be") from None

    def _jump(self, body: Json) -> None:
        try:
            self._simulator.move_to(_whole(body, "gameweek"), str(body["stage"]))
        except BadControl:
            raise
        except ValueError as error:
            raise BadControl(str(error)) from None

    def change_entry(self, entry_id: int, body: Json) -> Json:
        """Rename an entry, delete it or bring it back; raises BadControl."""
        world = self._simulator.world
        if not 1 <= entry_id <= MOST_ENTRIES:
            raise BadControl(f"there is no entry {entry_id}: 1 to {MOST_ENTRIES}")
        if not body or set(body) - {"name", "deleted"}:
            raise BadControl('give "name" (a string) or "deleted" (true or false)')
        name, deleted = body.get("name", ""), body.get("deleted", False)
        if not isinstance(name, str) or not isinstance(deleted, bool):
            raise BadControl('"name" is a string and "deleted" true or false')
        if "name" in body:
            world.rename(entry_id, name)
        if "deleted" in body:
            (world.delete if deleted else world.restore)(entry_id)
        return {"entry": entry_id, "name": world.team_name(entry_id)}

    def correct_player(self, player_id: int, body: Json) -> Json:
        """Change a player's points of a gameweek by so many; raises BadControl."""
        market = self._simulator.world.market
        if set(body) != {"gameweek", "points"}:
            raise BadControl('give "gameweek" (1 to 38) and "points" (the difference)')
        gameweek, points = _whole(body, "gameweek"), _whole(body, "points")
        if not 1 <= player_id <= len(market.players):
            raise BadControl(
                f"there is no player {player_id}: 1 to {len(market.players)}"
            )
        if not 1 <= gameweek <= 38:
            raise BadControl(f"there is no gameweek {gameweek}: 1 to 38")
        club = market.club_of[player_id]
        if not market.calendar.by_club.get((gameweek, club)):
            raise BadControl(f"player {player_id} has no match in gameweek {gameweek}")
        self._simulator.world.live.correct(gameweek, player_id, points)
        return {"player": player_id, "gameweek": gameweek, "points": points}

    def add_fault(self, body: Json) -> Json:
        """Put a fault in; raises BadControl."""
        if set(body) - _FAULT_FIELDS or "kind" not in body:
            raise BadControl(
                f'give "kind", and of the others only {sorted(_FAULT_FIELDS)}'
            )
        if body["kind"] not in KINDS:
            raise BadControl(f'"kind" is one of {", ".join(KINDS)}')
        match, field = body.get("match", ""), body.get("field", "id")
        if not isinstance(match, str) or not isinstance(field, str):
            raise BadControl('"match" and "field" are strings')
        status = _whole(body, "status") if "status" in body else 503
        times = None if body.get("times") is None else _whole(body, "times")
        if not 400 <= status <= 599 or (times is not None and times < 1):
            raise BadControl('"status" is 400 to 599 and "times" at least 1')
        delay = _number(body, "delay", least=0.0) if "delay" in body else 0.0
        kind = body["kind"]
        self._simulator.faults.add(Fault(match, kind, status, times, delay, field))
        return {"active": len(self._simulator.faults.active)}

    def clear_faults(self) -> Json:
        """Take all faults away."""
        self._simulator.faults.clear()
        return {"active": 0}

    def requests(self) -> Json:
        """Return how many requests came, and the last of them."""
        arrivals = list(self._simulator.arrivals)
        counts: dict[str, int] = {}
        for each in arrivals:
            counts[each.path] = counts.get(each.path, 0) + 1
        recent = [
            {"at": each.at, "path": each.path, "status": each.status}
            for each in arrivals[-_SHOWN:]
        ]
        return {"total": self._simulator.requests, "counts": counts, "recent": recent}


def _number(body: Json, name: str, least: float | None = None) -> float:
    """Return a finite number of the body."""
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadControl(f'"{name}" is a number')
    if not math.isfinite(value) or (least is not None and value < least):
        raise BadControl(
            f'"{name}" is a finite number'
            + (f" from {least}" if least is not None else "")
        )
    return float(value)


def _whole(body: Json, name: str) -> int:
    """Return a whole number of the body."""
    value = body[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise BadControl(f'"{name}" is a whole number')
    return value


def _moment(value: object) -> datetime:
    """Return an ISO time that names its zone."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise BadControl('"to" is an ISO time with its zone, 2026-10-17T14:30:00Z')
    return found


def control_routes(simulator: Simulator) -> list[Route]:
    """Return the routes under /control/."""
    door = Control(simulator)

    async def clock(request: Request) -> Json:
        if request.method == "GET":
            return door.clock()
        return door.set_clock(await _body(request))

    async def entry(request: Request) -> Json:
        return door.change_entry(request.path_params["id"], await _body(request))

    async def player(request: Request) -> Json:
        return door.correct_player(request.path_params["id"], await _body(request))

    async def faults(request: Request) -> Json:
        if request.method == "DELETE":
            return door.clear_faults()
        return door.add_fault(await _body(request))

    async def requests(_request: Request) -> Json:
        return door.requests()

    return [
        Route("/control/clock", _guarded(clock), methods=["GET", "POST"]),
        Route("/control/entries/{id:int}", _guarded(entry), methods=["POST"]),
        Route("/control/players/{id:int}", _guarded(player), methods=["POST"]),
        Route("/control/faults", _guarded(faults), methods=["POST", "DELETE"]),
        Route("/control/requests", _guarded(requests), methods=["GET"]),
    ]


async def _body(request: Request) -> Json:
    """Return the JSON object of a request."""
    try:
        value = json.loads(await request.body())
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise BadControl("the body is a JSON object")
    return value


def _guarded(
    deed: Callable[[Request], Awaitable[Json]],
) -> Callable[[Request], Awaitable[Response]]:
    """Turn bad input into a 422 with its sentence."""

    async def handle(request: Request) -> Response:
        try:
            return JSONResponse(await deed(request))
        except BadControl as error:
            return JSONResponse({"detail": str(error)}, 422)

    return handle
