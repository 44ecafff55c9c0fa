"""What was ruled, as a value and as a document."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from fplbanter.banter.verdict import Judgement, Number, Refusal, Scope
from fplbanter.game.model import EntryId, Gameweek, LeagueId, Phase, Season
from fplbanter.store.documents import Document, key
from fplbanter.store.numbers import number_of, stored_number
from fplbanter.store.verdicts import digest_of, judgement_fields, judgement_of


@dataclass(frozen=True, slots=True)
class Cleared:
    """A former holder, and the number he held it with."""

    entry_id: EntryId
    was: Number


@dataclass(frozen=True, slots=True)
class StoredRuling:
    """
    One stat of one stretch of a league, judged.

    `period` is the gameweek, the month's id, or 0 for the season; `gameweek` the
    last one that counts. `told` means that somebody was named when the gameweek
    was over. `members` names the set of members that were read. `read_at` is
    when the facts were read; `exonerated` are those who held the edition before
    and are cleared.
    """

    league_id: LeagueId
    period: int
    gameweek: Gameweek
    phase: Phase
    judgement: Judgement
    members: str
    read_at: datetime
    judged_at: datetime
    edition: int = 1
    told: bool = False
    exonerated: tuple[Cleared, ...] = ()

    @property
    def stat(self) -> str:
        """The stat's key."""
        return self.judgement.stat

    @property
    def scope(self) -> Scope:
        """Gameweek, month or season."""
        return self.judgement.scope

    @property
    def digest(self) -> str:
        """Name what is ruled: two of one name say the same."""
        fields = judgement_fields(self.judgement)
        return digest_of((fields, self.gameweek, self.phase.value, self.members))


@dataclass(frozen=True, slots=True)
class Standing:
    """
    The edition of a ruling that stands, and the digest it was stored with.

    `beside` are older editions that nobody has retired: a judge was stopped.
    """

    ruling: StoredRuling
    digest: str
    beside: tuple[StoredRuling, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """
    What a history needs of a ruling: who held what with which number.

    `version` is the rule's; `refusal` says why there are no `verdicts`.
    """

    league_id: LeagueId
    stat: str
    scope: Scope
    period: int
    gameweek: Gameweek
    edition: int
    version: int
    is_final: bool
    refusal: Refusal | None
    verdicts: tuple[tuple[tuple[EntryId, ...], Number], ...]


SHORT: Final[Mapping[str, bool]] = dict.fromkeys(
    (
        "league_id",
        "stat",
        "scope",
        "period",
        "gameweek",
        "edition",
        "rule_version",
        "is_final",
        "refusal",
        "verdicts.holders",
        "verdicts.value",
    ),
    True,
)
"""The fields of a document that a holding takes."""


def ruling_key(season: Season, of: StoredRuling | Holding) -> str:
    """Return the natural key of an edition."""
    stretch = (of.league_id, of.scope.value, of.period, of.stat)
    return key(season, *stretch, of.edition)


def ruling_document(season: Season, ruling: StoredRuling) -> Document:
    """Return the document of an edition that stands."""
    return judgement_fields(ruling.judgement) | {
        "_id": ruling_key(season, ruling),
        "season": season,
        "league_id": ruling.league_id,
        "period": ruling.period,
        "gameweek": ruling.gameweek,
        "phase": ruling.phase.value,
        "members": ruling.members,
        "edition": ruling.edition,
        "current": True,
        "told": ruling.told,
        "digest": ruling.digest,
        "read_at": ruling.read_at,
        "judged_at": ruling.judged_at,
        "exonerated": [[c.entry_id, stored_number(c.was)] for c in ruling.exonerated],
        "cleared": bool(ruling.exonerated),
    }


def ruling_of(document: Mapping[str, Any]) -> StoredRuling:
    """Build the ruling of a document."""
    return StoredRuling(
        league_id=LeagueId(document["league_id"]),
        period=document["period"],
        gameweek=Gameweek(document["gameweek"]),
        phase=Phase(document["phase"]),
        judgement=judgement_of(document),
        members=document["members"],
        read_at=document["read_at"],
        judged_at=document["judged_at"],
        edition=document["edition"],
        told=document["told"],
        exonerated=tuple(
            Cleared(EntryId(e), number_of(was)) for e, was in document["exonerated"]
        ),
    )


def holding_of(document: Mapping[str, Any]) -> Holding:
    """Build the holding of a document that was read in short."""
    refusal = document["refusal"]
    return Holding(
        league_id=LeagueId(document["league_id"]),
        stat=document["stat"],
        scope=Scope(document["scope"]),
        period=document["period"],
        gameweek=Gameweek(document["gameweek"]),
        edition=document["edition"],
        version=document["rule_version"],
        is_final=document["is_final"],
        refusal=None if refusal is None else Refusal(refusal),
        verdicts=tuple(
            (tuple(map(EntryId, v["holders"])), number_of(v["value"]))
            for v in document["verdicts"]
        ),
    )


def newest(found: Iterable[Document]) -> list[Document]:
    """
    Leave out what a newer edition stands beside.

    Between the insertion of one and the retirement of the other both are current.
    """
    return [editions[-1] for editions in by_stretch(found)]


def by_stretch(found: Iterable[Document]) -> list[list[Document]]:
    """Put the editions of each stat and stretch together, the newest last."""
    groups: dict[tuple[Any, ...], list[Document]] = {}
    for document in found:
        names = ("league_id", "scope", "period", "stat")
        stretch = tuple(document[name] for name in names)
        groups.setdefault(stretch, []).append(document)
    return [sorted(g, key=lambda d: int(d["edition"])) for g in groups.values()]
