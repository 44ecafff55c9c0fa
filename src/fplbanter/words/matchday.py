"""
A matchday in sentences: one line for each item of a league's timeline.

An item is the plain form of `live/views.py`. Its line says what happened, and then
what it is to the members: "Saka scores: +5 to 3, captained by Ana (+10), benched by
Tom, sold by Raj on Friday." Days are those of UTC.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from fplbanter.words.facts import Fact
from fplbanter.words.names import clean_name
from fplbanter.words.teller import ENGLISH, Teller

Item = Mapping[str, Any]

MOVES_TOLD: Final = 3
"""Moves of the table that a line tells; the others it counts."""
WEEK: Final = timedelta(days=6)
"""So long "on Friday" is understood."""

_STANCES: Final = ("owns", "captains", "triples", "benches", "waits", "sold", "changes")
_DAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def moment_told(teller: Teller, item: Item, *, language: str = ENGLISH) -> str:
    """
    Tell an item of a timeline in one line.

    A kind that nobody knows is told as a change; a player without a name by his
    number. Raises Unworded for a language that there are no words for.
    """
    facts = _facts(teller, item, language)
    head = teller.say(*_messages(item), facts=facts, language=language)
    parts = [*_stances(teller, item, language), *_moves(teller, item, language)]
    known = item.get("read", 0) == item.get("members", 0) > 0
    if not parts and known and "player_id" in item:
        parts.append(teller.say("moment-nobody", facts=facts, language=language))
    whole: dict[str, Fact] = {"head": head, "parts": ", ".join(parts)}
    message = "moment-line" if parts else "moment-alone"
    return teller.say(message, facts=whole, language=language)


def _messages(item: Item) -> Iterator[str]:
    """Return what may tell it, the most fitting first."""
    kind = str(item["kind"]).replace("_", "-")
    if "certainty" in item:
        yield f"moment-{kind}-{item['certainty']}"
    if "player_id" not in item:
        yield f"moment-{kind}-nobody"
    if "other_id" not in item:
        yield f"moment-{kind}-new"
    yield f"moment-{kind}"
    yield "moment-anything"


def _facts(teller: Teller, item: Item, language: str) -> dict[str, Fact]:
    """Return what the sentence about the event itself may use."""
    home_goals, away_goals = item.get("score") or (0, 0)
    return {
        "player": _player(teller, item, "player", language),
        "other": _player(teller, item, "other", language),
        "home": clean_name(item.get("home", "")) or "?",
        "away": clean_name(item.get("away", "")) or "?",
        "score": f"{home_goals}-{away_goals}",
        "gameweek": item.get("gameweek", 0),
        "before": item.get("before", 0),
        "after": item.get("after", 0),
        "what": item.get("corrected", ""),
    }


def _player(teller: Teller, item: Item, role: str, language: str) -> str:
    """Name a player; one without a name by his number."""
    name = clean_name(item.get(role, ""))
    number: dict[str, Fact] = {"number": str(item.get(f"{role}_id", ""))}
    return name or teller.say("moment-unnamed", facts=number, language=language)


def _stances(teller: Teller, item: Item, language: str) -> Iterator[str]:
    """Tell what it is to the members, stance by stance."""
    groups = item.get("groups", {})
    for stance in _STANCES:
        group = groups.get(stance)
        if group and group["named"]:
            yield _stance(teller, item, stance, group, language)


def _stance(teller: Teller, item: Item, stance: str, group: Item, language: str) -> str:
    named, count = group["named"], group["count"]
    facts: dict[str, Fact] = {
        "names": teller.joined(
            [holder["name"] for holder in named], count=count, language=language
        ),
        "count": count,
    }
    messages = [f"moment-{stance}"]
    each = {holder["points"] for holder in named}
    if len(each) == 1 and each != {0}:
        facts["points"] = f"{each.pop():+}"
        messages.insert(0, f"moment-{stance}-points")
    day = _day(item, group) if stance == "sold" else ""
    if day:
        facts["day"] = day
        messages.insert(0, f"moment-{stance}-day")
    return teller.say(*messages, facts=facts, language=language)


def _day(item: Item, group: Item) -> str:
    """Return the day on which all of them sold, "" if it is not one and the same."""
    named: Sequence[Item] = group["named"]
    if group["count"] > len(named):
        return ""
    now = datetime.fromisoformat(item["at"])
    times = [datetime.fromisoformat(holder["sold_at"]) for holder in named]
    days = {time.date() for time in times}
    recent = all(time <= now and now.date() - time.date() <= WEEK for time in times)
    return _DAYS[days.pop().weekday()] if recent and len(days) == 1 else ""


def _moves(teller: Teller, item: Item, language: str) -> Iterator[str]:
    """Tell the highest move, or of the table itself the highest few."""
    moves = item.get("moves", {"count": 0, "named": []})
    told = moves["named"][: MOVES_TOLD if item["kind"] == "table" else 1]
    for move in told:
        yield _move(teller, move, language)
    left = moves["count"] - len(told)
    if item["kind"] == "table" and left:
        facts: dict[str, Fact] = {"count": left}
        yield teller.say("moment-moves-left", facts=facts, language=language)


def _move(teller: Teller, move: Item, language: str) -> str:
    up, rank = move["rank_after"] < move["rank_before"], move["rank_after"]
    messages = ["moment-lead"] if rank == 1 and up else []
    messages.append("moment-up" if up else "moment-down")
    facts: dict[str, Fact] = {
        "name": teller.joined([move["name"]], language=language),
        "rank": rank,
    }
    return teller.say(*messages, facts=facts, language=language)
