"""The table of FPL's paths, and what answers each."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from fplbanter.simulator import (
    bodies_bootstrap,
    bodies_entries,
    bodies_fixtures,
    bodies_leagues,
    bodies_live,
)
from fplbanter.simulator.answers import CREDENTIALS, NOT_FOUND, Answer, JsonValue, ok
from fplbanter.simulator.bodies_elements import Elements
from fplbanter.simulator.careers import Career
from fplbanter.simulator.leagues import FORBIDDEN, League
from fplbanter.simulator.names import REGIONS
from fplbanter.simulator.tables import PHASES
from fplbanter.simulator.world import World

Query = Mapping[str, str]
_MOST_DIGITS = 18


class Endpoints:
    """Answers paths at a moment; knows nothing of faults or transport."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._elements = Elements(world)
        self._games = bodies_fixtures.FixtureBodies(world)
        self._live = bodies_live.LiveBodies(world)
        number = rf"(\d{{1,{_MOST_DIGITS}}})"
        table: tuple[tuple[str, Callable[..., Answer]], ...] = (
            ("bootstrap-static", self._bootstrap),
            ("fixtures", self._fixtures),
            (f"event/{number}/live", self._event_live),
            ("event-status", self._event_status),
            (f"dream-team/{number}", self._dream_team),
            (f"element-summary/{number}", self._element_summary),
            (f"entry/{number}", self._entry),
            (f"entry/{number}/history", self._history),
            (f"entry/{number}/transfers", self._transfers),
            (f"entry/{number}/event/{number}/picks", self._picks),
            (f"leagues-classic/{number}/standings", self._classic),
            (f"leagues-h2h/{number}/standings", self._head_to_head),
            (f"leagues-h2h-matches/league/{number}", self._matches),
            ("regions", self._regions),
            ("team/set-piece-notes", self._notes),
            (f"my-team/{number}", self._credentials),
            (f"entry/{number}/transfers-latest", self._credentials),
            (f"leagues-classic/{number}", self._credentials),
            ("me", self._me),
        )
        self._table = [(re.compile(f"/api/{p}/"), handler) for p, handler in table]

    def answer(self, path: str, query: Query, now: datetime) -> Answer:
        """Return FPL's answer; a path that nothing answers is FPL's 404."""
        for pattern, handler in self._table:
            if match := pattern.fullmatch(path):
                return handler(now, query, *map(int, match.groups()))
        return NOT_FOUND

    def _bootstrap(self, now: datetime, _query: Query) -> Answer:
        text = self._elements.text(now)
        return Answer(200, bodies_bootstrap.bootstrap(self._world, now, text))

    def _fixtures(self, now: datetime, query: Query) -> Answer:
        week = _number(query, "event")
        future = query.get("future") == "1"
        return Answer(200, self._games.fixtures(now, week, future=future))

    def _event_live(self, now: datetime, _query: Query, gameweek: int) -> Answer:
        if not 1 <= gameweek <= 38:
            return NOT_FOUND
        return Answer(200, self._live.live(gameweek, now))

    def _event_status(self, now: datetime, _query: Query) -> Answer:
        return ok(bodies_fixtures.event_status(self._world, now))

    def _dream_team(self, now: datetime, _query: Query, gameweek: int) -> Answer:
        calendar = self._world.calendar
        if not 1 <= gameweek <= 38 or now < calendar.gameweek(gameweek).settled:
            return NOT_FOUND
        return ok(bodies_live.dream_team(self._world, gameweek))

    def _element_summary(self, now: datetime, _query: Query, player: int) -> Answer:
        if not 1 <= player <= len(self._world.market.players):
            return NOT_FOUND
        who = self._world.market.player(player)
        return ok(bodies_live.element_summary(self._world, who, now))

    def _of_entry(self, entry_id: int, body: Callable[[Career], JsonValue]) -> Answer:
        """Answer with a body made of an entry's career, or with FPL's 404."""
        career = self._world.career(entry_id)
        value = None if career is None else body(career)
        return NOT_FOUND if value is None else ok(value)

    def _entry(self, now: datetime, _query: Query, entry: int) -> Answer:
        return self._of_entry(entry, partial(self._with, bodies_entries.entry, now))

    def _history(self, now: datetime, _query: Query, entry: int) -> Answer:
        return self._of_entry(entry, partial(self._with, bodies_entries.history, now))

    def _transfers(self, now: datetime, _query: Query, entry: int) -> Answer:
        return self._of_entry(entry, partial(self._with, bodies_entries.transfers, now))

    def _with(
        self,
        body: Callable[[World, Career, datetime], JsonValue],
        now: datetime,
        career: Career,
    ) -> JsonValue:
        return body(self._world, career, now)

    def _picks(self, now: datetime, _query: Query, entry: int, gameweek: int) -> Answer:
        return self._of_entry(
            entry,
            lambda career: bodies_entries.picks(self._world, career, gameweek, now),
        )

    def _league(self, league_id: int, scoring: str) -> League | Answer:
        """Return a league of that scoring, or the refusal."""
        if league_id == FORBIDDEN:
            return CREDENTIALS
        league = self._world.leagues.by_id.get(league_id)
        return league if league and league.scoring == scoring else NOT_FOUND

    def _classic(self, now: datetime, query: Query, league_id: int) -> Answer:
        league = self._league(league_id, "c")
        page = _number(query, "page_standings", 1)
        new_page = _number(query, "page_new_entries", 1)
        phase = _number(query, "phase", 1)
        if isinstance(league, Answer):
            return league
        if not page or not new_page or not phase or phase > len(PHASES):
            return NOT_FOUND
        return ok(
            bodies_leagues.classic(self._world, league, now, page, new_page, phase)
        )

    def _head_to_head(self, now: datetime, query: Query, league_id: int) -> Answer:
        league = self._league(league_id, "h")
        page = _number(query, "page_standings", 1)
        if isinstance(league, Answer) or not page:
            return league if isinstance(league, Answer) else NOT_FOUND
        return ok(bodies_leagues.head_to_head(self._world, league, now, page))

    def _matches(self, now: datetime, query: Query, league_id: int) -> Answer:
        league = self._league(league_id, "h")
        page, event = _number(query, "page", 1), _number(query, "event")
        if isinstance(league, Answer) or not page:
            return league if isinstance(league, Answer) else NOT_FOUND
        if event is not None and not 1 <= event <= 38:
            return NOT_FOUND
        entry = _number(query, "entry")
        return ok(bodies_leagues.matches(self._world, league, now, page, event, entry))

    def _regions(self, _now: datetime, _query: Query) -> Answer:
        names = ("id", "name", "iso_code_short", "iso_code_long")
        rows = [dict(zip(names, row, strict=True)) for row in REGIONS]
        return ok([row | {"code": row["id"]} for row in rows])

    def _notes(self, now: datetime, _query: Query) -> Answer:
        teams = [{"id": club, "notes": []} for club in range(1, 21)]
        return ok({"last_updated": bodies_fixtures.stamp(now), "teams": teams})

    def _credentials(self, *_: object) -> Answer:
        return CREDENTIALS

    def _me(self, *_: object) -> Answer:
        return ok({"player": None, "watched": []})


def _number(query: Query, name: str, default: int | None = None) -> int | None:
    """Return a query's number: the default when absent, 0 when it is nonsense."""
    text = query.get(name)
    if text is None:
        return default
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
