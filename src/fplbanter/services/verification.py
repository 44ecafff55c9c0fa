"""
Hold the engine against settled gameweeks of real managers, row by row.

A row is one JSON object a line: the picks as submitted, what each player did,
and what FPL published. `run` is what `fplbanter verify-scoring FILE` prints.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from fplbanter.errors import BadRequest
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Gameweek,
    Lineup,
    PlayerId,
    Position,
)
from fplbanter.game.scoring import Score, score

LISTED: Final = 10
"""Misses that are named; the rest is only counted."""

CHIPS: Final[Mapping[str | None, Chip | None]] = {
    None: None,
    "": None,
    "wildcard": Chip.WILDCARD,
    "freehit": Chip.FREE_HIT,
    "3xc": Chip.TRIPLE_CAPTAIN,
    "bboost": Chip.BENCH_BOOST,
    "manager": Chip.ASSISTANT_MANAGER,
}
"""Chips as the rows name them, which is FPL's way; '' is from 2017-18."""

OK, MISSED, UNREADABLE = 0, 1, 2
"""Exit codes."""


class _Read(BaseModel):
    """What comes out of the file: strict in types, deaf to further keys."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class PlayerRow(_Read):
    """What one picked player did: the gameweek's sums."""

    position: Annotated[int, Field(ge=1, le=5, alias="type")]
    minutes: Annotated[int, Field(ge=0)]
    points: int
    cards: Annotated[int, Field(ge=0)]
    fixtures: Annotated[int, Field(ge=0)]


class ExpectedRow(_Read):
    """What FPL published of the gameweek."""

    gross_points: Annotated[int, Field(alias="points")]
    bench_points: Annotated[int, Field(alias="points_on_bench")]


class SettledRow(_Read):
    """One manager's settled gameweek."""

    season: str
    manager: str | int
    gameweek: Annotated[int, Field(ge=1, alias="event")]
    chip: Annotated[
        Literal["wildcard", "freehit", "3xc", "bboost", "manager", ""] | None,
        Field(alias="active_chip"),
    ]
    has_autosub_list: bool
    original: Annotated[list[int], Field(min_length=15, max_length=15)]
    captain: int | None
    vice: int | None
    settled_picks: list[tuple[int, int, int]] | None = None
    auto_subs: Annotated[
        list[tuple[int, int]] | None, Field(alias="automatic_subs")
    ] = None
    players: dict[int, PlayerRow]
    expect: ExpectedRow

    @property
    def name(self) -> str:
        """Season, manager and gameweek, fit to be printed."""
        who = f"{self.season} {self.manager}"
        return f"{who if who.isprintable() else ascii(who)} gameweek {self.gameweek}"


@dataclass(frozen=True, slots=True)
class Miss:
    """One figure that the engine does not reproduce. `row` names whose it is."""

    row: str
    field: str
    expected: object
    got: object


@dataclass(frozen=True, slots=True)
class Verification:
    """How many of `rows` were reproduced, and the first ten misses."""

    rows: int
    points: int
    bench: int
    auto_subs: int
    misses: tuple[Miss, ...] = ()

    @property
    def missed(self) -> int:
        """All figures that were not reproduced, named or not."""
        return 3 * self.rows - self.points - self.bench - self.auto_subs


def verify_rows(lines: Iterable[str]) -> Verification:
    """
    Score each row and compare points, bench points and substitutions with FPL's.

    Lines are read one at a time; empty ones are passed over. Raises BadRequest
    naming the line and the field of a row that cannot be read, or when there
    is no row at all.
    """
    rows = 0
    right = {"points": 0, "bench": 0, "auto_subs": 0}
    misses: list[Miss] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        rows += 1
        row = read_row(line, number)
        for field, (expected, got) in _compare(row).items():
            right[field] += expected == got
            if expected != got and len(misses) < LISTED:
                misses.append(Miss(row.name, field, expected, got))
    if not rows:
        raise BadRequest("there is no row in it", field="file")
    return Verification(rows, **right, misses=tuple(misses))


def report(verification: Verification) -> str:
    """Write the verification for people: one line, then the first misses."""
    rows = verification.rows
    counts = {
        "points": verification.points,
        "bench": verification.bench,
        "auto_subs": verification.auto_subs,
    }
    text = ["  ".join(f"{name} {right}/{rows}" for name, right in counts.items())]
    text += [
        f"{miss.row}: {miss.field} expected {miss.expected}, got {miss.got}"
        for miss in verification.misses
    ]
    more = verification.missed - len(verification.misses)
    return "\n".join([*text, f"and {more} more"] if more else text)


def run(path: Path) -> tuple[str, int]:
    """Verify a file: the text to print, and 0, 1 on any miss, 2 if unreadable."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            verification = verify_rows(lines)
    except BadRequest as error:
        return f"{path}: {error}", UNREADABLE
    except UnicodeDecodeError:
        return f"{path}: it is not text in UTF-8", UNREADABLE
    except OSError as error:
        return f"{path}: {error.strerror or error}", UNREADABLE
    return report(verification), MISSED if verification.missed else OK


def read_row(line: str, number: int) -> SettledRow:
    """Read one line; raises BadRequest naming the line and the field."""
    try:
        row = SettledRow.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        field = ".".join(map(str, first["loc"])) or "JSON"
        raise _broken(number, field, first["msg"]) from None
    if problem := _problem(row):
        raise _broken(number, *problem)
    return row


def _broken(number: int, field: str, reason: str) -> BadRequest:
    """Say what is wrong with a row; what the file holds is made fit to print."""
    text = f"line {number}: {field}: {reason}"
    return BadRequest(text if text.isprintable() else ascii(text)[1:-1], field=field)


def _problem(row: SettledRow) -> tuple[str, str] | None:
    """Find what types cannot tell: the field and what is wrong with it."""
    picked = row.original
    if len(set(picked)) != len(picked):
        return "original", "a player is picked twice"
    for player_id in picked:
        if player_id not in row.players:
            return f"players.{player_id}", "he is picked, but missing"
        if row.players[player_id].position == Position.MANAGER:
            return "original", "an assistant manager is not one of the fifteen"
    if row.has_autosub_list and row.auto_subs is None:
        return "automatic_subs", "it is missing, though has_autosub_list is true"
    return None


def _compare(row: SettledRow) -> dict[str, tuple[object, object]]:
    """Pair what FPL published with what the engine says."""
    scored = score(_lineup(row), _appearances(row))
    return {
        "points": (row.expect.gross_points, scored.gross_points),
        "bench": (row.expect.bench_points, scored.bench_points),
        "auto_subs": _compare_auto_subs(row, scored),
    }


def _compare_auto_subs(row: SettledRow, scored: Score) -> tuple[object, object]:
    """
    Compare the substitutions: the list with its order where there is one.

    Without the list, who came on is read off the settled picks; without those
    FPL's side is unknown and the row stands as reproduced.
    """
    got = [(s.player_in, s.player_out) for s in scored.auto_subs]
    if row.has_autosub_list:
        return row.auto_subs, got
    if row.settled_picks is None:
        return got, got
    eleven = {player_id for player_id, slot, _ in row.settled_picks if slot <= 11}
    return sorted(eleven - set(row.original[:11])), sorted(on for on, _ in got)


def _lineup(row: SettledRow) -> Lineup:
    """Submit the row's picks; a player of type 5 is the assistant manager."""
    picks = tuple(map(PlayerId, row.original))
    managers = [
        PlayerId(p) for p, it in row.players.items() if it.position == Position.MANAGER
    ]
    return Lineup(
        entry_id=EntryId(0),
        gameweek=Gameweek(row.gameweek),
        eleven=picks[:11],
        bench=picks[11:],
        captain=None if row.captain is None else PlayerId(row.captain),
        vice_captain=None if row.vice is None else PlayerId(row.vice),
        chip=CHIPS[row.chip],
        assistant_manager=managers[0] if managers else None,
    )


def _appearances(row: SettledRow) -> dict[PlayerId, Appearance]:
    """Take the gameweek's sums as they are: every match is over."""
    return {
        PlayerId(player_id): Appearance(
            PlayerId(player_id),
            Position(known.position),
            known.points,
            minutes=known.minutes,
            played=known.minutes > 0 or known.cards > 0,
            done=True,
            fixtures=known.fixtures,
        )
        for player_id, known in row.players.items()
    }
