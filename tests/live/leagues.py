"""A hand-made league: Ana captains Saka, Kim triples, Tom benches, Raj has sold."""

from collections.abc import Mapping
from datetime import UTC, datetime

from fplbanter.game.model import (
    Chip,
    EntryId,
    FixtureId,
    Gameweek,
    LeagueId,
    PlayerId,
    Season,
)
from fplbanter.game.scoring import Certainty, ProjectedSub, Score
from fplbanter.game.table import Contender, Placing
from fplbanter.live.events import MatchEvent
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.lineups import MemberChange
from fplbanter.live.views import LeagueMoment

SAKA, RICE, RAYA = PlayerId(17), PlayerId(18), PlayerId(1)
NOW = datetime(2026, 10, 10, 15, 10, tzinfo=UTC)
FRIDAY = datetime(2026, 10, 9, 12, 0, tzinfo=UTC)
GOAL = MatchEvent(
    "2026-27:7:goal:12:17:1",
    MatchEventKind.GOAL,
    fixture_id=FixtureId(12),
    player_id=SAKA,
    after=1,
    points_after=5,
    score=(1, 0),
    minute=60,
)


def score(
    multipliers: Mapping[PlayerId, int],
    *subs: ProjectedSub,
    entry: int = 1,
    chip: Chip | None = None,
) -> Score:
    """Score a line-up of which only the multipliers and substitutions matter."""
    worn = [p for p, m in multipliers.items() if m > 1]
    return Score(
        entry_id=EntryId(entry),
        gameweek=Gameweek(7),
        chip=chip,
        gross_points=0,
        submitted_points=0,
        hit=0,
        bench_points=0,
        captain=worn[0] if worn else None,
        captain_certainty=Certainty.CERTAIN,
        auto_subs=subs,
        multipliers=multipliers,
        players_left=0,
        players_playing=0,
    )


def placing(entry: int, rank: int, net: int) -> Placing:
    """Place an entry in the table."""
    return Placing(Contender(EntryId(entry), 0, net, 0), rank, rank)


def member(
    entry: int,
    name: str,
    multipliers: Mapping[PlayerId, int],
    *subs: ProjectedSub,
    ranks: tuple[int, int] | None = None,
) -> MemberChange:
    """Make a member whose line-up stays as it is."""
    stays = score(multipliers, *subs, entry=entry)
    was, now = ranks or (entry, entry)
    return MemberChange(
        EntryId(entry),
        name,
        before=stays,
        after=stays,
        stood=placing(entry, was, 40),
        stands=placing(entry, now, 45),
    )


WAITING = ProjectedSub(SAKA, RICE, Certainty.PENDING)
ANA = member(1, "Ana", {SAKA: 2}, ranks=(3, 1))
OWNERS = [member(n, f"Owner {n}", {SAKA: 1}) for n in (2, 4, 5)]
TOM = member(6, "Tom", {SAKA: 0}, ranks=(1, 3))
WAITER = member(7, "Mia", {SAKA: 0, RICE: 1}, WAITING)
RAJ = member(8, "Raj", {RICE: 1})
KIM = member(9, "Kim", {SAKA: 3})
UNREAD = MemberChange(EntryId(10), "Leo")


def league(*members: MemberChange, at: datetime = NOW) -> LeagueMoment:
    """Gather members; Raj sold Saka on Friday, and so did Ana, who bought him back."""
    return LeagueMoment(
        season=Season("2026-27"),
        gameweek=Gameweek(7),
        league_id=LeagueId(900),
        at=at,
        members=members,
        points={SAKA: 4, RICE: -1, RAYA: 6},
        sold={EntryId(8): {SAKA: FRIDAY}, EntryId(1): {SAKA: FRIDAY}},
        player_names={SAKA: "Saka", RICE: "Rice", RAYA: "Raya"},
        matches={FixtureId(12): ("ARS", "CHE")},
    )


EVERYBODY = (ANA, *OWNERS, TOM, WAITER, RAJ, KIM, UNREAD)
