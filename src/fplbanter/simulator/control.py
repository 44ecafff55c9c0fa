"""
The control door: move the clock, change things, put faults in.

For tests and the demo only; it is mounted when asked for and nowhere else.
Bad input is a 422 that says in one sentence what is wrong.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fplbanter.simulator import control_input
from fplbanter.simulator.aside import Aside
from fplbanter.simulator.control_input import BadControl, moment, number, whole
from fplbanter.simulator.managers import MOST_ENTRIES
from fplbanter.simulator.simulator import ARRIVALS_KEPT, Simulator

Json = dict[str, Any]
_SHOWN = 200


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
            self._within(lambda: clock.advance(number(body, "advance")))
        elif keys == {"to"}:
            clock.move_to(moment(body["to"]))
        elif keys == {"pace"}:
            clock.set_pace(number(body, "pace", least=0.0))
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
            self._simulator.move_to(whole(body, "gameweek"), str(body["stage"]))
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
        gameweek, points = whole(body, "gameweek"), whole(body, "points")
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
        self._simulator.faults.add(control_input.fault(body))
        return {"active": len(self._simulator.faults.active)}

    def clear_faults(self) -> Json:
        """Take all faults away."""
        self._simulator.faults.clear()
        return {"active": 0}

    def set_limit(self, body: Json) -> Json:
        """Refuse from now on what comes faster; raises BadControl."""
        meter = self._simulator.meter
        meter.limit = control_input.limit(body)
        return {
            "per_second": meter.limit.per_second,
            "per_minute": meter.limit.per_minute,
        }

    def requests(self, recent: int = _SHOWN) -> Json:
        """
        Return how many requests came, how close together, and the last of them.

        Stamps are seconds of the machine's monotonic clock; status 0 is one that
        is not answered yet.
        """
        arrivals, meter = list(self._simulator.arrivals), self._simulator.meter
        counts: dict[str, int] = {}
        for each in arrivals:
            counts[each.path] = counts.get(each.path, 0) + 1
        last = arrivals[-recent:] if recent else []
        return {
            "total": self._simulator.requests,
            "most_in_a_second": meter.most_in_a_second,
            "most_in_a_minute": meter.most_in_a_minute,
            "violations": meter.violations,
            "counts": counts,
            "recent": [{"at": a.at, "path": a.path, "status": a.status} for a in last],
        }

    def forget_requests(self) -> Json:
        """Count from nothing again."""
        self._simulator.forget()
        return self.requests()


def control_routes(simulator: Simulator, aside: Aside) -> list[Route]:
    """Return the routes under /control/; `aside` keeps deeds and answers apart."""
    door = Control(simulator)

    async def clock(request: Request) -> Json:
        if request.method == "GET":
            # To read the clock is to move it, and answers read it too.
            return await aside(door.clock)
        body = await _body(request)
        return await aside(lambda: door.set_clock(body))

    async def entry(request: Request) -> Json:
        body = await _body(request)
        return await aside(lambda: door.change_entry(request.path_params["id"], body))

    async def player(request: Request) -> Json:
        body = await _body(request)
        return await aside(lambda: door.correct_player(request.path_params["id"], body))

    async def faults(request: Request) -> Json:
        if request.method == "DELETE":
            return await aside(door.clear_faults)
        body = await _body(request)
        return await aside(lambda: door.add_fault(body))

    async def limit(request: Request) -> Json:
        return door.set_limit(await _body(request))

    async def requests(request: Request) -> Json:
        if request.method == "DELETE":
            return door.forget_requests()
        asked = request.query_params.get("recent")
        return door.requests(control_input.how_many(asked, _SHOWN, ARRIVALS_KEPT))

    return [
        Route("/control/clock", _guarded(clock), methods=["GET", "POST"]),
        Route("/control/entries/{id:int}", _guarded(entry), methods=["POST"]),
        Route("/control/players/{id:int}", _guarded(player), methods=["POST"]),
        Route("/control/faults", _guarded(faults), methods=["POST", "DELETE"]),
        Route("/control/limit", _guarded(limit), methods=["POST"]),
        Route("/control/requests", _guarded(requests), methods=["GET", "DELETE"]),
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
