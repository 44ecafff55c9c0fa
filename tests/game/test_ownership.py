"""Who owns whom in a league, by hand."""

from tests.game.builders import lineup, squad

from fplbanter.game.model import Appearance, Chip, Lineup, PlayerId, Position
from fplbanter.game.ownership import Ownership, ownership
from fplbanter.game.scoring import score

HAALAND, BENCHED = PlayerId(10), PlayerId(14)


def shares(*lineups: Lineup, out: tuple[int, ...] = ()) -> dict[PlayerId, Ownership]:
    known = squad(out=out)
    known[PlayerId(16)] = Appearance(PlayerId(16), Position.MANAGER, 5, done=True)
    return ownership(lineups, [score(lu, known) for lu in lineups])


def test_effective_ownership_is_the_mean_multiplier() -> None:
    """Started by all, captained by one, tripled by one: (1 + 1 + 2 + 3) / 4."""
    league = [
        lineup(captain=9),
        lineup(captain=8),
        lineup(captain=10),
        lineup(captain=10, chip=Chip.TRIPLE_CAPTAIN),
    ]
    haaland = shares(*league)[HAALAND]
    assert haaland == Ownership(HAALAND, 1.0, 1.0, 0.5, 1.75)


def test_a_benched_player_is_owned_but_has_no_effect() -> None:
    """Owned by all, started by nobody: EO 0."""
    assert shares(lineup(), lineup())[BENCHED] == Ownership(BENCHED, 1, 0, 0, 0)


def test_a_bench_boost_starts_the_bench() -> None:
    """Bench-boost players count as started."""
    half = shares(lineup(), lineup(chip=Chip.BENCH_BOOST))[BENCHED]
    assert (half.started, half.effective) == (0.5, 0.5)


def test_the_armband_in_force_is_what_counts() -> None:
    """The captain is out: chosen by all, effective is his vice."""
    league = shares(lineup(captain=10, vice=6), out=(10,))
    assert (league[HAALAND].captained, league[HAALAND].effective) == (1.0, 0.0)
    assert league[PlayerId(6)].effective == 2.0


def test_an_assistant_manager_is_owned_like_any_pick() -> None:
    """2024-25's sixteenth pick counts once."""
    chosen = lineup(chip=Chip.ASSISTANT_MANAGER, assistant=16)
    assert shares(chosen)[PlayerId(16)] == Ownership(PlayerId(16), 1, 1, 0, 1)


def test_a_league_nobody_has_read_owns_nobody() -> None:
    """No line-ups, no shares, no division by nought."""
    assert ownership([], []) == {}
