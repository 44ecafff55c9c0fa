"""Rulings of every kind, for tests of how they are kept."""

from datetime import UTC, datetime
from fractions import Fraction

from hypothesis import strategies as st
from tests.store.strategies import SEASON, entry_ids, gameweeks, numbers, player_ids

from fplbanter.banter.verdict import (
    Coverage,
    Judgement,
    Line,
    Number,
    Receipt,
    Refusal,
    Scope,
    Verdict,
    exact,
)
from fplbanter.game.model import EntryId, Gameweek, LeagueId, Phase
from fplbanter.store.ruled import StoredRuling

LEAGUE = LeagueId(900)
ANN, BEN, CLEO = map(EntryId, (900001, 900002, 900003))
TWELVE = Gameweek(12)
NOW = datetime(2026, 11, 22, 15, tzinfo=UTC)
ALL = Coverage(3, 3)

fractions = st.fractions().map(exact)
# The least common multiple of many leagues' sizes is beyond 64 bits.
vast = st.builds(Fraction, st.integers(-(2**90), 2**90), st.integers(1, 2**90)).map(
    exact
)
exact_numbers = st.one_of(numbers, fractions, vast)
shares = st.fractions(0, 1)
lines = st.builds(
    Line,
    label=st.text(max_size=12),
    points=exact_numbers,
    times=exact_numbers,
    player_id=st.none() | player_ids,
    minutes=st.none() | st.integers(0, 200),
    ownership=st.none() | shares,
    entry_id=st.none() | entry_ids,
    gameweek=st.none() | gameweeks,
    counts=st.booleans(),
)
receipts = st.builds(
    Receipt,
    entry_id=entry_ids,
    lines=st.lists(lines, max_size=3).map(tuple),
    divisor=st.integers(1, 40),
)
coverages = st.builds(Coverage, read=st.integers(0, 50), roster=st.integers(0, 50))


@st.composite
def judgements(draw: st.DrawFn) -> Judgement:
    """Draw a judgement whose verdicts fit it."""
    coverage, version = draw(coverages), draw(st.integers(1, 9))
    scope = draw(st.sampled_from(Scope))
    verdict = st.builds(
        Verdict,
        stat=st.just("benched_beast"),
        version=st.just(version),
        scope=st.just(scope),
        season=st.just(SEASON),
        gameweek=st.just(TWELVE),
        holders=st.lists(entry_ids, min_size=1, max_size=3).map(tuple),
        value=exact_numbers,
        receipts=st.lists(receipts, max_size=2).map(tuple),
        is_final=st.booleans(),
        coverage=st.just(coverage),
        tied=st.lists(entry_ids, max_size=2).map(tuple),
        month_id=st.just(4 if scope is Scope.MONTH else None),
    )
    verdicts = tuple(draw(st.lists(verdict, max_size=3)))
    refusal = None if verdicts else draw(st.sampled_from(Refusal))
    missing = ("picks",) if refusal is Refusal.MISSING else ()
    return Judgement(
        "benched_beast", version, scope, verdicts, coverage, refusal, missing
    )


def judgement(
    *holders: EntryId,
    value: Number = 14,
    stat: str = "benched_beast",
    scope: Scope = Scope.GAMEWEEK,
    gameweek: Gameweek = TWELVE,
    version: int = 1,
    coverage: Coverage = ALL,
) -> Judgement:
    """Judge that some hold a stat, or nobody."""
    verdict = Verdict(
        stat=stat,
        version=version,
        scope=scope,
        season=SEASON,
        gameweek=gameweek,
        holders=holders,
        value=value,
        receipts=tuple(Receipt(e, (Line("wasted", value),)) for e in holders),
        is_final=False,
        coverage=coverage,
    )
    found = (verdict,) if holders else ()
    refusal = None if holders else Refusal.NOBODY
    return Judgement(stat, version, scope, found, coverage, refusal)


def ruling(
    judged: Judgement,
    *,
    period: int = 12,
    gameweek: Gameweek = TWELVE,
    phase: Phase = Phase.PROVISIONAL,
    members: str = "three",
    edition: int = 1,
    at: datetime = NOW,
    told: bool = False,
) -> StoredRuling:
    """Rule what was judged."""
    return StoredRuling(
        league_id=LEAGUE,
        period=period,
        gameweek=gameweek,
        phase=phase,
        judgement=judged,
        members=members,
        read_at=at,
        judged_at=at,
        edition=edition,
        told=told,
    )
