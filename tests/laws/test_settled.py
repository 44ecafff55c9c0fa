"""Laws of a gameweek that is over: substitutions, the armband, the sum."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.plain import plain_score
from tests.laws.strategies import lineups, settled_situations

from fplbanter.game.autosubs import as_submitted, auto_subs, can_replace, is_legal
from fplbanter.game.model import Appearance, AutoSub, Chip, Lineup, PlayerId, Position
from fplbanter.game.scoring import (
    Certainty,
    captain_multiplier,
    project_auto_subs,
    score,
    settled_subs,
)

Situation = tuple[Lineup, dict[PlayerId, Appearance]]


def settle(lineup: Lineup, squad: Mapping[PlayerId, Appearance]) -> tuple[AutoSub, ...]:
    position_of = {p: a.position for p, a in squad.items()}
    return auto_subs(
        lineup.eleven, lineup.bench, position_of, lambda p: squad[p].played
    )


def after(lineup: Lineup, subs: tuple[AutoSub, ...]) -> list[PlayerId]:
    coming = {s.player_out: s.player_in for s in subs}
    return [coming.get(p, p) for p in lineup.eleven]


@given(settled_situations())
def test_the_eleven_is_legal_after_substitutions(situation: Situation) -> None:
    """From a legal eleven, automatic substitutions lead to a legal eleven."""
    lineup, squad = situation
    position_of = {p: a.position for p, a in squad.items()}
    assert is_legal(lineup.eleven, position_of)
    assert is_legal(after(lineup, settle(lineup, squad)), position_of)


@given(settled_situations())
def test_substitutions_only_ever_add_players_who_played(situation: Situation) -> None:
    """Each substitution takes off one who did not play for one who did."""
    lineup, squad = situation
    subs = settle(lineup, squad)
    before = sum(squad[p].played for p in lineup.eleven)
    now = sum(squad[p].played for p in after(lineup, subs))
    assert now == before + len(subs)
    assert all(squad[s.player_in].played for s in subs)
    assert not any(squad[s.player_out].played for s in subs)


@given(settled_situations())
def test_no_useful_substitution_is_left_undone(situation: Situation) -> None:
    """Nobody left on the bench who played could still replace one who did not."""
    lineup, squad = situation
    position_of = {p: a.position for p, a in squad.items()}
    subs = settle(lineup, squad)
    eleven = after(lineup, subs)
    free = [p for p in lineup.bench if p not in eleven and squad[p].played]
    idle = [p for p in eleven if not squad[p].played]
    assert not any(
        can_replace(eleven, out, into, position_of) for out in idle for into in free
    )


@given(lineups(), st.data())
def test_one_exchange_is_judged_as_the_whole_eleven_is(
    drawn: tuple[Lineup, dict[PlayerId, Position]], data: st.DataObject
) -> None:
    """`can_replace` says exactly whether the exchanged eleven would be legal."""
    lineup, position_of = drawn
    out = data.draw(st.sampled_from(lineup.eleven))
    into = data.draw(st.sampled_from(lineup.bench))
    exchanged = [into if p == out else p for p in lineup.eleven]
    legal = is_legal(exchanged, position_of)
    assert can_replace(lineup.eleven, out, into, position_of) == legal


@given(settled_situations())
def test_settled_picks_can_be_put_back_as_submitted(situation: Situation) -> None:
    """What FPL rewrites at settlement yields the same substitutions when undone."""
    lineup, squad = situation
    position_of = {p: a.position for p, a in squad.items()}
    subs = settle(lineup, squad)
    leaving = {s.player_in: s.player_out for s in subs}
    eleven = sorted(after(lineup, subs), key=lambda p: position_of[p])
    rewritten = [*eleven, *(leaving.get(p, p) for p in lineup.bench)]
    undone = as_submitted(rewritten, subs, position_of)
    assert set(undone[:11]) == set(lineup.eleven)
    assert undone[11:] == lineup.bench
    assert subs == auto_subs(
        undone[:11], undone[11:], position_of, lambda p: squad[p].played
    )


@given(settled_situations())
def test_the_projection_of_a_finished_gameweek_is_the_settlement(
    situation: Situation,
) -> None:
    """With everything done nothing is likely or pending: it is what FPL settles."""
    lineup, squad = situation
    projected = project_auto_subs(lineup, squad)
    assert settled_subs(projected) == settle(lineup, squad)
    assert {s.certainty for s in projected} <= {Certainty.CERTAIN}
    assert score(lineup, squad).is_certain


@given(settled_situations())
def test_the_engine_and_a_plain_reading_of_the_rules_agree(
    situation: Situation,
) -> None:
    """Points, bench and substitutions equal those of a second implementation."""
    lineup, squad = situation
    engine, plain = score(lineup, squad), plain_score(lineup, squad)
    assert engine.gross_points == plain.points
    assert engine.bench_points == plain.points_on_bench
    assert [(s.player_in, s.player_out) for s in engine.auto_subs] == (
        plain.automatic_subs
    )
    assert dict(engine.multipliers) == plain.multipliers


@given(settled_situations())
def test_a_total_is_the_sum_of_its_parts(situation: Situation) -> None:
    """Gross is every pick's points times his multiplier; net is gross minus hit."""
    lineup, squad = situation
    result = score(lineup, squad)
    parts = [squad[p].points * m for p, m in result.multipliers.items()]
    assert result.gross_points == sum(parts)
    assert result.net_points == result.gross_points - lineup.hit
    unused = [p for p, m in result.multipliers.items() if m == 0]
    assert result.bench_points == sum(squad[p].points for p in unused)
    assert len(unused) == (0 if lineup.chip is Chip.BENCH_BOOST else 4)
    assert set(result.multipliers) == set(lineup.squad)


@given(settled_situations())
def test_one_armband_at_most_and_on_somebody_who_played(situation: Situation) -> None:
    """Only the captain or his vice is multiplied, and only with minutes."""
    lineup, squad = situation
    result = score(lineup, squad)
    worn = {p: m for p, m in result.multipliers.items() if m > 1}
    assert len(worn) <= 1
    for player_id, multiplier in worn.items():
        assert player_id == result.captain
        assert player_id in (lineup.captain, lineup.vice_captain)
        assert multiplier == captain_multiplier(lineup.chip)
        assert squad[player_id].minutes > 0


@given(settled_situations(), st.data())
def test_the_order_of_equals_in_the_eleven_does_not_matter(
    situation: Situation, data: st.DataObject
) -> None:
    """Starters of one position may stand in any order: who counts is the same."""
    lineup, squad = situation
    shuffled = sorted(
        data.draw(st.permutations(lineup.eleven)), key=lambda p: squad[p].position
    )
    other = replace(lineup, eleven=tuple(shuffled))
    one, two = score(lineup, squad), score(other, squad)
    assert one.gross_points == two.gross_points
    assert one.bench_points == two.bench_points
    assert {s.player_in for s in one.auto_subs} == {s.player_in for s in two.auto_subs}
