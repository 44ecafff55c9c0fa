"""From rulings to lines of an answer: names, players, sentences, proofs."""

from collections.abc import Iterable, Mapping

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Line, Number, Receipt, shown
from fplbanter.game.model import EntryId, LeagueId, Season
from fplbanter.services.answers import Coverage
from fplbanter.services.answers.banter import (
    Exoneration,
    Holder,
    Proof,
    ReceiptRow,
    RefusedLine,
    VerdictLine,
)
from fplbanter.services.banter.facts import Fact, Holders, figure
from fplbanter.services.banter.names import unnamed
from fplbanter.services.banter.sentences import (
    Sentences,
    joined,
    label_of,
    refusal_of,
)
from fplbanter.services.board import Board
from fplbanter.store.ruled import StoredRuling
from fplbanter.words.heat import Heat

Rarity = Mapping[str, tuple[float | None, ...]]


class _Everybody(dict[EntryId, Holder]):
    """Holders by entry; whose names nobody knows has his number."""

    def __missing__(self, entry_id: EntryId) -> Holder:
        return unnamed(entry_id)


class Clerk:
    """Writes the lines of one league in one heat."""

    def __init__(
        self,
        board: Board,
        season: Season,
        league_id: LeagueId,
        holders: Holders,
        heat: Heat | None = None,
        *,
        truncated: bool = False,
    ) -> None:
        self._board = board
        self._holders = _Everybody(holders)
        self._sentences = Sentences(board, season, league_id, heat)
        self._truncated = truncated

    def verdicts(
        self, ruling: StoredRuling, rarity: Rarity | None = None
    ) -> tuple[VerdictLine, ...]:
        """Write a ruling's verdicts; of a stat that there is no more, nothing."""
        stat = catalogue().get(ruling.stat)
        if stat is None:
            return ()
        rare = (rarity or {}).get(stat.key, ())
        count = len(ruling.judgement.verdicts)
        padded = (*rare, *(None for _ in range(count - len(rare))))
        return tuple(
            self._verdict(ruling, place, stat, padded[place]) for place in range(count)
        )

    def verdict(self, ruling: StoredRuling, place: int) -> VerdictLine:
        """Write one of a ruling's verdicts; its stat is one of today's."""
        return self._verdict(ruling, place, catalogue()[ruling.stat], None)

    def refused(self, rulings: Iterable[StoredRuling]) -> tuple[RefusedLine, ...]:
        """Say of the stats that nobody holds why not."""
        found = ((r.judgement, catalogue().get(r.stat)) for r in rulings)
        return tuple(
            RefusedLine(
                stat=stat.key,
                title=stat.title,
                emoji=stat.emoji,
                reason=judgement.refusal,
                sentence=refusal_of(judgement, stat),
            )
            for judgement, stat in found
            if stat is not None and judgement.refusal is not None
        )

    def exonerations(self, rulings: Iterable[StoredRuling]) -> tuple[Exoneration, ...]:
        """Tell who was cleared, together with whoever held it with the same number."""
        return tuple(
            self._exoneration(ruling, stat, was, place)
            for ruling in rulings
            if (stat := catalogue().get(ruling.stat)) is not None
            for place, was in enumerate(sorted({c.was for c in ruling.exonerated}))
        )

    # -- one line ------------------------------------------------------------

    def _verdict(
        self,
        ruling: StoredRuling,
        place: int,
        stat: Stat,
        rarity: float | None,
    ) -> VerdictLine:
        verdict = ruling.judgement.verdicts[place]
        covered = verdict.coverage
        return VerdictLine(
            stat=stat.key,
            title=stat.title,
            emoji=stat.emoji,
            side=stat.side,
            unit=stat.unit_in(verdict.scope),
            scope=verdict.scope,
            gameweek=verdict.gameweek,
            holders=self._named(verdict.holders),
            value=shown(verdict.value, stat.places),
            sentence=self._sentences.verdict(verdict, place, stat, self._holders),
            is_final=verdict.is_final,
            coverage=Coverage(covered.read, covered.roster, self._truncated),
            rule_version=verdict.version,
            edition=ruling.edition,
            proofs=tuple(self._proof(receipt) for receipt in verdict.receipts),
            tied=self._named(verdict.tied),
            month_id=verdict.month_id,
            rarity=rarity,
        )

    def _proof(self, receipt: Receipt) -> Proof:
        return Proof(
            entry_id=receipt.entry_id,
            rows=tuple(self._row(line) for line in receipt.lines),
            divisor=receipt.divisor,
            total=figure(receipt.total),
        )

    def _row(self, line: Line) -> ReceiptRow:
        player, entry, share = line.player_id, line.entry_id, line.ownership
        return ReceiptRow(
            label=line.label,
            text=label_of(line.label),
            amount=figure(line.amount),
            points=figure(line.points),
            times=figure(line.times),
            counts=line.counts,
            player=None if player is None else self._board.player_name(player),
            entry=None if entry is None else self._holders[entry],
            gameweek=line.gameweek,
            minutes=line.minutes,
            ownership=None if share is None else round(float(share), 4),
        )

    def _exoneration(
        self, ruling: StoredRuling, stat: Stat, was: Number, place: int
    ) -> Exoneration:
        gone = self._named(c.entry_id for c in ruling.exonerated if c.was == was)
        now = self._named(
            dict.fromkeys(e for v in ruling.judgement.verdicts for e in v.holders)
        )
        number = shown(was, stat.places)
        facts: dict[str, Fact] = {
            "name": joined(gone),
            "count": len(gone),
            "value": number,
            "gameweek": ruling.gameweek,
            "now": joined(now),
        }
        return Exoneration(
            stat=stat.key,
            title=stat.title,
            emoji=stat.emoji,
            scope=ruling.scope,
            gameweek=ruling.gameweek,
            cleared=gone,
            was=number,
            now=now,
            sentence=self._sentences.exoneration(
                stat, facts, ruling.gameweek + ruling.edition + place
            ),
            at=ruling.judged_at,
            edition=ruling.edition,
        )

    def _named(self, entry_ids: Iterable[EntryId]) -> tuple[Holder, ...]:
        return tuple(self._holders[entry_id] for entry_id in entry_ids)
