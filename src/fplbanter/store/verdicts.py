"""How a judgement becomes a document, and a judgement again."""

import hashlib
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from fplbanter.banter.verdict import (
    Coverage,
    Judgement,
    Line,
    Receipt,
    Refusal,
    Scope,
    Verdict,
)
from fplbanter.game.model import EntryId, Gameweek, Season
from fplbanter.store.documents import Document
from fplbanter.store.numbers import number_of, stored_number

_DIGEST_BYTES: Final = 12


def judgement_fields(judgement: Judgement) -> Document:
    """Return a judgement as a document's fields, `holders` being all together."""
    verdicts = judgement.verdicts
    return {
        "stat": judgement.stat,
        "scope": judgement.scope.value,
        "rule_version": judgement.version,
        "month_id": verdicts[0].month_id if verdicts else None,
        "coverage": [judgement.coverage.read, judgement.coverage.roster],
        "refusal": judgement.refusal and judgement.refusal.value,
        "missing": list(judgement.missing),
        "is_final": bool(verdicts) and all(v.is_final for v in verdicts),
        "holders": sorted({e for v in verdicts for e in v.holders}),
        "verdicts": [_verdict_fields(verdict) for verdict in verdicts],
    }


def judgement_of(document: Mapping[str, Any]) -> Judgement:
    """Build the judgement that `judgement_fields` made."""
    refusal = document["refusal"]
    verdicts = tuple(_verdict(document, found) for found in document["verdicts"])
    return Judgement(
        stat=document["stat"],
        version=document["rule_version"],
        scope=Scope(document["scope"]),
        verdicts=verdicts,
        coverage=Coverage(*document["coverage"]),
        refusal=None if refusal is None else Refusal(refusal),
        missing=tuple(document["missing"]),
    )


def digest_of(fields: object) -> str:
    """Return a short name of plain fields: equal fields have the same."""
    said = hashlib.blake2b(repr(fields).encode(), digest_size=_DIGEST_BYTES)
    return said.hexdigest()


def _verdict_fields(verdict: Verdict) -> Document:
    return {
        "holders": list(verdict.holders),
        "value": stored_number(verdict.value),
        "tied": list(verdict.tied),
        "is_final": verdict.is_final,
        "receipts": [
            [r.entry_id, r.divisor, [_line_fields(line) for line in r.lines]]
            for r in verdict.receipts
        ],
    }


def _verdict(document: Mapping[str, Any], found: Mapping[str, Any]) -> Verdict:
    return Verdict(
        stat=document["stat"],
        version=document["rule_version"],
        scope=Scope(document["scope"]),
        season=Season(document["season"]),
        gameweek=Gameweek(document["gameweek"]),
        holders=tuple(map(EntryId, found["holders"])),
        value=number_of(found["value"]),
        receipts=tuple(_receipt(row) for row in found["receipts"]),
        is_final=found["is_final"],
        coverage=Coverage(*document["coverage"]),
        tied=tuple(map(EntryId, found["tied"])),
        month_id=document["month_id"],
    )


def _receipt(row: Sequence[Any]) -> Receipt:
    entry_id, divisor, lines = row
    return Receipt(EntryId(entry_id), tuple(_line(line) for line in lines), divisor)


def _line_fields(line: Line) -> list[Any]:
    shared = line.ownership
    # A list and not fields by name: a league's gameweek has hundreds of these.
    return [
        line.label,
        stored_number(line.points),
        stored_number(line.times),
        line.player_id,
        line.minutes,
        None if shared is None else stored_number(shared),
        line.entry_id,
        line.gameweek,
        line.counts,
    ]


def _line(row: Sequence[Any]) -> Line:
    label, points, times, player_id, minutes, shared, entry_id, gameweek, counts = row
    return Line(
        label,
        number_of(points),
        number_of(times),
        player_id,
        minutes,
        None if shared is None else Fraction(number_of(shared)),
        entry_id,
        gameweek,
        counts,
    )
