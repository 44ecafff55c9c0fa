"""One line-up's points, by hand: the armband, chips, hits, what is pending."""

from dataclasses import replace

import pytest
from tests.game.builders import lineup, pairs, squad

from fplbanter.game.model import Appearance, Chip, Lineup, PlayerId, Position
from fplbanter.game.scoring import (
    Certainty,
    Score,
    captain_multiplier,
    score,
    settled_subs,
)

CAPTAIN, VICE = 10, 6
"""In these 4-4-2 line-ups: a forward and a midfielder."""


def worn(result: Score) -> dict[int, int]:
    """Tell who is multiplied by more than one."""
    return {p: m for p, m in result.multipliers.items() if m > 1}


# The sum


def test_eleven_on_two_points_and_a_captain() -> None:
    """Eleven times two, and the captain's once more."""
    result = score(lineup(), squad())
    assert result.gross_points == 24
    assert result.bench_points == 8
    assert result.captain == CAPTAIN


def test_gross_is_before_and_net_after_the_hit() -> None:
    """A hit never touches gross points, and only net points pay it."""
    result = score(lineup(hit=8), squad())
    assert (result.gross_points, result.hit, result.net_points) == (24, 8, 16)


def test_points_below_zero_count() -> None:
    """A captain on -2 costs four."""
    result = score(lineup(), squad(points={CAPTAIN: -2}))
    assert result.gross_points == 20 - 4


# Substitutions


def test_who_comes_on_counts_and_the_bench_is_the_rest() -> None:
    """Bench points are those of the four who do not count in the end."""
    result = score(lineup(), squad(out=[11], points={13: 6, 14: 1, 15: 1, 12: 1}))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.gross_points == 20 + 2 + 6
    assert result.bench_points == 3


def test_a_blank_gameweek_is_not_playing() -> None:
    """A starter without a match is replaced, and not waited for."""
    result = score(lineup(), squad(blank=[11]))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.auto_subs[0].certainty is Certainty.CERTAIN
    assert result.is_certain


def test_a_card_without_a_minute_is_playing() -> None:
    """Booked on the bench at -1: he counts as having played and stays in."""
    result = score(lineup(), squad(carded=[11]))
    assert result.auto_subs == ()
    assert result.multipliers[PlayerId(11)] == 1
    assert result.gross_points == 24 - 2 - 1


def test_a_carded_bench_player_comes_on_with_his_minus_one() -> None:
    """The card counts as playing on the bench as well."""
    result = score(lineup(), squad(out=[11], carded=[13]))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.gross_points == 22 - 1


def test_nobody_is_taken_off_before_all_his_matches_are_over() -> None:
    """A double gameweek: missing from the first match, he may play the second."""
    between = squad(out=[11])
    between[PlayerId(11)] = replace(between[PlayerId(11)], done=False, fixtures=2)
    waiting = score(lineup(), between)
    assert waiting.auto_subs == ()
    assert waiting.players_left == 1
    assert not waiting.is_certain
    assert pairs(score(lineup(), squad(out=[11])).auto_subs) == [(13, 11)]


def test_a_bench_player_still_to_play_holds_his_place_in_the_queue() -> None:
    """He is pending and counts nothing; a later one who played waits behind him."""
    result = score(lineup(), squad(out=[11], to_play=[13]))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.auto_subs[0].certainty is Certainty.PENDING
    assert result.gross_points == 22
    assert settled_subs(result.auto_subs) == ()
    assert not result.is_certain


def test_a_bench_player_who_is_through_without_playing_loses_his_place() -> None:
    """Once it is impossible that he comes on, the next does."""
    result = score(lineup(), squad(out=[11, 13]))
    assert pairs(result.auto_subs) == [(14, 11)]
    assert result.is_certain


def test_a_bench_player_on_the_pitch_comes_on_at_once() -> None:
    """He has played, which nothing can undo; his points may still grow."""
    result = score(lineup(), squad(out=[11], playing=[13], points={13: 1}))
    assert result.auto_subs[0].certainty is Certainty.CERTAIN
    assert result.players_playing == 1
    assert not result.is_certain


def test_an_earlier_starter_still_to_play_makes_a_later_exchange_likely() -> None:
    """He might need the bench player himself, and starters are served in order."""
    result = score(lineup(), squad(out=[11], to_play=[2]))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.auto_subs[0].certainty is Certainty.LIKELY
    assert result.gross_points == 22


def test_a_later_starter_still_to_play_does_not_matter() -> None:
    """The earlier starter is served first, whatever becomes of the later one."""
    result = score(lineup(), squad(out=[2], to_play=[11]))
    assert result.auto_subs[0].certainty is Certainty.CERTAIN


def test_behind_a_pending_exchange_all_is_likely() -> None:
    """What comes after a pending substitution depends on how that one ends."""
    result = score(lineup(), squad(out=[10, 11], to_play=[13]))
    known = [(s.player_in, s.player_out, s.certainty) for s in result.auto_subs]
    assert known == [(13, 10, Certainty.PENDING), (15, 11, Certainty.LIKELY)]


def test_an_exchange_that_needs_a_pending_one_is_pending_itself() -> None:
    """5-4-1: a midfielder for the only forward is legal only if another comes on."""
    drawn = squad("5-4-1", "FMF", out=[2, 11], to_play=[13])
    result = score(lineup(captain=7, vice=8), drawn)
    assert pairs(result.auto_subs) == [(13, 2), (14, 11)]
    assert {s.certainty for s in result.auto_subs} == {Certainty.PENDING}
    assert result.multipliers[PlayerId(11)] == 1


# The armband


def test_the_vice_takes_over_from_a_captain_who_did_not_play() -> None:
    """No minutes in the whole gameweek: the vice-captain is doubled."""
    result = score(lineup(), squad(out=[CAPTAIN], points={VICE: 9}))
    assert result.captain == VICE
    assert worn(result) == {VICE: 2}
    assert result.gross_points == 9 * 2 + 9 * 2 + 2


def test_the_vice_is_tripled_under_the_triple_captain() -> None:
    """The chip goes over with the armband."""
    result = score(lineup(chip=Chip.TRIPLE_CAPTAIN), squad(out=[CAPTAIN]))
    assert worn(result) == {VICE: 3}


def test_the_triple_captain_is_tripled() -> None:
    """Three times the captain; nobody else changes."""
    result = score(lineup(chip=Chip.TRIPLE_CAPTAIN), squad(points={CAPTAIN: 10}))
    assert worn(result) == {CAPTAIN: 3}
    assert result.gross_points == 20 + 30


def test_nobody_wears_the_armband_when_neither_played() -> None:
    """Captain and vice both missing: nobody is doubled."""
    result = score(lineup(), squad(out=[CAPTAIN, VICE]))
    assert result.captain is None
    assert result.captain_certainty is Certainty.CERTAIN
    assert worn(result) == {}


def test_the_armband_waits_for_all_of_the_captain_s_matches() -> None:
    """A captain still to play keeps it, pending, even if his vice has scored."""
    result = score(lineup(), squad(to_play=[CAPTAIN], points={VICE: 15}))
    assert result.captain == CAPTAIN
    assert result.captain_certainty is Certainty.PENDING
    assert worn(result) == {CAPTAIN: 2}


def test_the_vice_still_to_play_is_pending() -> None:
    """The captain is out; the vice has it if he plays."""
    result = score(lineup(), squad(out=[CAPTAIN], to_play=[VICE]))
    assert (result.captain, result.captain_certainty) == (VICE, Certainty.PENDING)
    assert not result.is_certain


def test_a_captain_booked_on_the_bench_hands_the_armband_over() -> None:
    """Only minutes keep it: he stays in the eleven at -1, his vice is doubled."""
    result = score(lineup(), squad(carded=[CAPTAIN]))
    assert result.captain == VICE
    assert result.multipliers[PlayerId(CAPTAIN)] == 1
    assert result.auto_subs == ()


def test_a_line_up_without_captain_or_vice_doubles_nobody() -> None:
    """Picks that name none: the eleven counts once."""
    result = score(lineup(captain=None, vice=None), squad())
    assert result.captain is None
    assert (result.gross_points, result.submitted_points) == (22, 22)


def test_a_line_up_without_a_captain_has_its_vice() -> None:
    """A vice-captain alone wears the armband."""
    assert worn(score(lineup(captain=None), squad())) == {VICE: 2}


@pytest.mark.parametrize("chip", [None, *Chip])
def test_the_armband_is_worth_three_with_one_chip_only(chip: Chip | None) -> None:
    """Double, but for the triple captain."""
    assert captain_multiplier(chip) == (3 if chip is Chip.TRIPLE_CAPTAIN else 2)


def test_a_vice_on_the_bench_is_doubled_only_if_he_comes_on() -> None:
    """The armband multiplies who counts: on the bench it is worth nothing."""
    benched = lineup(captain=11, vice=14)
    assert worn(score(benched, squad(out=[11]))) == {}
    assert worn(score(benched, squad(out=[11, 13]))) == {14: 2}


def test_a_captain_who_is_not_in_the_squad_is_nobody() -> None:
    """Broken picks: a captain from elsewhere leaves the armband to the vice."""
    result = score(lineup(captain=99), squad())
    assert worn(result) == {VICE: 2}
    assert result.submitted_points == 22


# Chips


def test_with_a_bench_boost_all_fifteen_count() -> None:
    """Nothing is wasted on the bench: no bench points."""
    result = score(lineup(chip=Chip.BENCH_BOOST), squad())
    assert result.gross_points == 32
    assert result.bench_points == 0


def test_substitutions_of_a_bench_boost_have_no_effect() -> None:
    """FPL still lists them; everybody counts once all the same."""
    result = score(lineup(chip=Chip.BENCH_BOOST), squad(out=[11]))
    assert pairs(result.auto_subs) == [(13, 11)]
    assert result.gross_points == 30
    assert set(result.multipliers.values()) == {1, 2}


def test_a_bench_boost_waits_for_the_bench_too() -> None:
    """A benched player still to play is one of those left."""
    result = score(lineup(chip=Chip.BENCH_BOOST), squad(to_play=[14]))
    assert result.players_left == 1
    assert not result.is_certain


@pytest.mark.parametrize("chip", [Chip.FREE_HIT, Chip.WILDCARD])
def test_a_free_hit_or_wildcard_scores_like_any_line_up(chip: Chip) -> None:
    """They change who is picked, and that no hit is paid; not how it is scored."""
    result = score(lineup(chip=chip), squad(out=[11]))
    plain = score(lineup(), squad(out=[11]))
    assert replace(result, chip=None) == plain
    assert result.net_points == result.gross_points


def with_assistant(points: int, *, done: bool = True) -> tuple[Lineup, Score]:
    chosen = lineup(chip=Chip.ASSISTANT_MANAGER, assistant=16)
    known = squad()
    known[PlayerId(16)] = Appearance(
        PlayerId(16), Position.MANAGER, points, played=False, done=done
    )
    return chosen, score(chosen, known)


def test_the_assistant_manager_counts_once_on_top() -> None:
    """2024-25: a sixteenth pick, with no minutes, never substituted or doubled."""
    _, result = with_assistant(7)
    assert result.gross_points == 24 + 7
    assert result.submitted_points == 24 + 7
    assert result.bench_points == 8
    assert result.auto_subs == ()


def test_an_assistant_manager_still_to_come_is_waited_for() -> None:
    """His club has not played: the score is not certain."""
    _, result = with_assistant(0, done=False)
    assert result.players_left == 1
    assert not result.is_certain


def test_an_unknown_assistant_manager_scores_nothing() -> None:
    """Without a word of him in the feed the rest still counts."""
    chosen = lineup(chip=Chip.ASSISTANT_MANAGER, assistant=16)
    assert score(chosen, squad()).gross_points == 24


# Official next to projected


def test_fpl_s_live_table_knows_no_substitution_and_no_vice() -> None:
    """Submitted points double the absent captain and leave the bench alone."""
    result = score(lineup(), squad(out=[CAPTAIN], points={VICE: 9, 13: 6}))
    assert result.submitted_points == 9 * 2 + 9
    assert result.gross_points == 9 * 2 + 9 * 2 + 6


def test_fpl_s_live_table_knows_the_chips() -> None:
    """Triple captain and bench boost are in the official live points."""
    triple = score(lineup(chip=Chip.TRIPLE_CAPTAIN), squad())
    boost = score(lineup(chip=Chip.BENCH_BOOST), squad())
    assert (triple.submitted_points, boost.submitted_points) == (26, 32)


# Who is left


def test_players_left_and_playing_are_counted() -> None:
    """Left are those with minutes to come; playing those of them on the pitch."""
    result = score(lineup(), squad(playing=[2, 3], to_play=[4, 13]))
    assert (result.players_left, result.players_playing) == (3, 2)


def test_between_two_matches_a_player_is_left_but_not_playing() -> None:
    """A double gameweek's first match is over and its second has not begun."""
    known = squad()
    known[PlayerId(2)] = replace(known[PlayerId(2)], done=False, fixtures=2)
    result = score(lineup(), known)
    assert (result.players_left, result.players_playing) == (1, 0)


def test_a_benched_player_still_to_play_may_not_matter() -> None:
    """Everybody else played: nothing that he does changes the points."""
    result = score(lineup(), squad(to_play=[15]))
    assert result.is_certain
    assert result.players_left == 0


# Players nobody knows


def test_a_player_unknown_to_the_season_did_not_play() -> None:
    """A pick without a word in the feed is replaced like any absent one."""
    known = squad()
    del known[PlayerId(11)]
    result = score(lineup(), known)
    assert pairs(result.auto_subs) == [(13, 11)]


def test_an_unknown_goalkeeper_is_still_a_goalkeeper() -> None:
    """The first slot and the twelfth are keepers, known or not."""
    known = squad()
    del known[PlayerId(1)]
    assert pairs(score(lineup(), known).auto_subs) == [(12, 1)]
    known = squad(out=[1, 11])
    del known[PlayerId(12)]
    assert pairs(score(lineup(), known).auto_subs) == [(13, 11)]


def test_a_line_up_of_strangers_scores_nothing() -> None:
    """Last season's ids: no points, no captain, no error."""
    result = score(lineup(), {})
    assert (result.gross_points, result.captain, result.auto_subs) == (0, None, ())
