"""From FPL's words to the game's: season, fixtures, live points, day status."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from fplbanter.errors import UpstreamChanged
from fplbanter.fpl import wire_game as wire
from fplbanter.fpl.answers import DayStatus, MatchDay, SeasonFacts
from fplbanter.fpl.names import clean_name
from fplbanter.fpl.wire_types import read
from fplbanter.game.model import (
    Club,
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    GameweekState,
    Month,
    Phase,
    Player,
    PlayerId,
    PlayerStats,
    PointsLine,
    Position,
    Price,
    Season,
)

_COUNTED: Final = {
    "": Phase.UPCOMING,
    "l": Phase.LIVE,
    "p": Phase.PROVISIONAL,
    "r": Phase.FINAL,
}


def season(body: object) -> SeasonFacts:
    """Translate `bootstrap-static`."""
    facts = read(wire.SEASON, body)
    return SeasonFacts(
        season=season_of(min(e.deadline_time for e in facts.events)),
        clubs=tuple(_club(team) for team in facts.teams),
        players=tuple(_player(element) for element in facts.elements),
        gameweeks=tuple(_gameweek(event) for event in facts.events),
        months=tuple(_months(facts)),
        total_managers=facts.total_players,
    )


def season_of(first_deadline: datetime) -> Season:
    """
    Name the season whose first deadline this is: "2026-27".

    FPL names the running season nowhere; its first deadline is always in
    August or September, so anything from June on opens a new season.
    """
    year = first_deadline.year - (first_deadline.month < 6)
    return Season(f"{year}-{(year + 1) % 100:02}")


def _club(team: wire.WireTeam) -> Club:
    return Club(
        club_id=ClubId(team.id),
        code=team.code,
        name=clean_name(team.name),
        short_name=clean_name(team.short_name),
    )


def _player(element: wire.WireElement) -> Player:
    return Player(
        player_id=PlayerId(element.id),
        code=element.code,
        name=clean_name(element.web_name),
        club_id=ClubId(element.team),
        position=Position(element.element_type),
        price=Price(element.now_cost),
        ownership=element.selected_by_percent,
        status=clean_name(element.status),
        news=clean_name(element.news),
        total_points=element.total_points,
    )


def _gameweek(event: wire.WireEvent) -> GameweekState:
    return GameweekState(
        gameweek=Gameweek(event.id),
        name=clean_name(event.name) or f"Gameweek {event.id}",
        deadline=event.deadline_time,
        finished=event.finished,
        checked=event.data_checked,
        is_current=event.is_current,
        is_next=event.is_next,
        average=event.average_entry_score,
        highest=event.highest_score,
        most_bought=PlayerId(event.most_transferred_in) or None,
    )


def _months(facts: wire.WireSeason) -> Iterable[Month]:
    """Yield the phases but the first, "Overall", which is the whole season."""
    for phase in facts.phases:
        if phase.id != 1:
            yield Month(
                month_id=phase.id,
                name=clean_name(phase.name),
                first=Gameweek(phase.start_event),
                last=Gameweek(phase.stop_event),
            )


def fixtures(body: object) -> tuple[Fixture, ...]:
    """Translate `fixtures`."""
    return tuple(_fixture(f) for f in read(wire.FIXTURES, body, root="fixtures"))


def _fixture(fixture: wire.WireFixture) -> Fixture:
    tallies = {stat.identifier: _tally(stat) for stat in fixture.stats}
    return Fixture(
        fixture_id=FixtureId(fixture.id),
        gameweek=None if fixture.event is None else Gameweek(fixture.event),
        kickoff=fixture.kickoff_time,
        home=ClubId(fixture.team_h),
        away=ClubId(fixture.team_a),
        home_goals=fixture.team_h_score,
        away_goals=fixture.team_a_score,
        minutes=fixture.minutes,
        started=fixture.started,
        over=fixture.finished_provisional or fixture.finished,
        settled=fixture.finished,
        bps=tallies.pop("bps", {}),
        bonus=tallies.pop("bonus", {}),
        events={name: tally for name, tally in tallies.items() if tally},
    )


def _tally(stat: wire.WireFixtureStat) -> dict[PlayerId, int]:
    return {PlayerId(number): value for number, value in (stat.h | stat.a).items()}


def live(body: object) -> dict[PlayerId, PlayerStats]:
    """Translate `event/{gw}/live`: every player's gameweek, by his id."""
    elements = read(wire.LIVE, body).elements
    return {PlayerId(element.id): _player_stats(element) for element in elements}


def _player_stats(element: wire.WireLiveElement) -> PlayerStats:
    stats, explain = element.stats, element.explain
    return PlayerStats(
        player_id=PlayerId(element.id),
        minutes=stats.minutes,
        total_points=stats.total_points,
        bonus=stats.bonus,
        bps=stats.bps,
        yellow_cards=stats.yellow_cards,
        red_cards=stats.red_cards,
        goals=stats.goals_scored,
        assists=stats.assists,
        saves=stats.saves,
        clean_sheets=stats.clean_sheets,
        defensive_contributions=stats.defensive_contribution,
        fixture_ids=None
        if explain is None
        else tuple(FixtureId(part.fixture) for part in explain),
        lines=tuple(_lines(explain or ())),
        in_dream_team=stats.in_dreamteam,
    )


def _lines(explain: Iterable[wire.WireExplain]) -> Iterable[PointsLine]:
    for part in explain:
        for line in part.stats:
            yield PointsLine(
                fixture_id=FixtureId(part.fixture),
                identifier=line.identifier,
                value=line.value,
                points=line.points,
            )


def day_status(body: object) -> DayStatus:
    """Translate `event-status`."""
    answer = read(wire.DAY_STATUS, body)
    return DayStatus(
        days=tuple(_day(n, day) for n, day in enumerate(answer.status)),
        leagues_updating=answer.leagues == "Updating",
    )


def _day(number: int, day: wire.WireDay) -> MatchDay:
    if day.points not in _COUNTED:
        field = f"status.{number}.points"
        raise UpstreamChanged(f"{field}: {day.points[:20]!r} is new", field=field)
    return MatchDay(
        date=day.date,
        gameweek=Gameweek(day.event),
        bonus_added=day.bonus_added,
        points=_COUNTED[day.points],
    )
