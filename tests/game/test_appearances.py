"""From feed and fixtures to a player's gameweek, by hand."""

from dataclasses import replace

from fplbanter.game.appearances import absent, appearances
from fplbanter.game.model import (
    Appearance,
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    Player,
    PlayerId,
    PlayerStats,
    PointsLine,
    Position,
)

ARSENAL, BURNLEY, CHELSEA = ClubId(1), ClubId(2), ClubId(3)
SAKA = Player(PlayerId(7), 700, "Saka", ARSENAL, Position.MID)
COMING = Fixture(FixtureId(1), Gameweek(5), None, ARSENAL, BURNLEY)
PLAYING = replace(COMING, started=True, minutes=60)
OVER = replace(PLAYING, minutes=90, over=True)
SECOND = Fixture(FixtureId(2), Gameweek(5), None, CHELSEA, ARSENAL)


def saka(
    fixtures: list[Fixture], stats: PlayerStats | None = None, *, final: bool = False
) -> Appearance:
    """Work out Saka's gameweek."""
    known = {} if stats is None else {SAKA.player_id: stats}
    return appearances([SAKA], fixtures, known, final=final)[SAKA.player_id]


def stats(minutes: int = 90, points: int = 6, *fixtures: int) -> PlayerStats:
    """Write the feed's line on Saka; no fixtures means that it names none."""
    named = tuple(FixtureId(f) for f in fixtures) if fixtures else None
    return PlayerStats(SAKA.player_id, minutes, points, fixture_ids=named)


def test_points_and_minutes_are_the_feed_s_own() -> None:
    """FPL's sum is taken as it is, never worked out again."""
    known = saka([OVER], stats(90, 13, 1))
    assert (known.points, known.minutes, known.played) == (13, 90, True)
    assert known.done


def test_before_the_kick_off_nothing_is_done() -> None:
    """A match to come: not started, not done, not played."""
    known = saka([COMING], stats(0, 0, 1))
    assert (known.started, known.in_play, known.done, known.played) == (False,) * 4


def test_on_the_pitch_he_is_in_play() -> None:
    """Kicked off and not over."""
    known = saka([PLAYING], stats(60, 2, 1))
    assert (known.started, known.in_play, known.done) == (True, True, False)


def test_the_final_whistle_ends_it_though_bonus_is_not_confirmed() -> None:
    """`over` is enough: FPL's review comes hours later."""
    assert saka([OVER], stats(0, 0, 1)).done
    assert saka([replace(COMING, settled=True)], stats(0, 0, 1)).done


def test_both_matches_of_a_double_gameweek_have_to_be_over() -> None:
    """After the first he is started, neither done nor in play."""
    known = saka([OVER, SECOND], stats(0, 0, 1, 2))
    assert known.fixtures == 2
    assert (known.started, known.in_play, known.done) == (True, False, False)
    done = saka([OVER, replace(SECOND, started=True, over=True)], stats(0, 0, 1, 2))
    assert done.done


def test_a_blank_gameweek_is_done_without_having_played() -> None:
    """No fixture: there is nothing to wait for."""
    other = replace(COMING, home=CHELSEA)
    known = saka([other], PlayerStats(SAKA.player_id, 0, 0, fixture_ids=()))
    assert (known.fixtures, known.done, known.played) == (0, True, False)


def test_a_postponed_match_leaves_the_gameweek() -> None:
    """The feed still names it, the fixture list no longer has it: a blank."""
    known = saka([], stats(0, 0, 1))
    assert (known.fixtures, known.done) == (0, True)


def test_one_of_two_postponed_leaves_a_single_gameweek() -> None:
    """A double gameweek that loses a match is over with the other."""
    known = saka([OVER], stats(90, 6, 1, 2))
    assert (known.fixtures, known.done) == (1, True)


def test_a_match_that_joined_after_the_feed_was_read_is_waited_for() -> None:
    """The feed names one match, the fixture list a second one to come."""
    known = saka([OVER, SECOND], stats(0, 0, 1))
    assert (known.fixtures, known.done) == (2, False)


def test_who_has_changed_clubs_keeps_the_matches_he_played() -> None:
    """A past gameweek: the feed names his old club's match, not his new one's."""
    old = replace(OVER, home=CHELSEA, away=BURNLEY)
    new = replace(OVER, fixture_id=FixtureId(3), minutes=90)
    known = saka([old, new], stats(90, 6, 1))
    assert known.fixtures == 1


def test_a_feed_that_names_no_matches_leaves_them_to_the_club() -> None:
    """Feeds of before 2019 do not say: his club's fixtures are his."""
    assert saka([OVER, SECOND], stats(90, 6)).fixtures == 2


def test_a_player_without_a_line_in_the_feed_follows_his_club() -> None:
    """Not in the feed yet: no points, done when his club is."""
    assert not saka([PLAYING]).done
    known = saka([OVER])
    assert (known.done, known.points, known.played) == (True, 0, False)


def test_provisional_bonus_is_added_where_the_feed_lacks_it() -> None:
    """Best of the match by BPS: three points more, said apart."""
    fixture = replace(PLAYING, bps={SAKA.player_id: 40, PlayerId(8): 12})
    known = saka([fixture], stats(60, 8, 1))
    assert (known.points, known.provisional_bonus) == (11, 3)


def test_provisional_bonus_is_not_added_twice() -> None:
    """2026/27: the feed's points already hold it."""
    fixture = replace(PLAYING, bps={SAKA.player_id: 40, PlayerId(8): 12})
    line = PointsLine(FixtureId(1), "bonus", 3, 3)
    fed = replace(stats(60, 11, 1), bonus=3, lines=(line,))
    known = saka([fixture], fed)
    assert (known.points, known.provisional_bonus) == (11, 0)


def test_final_closes_everything_and_adds_nothing() -> None:
    """FPL has checked: a match that our copy thinks in play cannot move points."""
    fixture = replace(PLAYING, bps={SAKA.player_id: 40})
    known = saka([fixture], stats(60, 8, 1), final=True)
    assert (known.points, known.done, known.in_play) == (8, True, False)


def test_an_absent_player_is_done() -> None:
    """He stands for somebody nobody knows."""
    known = absent(PlayerId(1), Position.GKP)
    assert (known.done, known.played, known.points, known.fixtures) == (
        True,
        False,
        0,
        0,
    )
