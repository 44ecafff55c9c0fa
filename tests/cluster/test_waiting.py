"""Who of those that wait in a process is next, and who waits in vain."""

import pytest

from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.waiting import WaitingRoom

pytestmark = pytest.mark.anyio


def serve(room: WaitingRoom) -> Lane:
    lane = room.choose(room.heads())
    assert room.grant(lane, 0.0)
    return lane


async def test_whoever_waits_longest_is_passed_over_nine_times_at_most() -> None:
    """Only in a row: where he was served himself, counting begins anew."""
    room = WaitingRoom()
    for _ in range(40):
        room.join(Lane.BACKFILL, None, 0.0)
    for _ in range(3):
        assert serve(room) is Lane.BACKFILL
    for _ in range(30):
        room.join(Lane.LIVE, None, 1.0)
    served = [serve(room) for _ in range(20)]
    assert served == ([Lane.LIVE] * 9 + [Lane.BACKFILL]) * 2


async def test_a_live_request_now_and_then_is_always_next() -> None:
    """However often that has been so."""
    room = WaitingRoom()
    for _ in range(60):
        room.join(Lane.BACKFILL, None, 0.0)
    for _ in range(25):
        room.join(Lane.LIVE, None, 1.0)
        assert serve(room) is Lane.LIVE
        assert serve(room) is Lane.BACKFILL


async def test_only_who_is_held_back_is_turned_away() -> None:
    """A slot that was granted already is not taken from him."""
    room = WaitingRoom()
    granted = room.join(Lane.LIVE, "entry", 0.0)
    assert room.grant(Lane.LIVE, 7.0) is granted
    entry, season = (room.join(Lane.LIVE, group, 0.0) for group in ("entry", "season"))
    room.turn_away(lambda group: 60.0 if group == "entry" else 0.0)
    assert (granted.moment, granted.holds_slot) == (7.0, True)
    assert entry.granted.result() is None
    assert not entry.holds_slot
    assert not season.granted.done()
    assert len(room) == 1
    assert room.oldest(5.0) == {Lane.LIVE: 5.0}
