"""Banter in the terminal: sentences with their receipts, harmless for any name."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import wrap

from fplbanter.client.banter import Banter, Proof, ReceiptRow, StatCard, VerdictLine
from fplbanter.client.terminal import clean, fitted

WIDTH = 78
TEXT_WIDTH = 50
SENTENCE = 400
"""Letters of a sentence that are shown."""

EMOJI_WIDTH = 3
SAME = 3
"""Verdicts of one stat that are shown: some are everybody's who qualifies."""


def told(banter: Banter) -> str:
    """Return a gameweek's banter as lines of text: headlines first, then the rest."""
    above = {_key(line) for line in banter.headlines}
    rest = [line for line in banter.items if _key(line) not in above]
    parts = [_head(banter), *_cleared(banter)]
    parts += _section("Headlines", banter.headlines)
    parts += _section("Fame", [line for line in rest if line.side == "fame"])
    parts += _section("Shame", [line for line in rest if line.side == "shame"])
    return "\n\n".join([*parts, *_foot(banter)])


def listed(cards: Iterable[StatCard]) -> str:
    """Return the catalogue, a line for each stat."""
    head = _line("", "Key", "Stat", "Side", "Scope", "From")
    return "\n".join([head, *map(_card, cards)])


def _card(card: StatCard) -> str:
    return _line(
        card.emoji, card.key, card.title, card.side, card.scope, card.threshold
    )


def _line(*cells: str) -> str:
    emoji, key, title, side, scope, threshold = cells
    return (
        f"{fitted(emoji, EMOJI_WIDTH)}{key:<26} {fitted(title, 26)} {side:<6} "
        f"{scope:<9} {threshold}"
    ).rstrip()


def _head(banter: Banter) -> str:
    name = fitted(clean(banter.league.name), 60).rstrip()
    when = f"gameweek {banter.gameweek}"
    if banter.scope == "season":
        when = "the season so far"
    elif banter.month is not None:
        when = clean(banter.month.name)
    final = "" if banter.phase == "final" else ": FPL may still change its data"
    stale = f", STALE ({banter.reason})" if banter.stale else ""
    return (
        f"{name} ({banter.league.league_id})\n"
        f"{banter.season}, {when}, {banter.phase}{final}{stale}"
    )


def _cleared(banter: Banter) -> Iterable[str]:
    for line in banter.exonerations:
        yield f"CLEARED  {clean(line.emoji)} {clean(line.title)}\n{_wrapped(line.sentence)}"


def _section(name: str, lines: Sequence[VerdictLine]) -> list[str]:
    if not lines:
        return []
    parts = [f"{name.upper()}\n{'=' * len(name)}"]
    for _, group in groupby(lines, key=lambda line: line.stat):
        same = list(group)
        parts += map(_verdict, same[:SAME])
        if len(same) > SAME:
            parts.append(f"{clean(same[0].title)}: {len(same) - SAME} more.")
    return parts


def _verdict(line: VerdictLine) -> str:
    mark = "" if line.is_final else " (provisional)"
    parts = [f"{clean(line.emoji)} {clean(line.title)}{mark}", _wrapped(line.sentence)]
    names = {h.entry_id: clean(h.entry_name) for h in line.holders}
    for proof in line.proofs:
        if len(line.proofs) > 1:
            parts.append(f"   {fitted(names.get(proof.entry_id, ''), 40).rstrip()}:")
        parts += _receipt(proof, line.unit)
    return "\n".join(parts)


def _receipt(proof: Proof, unit: str) -> Iterable[str]:
    for row in proof.rows:
        amount = _figure(row.amount) if row.counts else "-"
        yield _sum_line(_what(row), _reckoned(row), amount)
    over = ""
    if proof.divisor != 1:
        over = f"{_figure(sum(r.amount for r in proof.rows))} / {proof.divisor}"
    total = f"{_figure(proof.total * 100)} %" if unit == "share" else None
    yield _sum_line("", over, f"= {total or _figure(proof.total)}")


def _sum_line(what: str, reckoned: str, amount: str) -> str:
    return f"   {fitted(what, TEXT_WIDTH)} {reckoned:>14} {amount:>9}"


def _what(row: ReceiptRow) -> str:
    who = ""
    if row.player is not None:
        who = f"{clean(row.player.name)} {clean(row.player.club)}"
    elif row.entry is not None:
        who = fitted(clean(row.entry.entry_name), 24).rstrip()
    facts = [who, clean(row.text)]
    facts.append(f"GW {row.gameweek}" if row.gameweek is not None else "")
    facts.append(f"{row.minutes}'" if row.minutes is not None else "")
    return ", ".join(fact for fact in facts if fact)


def _reckoned(row: ReceiptRow) -> str:
    factors = [_figure(row.points)]
    if row.times not in (1, -1):
        factors.append(_figure(row.times))
    if row.ownership:
        factors.append(f"{_figure((1 - row.ownership) * 100)} %")
    return " x ".join(factors) if len(factors) > 1 or not row.counts else ""


def _foot(banter: Banter) -> Iterable[str]:
    coverage = banter.coverage
    if banter.state == "waiting":
        yield "Nothing has been judged yet."
    elif not banter.items:
        yield "Nothing to tell, for once."
    if banter.refused:
        titles = ", ".join(clean(line.title) for line in banter.refused)
        yield "\n".join(wrap(f"Nobody holds: {titles}.", WIDTH))
    if len(banter.items) < banter.total:
        yield f"{len(banter.items)} of {banter.total} verdicts."
    if coverage.read < coverage.members:
        yield f"{coverage.read} of {coverage.members} managers read."


def _wrapped(sentence: str) -> str:
    return "\n".join(wrap(clean(sentence, SENTENCE), WIDTH))


def _figure(value: float) -> str:
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def _key(line: VerdictLine) -> tuple[object, ...]:
    return line.stat, tuple(holder.entry_id for holder in line.holders)
