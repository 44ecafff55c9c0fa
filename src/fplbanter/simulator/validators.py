"""Validators of answers, and 304 for who has them: what FPL may offer one day."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import blake2b

from fplbanter.simulator.answers import Answer

_KEPT = 10_000


class Validators:
    """
    Gives every 200 an ETag and a Last-Modified, and honours them (RFC 9110, 13).

    A body was last modified when it was first shown in place of another one, by
    the virtual clock.
    """

    def __init__(self) -> None:
        self._shown: OrderedDict[str, tuple[str, datetime]] = OrderedDict()

    def meet(
        self, target: str, headers: Mapping[str, str], answer: Answer, now: datetime
    ) -> Answer:
        """
        Return the answer with its validators, or a 304 without its body.

        `headers` are the request's, names in small letters. Other answers than a
        plain 200 are returned as they are.
        """
        if answer.status != 200 or answer.is_spoiled:
            return answer
        tag = f'"{blake2b(answer.body, digest_size=12).hexdigest()}"'
        since = self._since(target, tag, now)
        told = (("ETag", tag), ("Last-Modified", format_datetime(since, usegmt=True)))
        if _is_known(headers, tag, since):
            return Answer(304, b"", delay=answer.delay, headers=told)
        return replace(answer, headers=answer.headers + told)

    def _since(self, target: str, tag: str, now: datetime) -> datetime:
        """Return since when this body is shown, in whole seconds."""
        found = self._shown.get(target)
        if found is None or found[0] != tag:
            found = self._shown[target] = (tag, now.replace(microsecond=0))
            if len(self._shown) > _KEPT:
                self._shown.popitem(last=False)
        return found[1]


def _is_known(headers: Mapping[str, str], tag: str, since: datetime) -> bool:
    """Say whether who asks has this body; If-None-Match goes before the date."""
    tags = headers.get("if-none-match")
    if tags is not None:
        asked = [each.strip().removeprefix("W/") for each in tags.split(",")]
        return asked == ["*"] or tag in asked
    date = headers.get("if-modified-since")
    if date is None:
        return False
    try:
        known = parsedate_to_datetime(date)
    except ValueError:
        return False
    return since <= (known if known.tzinfo else known.replace(tzinfo=UTC))
