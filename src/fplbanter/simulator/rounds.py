"""Who meets whom, and the days of the season's 38 rounds."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random

_FRI, _SAT, _SUN, _MON, _TUE, _WED = -1, 0, 1, 2, 0, 1

Slot = tuple[int, str]
"""Days after the round's date, and the kick-off in UK time."""

_SATURDAY: tuple[Slot, ...] = (
    (_SAT, "12:30"),
    *[(_SAT, "15:00")] * 4,
    (_SAT, "17:30"),
)
_SUNDAY: tuple[Slot, ...] = ((_SUN, "14:00"), (_SUN, "14:00"), (_SUN, "16:30"))
WEEKEND: tuple[Slot, ...] = (*_SATURDAY, (_SAT, "20:00"), *_SUNDAY)
FRIDAY: tuple[Slot, ...] = ((_FRI, "20:00"), *_SATURDAY, *_SUNDAY)
MONDAY: tuple[Slot, ...] = (*_SATURDAY, *_SUNDAY, (_MON, "20:00"))
LONG: tuple[Slot, ...] = (
    (_FRI, "20:00"),
    *[slot for slot in _SATURDAY if slot != (_SAT, "15:00")],
    *[(_SAT, "15:00")] * 3,
    *_SUNDAY,
    (_MON, "20:00"),
)
NEW_YEAR: tuple[Slot, ...] = (
    *[(_SAT, "15:00")] * 5,
    (_SAT, "17:30"),
    (_SAT, "20:00"),
    *_SUNDAY,
)
MIDWEEK: tuple[Slot, ...] = (
    *[(_TUE, "19:30")] * 2,
    *[(_TUE, "20:15")] * 3,
    *[(_WED, "19:30")] * 3,
    *[(_WED, "20:15")] * 2,
)
LAST: tuple[Slot, ...] = ((_SAT, "16:00"),) * 10
REARRANGED: tuple[Slot, ...] = ((3, "19:45"), (3, "19:45"), (4, "19:45"), (4, "20:15"))

# The months hold the gameweeks of the real 2026/27 phases: August 1 to 2,
# September 3 to 5 and so on.
ROUNDS: tuple[tuple[date, tuple[Slot, ...]], ...] = (
    (date(2026, 8, 22), LONG),
    (date(2026, 8, 29), MONDAY),
    (date(2026, 9, 5), WEEKEND),
    (date(2026, 9, 12), MONDAY),
    (date(2026, 9, 19), FRIDAY),
    (date(2026, 10, 10), MONDAY),
    (date(2026, 10, 17), WEEKEND),
    (date(2026, 10, 24), WEEKEND),
    (date(2026, 10, 31), MONDAY),
    (date(2026, 11, 7), WEEKEND),
    (date(2026, 11, 21), FRIDAY),
    (date(2026, 11, 28), WEEKEND),
    (date(2026, 12, 1), MIDWEEK),
    (date(2026, 12, 5), WEEKEND),
    (date(2026, 12, 12), MONDAY),
    (date(2026, 12, 19), WEEKEND),
    (date(2026, 12, 26), WEEKEND),
    (date(2026, 12, 29), MIDWEEK),
    (date(2027, 1, 2), NEW_YEAR),
    (date(2027, 1, 5), MIDWEEK),
    (date(2027, 1, 16), FRIDAY),
    (date(2027, 1, 23), MONDAY),
    (date(2027, 1, 30), WEEKEND),
    (date(2027, 2, 6), WEEKEND),
    (date(2027, 2, 13), WEEKEND),
    (date(2027, 2, 20), LONG),
    (date(2027, 2, 27), WEEKEND),
    (date(2027, 3, 6), MONDAY),
    (date(2027, 3, 13), FRIDAY),
    (date(2027, 3, 20), WEEKEND),
    (date(2027, 4, 10), MONDAY),
    (date(2027, 4, 17), WEEKEND),
    (date(2027, 4, 24), WEEKEND),
    (date(2027, 5, 1), MONDAY),
    (date(2027, 5, 8), WEEKEND),
    (date(2027, 5, 15), LONG),
    (date(2027, 5, 22), WEEKEND),
    (date(2027, 5, 30), LAST),
)

MOVED: dict[int, tuple[int, int]] = {16: (24, 3), 31: (33, 4)}
"""Blank gameweek -> (double gameweek, how many of its matches move there)."""


def _last_sunday(year: int, month: int) -> date:
    """Return the last Sunday of a month of 31 days."""
    end = date(year, month, 31)
    return end - timedelta(days=(end.weekday() + 1) % 7)


def _is_summer(day: date) -> bool:
    """Whether British Summer Time holds in the afternoon of that day."""
    return _last_sunday(day.year, 3) <= day < _last_sunday(day.year, 10)


def kick_off(start: date, slot: Slot) -> datetime:
    """Return the slot's kick-off in UTC, without time zone files."""
    days, clock = slot
    day = start + timedelta(days=days)
    local = datetime.combine(day, time.fromisoformat(clock), tzinfo=UTC)
    return local - timedelta(hours=1 if _is_summer(day) else 0)


def pairings(seed: int) -> list[list[tuple[int, int]]]:
    """
    Return 38 rounds of ten (home, away) club ids: everyone meets everyone twice.

    The circle method; home and away alternate as far as they can.
    """
    rng = Random(f"{seed}:pairings")
    clubs = list(range(1, 21))
    rng.shuffle(clubs)
    first = [_round(clubs, number) for number in range(19)]
    rng.shuffle(first)
    second = [[(away, home) for home, away in matches] for matches in first]
    return first + second


def _round(clubs: list[int], number: int) -> list[tuple[int, int]]:
    """Return round `number` of the first half of the season."""
    ring = clubs[1:]
    ring = ring[number:] + ring[:number]
    order = [clubs[0], *ring]
    pairs = [(order[at], order[19 - at]) for at in range(10)]
    return [
        pair if (at + number * (at == 0)) % 2 == 0 else (pair[1], pair[0])
        for at, pair in enumerate(pairs)
    ]
