"""
Judging a league: the worker's part. Every page reads what is saved here.

A gameweek whose evidence is that of its last sitting is let be: judging twice
writes nothing. One league is judged at a time in a process, in a thread.
"""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.chronicle import Week
from fplbanter.banter.verdict import Coverage, Judgement, Scope
from fplbanter.clock import Clock
from fplbanter.errors import NotFound
from fplbanter.game.model import Gameweek, League, LeagueId, Season
from fplbanter.services.banter.chains import Chain, Chains, forge
from fplbanter.services.banter.evidence import Evidence, members_name, name_of
from fplbanter.services.banter.hearing import Heard, History, hear
from fplbanter.services.banter.inputs import Inputs, Material
from fplbanter.services.banter.installation import Installation, JudgedInstallation
from fplbanter.services.banter.numbers import season_numbers
from fplbanter.services.banter.rulebook import Entered, Rulebook
from fplbanter.services.banter.threads import Check, in_thread
from fplbanter.services.banter.tournaments import save_tournament, tournament_of
from fplbanter.services.board import Board
from fplbanter.services.catching_up import catch_up
from fplbanter.store.database import Store
from fplbanter.store.ruled import StoredRuling
from fplbanter.store.rulings import Stretch
from fplbanter.store.sittings import StoredSitting

NOBODY = Coverage(0, 0)


@dataclass(frozen=True, slots=True)
class JudgedLeague:
    """
    What came of judging a league up to `gameweek`.

    `gameweeks` are those that were judged anew, `stats` how many there are;
    `changed` counts rulings written, `exonerated` members cleared, `documents`
    entries whose numbers have changed. `coverage` is the newest gameweek's.
    """

    league_id: LeagueId
    gameweek: Gameweek
    gameweeks: tuple[Gameweek, ...] = ()
    stats: int = 0
    changed: int = 0
    exonerated: int = 0
    documents: int = 0
    coverage: Coverage = NOBODY


@dataclass(frozen=True, slots=True)
class _Case:
    """A league that is being judged, with what was read of it at `read_at`."""

    season: Season
    league: League
    material: Material
    evidence: Mapping[Gameweek, str]
    stale: Collection[Gameweek]
    sittings: Mapping[Gameweek, StoredSitting]
    read_at: datetime

    @property
    def through(self) -> Gameweek:
        """The newest gameweek."""
        return self.material.weeks[-1].gameweek

    def week(self, gameweek: Gameweek) -> Week:
        """Return one of its weeks."""
        return next(w for w in self.material.weeks if w.gameweek == gameweek)


class BanterJudge:
    """Judges leagues from what the store has, and saves what comes of it."""

    def __init__(
        self, store: Store, board: Board, clock: Clock, inputs: Inputs
    ) -> None:
        self._store = store
        self._board = board
        self._clock = clock
        self._inputs = inputs
        self._evidence = Evidence()
        self._chains = Chains()
        self._rulebook = Rulebook(store.rulings)
        self._installation = Installation(store, clock, inputs, self._evidence)
        # Two leagues at once would not be judged sooner, only with more memory.
        self._bench = asyncio.Lock()

    async def judge_league(
        self, league_id: LeagueId, gameweek: Gameweek | None = None
    ) -> JudgedLeague:
        """
        Judge all gameweeks of a league up to one, by default the current one.

        Those whose evidence is unchanged are let be. Raises NotFound for a
        league that nobody has read and for a gameweek that has not begun.
        """
        async with self._bench:
            await catch_up(self._store, self._board)
            through = self._through(gameweek)
            case = await self._open(league_id, through)
            if case is None or not case.stale:
                return JudgedLeague(league_id, through, stats=len(catalogue()))
            return await self._judge(case)

    async def judge_installation(
        self, gameweek: Gameweek | None = None
    ) -> JudgedInstallation:
        """
        Work out the numbers of all entries that are scored here, as one league.

        There are no rulings of it, only documents. Raises NotFound for a
        gameweek that has not begun.
        """
        async with self._bench:
            await catch_up(self._store, self._board)
            season, through = self._board.season, self._through(gameweek)
            return await self._installation.judge(season, through)

    # -- one league ----------------------------------------------------------

    def _through(self, gameweek: Gameweek | None) -> Gameweek:
        """
        Return the newest gameweek to be judged, which is never an old one.

        A gameweek that FPL settles late changes those after it as well.
        """
        current = self._board.started_gameweek(None)
        asked = self._board.started_gameweek(gameweek)
        return max(asked, current)

    async def _open(self, league_id: LeagueId, through: Gameweek) -> _Case | None:
        """Read all that a league is judged by; None before it has begun."""
        season, read_at = self._board.season, self._clock.now()
        found = await self._store.leagues.find_league(season, league_id)
        if found is None:
            raise NotFound(f"Nobody has asked for league {league_id} yet.")
        league = found.league
        material = await self._inputs.read(league, through)
        sittings = await self._store.sittings.find_sittings(season, league_id)
        if not material.weeks:
            return None
        names = await asyncio.to_thread(
            self._evidence.chain, season, league, material.weeks, material.diaries
        )
        stale = {g for g in names if _is_stale(sittings.get(g), names[g], read_at)}
        return _Case(season, league, material, names, stale, sittings, read_at)

    async def _judge(self, case: _Case) -> JudgedLeague:
        season, league_id = case.season, case.league.league_id
        holdings = await self._store.rulings.find_holdings(
            season, league_id, Scope.GAMEWEEK, case.through
        )
        history = History(case.sittings, holdings)
        known = self._chains.find(season, league_id)
        chain, heard = await in_thread(
            lambda check: self._hear(case, known, history, check)
        )
        self._chains.keep(chain)
        documents = await self._save_numbers(case, chain)
        entered = Entered()
        for one in heard:
            entered += await self._enter(case, one)
        return JudgedLeague(
            league_id=league_id,
            gameweek=case.through,
            gameweeks=tuple(one.gameweek for one in heard),
            stats=len(catalogue()),
            changed=entered.changed,
            exonerated=entered.exonerated,
            documents=documents,
            coverage=_coverage(heard[-1]),
        )

    def _hear(
        self, case: _Case, known: Chain | None, history: History, check: Check
    ) -> tuple[Chain, list[Heard]]:
        """Review and judge: seconds for a whole season, in a thread."""
        material = case.material
        chain = forge(
            case.season,
            case.league,
            material.weeks,
            material.diaries,
            case.evidence,
            known,
            check,
        )
        months = self._board.facts.months
        return chain, hear(chain, months, case.stale, history, check)

    # -- saving --------------------------------------------------------------

    async def _save_numbers(self, case: _Case, chain: Chain) -> int:
        """Save the season's numbers; they change with any gameweek before."""
        known = await in_thread(lambda check: season_numbers(chain.last, check))
        return await save_tournament(
            self._store.banter_stats,
            self._clock,
            case.season,
            tournament_of(case.league.league_id),
            known,
            [diary.entry_id for diary in case.material.diaries],
        )

    async def _enter(self, case: _Case, heard: Heard) -> Entered:
        """
        Save a gameweek's rulings, then that it was judged.

        A judge that is stopped in between judges it again, and finds most done.
        """
        rulings = [
            self._ruling(case, heard, stretch, judgement)
            for stretch, judgements in heard.judgements.items()
            for judgement in judgements
        ]
        league_id = case.league.league_id
        entered = await self._rulebook.enter(case.season, league_id, rulings)
        sitting = self._sitting(case, heard, rulings)
        await self._store.sittings.save_sitting(case.season, sitting)
        return entered

    def _ruling(
        self, case: _Case, heard: Heard, stretch: Stretch, judgement: Judgement
    ) -> StoredRuling:
        review = heard.link.review
        return StoredRuling(
            league_id=case.league.league_id,
            period=stretch[1],
            gameweek=review.gameweek,
            phase=review.phase,
            judgement=judgement,
            members=members_name(review),
            read_at=case.read_at,
            judged_at=self._clock.now(),
        )

    def _sitting(
        self, case: _Case, heard: Heard, rulings: list[StoredRuling]
    ) -> StoredSitting:
        before = case.sittings.get(heard.gameweek)
        digests = [ruling.digest for ruling in rulings]
        return StoredSitting(
            league_id=case.league.league_id,
            gameweek=heard.gameweek,
            phase=heard.link.review.phase,
            coverage=_coverage(heard),
            evidence=heard.link.evidence,
            points=self._evidence.points(case.week(heard.gameweek)),
            # With the one before it in it, no digest ever comes back.
            digest=name_of(before and before.digest, digests, heard.headlines),
            read_at=case.read_at,
            judged_at=self._clock.now(),
            headlines=heard.headlines,
            rarity=heard.rarity,
        )


def _is_stale(sitting: StoredSitting | None, evidence: str, read_at: datetime) -> bool:
    """Say whether a gameweek was judged by other evidence than there is now."""
    if sitting is None:
        return True
    return sitting.evidence != evidence and sitting.read_at <= read_at


def _coverage(heard: Heard) -> Coverage:
    review = heard.link.review
    return Coverage(len(review.picked), review.roster)
