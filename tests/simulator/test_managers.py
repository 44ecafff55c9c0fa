"""Managers keep to the rules: squads, money, transfers, chips."""

from collections import Counter

import pytest

from fplbanter.simulator import Simulator
from fplbanter.simulator.careers import Career
from fplbanter.simulator.selection import Selection

GAMEWEEKS = range(1, 39)


@pytest.fixture(scope="module")
def careers(season: Simulator) -> list[Career]:
    """Return sixty managers' whole seasons."""
    members = season.world.leagues.by_id[904].members[:60]
    found = [season.world.careers.career(member) for member in members]
    for career in found:
        career.selection(38)
    return found


def _all(careers: list[Career]) -> list[Selection]:
    return [career.selections[week] for career in careers for week in GAMEWEEKS]


def test_squads_are_legal(season: Simulator, careers: list[Career]) -> None:
    """Fifteen different players, 2/5/5/3, three of a club at most."""
    market = season.world.market
    for selection in _all(careers):
        assert len(set(selection.squad)) == 15
        kinds = Counter(market.positions[player] for player in selection.squad)
        assert kinds == {1: 2, 2: 5, 3: 5, 4: 3}
        clubs = Counter(market.club_of[player] for player in selection.squad)
        assert max(clubs.values()) <= 3


def test_elevens_are_legal(season: Simulator, careers: list[Career]) -> None:
    """A legal formation sorted by position, a goalkeeper first on the bench."""
    positions = season.world.market.positions
    for selection in _all(careers):
        kinds = [positions[player] for player in selection.squad]
        assert kinds[:11] == sorted(kinds[:11])
        eleven = Counter(kinds[:11])
        assert eleven[1] == 1
        assert 3 <= eleven[2] <= 5
        assert 2 <= eleven[3] <= 5
        assert 1 <= eleven[4] <= 3
        assert kinds[11] == 1
        assert selection.captain in selection.squad[:11]
        assert selection.vice in selection.squad[:11]
        assert selection.captain != selection.vice


def test_money_is_kept(season: Simulator, careers: list[Career]) -> None:
    """The first squad costs at most 100.0m; the bank is never negative and adds up."""
    market = season.world.market
    for career in careers:
        first = career.selections[1]
        assert sum(market.price(p, 1) for p in first.squad) + first.bank == 1_000
        assert first.value == 1_000
        bank = first.bank
        for week in range(2, 39):
            selection = career.selections[week]
            spent = sum(price - sold for _, price, _, sold in selection.swaps)
            assert selection.bank == bank - spent >= 0
            if selection.chip != "freehit":
                bank = selection.bank


def test_squads_follow_from_the_transfers(careers: list[Career]) -> None:
    """Squad after = squad before, less who went, plus who came; a free hit is undone."""
    for career in careers:
        squad = set(career.selections[1].squad)
        for week in range(2, 39):
            selection = career.selections[week]
            gone = {swap[2] for swap in selection.swaps}
            come = {swap[0] for swap in selection.swaps}
            assert gone <= squad
            assert set(selection.squad) == squad - gone | come
            if selection.chip != "freehit":
                squad = set(selection.squad)


def test_free_transfers_and_hits(careers: list[Career]) -> None:
    """One a gameweek, five kept at most, four points for each more; chips are free."""
    seen = Counter[int]()
    for career in careers:
        free = 1
        for week in range(2, 39):
            selection = career.selections[week]
            if selection.chip in ("wildcard", "freehit"):
                assert (selection.transfers, selection.cost) == (0, 0)
                continue
            assert selection.transfers == len(selection.swaps)
            assert selection.cost == 4 * max(0, selection.transfers - free)
            free = min(5, max(0, free - selection.transfers) + 1)
            seen[selection.cost] += 1
    assert {0, 4, 8} <= set(seen)


def test_chips_are_played_in_their_windows(careers: list[Career]) -> None:
    """One of each a half season at most; wildcard and free hit not in gameweek 1."""
    played = Counter[str]()
    for career in careers:
        halves = Counter(
            (chip, week >= 20)
            for week in GAMEWEEKS
            if (chip := career.selections[week].chip)
        )
        assert all(count == 1 for count in halves.values())
        assert career.selections[1].chip in (None, "bboost", "3xc")
        played.update(chip for chip, _ in halves)
    assert set(played) == {"wildcard", "freehit", "bboost", "3xc"}


def test_captains_and_starters_fail_to_play_often_enough(
    season: Simulator, careers: list[Career]
) -> None:
    """Auto-subs, the vice taking over, and a triple captain who is absent all occur."""
    seen = Counter[str]()
    for career in careers:
        for week in range(1, 20):
            selection, final = career.selections[week], season.world.live.final(week)
            score = season.world.scores.settled(career, week)
            assert score is not None
            seen["subs"] += len(score.subs)
            if final.minutes[selection.captain] == 0:
                seen["absent"] += 1
                seen["vice"] += final.minutes[selection.vice] > 0
                seen["both"] += final.minutes[selection.vice] == 0
                seen["triple"] += selection.chip == "3xc"
    assert min(seen[name] for name in ("subs", "absent", "vice", "both", "triple")) > 0


def test_a_sleeper_never_transfers(careers: list[Career]) -> None:
    """Styles differ: the sleeper keeps his squad, others do not."""
    moves = {
        style: [
            sum(s.transfers for s in career.selections.values())
            for career in careers
            if career.manager.style.name == style
        ]
        for style in ("sleeper", "hit-taker", "template")
    }
    assert set(moves["sleeper"]) == {0}
    assert min(moves["hit-taker"]) > 20
    assert min(moves["template"]) > 5


def test_a_late_joiner_begins_late(season: Simulator) -> None:
    """No picks before his first gameweek, history from there on, no chip in it."""
    season.move_to(8, "settled")
    late = {e: week for e, week in season.world.leagues.started.items() if week == 6}
    entry = next(iter(late))
    assert season.answer(f"/api/entry/{entry}/event/5/picks/").status == 404
    assert season.answer(f"/api/entry/{entry}/event/6/picks/").status == 200
    rows = season.answer(f"/api/entry/{entry}/history/").json()["current"]
    assert [row["event"] for row in rows] == [6, 7, 8]
    body = season.answer(f"/api/entry/{entry}/").json()
    assert (body["started_event"], body["entered_events"]) == (6, [6, 7, 8])
