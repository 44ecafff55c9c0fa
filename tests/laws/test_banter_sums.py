"""Laws of sums that must agree, over a whole simulated season."""

from functools import cache

from tests.banter.story import Story, simulated

from fplbanter.banter.duels import all_play
from fplbanter.banter.shadow import shadow_score, unchanged
from fplbanter.banter.squads import kept_before
from fplbanter.banter.stats.tinkering_ledger import ledger
from fplbanter.game.scoring import score


@cache
def told(league_id: int) -> Story:
    return simulated(26, league_id=league_id)


def test_all_play_wins_are_losses() -> None:
    """Every duel has a winner and a loser or two who tie, and nobody is left out."""
    for review in told(950).reviews():
        played = list(all_play(review).values())
        assert sum(p.wins for p in played) == sum(p.losses for p in played)
        assert {p.rivals for p in played} == {len(played) - 1}
        assert 2 * sum(p.share for p in played) == len(played)


def test_the_ledger_s_parts_are_the_difference() -> None:
    """Transfers, hit, armband and bench make up all of it, in every gameweek."""
    kept = 0
    for review in told(900).reviews():
        for outing in review.picked:
            before = kept_before(review, outing.entry_id)
            books = ledger(review, outing)
            assert (before is None) is (books is None)
            if before is None or books is None:
                continue
            idle = shadow_score(review, unchanged(before)).gross_points
            assert books.total == outing.net_points - idle
            kept += 1
            if not outing.hit and unchanged(before).squad == outing.lineup.squad:
                assert books.transfers == 0
    assert kept > 400


def test_a_shadow_of_the_line_up_itself_is_its_score() -> None:
    """Who changes nothing and plays no chip has a ledger of zeros."""
    for review in told(900).reviews()[:5]:
        for outing in review.picked:
            if outing.chip is None:
                again = shadow_score(review, outing.lineup)
                assert again == score(outing.lineup, review.appearances)
