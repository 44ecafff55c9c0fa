"""Laws of a gameweek in play: what is called certain really is."""

from hypothesis import given, settings
from tests.laws.strategies import OPEN, SETTLED, State, completions, situations

from fplbanter.game.autosubs import is_legal
from fplbanter.game.model import Appearance, Chip, Lineup, PlayerId
from fplbanter.game.scoring import (
    Certainty,
    Score,
    project_auto_subs,
    score,
    settled_subs,
)

Situation = tuple[Lineup, dict[PlayerId, Appearance]]


def outcome(result: Score) -> object:
    """Gather what `is_certain` promises: the points, and how they come about."""
    return (
        result.gross_points,
        result.net_points,
        {p: m for p, m in result.multipliers.items() if m},
        settled_subs(result.auto_subs),
    )


@settings(max_examples=60)
@given(situations(max_open=5))
def test_a_certain_substitution_is_made_however_the_gameweek_ends(
    situation: Situation,
) -> None:
    """Every way to finish the open matches leads to the substitutions called CERTAIN."""
    lineup, squad = situation
    certain = {
        (s.player_in, s.player_out)
        for s in project_auto_subs(lineup, squad)
        if s.certainty is Certainty.CERTAIN
    }
    for ending in completions(squad):
        made = project_auto_subs(lineup, ending)
        assert certain <= {(s.player_in, s.player_out) for s in made}


@settings(max_examples=60)
@given(situations(max_open=5))
def test_a_certain_armband_stays_where_it_is(situation: Situation) -> None:
    """However the open matches end, a CERTAIN captain wears the armband."""
    lineup, squad = situation
    now = score(lineup, squad)
    if now.captain_certainty is Certainty.CERTAIN:
        for ending in completions(squad):
            assert score(lineup, ending).captain == now.captain


@settings(max_examples=80)
@given(situations(eleven=SETTLED, bench=(*SETTLED, *OPEN)))
def test_a_certain_score_never_changes(situation: Situation) -> None:
    """Once a score is certain, no ending of the open matches moves it."""
    lineup, squad = situation
    now = score(lineup, squad)
    if now.is_certain:
        for ending in completions(squad):
            assert outcome(score(lineup, ending)) == outcome(now)


@settings(max_examples=60)
@given(situations(max_open=4))
def test_nobody_left_to_play_and_nothing_pending_is_certain(
    situation: Situation,
) -> None:
    """A score that is certain has nobody left; one with somebody left is not."""
    lineup, squad = situation
    now = score(lineup, squad)
    assert now.players_playing <= now.players_left
    if now.is_certain:
        assert all(squad[p].done for p, m in now.multipliers.items() if m)
    if not any(a.done is False for a in squad.values()):
        assert now.is_certain


@settings(max_examples=300)
@given(situations(eleven=(State.OUT,), bench=(State.TO_PLAY,)))
def test_what_counts_in_play_is_a_legal_eleven(situation: Situation) -> None:
    """The substitutions that count already leave a legal eleven by themselves."""
    lineup, squad = situation
    position_of = {p: a.position for p, a in squad.items()}
    coming = {
        s.player_out: s.player_in
        for s in settled_subs(project_auto_subs(lineup, squad))
    }
    assert is_legal([coming.get(p, p) for p in lineup.eleven], position_of)


@given(situations())
def test_a_substitution_takes_off_only_those_who_are_out(situation: Situation) -> None:
    """Nobody is taken off while a match of his is still to be finished."""
    lineup, squad = situation
    for sub in project_auto_subs(lineup, squad):
        assert squad[sub.player_out].done
        assert not squad[sub.player_out].played
        waits = not squad[sub.player_in].played
        assert (sub.certainty is Certainty.PENDING) >= waits


@given(situations())
def test_official_live_points_know_no_substitution(situation: Situation) -> None:
    """FPL's own live table is the picks as submitted times their multipliers."""
    lineup, squad = situation
    counted = list(lineup.eleven)
    if lineup.chip is Chip.BENCH_BOOST:
        counted += lineup.bench
    armband = 2 if lineup.chip is Chip.TRIPLE_CAPTAIN else 1
    assert lineup.captain is not None
    assert score(lineup, squad).submitted_points == (
        sum(squad[p].points for p in counted) + squad[lineup.captain].points * armband
    )
