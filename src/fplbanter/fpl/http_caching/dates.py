"""HTTP dates (RFC 9110, 5.6.7): three ways to write one, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Final

_MONTHS: Final = [
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
]
_TIME: Final = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_MONTH: Final = rf"(?P<month>{'|'.join(_MONTHS)})"
_SHORT: Final = "(?:mon|tue|wed|thu|fri|sat|sun)"
_LONG: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"

_FORMATS: Final = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_SHORT}, (?P<day>\d\d) {_MONTH} (?P<year>\d{{4}}) {_TIME} GMT",
        rf"{_LONG}, (?P<day>\d\d)-{_MONTH}-(?P<year>\d\d) {_TIME} GMT",
        rf"{_SHORT} {_MONTH} (?P<day>[ \d]\d) {_TIME} (?P<year>\d{{4}})",
    )
)
_AHEAD: Final = timedelta(days=50 * 365.25)


def http_date(text: str | None, *, now: datetime | None = None) -> datetime | None:
    """
    Read an HTTP date as aware UTC; None if it is not one.

    Letters may be small or large, but the zone is GMT: any other makes a date
    invalid (RFC 9111, 4.2). `now` settles the century of a year in two digits:
    more than 50 years ahead is the one before. Without it, it is settled as by
    the real date of 2026.
    """
    for form in _FORMATS:
        if found := form.fullmatch((text or "").strip()):
            return _moment(found, now or datetime(2026, 1, 1, tzinfo=UTC))
    return None


def format_http_date(moment: datetime) -> str:
    """Write a moment as an HTTP date: whole seconds, the rest cut off."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _moment(found: re.Match[str], now: datetime) -> datetime | None:
    part = {
        name: int(found[name]) for name in ("year", "day", "hour", "minute", "second")
    }
    if two_digits := len(found["year"]) == 2:
        part["year"] += now.year // 100 * 100
    # A leap second is a valid one, and no clock here knows it.
    part["second"] = min(part["second"], 59)
    try:
        moment = datetime(
            month=_MONTHS.index(found["month"].lower()) + 1, tzinfo=UTC, **part
        )
    except ValueError:
        return None
    return _in_century(moment, now) if two_digits else moment


def _in_century(moment: datetime, now: datetime) -> datetime:
    ahead = moment - now > _AHEAD
    return moment.replace(year=moment.year - 100) if ahead else moment
