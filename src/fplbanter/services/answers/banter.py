"""Answers about banter: verdicts in words with their proofs, histories, trophies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from fplbanter.banter.stat import Side, Unit
from fplbanter.banter.verdict import Refusal, Scope
from fplbanter.game.model import EntryId, Gameweek, Phase, Season
from fplbanter.services.answers.envelope import Coverage, Freshness, Page, PlayerName
from fplbanter.services.answers.league import LeagueSummary

Figure = int | float
"""A number as it is shown: whole ones stay so, 156 and never 156.0."""


@dataclass(frozen=True, slots=True)
class StatCard:
    """
    A statistic of the catalogue as a reader needs it.

    `scope` is where it is at home, `scopes` everything it can be judged over.
    `threshold` says in words what a number must reach, "" where any will do.
    `relative` means that the number depends on the other members.
    """

    key: str
    number: int
    title: str
    emoji: str
    side: Side
    scope: Scope
    scopes: tuple[Scope, ...]
    unit: Unit
    definition: str
    example: str
    threshold: str
    places: int
    relative: bool
    version: int


@dataclass(frozen=True, slots=True)
class Holder:
    """A member as banter names him; names are hostile input, never markup."""

    entry_id: EntryId
    entry_name: str
    manager_name: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """
    One row of a proof; `amount` is what it adds, 0 where it does not count.

    `label` is its key and `text` the words for it. `ownership` from 0 to 1.
    """

    label: str
    text: str
    amount: Figure
    points: Figure
    times: Figure
    counts: bool
    player: PlayerName | None = None
    entry: Holder | None = None
    gameweek: Gameweek | None = None
    minutes: int | None = None
    ownership: float | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """One holder's receipt: `total` is the sum of the amounts over `divisor`."""

    entry_id: EntryId
    rows: tuple[ReceiptRow, ...]
    divisor: int
    total: Figure


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """
    A verdict in words, with its proof.

    `value` is rounded for showing with the stat's `places`. `gameweek` is the
    last that counts. `edition` is 1 for the first ruling and rises when FPL
    corrects something after it was told; `rule_version` is the rule's. `rarity`
    from 0 (always) to 1 (never before in this league).
    """

    stat: str
    title: str
    emoji: str
    side: Side
    unit: Unit
    scope: Scope
    gameweek: Gameweek
    holders: tuple[Holder, ...]
    value: Figure
    sentence: str
    is_final: bool
    coverage: Coverage
    rule_version: int
    edition: int
    proofs: tuple[Proof, ...]
    tied: tuple[Holder, ...] = ()
    month_id: int | None = None
    rarity: float | None = None


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A stat that nobody holds, and in words why not."""

    stat: str
    title: str
    emoji: str
    reason: Refusal
    sentence: str


@dataclass(frozen=True, slots=True)
class Exoneration:
    """
    Who was publicly named and is cleared, since FPL corrected its data.

    `was` is what they held it with, `now` who holds it since, if anybody does.
    """

    stat: str
    title: str
    emoji: str
    scope: Scope
    gameweek: Gameweek
    cleared: tuple[Holder, ...]
    was: Figure
    now: tuple[Holder, ...]
    sentence: str
    at: datetime
    edition: int


BanterState = Literal["judged", "waiting", "behind"]
"""Everything judged; nothing yet; or judged from older data than is here."""


@dataclass(frozen=True, slots=True)
class LeagueBanter:
    """
    A league's gameweek, month or season in banter.

    `headlines` are three to six of the verdicts, the rarest first, no victim
    twice in a row (fewer where there are no more). `page` pages all verdicts.
    """

    league: LeagueSummary
    season: Season
    scope: Scope
    gameweek: Gameweek
    phase: Phase
    coverage: Coverage
    freshness: Freshness
    state: BanterState
    headlines: tuple[VerdictLine, ...]
    page: Page[VerdictLine]
    refused: tuple[RefusedLine, ...]
    exonerations: tuple[Exoneration, ...]
    month_id: int | None = None
    month_name: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """A league's record in a stat: the extreme that was ever held, and by whom."""

    stat: str
    title: str
    emoji: str
    side: Side
    unit: Unit
    value: Figure
    holders: tuple[Holder, ...]
    gameweek: Gameweek


@dataclass(frozen=True, slots=True)
class Streak:
    """The same holder in gameweeks in a row; `running` if it may still go on."""

    stat: str
    title: str
    emoji: str
    holder: Holder
    length: int
    first: Gameweek
    last: Gameweek
    running: bool


@dataclass(frozen=True, slots=True)
class FameRow:
    """A member in the hall of fame: how often he was named, and for what most."""

    holder: Holder
    fame: int
    shame: int
    best_stat: str | None
    worst_stat: str | None


@dataclass(frozen=True, slots=True)
class HallOfFame:
    """A league's records, streaks and members by trophies, most fame first."""

    league: LeagueSummary
    season: Season
    freshness: Freshness
    records: tuple[Record, ...]
    streaks: tuple[Streak, ...]
    page: Page[FameRow]


@dataclass(frozen=True, slots=True)
class StatHolding:
    """Everybody's standing in one stat: his number, and how often he held it."""

    holder: Holder
    times: int
    number: Figure | None


@dataclass(frozen=True, slots=True)
class StatHistory:
    """
    One stat in a league over the season.

    `page` has its verdicts, newest first; `holders` who has held it most often
    (at most 20), `record` the extreme of them, `streak` the longest run.
    """

    league: LeagueSummary
    season: Season
    stat: StatCard
    freshness: Freshness
    page: Page[VerdictLine]
    holders: tuple[StatHolding, ...]
    record: Record | None
    streak: Streak | None
    exonerations: tuple[Exoneration, ...]


@dataclass(frozen=True, slots=True)
class Trophy:
    """A stat in an entry's cabinet: how often held, best number, when last."""

    stat: str
    title: str
    emoji: str
    side: Side
    unit: Unit
    times: int
    best: Figure
    last_gameweek: Gameweek
    league_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class EntryBanter:
    """
    An entry's banter: cabinet, season's numbers, and verdicts, newest first.

    `stats` are the season's numbers among all entries scored here.
    """

    holder: Holder
    season: Season
    freshness: Freshness
    cabinet: tuple[Trophy, ...]
    stats: Mapping[str, Figure]
    page: Page[VerdictLine]


@dataclass(frozen=True, slots=True)
class BanterRow:
    """A stored document: every stat's season number of one entry."""

    season: Season
    user_id: str
    tournament_id: str
    stats: Mapping[str, Figure]
    updated_at: datetime
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class BanterStats:
    """A page of documents; `next_cursor` goes on stably from its last row."""

    season: Season
    tournament_id: str
    sort: str | None
    order: Literal["asc", "desc"]
    items: tuple[BanterRow, ...]
    total: int
    skip: int
    limit: int
    next_cursor: str | None
    coverage: Coverage
    freshness: Freshness
