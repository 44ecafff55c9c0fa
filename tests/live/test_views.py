"""One event, many points of view."""

import json
import random
from dataclasses import replace

from tests.live.leagues import (
    ANA,
    EVERYBODY,
    GOAL,
    OWNERS,
    RAJ,
    SAKA,
    TOM,
    UNREAD,
    league,
    member,
)

from fplbanter.live.events import MatchEvent
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.stances import NAMED_MOST, Stance
from fplbanter.live.views import LeagueView, league_views, to_plain


def view_of_goal(*members: object) -> LeagueView:
    """Show Saka's goal to members."""
    shown = members or EVERYBODY
    return league_views(league(*shown), [GOAL])[0]  # type: ignore[arg-type]


def named(view: LeagueView, stance: Stance) -> list[tuple[str, int]]:
    group = view.groups[stance]
    return [(holder.name, holder.points) for holder in group.named]


def test_a_goal_is_something_else_to_everybody() -> None:
    """Who owns, captains, triples, benches, waits with or has sold him."""
    view = view_of_goal()
    assert named(view, Stance.OWNS) == [(f"Owner {n}", 5) for n in (2, 4, 5)]
    assert named(view, Stance.CAPTAINS) == [("Ana", 10)]
    assert named(view, Stance.TRIPLES) == [("Kim", 15)]
    assert named(view, Stance.BENCHES) == [("Tom", 0)]
    assert named(view, Stance.WAITS) == [("Mia", 0)]
    assert named(view, Stance.SOLD) == [("Raj", 0)]
    assert (view.read, view.members) == (8, 9)


def test_bought_back_is_not_sold() -> None:
    """Ana sold him and has him again."""
    assert "Ana" not in dict(named(view_of_goal(), Stance.SOLD))


def test_an_event_tells_whom_it_moved() -> None:
    """Ana won points and places by it; Tom's fall is the table's business."""
    view = view_of_goal()
    assert [(m.name, m.rank_before, m.rank_after) for m in view.moves.named] == [
        ("Ana", 3, 1)
    ]
    assert (view.moves.named[0].net_before, view.moves.named[0].net_after) == (40, 45)


def test_the_table_is_an_item_of_its_own() -> None:
    """All whose place changed, the highest first; nothing if nobody's did."""
    table = league_views(league(*EVERYBODY), [GOAL])[-1]
    assert table.kind == "table"
    assert [(m.name, m.rank_after) for m in table.moves.named] == [
        ("Ana", 1),
        ("Tom", 3),
    ]
    assert table.event_id == "2026-27:7:table:900:1:3>1:45"
    assert league_views(league(RAJ, *OWNERS), []) == ()


def test_a_league_without_him_sees_nothing_in_it() -> None:
    """The item is there, and says that it concerns nobody."""
    view = view_of_goal(member(3, "Zoe", {}), UNREAD)
    assert not view.concerns_anybody
    assert view.groups == {}


def test_a_match_concerns_no_player() -> None:
    """Its clubs are named; who owns whom is left alone."""
    started = MatchEvent(
        "x", MatchEventKind.MATCH_STARTED, fixture_id=GOAL.fixture_id, score=(0, 0)
    )
    view = league_views(league(*EVERYBODY), [started])[0]
    assert (view.event["home"], view.event["away"]) == ("ARS", "CHE")
    assert view.groups == {}


def test_a_large_league_is_named_from_the_top_and_counted() -> None:
    """Twelve hundred owners are a number, and the first twenty of the table."""
    members = [
        member(n, f"M{n}", {SAKA: 1 + (n == 7)}, ranks=(n, 1201 - n))
        for n in range(1, 1201)
    ]
    view = view_of_goal(*members)
    owners = view.groups[Stance.OWNS]
    assert (owners.count, len(owners.named)) == (1199, NAMED_MOST)
    assert owners.named[0].name == "M1200"
    assert named(view, Stance.CAPTAINS) == [("M7", 10)]
    assert (view.moves.count, len(view.moves.named)) == (1200, NAMED_MOST)
    assert len(json.dumps(to_plain(view))) < 6_000


def test_a_view_does_not_depend_on_the_order_of_the_members() -> None:
    """Two leaders, or one before and after a restart, write the same."""
    shuffled = list(EVERYBODY)
    random.Random(3).shuffle(shuffled)
    assert league_views(league(*shuffled), [GOAL]) == league_views(
        league(*EVERYBODY), [GOAL]
    )


def test_members_without_a_place_come_last() -> None:
    """A table that is not there yet is no reason to say nothing."""
    new = replace(OWNERS[0], name="New", stood=None, stands=None)
    assert named(view_of_goal(new, OWNERS[2]), Stance.OWNS) == [
        ("Owner 5", 5),
        ("New", 5),
    ]


def test_an_item_is_plain() -> None:
    """JSON holds it as it is; every name is in it."""
    plain = to_plain(view_of_goal(ANA, RAJ, TOM))
    assert json.loads(json.dumps(plain)) == plain
    assert plain["event_id"] == "2026-27:7:goal:12:17:1"
    assert plain["player"] == "Saka"
    assert plain["at"] == "2026-10-10T15:10:00+00:00"
    assert plain["groups"]["captains"] == {
        "count": 1,
        "named": [{"entry_id": 1, "name": "Ana", "multiplier": 2, "points": 10}],
    }
    assert plain["groups"]["sold"]["named"][0]["sold_at"] == "2026-10-09T12:00:00+00:00"
    assert plain["moves"]["named"] == [
        {
            "entry_id": 1,
            "name": "Ana",
            "rank_before": 3,
            "rank_after": 1,
            "net_before": 40,
            "net_after": 45,
        }
    ]
