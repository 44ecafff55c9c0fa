"""What each fault makes of an answer: one function each, and the list of them."""

import gzip
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial

from fplbanter.simulator.answers import (
    BLOCKED,
    CREDENTIALS,
    EDGE_JSON,
    HTML,
    JSON,
    UPDATING,
    Answer,
    JsonValue,
    dump,
)
from fplbanter.simulator.faults import Fault

MEBIBYTE = 1024 * 1024
BOMB_MEBIBYTES = 200
HUGE_MEBIBYTES = 500
LEVELS = 10_000
ELSEWHERE = "http://169.254.169.254/latest/meta-data/"
"""An address that must never be asked: where clouds keep their secrets."""


@dataclass(frozen=True, slots=True)
class Case:
    """A fault that meets a request, and the honest answers it may twist."""

    fault: Fault
    target: str
    honest: Callable[[], Answer]
    last_season: Callable[[], Answer]
    ago: Callable[[timedelta], Answer]


def spoil(case: Case) -> Answer:
    """Return what the fault makes of an answer."""
    answer = SPOILERS[case.fault.kind](case)
    # Late honest answers are honest still.
    honest = case.fault.kind in _HONEST
    return replace(answer, delay=case.fault.delay, is_spoiled=not honest)


def _status(case: Case) -> Answer:
    """Return an error with a page that says nothing useful; 429 says when to come back."""
    status, pause = case.fault.status, case.fault.retry_after
    if pause is None:
        pause = "2" if status == 429 else ""
    headers = (("Retry-After", pause),) if pause else ()
    if status == 429:
        body = b'{"detail":"Request was throttled."}'
        return Answer(429, body, JSON, headers=headers)
    page = f"<html><body><h1>{status}</h1></body></html>".encode()
    return Answer(status, page, HTML, headers=headers)


def _truncated(case: Case) -> Answer:
    answer = case.honest()
    return replace(answer, body=answer.body[: len(answer.body) // 2])


def _older(case: Case) -> Answer:
    """Answer every other read from a copy that was left behind (fact sheet 1.1)."""
    reads = case.fault.reads
    reads[case.target] = reads.get(case.target, 0) + 1
    if reads[case.target] % 2:
        return case.honest()
    return case.ago(timedelta(minutes=case.fault.minutes))


def _redirect(_case: Case) -> Answer:
    return Answer(302, b"", HTML, headers=(("Location", ELSEWHERE),))


def _deep(_case: Case) -> Answer:
    return Answer(200, b'{"a":' * LEVELS + b"0" + b"}" * LEVELS)


def _bomb(_case: Case) -> Answer:
    return Answer(200, bomb(), headers=(("Content-Encoding", "gzip"),))


@cache
def bomb() -> bytes:
    """Pack 200 MiB of spaces into 200 kB, quickly: all pieces are the same."""
    blank = b" " * MEBIBYTE
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    piece = packer.compress(blank) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 0
    for _ in range(BOMB_MEBIBYTES):
        check = zlib.crc32(blank, check)
    size = BOMB_MEBIBYTES * MEBIBYTE
    tail = check.to_bytes(4, "little") + size.to_bytes(4, "little")
    head = gzip.compress(b"")[:10]
    return head + piece * BOMB_MEBIBYTES + packer.flush() + tail


def _huge(_case: Case) -> Answer:
    return Answer(200, b" " * MEBIBYTE, times=HUGE_MEBIBYTES)


def _endless(_case: Case) -> Answer:
    """Announce no length: what is coming shows only as it comes."""
    chunked = (("Transfer-Encoding", "chunked"),)
    return Answer(200, b" " * MEBIBYTE, headers=chunked, times=HUGE_MEBIBYTES)


def _drip(case: Case) -> Answer:
    return replace(case.honest(), pause=case.fault.pause)


def _two_lengths(case: Case) -> Answer:
    """Announce two lengths, the right one last."""
    answer = case.honest()
    right = str(len(answer.body))
    return replace(answer, headers=(("Content-Length", "1"), ("Content-Length", right)))


def _changed(case: Case) -> Answer:
    return _mapped(case, lambda value: _without(value, case.fault.field))


def _mapped(case: Case, change: Callable[[JsonValue], JsonValue]) -> Answer:
    """Return the honest answer with its values changed."""
    answer = case.honest()
    return replace(answer, body=dump(change(answer.json())))


def _without(value: JsonValue, name: str) -> JsonValue:
    """Return the value with a field dropped wherever it stands."""
    if isinstance(value, dict):
        return {k: _without(v, name) for k, v in value.items() if k != name}
    if isinstance(value, list):
        return [_without(each, name) for each in value]
    return value


def _emptied(value: JsonValue) -> JsonValue:
    """Return the value with every list in it empty."""
    if isinstance(value, dict):
        return {key: _emptied(each) for key, each in value.items()}
    return [] if isinstance(value, list) else value


def _numbers(value: JsonValue, change: Callable[[int], float]) -> JsonValue:
    """Return the value with every whole number changed."""
    if isinstance(value, dict):
        return {key: _numbers(each, change) for key, each in value.items()}
    if isinstance(value, list):
        return [_numbers(each, change) for each in value]
    whole = isinstance(value, int) and not isinstance(value, bool)
    return change(value) if whole else value


def _fixed(answer: Answer) -> Callable[[Case], Answer]:
    return lambda _case: answer


SPOILERS: Mapping[str, Callable[[Case], Answer]] = {
    "status": _status,
    "html": _fixed(Answer(200, b"<p>The game is being updated.</p>", HTML)),
    "json_string": _fixed(Answer(200, UPDATING.body)),
    "updating": _fixed(UPDATING),
    "truncated": _truncated,
    "empty": _fixed(Answer(200, b"")),
    "empty_list": partial(_mapped, change=_emptied),
    "last_season": lambda case: case.last_season(),
    "older": _older,
    "slow": lambda case: case.honest(),
    "drip": _drip,
    "changed": _changed,
    "wrong_schema": partial(
        _mapped, change=lambda value: {"status": "ok", "data": value}
    ),
    "nan": partial(_mapped, change=lambda v: _numbers(v, lambda _: float("nan"))),
    "huge_numbers": partial(_mapped, change=lambda v: _numbers(v, lambda n: 2**63 + n)),
    "deep": _deep,
    "bomb": _bomb,
    "huge": _huge,
    "endless": _endless,
    "two_lengths": _two_lengths,
    "redirect": _redirect,
    "forbidden": _fixed(CREDENTIALS),
    "blocked": _fixed(BLOCKED),
    "blocked_json": _fixed(EDGE_JSON),
}
"""Every kind of fault, and what it makes of an answer."""

KINDS = tuple(SPOILERS)

_HONEST = ("slow", "drip", "older")
