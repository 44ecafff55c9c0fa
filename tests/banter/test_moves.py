"""Who came for whom in the end, whatever happened in between."""

from tests.banter.league import gameweek, member
from tests.banter.trades import deal

from fplbanter.banter.moves import Move, listed, moves
from fplbanter.game.model import Chip, EntryId, PlayerId, Transfer

ONE = EntryId(1)


def made(*transfers: Transfer, chip: Chip | None = None) -> list[tuple[int, int]]:
    review = gameweek(member(1, transfers=transfers, chip=chip))
    found = moves(review, review.outings[ONE])
    assert all(isinstance(move, Move) for move in found)
    return [(move.player_in, move.player_out) for move in found]


def test_a_chain_counts_from_end_to_end() -> None:
    """10 for 110, 110 for 210, in whatever order FPL lists them."""
    early, late = deal(110, 10, before=90), deal(210, 110, before=30)
    assert made(early, late) == made(late, early) == [(210, 10)]


def test_what_was_undone_did_not_happen() -> None:
    """There and back, also by a detour."""
    assert made(deal(110, 10, before=90), deal(10, 110, before=30)) == []
    detour = deal(110, 10, before=90), deal(210, 110, before=60)
    assert made(*detour, deal(10, 210, before=30)) == []


def test_who_comes_back_for_somebody_else_never_left() -> None:
    """10 goes for 110 and comes back for 11: 110 is there for 11."""
    assert made(deal(110, 10, before=90), deal(10, 11, before=30)) == [(110, 11)]


def test_chips_and_the_first_squad_make_no_transfers() -> None:
    """Guard G4."""
    assert made(deal(110, 10), chip=Chip.WILDCARD) == []
    assert made(deal(110, 10), chip=Chip.FREE_HIT) == []
    assert made(deal(110, 10), chip=Chip.BENCH_BOOST) == [(110, 10)]
    review = gameweek(member(1, transfers=(deal(110, 10),)), number=1)
    assert listed(review, review.outings[ONE]) == ()
    assert PlayerId(10) in review.outings[ONE].lineup.squad
