"""Answers made by hand, as full of oddities as a real Saturday is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from fplbanter.game.model import (
    Chip,
    EntryId,
    Gameweek,
    LeagueId,
    LeagueKind,
    Phase,
    PlayerId,
    Season,
)
from fplbanter.game.scoring import Certainty
from fplbanter.services.answers import (
    CaptainLine,
    Coverage,
    FixtureLine,
    Fixtures,
    Freshness,
    HeadToHeadLine,
    LeagueSummary,
    OfficialLine,
    Page,
    PlayerLine,
    PlayerName,
    Progress,
    SeasonGlance,
    StandingRow,
    Standings,
    SubLine,
)

NOW = datetime(2026, 10, 10, 15, 22, 40, tzinfo=UTC)
SEASON = Season("2026-27")
GAMEWEEK = Gameweek(7)
FRESH = Freshness(NOW - timedelta(seconds=20))
STALE = Freshness(NOW - timedelta(minutes=12), stale=True, reason="updating")

SCRIPT_NAME = "<script>alert(1)</script>"
LONG_NAME = "Wanderers " * 1024
TURNED_NAME = "\u202edetinU \u2066olleH\u2069\u2069 \u202eleak"
ARABIC_NAME = "نادي الأصدقاء\u200f"
EMPTY_NAME = "\u202e\u2066"
QUOTE_NAME = "\"><img src=x onerror=alert(2)> '{{7*7}}' &amp; @everyone"

_ENTRIES = (
    "Net Gains", "Expected Toulouse", "Haalandaise Sauce", "Bench Warmers FC",
    "Pique Blinders", "Obi-Wan Iwobi", "Tea & Busquets", "Murder on Zidane's Floor",
    "Baines on Toast", "Ødegaard's Army", "Lallanas in Pyjamas", "Kroos Control",
    "Game of Throw-ins", "Dybala Bitcoin", "Ctrl Alt De Ligt", "Slumdog Mignolet",
    "No Kane No Gain", "Absolutely Fabregas", "Alisson Wonderland", "Real Sosobad",
)  # fmt: skip
_MANAGERS = (
    "Priya Natarajan", "Tom O\u2019Shea", "Ingrid Sørensen", "Kwame Mensah", "Li Wei",
    "Bartholomew Featherstonehaugh-Cholmondeley", "Ana Nuñez", "Gareth Pugh",
    "Zoë Brâncuși", "Mohammed Al-Rashid",
)  # fmt: skip
PLAYERS = {
    p.name: p
    for p in (
        PlayerName(PlayerId(i), name, club, position)
        for i, (name, club, position) in enumerate(
            (
                ("Raya", "ARS", "GKP"), ("Henderson", "CRY", "GKP"),
                ("Gabriel", "ARS", "DEF"), ("Van Dijk", "LIV", "DEF"),
                ("Muñoz", "CRY", "DEF"), ("Porro", "TOT", "DEF"),
                ("Mykolenko", "EVE", "DEF"), ("Saka", "ARS", "MID"),
                ("Palmer", "CHE", "MID"), ("Gordon", "NEW", "MID"),
                ("Mbeumo", "MUN", "MID"), ("Gibbs-White", "NFO", "MID"),
                ("Haaland", "MCI", "FWD"), ("Alexander-Arnold", "LIV", "MID"),
                ("João Pedro", "CHE", "FWD"), ("Isak", "LIV", "FWD"),
            ),
            start=1,
        )
    )
}  # fmt: skip


def league(
    league_id: int = 900,
    name: str = "The Dog & Duck Invitational",
    kind: LeagueKind = LeagueKind.CLASSIC,
    members: int = 50,
    *,
    truncated: bool = False,
) -> LeagueSummary:
    return LeagueSummary(
        LeagueId(league_id), name, kind, Gameweek(1), members, truncated
    )


def captain(place: int) -> CaptainLine:
    name = ("Haaland", "Palmer", "Saka", "Alexander-Arnold")[place % 4]
    waits = place % 7 == 5
    return CaptainLine(
        player=PLAYERS[name],
        points=0 if waits else (13, 2, 8, -1)[place % 4],
        multiplier=3 if place % 11 == 3 else 2,
        vice=place % 9 == 2,
        certainty=Certainty.PENDING if waits else Certainty.CERTAIN,
    )


def sub(
    coming: str = "Gordon",
    going: str = "Porro",
    points: int = 6,
    certainty: Certainty = Certainty.CERTAIN,
) -> SubLine:
    return SubLine(PLAYERS[coming], PLAYERS[going], points, certainty)


SUBS = (
    (sub(),),
    (
        sub("Mykolenko", "Muñoz", 1, Certainty.LIKELY),
        sub("Gordon", "Saka", 0, Certainty.PENDING),
    ),
)
_CHIPS = {
    3: Chip.TRIPLE_CAPTAIN,
    6: Chip.WILDCARD,
    9: Chip.BENCH_BOOST,
    17: Chip.FREE_HIT,
}
_HOSTILE = {
    4: SCRIPT_NAME, 8: LONG_NAME, 12: TURNED_NAME, 16: ARABIC_NAME, 19: EMPTY_NAME,
    22: QUOTE_NAME,
}  # fmt: skip


def row(place: int, *, seed: int = 900) -> StandingRow:
    """Make the row at `place`; the same place is always the same row."""
    random = Random(seed * 1000 + place)
    gross = max(98 - place - random.randrange(6), 0)
    hit = (0, 0, 0, 4, 0, 0, 0, 8)[place % 8]
    total = 1_432 - 7 * place
    official_gross = gross - (6 if place % 5 == 1 else 0)
    left = random.randrange(8)
    return StandingRow(
        rank=place,
        last_rank=place + random.choice((-3, -1, 0, 0, 2, 12)),
        movement=random.choice((-3, -1, 0, 0, 2, 12)),
        entry_id=EntryId(seed * 1000 + place),
        entry_name=_HOSTILE.get(place, _ENTRIES[place % len(_ENTRIES)]),
        manager_name=_HOSTILE.get(place + 1, _MANAGERS[place % len(_MANAGERS)]),
        gross_points=gross,
        hit=hit,
        net_points=gross - hit,
        total=total,
        source="live",
        bench_points=random.randrange(15),
        chip=_CHIPS.get(place % 20),
        captain=None if place == 14 else captain(place),
        players_left=left,
        players_playing=min(left, random.randrange(3)),
        auto_subs=SUBS[place % 2] if place % 5 == 1 else (),
        official=OfficialLine(official_gross, total - gross + official_gross, place),
    )


def unread_row(place: int) -> StandingRow:
    """Make a row of which FPL's own table is all that is known."""
    return replace(
        row(place),
        source="official",
        captain=None,
        chip=None,
        auto_subs=(),
        players_left=None,
        players_playing=None,
        bench_points=None,
        hit=0,
    )


def duel_row(place: int) -> StandingRow:
    """Make a head-to-head row; the seventh is AVERAGE."""
    average = place == 7
    return replace(
        row(place, seed=77),
        entry_id=None if average else EntryId(77_000 + place),
        entry_name="AVERAGE" if average else _HOSTILE.get(place, _ENTRIES[place]),
        head_to_head=HeadToHeadLine(
            played=6,
            won=max(6 - place, 0),
            drawn=1,
            lost=min(place, 5),
            league_points=max(19 - 3 * place, 0),
            points_for=400 - place,
            opponent_id=EntryId(77_000 + 8 - place),
            opponent_name=_HOSTILE.get(9 - place, _ENTRIES[place + 3]),
            opponent_points=60 + place,
        ),
    )


def standings(
    rows: tuple[StandingRow, ...],
    summary: LeagueSummary,
    *,
    total: int | None = None,
    skip: int = 0,
    coverage: Coverage | None = None,
    freshness: Freshness = FRESH,
    phase: Phase = Phase.LIVE,
) -> Standings:
    return Standings(
        league=summary,
        season=SEASON,
        gameweek=GAMEWEEK,
        phase=phase,
        coverage=coverage or Coverage(summary.members, summary.members),
        freshness=freshness,
        page=Page(rows, total or summary.members, skip, 50),
    )


PUB = standings(tuple(row(p) for p in range(1, 51)), league())
STALE_LEAGUE = replace(
    PUB, freshness=STALE, league=league(901, "Stale Crisps"), phase=Phase.PROVISIONAL
)
FILLING = replace(
    PUB,
    league=league(902, "Half Read"),
    coverage=Coverage(31, 50),
    page=replace(
        PUB.page,
        items=tuple(row(p) if p < 32 else unread_row(p) for p in range(1, 51)),
    ),
)
HUGE = standings(
    tuple(PUB.page.items),
    league(314, "Overall", members=2000, truncated=True),
    total=2000,
    coverage=Coverage(2000, 2000, truncated=True),
)
DUEL = standings(
    tuple(duel_row(p) for p in range(1, 8)),
    league(77, "Sunday Head-to-Head", LeagueKind.HEAD_TO_HEAD, 7),
)
NOBODY = standings((), league(903, "Nobody Yet", members=0), total=0)
WAITING = Progress(LeagueId(904), "waiting", 0, 0)

_MATCHES = (
    ("ARS", "Arsenal", "CHE", "Chelsea", 2, 1, 67, "playing", 0),
    ("LIV", "Liverpool", "EVE", "Everton", 0, 0, 64, "playing", 0),
    ("NEW", "Newcastle", "NFO", "Nott\u2019m Forest", 3, 3, 65, "playing", 0),
    ("TOT", "Spurs", "CRY", "Crystal Palace", 1, 0, 90, "over", -3),
    ("MCI", "Man City", "MUN", "Man Utd", None, None, 0, "to_play", 2),
    ("BHA", "Brighton", "BOU", "Bournemouth", None, None, 0, "to_play", 23),
    ("AVL", "Aston Villa", "WHU", "West Ham", None, None, 0, "to_play", 25),
)
MATCHES = tuple(
    FixtureLine(
        i, GAMEWEEK, NOW.replace(minute=0, second=0) + timedelta(hours=hours),
        home, away, home_name, away_name, home_goals, away_goals, minutes,
        state,  # type: ignore[arg-type]
    )
    for i, (
        home, home_name, away, away_name, home_goals, away_goals, minutes, state, hours,
    ) in enumerate(_MATCHES, start=61)
)  # fmt: skip

FIXTURES = Fixtures(
    SEASON, GAMEWEEK, Phase.LIVE, FRESH, Page(MATCHES, len(MATCHES), 0, 20)
)
GLANCE = SeasonGlance(
    season=SEASON,
    gameweek=GAMEWEEK,
    phase=Phase.LIVE,
    deadline=NOW - timedelta(hours=5),
    next_gameweek=Gameweek(8),
    next_deadline=NOW + timedelta(days=6, hours=18, minutes=7),
    gameweeks_final=6,
    gameweeks=38,
    clubs=20,
    players=701,
    total_managers=11_204_377,
    leagues=6,
    entries=2127,
    average=0,
    fixtures=MATCHES,
    top_players=tuple(
        PlayerLine(PLAYERS[name], 100, 40.0, "a", "", 60, points, 67)
        for name, points in (("Haaland", 13), ("Gordon", 11), ("Saka", 8), ("Porro", 7))
    ),
    freshness=FRESH,
    months=((2, "August"), (3, "September"), (4, "October")),
)
LEAGUES = (PUB.league, FILLING.league, HUGE.league, DUEL.league, STALE_LEAGUE.league)
