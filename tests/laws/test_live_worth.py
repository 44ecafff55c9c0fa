"""A law of points of view: what a read is worth to a member is what his score won."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import OPEN, SETTLED, State, appearance, situations

from fplbanter.game.model import Appearance, EntryId, Lineup, PlayerId, Season
from fplbanter.game.scoring import score
from fplbanter.live.events import MatchEvent
from fplbanter.live.kinds import MatchEventKind
from fplbanter.live.lineups import MemberChange, lineup_events
from fplbanter.live.stances import stances

Squad = dict[PlayerId, Appearance]


@given(situations(), st.data())
def test_events_and_line_ups_add_up_to_the_score(
    situation: tuple[Lineup, Squad], data: st.DataObject
) -> None:
    """Whatever happens between two reads: players play, points move, subs come on."""
    lineup, before = situation
    after = {p: later(data, known) for p, known in before.items()}
    member = MemberChange(
        EntryId(1), "Ana", before=score(lineup, before), after=score(lineup, after)
    )
    points = {p: known.points for p, known in before.items()}
    worth = sum(e.points for e in lineup_events(Season("2026-27"), member, points))
    for player_id, known in after.items():
        event = MatchEvent(
            "x",
            MatchEventKind.POINTS,
            player_id=player_id,
            points_before=points[player_id],
            points_after=known.points,
        )
        held = stances([member], {}, event).values()
        worth += sum(holder.points for holders in held for holder in holders)
    assert member.before is not None
    assert member.after is not None
    assert worth == member.after.gross_points - member.before.gross_points


def later(data: st.DataObject, known: Appearance) -> Appearance:
    """Draw where a player stands at the next read, also back from where he was."""
    state = data.draw(st.sampled_from([*SETTLED, *OPEN, State.PLAYED]))
    drawn = appearance(
        known.player_id, known.position, state, data.draw(st.integers(-3, 20))
    )
    return data.draw(st.sampled_from([known, drawn, replace(known, points=5)]))
