"""A recording served as if it were FPL."""

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest

from fplbanter.simulator import (
    build_recording_app,
    newest_gameweek,
    recording_moment,
)
from fplbanter.simulator.recording import recorded_answer


def _write(root: Path, name: str, value: object) -> None:
    file = root / f"{name}.json.gz"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(json.dumps(value).encode()))


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """Return a small recording."""
    root = tmp_path / "recording"
    _write(root, "bootstrap-static", {"events": []})
    _write(root, "leagues-classic/900/standings", {"page": 1})
    _write(root, "leagues-classic/900/standings__page_standings=2", {"page": 2})
    _write(root, "leagues-classic/900/standings__page_standings=3__phase=2", "both")
    _write(root, "event/3/live", {})
    _write(root, "event/10/live", {})
    _write(root, "event/11/live", {})
    _write(root, "entry/5/event/10/picks", {})
    _write(root, "entry/5/event/12/picks", {})
    kickoffs = ((True, "2026-05-10T14:00:00Z"), (True, "2026-05-11T19:00:00Z"))
    rows = [{"started": started, "kickoff_time": time} for started, time in kickoffs]
    rows += [{"started": False, "kickoff_time": "2026-05-20T19:00:00Z"}]
    _write(root, "fixtures", [*rows, {"started": None, "kickoff_time": None}])
    _write(tmp_path, "secret", "not for you")
    return root


def test_files_and_queries(directory: Path) -> None:
    """A path is a file; keys are sorted; parameters at their default are optional."""
    path = "/api/leagues-classic/900/standings/"
    for query, body in (
        ({}, {"page": 1}),
        ({"page_standings": "1", "page_new_entries": "1"}, {"page": 1}),
        ({"page_standings": "1", "page_new_entries": "1", "phase": "1"}, {"page": 1}),
        ({"page_standings": "2"}, {"page": 2}),
        ({"page_standings": "2", "page_new_entries": "1"}, {"page": 2}),
        ({"phase": "2", "page_standings": "3"}, "both"),
    ):
        answer = recorded_answer(directory, path, query)
        assert (answer.status, answer.json()) == (200, body), query


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/api/entry/6/", {}),
        ("/api/leagues-classic/900/standings/", {"page_standings": "9"}),
        ("/api/../secret/", {}),
        ("/api/entry/../../secret/", {}),
        ("/api/%2e%2e/secret/", {}),
        ("/api//", {}),
        ("/api/", {}),
        ("/other/bootstrap-static/", {}),
        ("/api/bootstrap-static/", {"x": "../../secret"}),
        ("/api/bootstrap-static\x00/", {}),
    ],
)
def test_what_is_not_there_is_a_404(
    directory: Path, path: str, query: dict[str, str]
) -> None:
    """So is everything that tries to leave the directory."""
    answer = recorded_answer(directory, path, query)
    assert (answer.status, answer.json()) == (404, {"detail": "Not found."})


@pytest.mark.anyio
async def test_over_http(directory: Path) -> None:
    """The app answers the same."""
    transport = httpx2.ASGITransport(app=build_recording_app(directory))
    async with httpx2.AsyncClient(transport=transport, base_url="http://fpl") as client:
        answer = await client.get(
            "/api/leagues-classic/900/standings/",
            params={"page_standings": "2", "page_new_entries": "1"},
        )
        assert answer.json() == {"page": 2}
        assert (await client.get("/api/%2e%2e/secret/")).status_code == 404


def test_when_it_was_made(directory: Path) -> None:
    """Two hours after the last kick-off that had happened; its newest gameweek."""
    assert recording_moment(directory) == datetime(2026, 5, 11, 21, tzinfo=UTC)
    assert newest_gameweek(directory) == 10


def test_a_recording_that_holds_nothing(tmp_path: Path) -> None:
    """It says so."""
    with pytest.raises(FileNotFoundError):
        recording_moment(tmp_path)
    _write(tmp_path, "fixtures", [])
    with pytest.raises(ValueError, match="no match had started"):
        recording_moment(tmp_path)
    with pytest.raises(ValueError, match="no gameweek"):
        newest_gameweek(tmp_path)


def test_the_recording_of_2025_26(shared_data: Path) -> None:
    """Captured during gameweek 37; live data and picks reach to 36."""
    directory = shared_data / "recorded" / "2025-26"
    moment = recording_moment(directory)
    assert (
        datetime(2026, 5, 12, tzinfo=UTC) < moment < datetime(2026, 5, 22, tzinfo=UTC)
    )
    assert newest_gameweek(directory) == 36
    answer = recorded_answer(
        directory,
        "/api/leagues-classic/900/standings/",
        {"page_standings": "1", "page_new_entries": "1"},
    )
    assert answer.json()["standings"]["results"][0]["entry"] == 900001
