"""Line-ups and a manager's season, made by hand."""

from typing import Literal

from tests.web.pages.examples import (
    DUEL,
    FRESH,
    GAMEWEEK,
    PLAYERS,
    PUB,
    SEASON,
    sub,
)

from fplbanter.game.model import Chip, EntryId, Gameweek, Phase
from fplbanter.game.scoring import Certainty
from fplbanter.services.answers import (
    CaptainLine,
    EntryAnswer,
    EntryGameweek,
    LineupAnswer,
    PickLine,
    PointsPart,
)

State = Literal["to_play", "playing", "played", "did_not_play", "blank"]

_PICKS: tuple[tuple[str, int, int, int, State, str], ...] = (
    ("Raya", 3, 1, 67, "playing", "CHE (H)"),
    ("Gabriel", 8, 1, 67, "playing", "CHE (H)"),
    ("Van Dijk", 6, 1, 64, "playing", "EVE (H)"),
    ("Porro", 0, 0, 0, "did_not_play", "CRY (H)"),
    ("Saka", 8, 1, 67, "playing", "CHE (H)"),
    ("Palmer", 2, 1, 67, "playing", "ARS (A)"),
    ("Mbeumo", 0, 1, 0, "to_play", "MCI (A)"),
    ("Gibbs-White", 9, 1, 65, "playing", "NEW (A)"),
    ("Alexander-Arnold", -1, 1, 64, "playing", "EVE (H)"),
    ("Haaland", 13, 2, 90, "played", "MUN (H), SUN (A)"),
    ("João Pedro", 0, 1, 0, "blank", ""),
    ("Henderson", 2, 0, 90, "played", "TOT (A)"),
    ("Gordon", 6, 1, 65, "playing", "NFO (H)"),
    ("Mykolenko", 1, 0, 64, "playing", "LIV (A)"),
    ("Muñoz", 0, 0, 0, "to_play", "TOT (A)"),
)
_PARTS = {
    "Haaland": (
        PointsPart("minutes", 90, 2),
        PointsPart("goals_scored", 2, 8),
        PointsPart("bonus", 3, 3),
        PointsPart("yellow_cards", 1, 0),
    ),
    "Alexander-Arnold": (
        PointsPart("minutes", 64, 2),
        PointsPart("red_cards", 1, -3),
    ),
    "Gabriel": (PointsPart("minutes", 67, 2), PointsPart("clean_sheets", 1, 4)),
    "Gordon": (PointsPart("minutes", 65, 2), PointsPart("moon_landing", 2, 4)),
}


def pick(slot: int, *, haaland: int = 13) -> PickLine:
    name, points, multiplier, minutes, state, opponents = _PICKS[slot - 1]
    return PickLine(
        slot=slot,
        player=PLAYERS[name],
        points=haaland if name == "Haaland" else points,
        multiplier=multiplier,
        minutes=minutes,
        state=state,
        is_captain=name == "Haaland",
        is_vice_captain=name == "Saka",
        provisional_bonus=2 if name == "Gibbs-White" else 0,
        opponents=tuple(opponents.split(", ")) if opponents else (),
        parts=_PARTS.get(name, ()),
    )


def lineup(
    entry_id: EntryId,
    gameweek: Gameweek = GAMEWEEK,
    *,
    entry_name: str = "Net Gains",
    haaland: int = 13,
) -> LineupAnswer:
    """Make a line-up with one sure and one possible substitution."""
    return LineupAnswer(
        season=SEASON,
        gameweek=gameweek,
        phase=Phase.LIVE,
        freshness=FRESH,
        entry_id=entry_id,
        entry_name=entry_name,
        manager_name="Priya Natarajan",
        chip=Chip.WILDCARD if entry_id % 3 == 0 else None,
        gross_points=41 + 2 * haaland,
        hit=4,
        net_points=37 + 2 * haaland,
        bench_points=3,
        total=1_425,
        is_certain=False,
        captain=CaptainLine(
            PLAYERS["Haaland"], haaland, 2, vice=False, certainty=Certainty.CERTAIN
        ),
        picks=tuple(pick(s, haaland=haaland) for s in range(1, 16)),
        auto_subs=(sub(), sub("Muñoz", "João Pedro", 0, Certainty.PENDING)),
        official_gross_points=35 + 2 * haaland,
    )


def gameweek_of(week: int) -> EntryGameweek:
    gross, hit = 38 + week * 37 % 51, 4 if week % 6 == 4 else 0
    return EntryGameweek(
        gameweek=Gameweek(week),
        gross_points=gross,
        hit=hit,
        net_points=gross - hit,
        total=57 * week,
        bench_points=week * 5 % 17,
        transfers=week % 3,
        overall_rank=4_812_003 // week,
        chip={5: Chip.WILDCARD, 12: Chip.BENCH_BOOST}.get(week),
    )


def entry(entry_id: EntryId, weeks: int = 21, name: str = "Net Gains") -> EntryAnswer:
    return EntryAnswer(
        season=SEASON,
        entry_id=entry_id,
        entry_name=name,
        manager_name="Priya Natarajan",
        started=Gameweek(1),
        total=57 * weeks,
        overall_rank=229_143 if weeks else None,
        freshness=FRESH,
        gameweeks=tuple(gameweek_of(w) for w in range(1, weeks + 1)),
        leagues=(PUB.league, DUEL.league),
    )
