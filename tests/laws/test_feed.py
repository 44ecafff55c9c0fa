"""Laws from the feed to a league: order, closing, ownership."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.laws.strategies import State, appearance, lineups, situations

from fplbanter.game.appearances import appearances
from fplbanter.game.model import (
    Appearance,
    ClubId,
    Fixture,
    FixtureId,
    Gameweek,
    Lineup,
    Player,
    PlayerId,
    PlayerStats,
    Position,
)
from fplbanter.game.ownership import ownership
from fplbanter.game.scoring import score

Feed = tuple[list[Player], list[Fixture], dict[PlayerId, PlayerStats]]


@st.composite
def feeds(draw: st.DrawFn) -> Feed:
    """Draw six clubs' players, their fixtures, and a live feed of them."""
    clubs = st.integers(1, 6).map(ClubId)
    fixtures = [
        Fixture(
            FixtureId(number),
            Gameweek(1),
            None,
            home,
            away,
            minutes=draw(st.sampled_from([0, 15, 60, 90])),
            started=draw(st.booleans()),
            over=draw(st.booleans()),
            bps=draw(
                st.dictionaries(
                    st.integers(1, 15).map(PlayerId), st.integers(1, 9), max_size=6
                )
            ),
        )
        for number, (home, away) in enumerate(
            draw(st.lists(st.tuples(clubs, clubs), max_size=5)), start=1
        )
    ]
    named = st.none() | st.lists(
        st.integers(1, 7).map(FixtureId), max_size=2, unique=True
    ).map(tuple)
    players, stats = [], {}
    for number in range(1, 16):
        player_id = PlayerId(number)
        position = draw(st.sampled_from(list(Position)))
        players.append(Player(player_id, number, "P", draw(clubs), position))
        if draw(st.booleans()):
            stats[player_id] = PlayerStats(
                player_id,
                minutes=draw(st.sampled_from([0, 90])),
                total_points=draw(st.integers(-2, 15)),
                bonus=draw(st.sampled_from([0, 0, 0, 3])),
                fixture_ids=draw(named),
            )
    return players, fixtures, stats


@given(feeds(), st.randoms(use_true_random=False))
def test_appearances_do_not_depend_on_the_order_of_the_feed(
    feed: Feed, random: Random
) -> None:
    """Players, fixtures and stats may come in any order."""
    players, fixtures, stats = feed
    known = appearances(players, fixtures, stats)
    random.shuffle(players)
    random.shuffle(fixtures)
    mixed = list(stats.items())
    random.shuffle(mixed)
    assert appearances(players, fixtures, dict(mixed)) == known


@given(feeds())
def test_a_checked_gameweek_is_closed_on_fpl_s_own_points(feed: Feed) -> None:
    """Final means: everybody is done, and points are the feed's, no bonus added."""
    players, fixtures, stats = feed
    for known in appearances(players, fixtures, stats, final=True).values():
        mine = stats.get(known.player_id)
        assert known.done
        assert not known.in_play
        assert known.points == (mine.total_points if mine else 0)


@given(feeds())
def test_who_is_in_play_is_not_done(feed: Feed) -> None:
    """A player on the pitch has kicked off and is not through with his gameweek."""
    for known in appearances(*feed).values():
        assert known.started or not known.in_play
        assert not (known.in_play and known.done)
        assert known.done or known.fixtures > 0


@given(
    st.lists(situations(), min_size=1, max_size=3), st.randoms(use_true_random=False)
)
def test_a_score_does_not_depend_on_the_order_of_what_is_known(
    drawn: list[tuple[Lineup, dict[PlayerId, Appearance]]], random: Random
) -> None:
    """The same line-up scores the same whatever order players are known in."""
    for lineup, squad in drawn:
        mixed = list(squad.items())
        random.shuffle(mixed)
        assert score(lineup, dict(mixed)) == score(lineup, squad)


@given(st.lists(lineups(), min_size=1, max_size=5), st.data())
def test_effective_ownership_adds_up(
    drawn: list[tuple[Lineup, dict[PlayerId, Position]]], data: st.DataObject
) -> None:
    """The sum of all EO is the mean of what the managers' multipliers add up to."""
    states = st.sampled_from([State.PLAYED, State.OUT, State.TO_PLAY])
    squads = [
        {p: appearance(p, place, data.draw(states), 2) for p, place in known.items()}
        for _, known in drawn
    ]
    lineups_ = [lineup for lineup, _ in drawn]
    scores = [score(lu, sq) for lu, sq in zip(lineups_, squads, strict=True)]
    shares = ownership(lineups_, scores).values()
    count = len(drawn)
    weights = sum(sum(s.multipliers.values()) for s in scores)
    assert round(sum(s.effective for s in shares) * count) == weights
    assert round(sum(s.owned for s in shares) * count) == 15 * count
    for share in shares:
        assert 0 <= share.started <= share.owned <= 1
        assert share.started <= share.effective <= 3 * share.started
        assert share.captained <= share.owned
