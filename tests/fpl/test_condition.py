"""When FPL is in trouble, and when that is over: decided without any clock."""

from datetime import UTC, datetime, timedelta

import pytest

from fplbanter.fpl.condition import (
    FORGOTTEN_AFTER,
    MOST_TELLING,
    NEIGHBOUR_AFTER,
    Condition,
    Failure,
    Trouble,
    most_telling,
)
from fplbanter.fpl.condition_text import understood, written

NOW = datetime(2026, 10, 10, 15, tzinfo=UTC)
SECOND = timedelta(seconds=1)
GROUPS = {
    "season": "season",
    "fixtures": "matchday",
    "live": "matchday",
    "picks": "entry",
    "history": "entry",
    "classic": "league",
}
WELL = Condition(answered=dict.fromkeys(GROUPS.values(), NOW - timedelta(hours=1)))


def fail(
    condition: Condition,
    where: str,
    kind: str = "down",
    at: datetime = NOW,
    next_try: datetime | None = None,
) -> Condition:
    failure = Failure(where, GROUPS[where], kind, f"{kind} it is", next_try)
    return condition.failed(failure, at)


def hear(condition: Condition, where: str, at: datetime = NOW) -> Condition:
    return condition.heard(where, GROUPS[where], at)


def overall(condition: Condition, now: datetime = NOW) -> Trouble | None:
    return condition.trouble(now, condition.symptoms)


@pytest.mark.parametrize("kind", ["updating", "busy", "blocked"])
@pytest.mark.parametrize("where", ["season", "live", "picks", "classic"])
def test_what_fpl_says_itself_is_enough_once(kind: str, where: str) -> None:
    """There is nothing to doubt about a 429."""
    outage = fail(WELL, where, kind).outage
    assert outage
    assert (outage.began_at, outage.kinds) == (NOW, (kind,))


@pytest.mark.parametrize("kind", ["down", "slow"])
def test_a_request_that_is_lost_is_no_outage(kind: str) -> None:
    """The second in a row is one, and it began with the first."""
    once = fail(WELL, "live", kind)
    assert once.outage is None
    assert overall(once)
    twice = fail(once, "live", kind, NOW + SECOND)
    assert twice.outage
    assert twice.outage.began_at == NOW


def test_two_in_a_row_may_be_two_of_one_group() -> None:
    """Fixtures and points come from the same machines."""
    assert fail(fail(WELL, "live"), "fixtures").outage
    assert not fail(fail(WELL, "live"), "season").outage
    answered = hear(fail(WELL, "live"), "fixtures")
    assert not fail(answered, "fixtures").outage


def test_one_endpoint_alone_may_be_out_for_long() -> None:
    """Its neighbours answer all the time; its points are missing all the same."""
    condition = WELL
    for minute in range(3):
        at = NOW + timedelta(minutes=minute)
        condition = hear(fail(condition, "live", at=at), "fixtures", at)
    assert condition.outage
    assert condition.outage.began_at == NOW
    assert not hear(condition, "live", at).outage


def test_a_first_failure_ever_is_an_outage() -> None:
    """Somebody who starts it while FPL is down is told at once."""
    assert fail(Condition(), "season").outage


def test_everybodys_data_that_makes_no_sense_is_enough_once() -> None:
    """One odd entry or league is not: it would be an outage every minute."""
    assert fail(WELL, "live", "changed").outage
    odd = fail(WELL, "classic", "changed")
    assert not odd.outage
    assert not fail(hear(odd, "classic"), "classic", "changed").outage
    assert fail(odd, "classic", "changed").outage


def test_it_is_over_when_all_that_failed_has_answered() -> None:
    """Not when the first does."""
    condition = fail(fail(WELL, "season", "updating"), "picks", "updating")
    condition = hear(condition, "season")
    assert condition.outage
    assert not hear(condition, "picks").outage


def test_what_nobody_asks_any_more_is_forgotten_by_an_answer() -> None:
    """Soon by a neighbour's, later by anybody's; never by time alone."""
    condition = fail(fail(WELL, "season", "updating"), "picks", "updating")
    condition = hear(condition, "season")
    near, far = NOW + NEIGHBOUR_AFTER, NOW + FORGOTTEN_AFTER
    assert hear(condition, "history", near).outage
    assert not hear(condition, "history", near + SECOND).outage
    assert hear(condition, "season", far).outage
    assert not hear(condition, "season", far + SECOND).outage


def test_who_waits_until_he_is_told_to_come_is_not_forgotten() -> None:
    """A Retry-After may be a quarter of an hour."""
    again = NOW + timedelta(minutes=15)
    condition = fail(WELL, "picks", "busy", next_try=again)
    assert hear(condition, "season", again + FORGOTTEN_AFTER).outage
    assert not hear(condition, "season", again + FORGOTTEN_AFTER + SECOND).outage


def test_another_kind_in_between_is_the_same_outage() -> None:
    """The record has all of them; the latest of an endpoint is the one that holds."""
    condition = fail(WELL, "live", "updating")
    condition = fail(condition, "live", "down", NOW + 10 * SECOND)
    assert condition.outage
    assert condition.outage.kinds == ("updating", "down")
    found = overall(condition)
    assert found
    assert (found.kind, found.since) == ("down", NOW)


def test_the_most_telling_kind_is_named() -> None:
    """What FPL says itself before what we only see; one odd answer last."""
    assert MOST_TELLING[0] == "updating"
    assert most_telling(("changed", "slow", "down")) == "down"
    assert most_telling(("down", "blocked", "busy")) == "blocked"
    condition = fail(fail(WELL, "picks", "busy"), "live", "changed")
    found = condition.trouble(NOW, ["live"])
    assert found
    assert found.kind == "changed"
    assert condition.trouble(NOW, ["season"]) is None


def test_the_next_try_is_the_first_that_is_to_come() -> None:
    """One that has passed is no promise."""
    condition = fail(WELL, "live", "busy", next_try=NOW + 30 * SECOND)
    condition = fail(condition, "picks", "busy", next_try=NOW + 60 * SECOND)
    tries = [
        found and found.next_try
        for found in (overall(condition, NOW + s * SECOND) for s in (0, 30, 60))
    ]
    assert tries == [NOW + 30 * SECOND, NOW + 60 * SECOND, None]


def test_a_next_try_that_is_put_off_is_known() -> None:
    """A breaker that is open, or a poller that comes later than it might."""
    condition = fail(WELL, "live", "busy", next_try=NOW + 30 * SECOND)
    later = condition.postponed(["live", "picks"], NOW + 60 * SECOND)
    found = overall(later)
    assert found
    assert found.next_try == NOW + 60 * SECOND
    assert later.postponed(["live"], NOW + 30 * SECOND) is later
    assert later.outage == condition.outage
    assert WELL.postponed(["live"], NOW) is WELL


def test_a_storm_of_the_same_failure_is_few_changes() -> None:
    """Each change is a write that all processes read."""
    condition = fail(WELL, "live", "busy")
    assert fail(condition, "live", "busy", NOW + 4 * SECOND) is condition
    assert fail(condition, "live", "busy", NOW + 6 * SECOND) is not condition
    assert fail(condition, "live", "down", NOW + 4 * SECOND) is not condition


def test_an_answer_that_is_no_news_changes_nothing() -> None:
    """A hundred answers a minute are four writes."""
    heard = hear(WELL, "live")
    assert hear(heard, "live", NOW + 14 * SECOND) is heard
    assert hear(heard, "live", NOW + 15 * SECOND) is not heard


def test_it_survives_being_written_down() -> None:
    """Other processes read exactly what one of them found."""
    condition = fail(WELL, "live", "busy", next_try=NOW + 30 * SECOND)
    condition = fail(condition, "picks", "slow")
    assert understood(written(condition), NOW) == condition
    assert understood(written(Condition()), NOW) == Condition()


@pytest.mark.parametrize(
    "text", ["", "[]", "7", "{}", '{"schema":2}', '{"schema":1,"symptoms":{"x":[1]}}']
)
def test_what_is_not_understood_is_nothing(text: str) -> None:
    """Another release may have left it there."""
    assert understood(text, NOW) is None


def test_what_another_run_of_a_demo_left_behind_is_nothing() -> None:
    """Its clock began anew, and its trouble would never end."""
    left = fail(WELL, "live", "updating", NOW + timedelta(hours=3))
    assert understood(written(left), NOW) is None
    assert understood(written(left), NOW + timedelta(hours=1)) == left
