"""
A recording of FPL's answers, served as if it were FPL.

Layout: `<path under /api/ without the last slash>.json.gz`; a query string
becomes `__key=value` before `.json.gz`, keys in alphabetical order.
"""

import gzip
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fplbanter.simulator.answers import NOT_FOUND, Answer
from fplbanter.simulator.sending import to_response

_WORD = re.compile(r"[A-Za-z0-9_-]+")
_DEFAULTS = {
    ("page_standings", "1"),
    ("page_new_entries", "1"),
    ("phase", "1"),
    ("page", "1"),
}


def recorded_answer(directory: Path, path: str, query: Mapping[str, str]) -> Answer:
    """
    Return what was recorded for a path that begins with /api/.

    A missing file is FPL's 404, and so is a path with anything but letters,
    digits, "-" and "_" in it. Parameters at their default need no file of their own.
    """
    parts = path.removeprefix("/api/").strip("/").split("/")
    if not path.startswith("/api/") or not all(map(_WORD.fullmatch, parts)):
        return NOT_FOUND
    asked = sorted(query.items())
    telling = [pair for pair in asked if pair not in _DEFAULTS]
    for pairs in (asked, telling):
        if not all(_WORD.fullmatch(word) for pair in pairs for word in pair):
            return NOT_FOUND
        suffix = "".join(f"__{key}={value}" for key, value in pairs)
        file = directory.joinpath(*parts[:-1], f"{parts[-1]}{suffix}.json.gz")
        if file.is_file():
            return Answer(200, gzip.decompress(file.read_bytes()))
    return NOT_FOUND


def build_recording_app(directory: Path) -> Starlette:
    """Return an app that serves a recording under /api/."""

    async def handle(request: Request) -> Response:
        query = dict(request.query_params)
        return to_response(recorded_answer(directory, request.url.path, query))

    return Starlette(
        routes=[Route("/api/{path:path}", handle, methods=["GET", "HEAD"])]
    )


def recording_moment(directory: Path) -> datetime:
    """
    Return about when the recording was made, in UTC.

    Two hours after the latest kick-off of a match that had started. Raises
    FileNotFoundError without fixtures, ValueError when none had started.
    """
    fixtures = json.loads(
        gzip.decompress((directory / "fixtures.json.gz").read_bytes())
    )
    begun = [row["kickoff_time"] for row in fixtures if row.get("started")]
    kickoffs = [datetime.fromisoformat(time) for time in begun if time]
    if not kickoffs:
        raise ValueError(f"no match had started when {directory.name} was recorded")
    return max(kickoffs).astimezone(UTC) + timedelta(hours=2)


def newest_gameweek(directory: Path) -> int:
    """
    Return the newest gameweek of which live data and somebody's picks exist.

    Raises ValueError when there is none.
    """
    live = {int(p.parent.name) for p in directory.glob("event/*/live.json.gz")}
    picks = {
        int(p.parent.name) for p in directory.glob("entry/*/event/*/picks.json.gz")
    }
    if not live & picks:
        raise ValueError(f"{directory.name} holds no gameweek with live data and picks")
    return max(live & picks)
