"""Law of whole leagues: scored at once they are what the readable rules say."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.strategies import OPEN, SETTLED, State, appearance, situations

from fplbanter.game.model import Appearance, Lineup, PlayerId, Position
from fplbanter.game.many import Squads, score_many
from fplbanter.game.scoring import score

Known = dict[PlayerId, Appearance]


@st.composite
def leagues(draw: st.DrawFn) -> tuple[list[Lineup], Known]:
    """
    Draw line-ups that share no player, and what is known of them all.

    A few are odd: an assistant manager, a captain on the bench, none or one who
    is not picked, and players of whom nothing is known.
    """
    lineups: list[Lineup] = []
    known: Known = {}
    drawn = draw(st.lists(situations(), min_size=1, max_size=6))
    for number, (lineup, squad) in enumerate(drawn, start=1):
        shift = 100 * number
        for a in squad.values():
            if draw(st.integers(0, 40)):
                moved = replace(a, player_id=PlayerId(a.player_id + shift))
                known[moved.player_id] = moved
        lineups.append(draw(oddities(_shifted(lineup, shift), number)))
        if (assistant := lineups[-1].assistant_manager) is not None:
            state = draw(st.sampled_from((*SETTLED, *OPEN)))
            points = draw(st.integers(0, 20))
            known[assistant] = appearance(assistant, Position.MANAGER, state, points)
    return lineups, known


@st.composite
def oddities(draw: st.DrawFn, lineup: Lineup, number: int) -> Lineup:
    """Draw who leads the line-up, and whether an assistant manager is with it."""
    assistant = draw(st.sampled_from([None, None, PlayerId(100 * number + 50)]))
    lineup = replace(lineup, entry_id=number, assistant_manager=assistant)
    anybody = st.sampled_from([*lineup.picks, None, PlayerId(9_999)])
    if draw(st.integers(0, 3)) == 0:
        lineup = replace(lineup, captain=draw(anybody), vice_captain=draw(anybody))
    return lineup


def _shifted(lineup: Lineup, shift: int) -> Lineup:
    def shifted(player_id: PlayerId) -> PlayerId:
        return PlayerId(player_id + shift)

    assert lineup.captain is not None
    assert lineup.vice_captain is not None
    return replace(
        lineup,
        eleven=tuple(map(shifted, lineup.eleven)),
        bench=tuple(map(shifted, lineup.bench)),
        captain=shifted(lineup.captain),
        vice_captain=shifted(lineup.vice_captain),
    )


@settings(max_examples=400)
@given(leagues())
def test_many(league: tuple[Sequence[Lineup], Known]) -> None:
    """Row by row."""
    lineups, known = league
    scores = score_many(Squads.of(lineups), known)
    for row, lineup in enumerate(lineups):
        readable = score(lineup, known)
        assert scores.row(row) == readable
        assert scores.is_certain[row] == readable.is_certain
        assert scores.net_points[row] == readable.net_points
