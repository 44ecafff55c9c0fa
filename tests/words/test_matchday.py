"""A timeline in sentences: one line for each item, whatever is in it."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from tests.live.leagues import (
    ANA,
    EVERYBODY,
    GOAL,
    KIM,
    NOW,
    OWNERS,
    RAJ,
    RICE,
    SAKA,
    TOM,
    UNREAD,
    WAITER,
    league,
    member,
    score,
)
from tests.words.english import english

from fplbanter.game.model import EntryId
from fplbanter.game.scoring import Certainty, ProjectedSub
from fplbanter.live.events import MatchEvent
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.lineups import LineupEventKind, MemberChange
from fplbanter.live.views import league_views, to_plain
from fplbanter.words import telling
from fplbanter.words.names import ISOLATE, POP

Item = dict[str, Any]


def item_of(*members: MemberChange, event: MatchEvent = GOAL) -> Item:
    """Return the item of an event as a timeline stores it."""
    return to_plain(league_views(league(*members), [event])[0])


def told(*members: MemberChange, event: MatchEvent = GOAL) -> str:
    return telling.moment(item_of(*members, event=event))


def test_a_goal_is_told_from_every_side() -> None:
    """What it is worth, to whom, and whom it moved."""
    assert told(*EVERYBODY) == (
        "Saka scores: +5 to 3, captained by Ana (+10), tripled by Kim (+15), "
        "benched by Tom, waiting on the bench of Mia, sold by Raj on Friday, "
        "Ana takes the lead."
    )


@pytest.mark.parametrize(
    ("members", "line"),
    [
        (OWNERS[:1], "Saka scores: +5 to Owner 2."),
        (OWNERS[:2], "Saka scores: +5 to Owner 2 and Owner 4."),
        (OWNERS, "Saka scores: +5 to 3."),
        ([KIM], "Saka scores: tripled by Kim (+15)."),
        ([TOM], "Saka scores: benched by Tom."),
        ([RAJ], "Saka scores: sold by Raj on Friday."),
        ([WAITER], "Saka scores: waiting on the bench of Mia."),
        ([member(3, "Zoe", {})], "Saka scores: nobody here has Saka."),
        ([UNREAD], "Saka scores."),
    ],
)
def test_each_side_alone(members: list[MemberChange], line: str) -> None:
    """Few are named, many are counted; who was not read may have him."""
    assert told(*members) == line


def test_several_captains_have_as_much_each() -> None:
    """And more than three are counted."""
    captains = [member(n, f"C{n}", {SAKA: 2}) for n in range(1, 31)]
    assert told(*captains) == (
        "Saka scores: captained by C1, C2 and 28 others (+10 each)."
    )


@pytest.mark.parametrize(
    ("at", "sold"),
    [
        ("2026-10-10T15:10:00+00:00", "sold by Raj on Friday"),
        ("2026-10-16T15:10:00+00:00", "sold by Raj"),
        ("2026-10-09T11:00:00+00:00", "sold by Raj"),
    ],
)
def test_a_day_is_named_while_it_is_understood(at: str, sold: str) -> None:
    """After a week "on Friday" is another one, and no sale is from tomorrow."""
    line = telling.moment(item_of(RAJ) | {"at": at})
    assert line == f"Saka scores: {sold}."


NO_DAY = {"before": 0, "after": 1, "score": [2, 1], "home": "ARS", "away": "CHE"}


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"kind": "goal", "after": 2}, "Saka scores again"),
        ({"kind": "goal", "after": 3}, "Saka has a hat-trick"),
        ({"kind": "goal", "after": 4}, "Saka scores goal number 4"),
        ({"kind": "assist"}, "Saka sets one up"),
        ({"kind": "assist", "after": 2}, "Saka has 2 assists now"),
        ({"kind": "own_goal"}, "Saka scores an own goal"),
        ({"kind": "penalty_saved"}, "Saka saves a penalty"),
        ({"kind": "penalty_missed"}, "Saka misses a penalty"),
        ({"kind": "red_card"}, "Saka is sent off"),
        ({"kind": "yellow_card"}, "Saka is booked"),
        ({"kind": "clean_sheet"}, "Saka has a clean sheet so far"),
        ({"kind": "clean_sheet_lost"}, "The clean sheet of Saka is gone"),
        ({"kind": "goals_conceded"}, "Saka has conceded another two"),
        ({"kind": "saves"}, "Saves pay off for Saka, 1 point so far"),
        ({"kind": "saves", "after": 2}, "Saves pay off for Saka, 2 points so far"),
        ({"kind": "defensive_contribution"}, "Saka reaches the defensive contribution"),
        ({"kind": "bonus", "before": 1, "after": 3}, "Bonus of Saka goes from 1 to 3"),
        ({"kind": "bonus", "before": 1, "after": 0}, "No bonus for Saka any more"),
        ({"kind": "appearance"}, "Saka is on"),
        ({"kind": "appearance", "after": 2}, "Saka has played an hour"),
        ({"kind": "points"}, "Points of Saka move"),
        (
            {"kind": "corrected", "corrected": "goal", "before": 2},
            "Goals of Saka corrected from 2 to 1",
        ),
        (
            {"kind": "corrected", "corrected": "clean_sheet", "after": 0},
            "The clean sheet of Saka is taken back",
        ),
        (
            {"kind": "corrected", "corrected": "points"},
            "Points of Saka corrected",
        ),
        ({"kind": "from_a_newer_release"}, "Something has changed"),
    ],
)
def test_every_kind_has_its_words(changed: Item, line: str) -> None:
    """Also one that this release does not know."""
    item = item_of(UNREAD) | NO_DAY | changed
    assert telling.moment(item) == f"{line}."


@pytest.mark.parametrize(
    ("changed", "line"),
    [
        ({"kind": "match_started"}, "Kick-off, ARS v CHE"),
        ({"kind": "match_ended"}, "Full time, ARS 2-1 CHE"),
        ({"kind": "gameweek_settled"}, "Gameweek 7 is settled, FPL has checked it all"),
        (
            {"kind": "corrected", "corrected": "match_started"},
            "ARS v CHE has not kicked off after all",
        ),
        ({"kind": "corrected", "corrected": "x"}, "FPL has taken something back"),
    ],
)
def test_what_is_of_no_player_has_its_words(changed: Item, line: str) -> None:
    """Matches and the gameweek are everybody's."""
    item = item_of(UNREAD) | NO_DAY | changed
    del item["player_id"]
    assert telling.moment(item) == f"{line}."


def lineup_line(before: dict[int, int], after: dict[int, int], *subs: str) -> str:
    """Tell what changed in Ana's line-up."""
    certainties = [ProjectedSub(SAKA, RICE, Certainty(s)) for s in subs]
    changed = MemberChange(
        EntryId(1),
        "Ana",
        before=score(before, *certainties[1:]),  # type: ignore[arg-type]
        after=score(after, *certainties[:1]),  # type: ignore[arg-type]
    )
    return telling.moment(to_plain(league_views(league(changed), [])[0]))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            lineup_line({18: 1}, {17: 1}, "certain"),
            "Saka comes on for Rice: +5 for Ana.",
        ),
        (
            lineup_line({18: 1}, {17: 1}, "likely"),
            "Saka is set to come on for Rice: +5 for Ana.",
        ),
        (lineup_line({}, {}, "pending"), "Saka may yet come on for Rice: for Ana."),
        (
            lineup_line({17: 2}, {1: 2}),
            "The armband goes from Saka to Raya: +2 for Ana.",
        ),
        (lineup_line({18: 2}, {}), "The armband of Rice goes to nobody: +1 for Ana."),
        (lineup_line({}, {18: 2}), "The armband counts for Rice now: -1 for Ana."),
    ],
)
def test_line_ups_have_their_words(line: str, expected: str) -> None:
    """How sure a substitution is, and where the armband went."""
    assert line == expected


def test_the_table_tells_three_moves_and_counts_the_rest() -> None:
    """Who leads now, who goes up, who goes down."""
    ranks = {"Ana": (3, 1), "Tom": (1, 2), "Kim": (5, 3), "Leo": (2, 4), "Mia": (4, 5)}
    members = [
        member(n, name, {}, ranks=r) for n, (name, r) in enumerate(ranks.items(), 1)
    ]
    assert telling.moment(to_plain(league_views(league(*members), [])[-1])) == (
        "The table moves: Ana takes the lead, Tom down to number 2, "
        "Kim up to number 3, 2 more."
    )


@pytest.mark.parametrize("kind", [*MatchEventKind, *LineupEventKind, "table"])
def test_no_kind_is_without_words(kind: str) -> None:
    """A kind that is added is told as itself, or this fails."""
    message = f"moment-{kind}".replace("_", "-")
    wordings = [m for m in english().messages() if m.startswith(message)]
    assert wordings


def test_hostile_names_are_told_as_names() -> None:
    """Neither Fluent's syntax nor directions nor line breaks get out of them."""
    owner = member(2, "{ $player }\u202e\n@everyone", {SAKA: 2})
    item = item_of(owner, member(3, "\u3164", {SAKA: 0})) | {
        "player": "\u05e9\u05de\u05e9"
    }
    line = telling.moment(item)
    assert line == (
        f"{ISOLATE}\u05e9\u05de\u05e9{POP} scores: captained by "
        "{ $player } @everyone (+10), benched by Nameless FC."
    )


def test_a_player_without_a_name_has_his_number() -> None:
    """As everywhere; thousands have no comma in it."""
    nameless: Mapping[str, Any] = item_of(ANA) | {"player": "", "player_id": 1017}
    assert telling.moment(nameless).startswith("Player 1017 scores")


def test_every_line_is_one_clean_line() -> None:
    """No leftover of a template in any of the kinds."""
    for kind in MatchEventKind:
        line = telling.moment(item_of(*EVERYBODY) | {"kind": kind.value})
        assert not re.search(r"[{}$\n]|\?\?\?|  | [.,:;]", line), line
        assert NOW.isoformat() not in line
