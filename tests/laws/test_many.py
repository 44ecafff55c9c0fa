"""Laws of whole leagues: scored at once, line-ups get what the readable rules say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.laws.strategies import FORMATIONS, OPEN, SETTLED, appearance, situations

from fplbanter.game.many import Squads, score_many
from fplbanter.game.model import (
    Appearance,
    Chip,
    EntryId,
    Lineup,
    PlayerId,
    Position,
)
from fplbanter.game.scoring import score

Known = Mapping[PlayerId, Appearance]
League = tuple[Sequence[Lineup], Known]
ASSISTANT, STRANGER = PlayerId(50), PlayerId(2**31 - 1)


@st.composite
def leagues(draw: st.DrawFn) -> League:
    """
    Draw line-ups, what is known of their players, and a few oddities.

    Each manager has fifteen players of his own, or the same as the one before
    in another order. Of some players nothing is known.
    """
    lineups: list[Lineup] = []
    known: dict[PlayerId, Appearance] = {}
    for number in range(1, 1 + draw(st.integers(1, 5))):
        again: bool = draw(st.booleans())
        if lineups and again:
            picked = draw(rearranged(lineups[-1], known))
        else:
            lineup, squad = draw(situations())
            picked = _shifted(lineup, 100 * number)
            known.update(_known(squad, 100 * number, draw(st.sets(st.integers(1, 60)))))
        lineups.append(replace(draw(oddities(picked)), entry_id=EntryId(number)))
    state = draw(st.sampled_from((*SETTLED, *OPEN)))
    known[ASSISTANT] = appearance(ASSISTANT, Position.MANAGER, state, 7)
    return lineups, known


@st.composite
def rearranged(draw: st.DrawFn, lineup: Lineup, known: Known) -> Lineup:
    """Draw another line-up of the same players; the unknown stay where they are."""
    of: dict[Position, list[PlayerId]] = {position: [] for position in Position}
    for player_id in draw(st.permutations(lineup.squad)):
        if player_id in known:
            of[known[player_id].position].append(player_id)
    shape = draw(st.sampled_from(FORMATIONS))
    starting = zip(Position, (1, *shape, 0), strict=True)
    eleven = [p for position, count in starting for p in of[position][:count]]
    if len(eleven) < 11:
        return lineup
    bench = [p for p in lineup.squad if p not in eleven]
    bench.sort(key=lambda p: p in known and known[p].position is not Position.GKP)
    return replace(
        lineup,
        eleven=tuple(eleven),
        bench=tuple(bench),
        captain=eleven[10],
        vice_captain=eleven[5],
        chip=draw(st.sampled_from([None, *Chip])),
    )


@st.composite
def oddities(draw: st.DrawFn, lineup: Lineup) -> Lineup:
    """Draw an assistant manager, and now and then captains who should not be."""
    lineup = replace(lineup, assistant_manager=draw(st.sampled_from([None, ASSISTANT])))
    anybody = st.sampled_from([*lineup.picks, None, STRANGER])
    if draw(st.integers(0, 3)) == 0:
        lineup = replace(lineup, captain=draw(anybody), vice_captain=draw(anybody))
    return lineup


def _known(squad: Known, shift: int, strangers: set[int]) -> dict[PlayerId, Appearance]:
    return {
        PlayerId(p + shift): replace(a, player_id=PlayerId(p + shift))
        for p, a in squad.items()
        if p not in strangers
    }


def _shifted(lineup: Lineup, shift: int) -> Lineup:
    """Give a manager players of his own."""
    eleven, bench = (
        tuple(PlayerId(p + shift) for p in players)
        for players in (lineup.eleven, lineup.bench)
    )
    return replace(
        lineup,
        eleven=eleven,
        bench=bench,
        captain=eleven[lineup.eleven.index(lineup.captain or lineup.eleven[0])],
        vice_captain=eleven[
            lineup.eleven.index(lineup.vice_captain or lineup.eleven[0])
        ],
    )


def hold(lineups: Sequence[Lineup], known: Known) -> None:
    """Hold each row, and each column, against the readable rules."""
    scores = score_many(Squads.of(lineups), known)
    readable = [score(lineup, known) for lineup in lineups]
    assert list(scores.each()) == readable
    assert scores.row(len(lineups) - 1) == readable[-1]
    assert scores.is_certain.tolist() == [each.is_certain for each in readable]
    assert scores.net_points.tolist() == [each.net_points for each in readable]


@settings(max_examples=300)
@given(leagues())
def test_each_row_is_what_the_readable_rules_say(league: League) -> None:
    """Points, armband, substitutions, who is left and what is certain, of everybody."""
    hold(*league)


def whatever(players: Sequence[PlayerId]) -> st.SearchStrategy[Known]:
    """Draw anything at all of each player, possible or not."""
    flag = st.booleans()
    anything = st.builds(
        Appearance,
        player_id=st.just(players[0]),
        position=st.sampled_from(Position),
        points=st.integers(-100_000, 100_000),
        minutes=st.sampled_from([0, 0, 1, 90]),
        played=flag,
        done=flag,
        in_play=flag,
    )
    drawn = st.dictionaries(st.sampled_from(players), anything, max_size=len(players))
    return drawn.map(lambda d: {p: replace(a, player_id=p) for p, a in d.items()})


@settings(max_examples=200)
@given(st.data())
def test_no_nonsense_of_the_feed_parts_them(data: st.DataObject) -> None:
    """Flags that contradict each other and impossible elevens end alike, too."""
    lineup = data.draw(oddities(data.draw(situations())[0]))
    hold([lineup], data.draw(whatever(lineup.picks)))


@given(leagues(), st.data())
def test_some_rows_are_scored_as_among_all(league: League, data: st.DataObject) -> None:
    """A league's rows, picked out of an installation's, get the same."""
    lineups, known = league
    squads = Squads.of(lineups)
    some = data.draw(st.lists(st.sampled_from(range(len(lineups))), min_size=1))
    apart, among = (
        score_many(squads.at(some), known),
        score_many(squads, known).at(some),
    )
    for row in range(len(some)):
        assert apart.row(row) == among.row(row) == score(lineups[some[row]], known)
