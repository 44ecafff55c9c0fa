"""How the pages say things: short English for phases, chips, ages and reasons."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from fplbanter.game.model import Chip, Phase
from fplbanter.game.scoring import Certainty
from fplbanter.services.answers import FixtureLine, PickLine, PointsPart, SubLine

NAME_MOST: Final = 80
"""FPL allows about 20 characters; anything longer is somebody's joke."""

MINUS: Final = "\N{MINUS SIGN}"
PRIME: Final = "\N{PRIME}"

CHIPS: Final = {
    Chip.WILDCARD: ("WC", "Wildcard"),
    Chip.FREE_HIT: ("FH", "Free Hit"),
    Chip.BENCH_BOOST: ("BB", "Bench Boost"),
    Chip.TRIPLE_CAPTAIN: ("TC", "Triple Captain"),
    Chip.ASSISTANT_MANAGER: ("AM", "Assistant Manager"),
}

TROUBLES: Final = {
    "updating": "FPL is updating its game, as after every deadline.",
    "down": "FPL is not answering.",
    "slow": "FPL is very slow just now.",
    "busy": "FPL has asked us for a breather.",
    "blocked": "FPL is turning this server away.",
    "changed": "FPL sends something new that we do not understand yet.",
}
"""What is wrong, in a sentence for people, by the kind of FPL's trouble."""

REASONS: Final = {
    **{
        kind: f"{said} These are the numbers from before."
        for kind, said in TROUBLES.items()
    },
    "waiting": "FPL has not been read for a while. These are the last numbers it gave.",
    "database": "Our own database does not answer. These are the last numbers here.",
}

STATES: Final = {
    "updating": "being updated",
    "down": "not answering",
    "slow": "very slow",
    "busy": "asks us to wait",
    "blocked": "turns us away",
    "changed": "not understood",
}

GROUPS: Final = {
    "season": "Season and players",
    "matchday": "Matches and points",
    "entry": "Managers and line-ups",
    "league": "Leagues",
}

PARTS: Final = {
    "season": "Season and players",
    "fixtures": "Fixtures",
    "live": "Live points",
    "day_status": "Match days",
}

LANES: Final = {
    "live": "live points",
    "deadline": "line-ups after the deadline",
    "person": "for people who wait",
    "backfill": "to fill in",
}

SERVERS: Final = {"mongo": "MongoDB", "valkey": "Valkey"}

SERVER_STATES: Final = {
    "answers": "answers",
    "does_not_answer": "does not answer",
    "unknown": "unknown",
}

_PHASES = {
    Phase.UPCOMING: "Upcoming",
    Phase.LIVE: "Live",
    Phase.PROVISIONAL: "Provisional",
    Phase.FINAL: "Final",
}

_PHASE_NOTES = {
    Phase.UPCOMING: "deadline to come",
    Phase.LIVE: "between matches",
    Phase.PROVISIONAL: "all played, FPL still checking",
    Phase.FINAL: "",
}

_PARTS = {
    "minutes": ("minute", "minutes"),
    "goals_scored": ("goal", "goals"),
    "assists": ("assist", "assists"),
    "clean_sheets": ("clean sheet", "clean sheets"),
    "goals_conceded": ("conceded", "conceded"),
    "own_goals": ("own goal", "own goals"),
    "penalties_saved": ("penalty saved", "penalties saved"),
    "penalties_missed": ("penalty missed", "penalties missed"),
    "yellow_cards": ("yellow", "yellows"),
    "red_cards": ("red", "reds"),
    "saves": ("save", "saves"),
    "bonus": ("bonus", "bonus"),
    "defensive_contribution": ("defensive action", "defensive actions"),
}

# Controls, and the marks that override or isolate a direction: with them a
# name could reorder what stands beside it, even inside <bdi>. The plain
# left-to-right and right-to-left marks stay, since real names need them.
_HOSTILE = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]+")


def name(text: str) -> str:
    """Make a name given by a stranger fit to show: one line, 80 characters."""
    return _tame(text, NAME_MOST) or "(no name)"


def sentence(text: str) -> str:
    """Make a sentence that may quote a stranger fit to show."""
    return _tame(text, 400)


def _tame(text: str, most: int) -> str:
    # Cutting first keeps a megabyte of name from costing a megabyte of work.
    clean = " ".join(_HOSTILE.sub(" ", text[: 4 * most]).split())
    return clean if len(clean) <= most else clean[: most - 1] + "…"


def number(value: int) -> str:
    """Write a number as people do: 1,432, and a minus that is one."""
    return f"{value:,}".replace("-", MINUS)


def signed(value: int) -> str:
    """Write a number with its sign: "+8"."""
    return f"{value:+,}".replace("-", MINUS)


def phase_name(phase: Phase) -> str:
    """Name a phase."""
    return _PHASES[phase]


def phase_note(phase: Phase, fixtures: Iterable[FixtureLine] = ()) -> str:
    """Say what the phase means right now: "3 matches on"."""
    playing = sum(f.state == "playing" for f in fixtures)
    if phase is Phase.LIVE and playing:
        return f"{playing} {'match' if playing == 1 else 'matches'} on"
    return _PHASE_NOTES[phase]


def reason(kind: str | None) -> str:
    """Say in people's words why an answer is stale."""
    return REASONS.get(kind or "down", REASONS["down"])


def headline(kind: str) -> str:
    """Say in a sentence what is wrong with FPL."""
    return TROUBLES.get(kind, TROUBLES["down"])


def state(kind: str | None) -> str:
    """Say in a word or three how FPL is."""
    return "answers" if kind is None else STATES.get(kind, STATES["down"])


def group_name(group: str) -> str:
    """Name a group of FPL's endpoints."""
    return GROUPS.get(group, group)


def part_name(part: str) -> str:
    """Name a part of what is held of FPL."""
    return PARTS.get(part, part)


def lane_name(lane: str) -> str:
    """Name who waits in a lane."""
    return LANES.get(lane, lane)


def server_name(server: str) -> str:
    """Name a server of ours."""
    return SERVERS.get(server, server)


def server_state(found: str) -> str:
    """Say how a server of ours is."""
    return SERVER_STATES.get(found, "unknown")


def ago(moment: datetime | None, now: datetime) -> str:
    """Say how long ago something was: "20 s ago"."""
    if moment is None:
        return "not read yet"
    seconds = int((now - moment).total_seconds())
    return "just now" if seconds < 5 else f"{span(timedelta(seconds=seconds))} ago"


def span(length: timedelta) -> str:
    """Write a stretch of time in its one or two largest units."""
    seconds = int(length.total_seconds())
    if seconds < 60:
        return f"{seconds} s"
    if seconds < 3600:
        return f"{seconds // 60} min"
    if seconds < 6 * 3600:
        return f"{seconds // 3600} h {seconds % 3600 // 60} min"
    if seconds < 86_400:
        return f"{seconds // 3600} h"
    return f"{seconds // 86_400} d {seconds % 86_400 // 3600} h"


def countdown(moment: datetime, now: datetime) -> str:
    """Say how far off a deadline is."""
    return f"in {span(moment - now)}" if moment > now else "passed"


def iso(moment: datetime) -> str:
    """Write a time for a `datetime` attribute, in UTC."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def hour(moment: datetime, now: datetime) -> str:
    """Write a time near by: "14:02 UTC", with its day if that is another one."""
    same = moment.date() == now.date()
    return f"{moment:%H:%M} UTC" if same else f"{moment:%a %H:%M} UTC"


def clock_time(moment: datetime) -> str:
    """Write a time for reading: "Sat 22 Aug, 14:00 UTC"."""
    return f"{moment:%a} {moment.day} {moment:%b}, {moment:%H:%M} UTC"


def part(line: PointsPart) -> str:
    """Say one line of a player's proof: "2 goals +8", "bonus +3"."""
    one, many = _PARTS.get(line.identifier, (line.identifier.replace("_", " "),) * 2)
    counted = line.value != 1 and line.value != line.points
    words = f"{line.value} {many}" if counted else one
    return f"{words} {signed(line.points)}"


def pick_state(pick: PickLine) -> str:
    """Say where a player's gameweek stands: his minutes, or why he has none."""
    match pick.state:
        case "playing" | "played":
            return f"{pick.minutes}{PRIME}"
        case "to_play":
            return "to play"
        case "did_not_play":
            return "did not play"
        case "blank":
            return "no match"


def substitution(sub: SubLine) -> str:
    """Explain an automatic substitution in one sentence."""
    coming, going = sub.player_in.name, sub.player_out.name
    match sub.certainty:
        case Certainty.CERTAIN:
            return f"{coming} ({number(sub.points)}) is on for {going}."
        case Certainty.LIKELY:
            return (
                f"{coming} ({number(sub.points)}) is set to replace {going}, "
                "unless a change before it goes another way."
            )
        case Certainty.PENDING:
            return f"{coming} replaces {going} if he plays."
