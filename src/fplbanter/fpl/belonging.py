"""
Whether an answer is of this season. Pure.

Entry, player, club and fixture ids begin anew each summer: last season's answer
looks right, and is about other people.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl.reasons import Reason
from fplbanter.game.model import (
    ClubId,
    Fixture,
    FixtureId,
    PlayerId,
    PlayerStats,
    Season,
)

STRANGERS_ALLOWED: Final = 0.2
"""Share of unknown players above which an answer is another season's."""

LONGEST_SEASON: Final = timedelta(days=425)
"""2019-20 ended on 26 July 2020; none lasts longer than 14 months."""

Sides = tuple[ClubId, ClubId]


def refuse_older_season(answered: Season, known: Season | None) -> None:
    """Refuse an earlier season than the one that is known; a later one is news."""
    if known is not None and answered < known:
        raise UpstreamChanged(
            f"FPL answered with {answered}, but {known} is already known",
            field="events.0.deadline_time",
            reason=Reason.OTHER_SEASON,
        )


def refuse_other_fixtures(season: Season, fixtures: Iterable[Fixture]) -> None:
    """Refuse fixtures that are not played in this season."""
    kickoffs = [f.kickoff for f in fixtures if f.kickoff is not None]
    if not kickoffs:
        return
    begins = datetime(int(season[:4]), 7, 1, tzinfo=kickoffs[0].tzinfo)
    if min(kickoffs) < begins or max(kickoffs) > begins + LONGEST_SEASON:
        raise UpstreamChanged(
            f"the fixtures are not those of {season}",
            field="kickoff_time",
            reason=Reason.OTHER_SEASON,
        )


def refuse_without_dates(fixtures: Iterable[Fixture]) -> None:
    """Refuse a season's list that has no match with a date, such as an empty one."""
    if not any(fixture.kickoff for fixture in fixtures):
        raise UpstreamChanged(
            "FPL lists no fixture with a date",
            field="kickoff_time",
            reason=Reason.EMPTY,
        )


def refuse_strangers(
    players: Collection[PlayerId], known: Collection[PlayerId], field: str
) -> None:
    """Refuse players of whom more than a few are not in this season's list."""
    strangers = sum(player_id not in known for player_id in players)
    if strangers > STRANGERS_ALLOWED * len(players):
        raise UpstreamChanged(
            f"{strangers} of {len(players)} players are unknown this season",
            field=field,
            reason=Reason.STRANGERS,
        )


def refuse_other_matches(
    stats: Iterable[PlayerStats],
    club_of: Mapping[PlayerId, ClubId],
    sides_of: Mapping[FixtureId, Sides],
) -> None:
    """
    Refuse points from matches that the players' clubs have not played.

    A few have changed clubs since they played. Nothing is refused while no
    match is known.
    """
    pairs = [
        (club_of.get(each.player_id), sides_of.get(fixture_id))
        for each in stats
        for fixture_id in each.fixture_ids or ()
    ]
    wrong = sum(
        sides is None or (club is not None and club not in sides)
        for club, sides in pairs
    )
    if sides_of and wrong > STRANGERS_ALLOWED * len(pairs):
        raise UpstreamChanged(
            f"{wrong} of {len(pairs)} matches are not those of the players' clubs",
            field="elements.explain.fixture",
            reason=Reason.STRANGERS,
        )
