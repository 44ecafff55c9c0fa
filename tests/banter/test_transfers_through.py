"""Transfers that reach up to a gameweek say nothing of the one after it."""

from datetime import UTC, datetime

import pytest
from tests.banter.league import SEASON

from fplbanter.banter.chronicle import Diary, Week, chronicle
from fplbanter.banter.needs import Need
from fplbanter.game.model import (
    EntryId,
    Gameweek,
    League,
    LeagueId,
    Phase,
    PlayerId,
    Result,
    Transfer,
)

ANN = EntryId(1)
BOUGHT = Transfer(
    ANN, Gameweek(2), PlayerId(7), PlayerId(8), datetime(2026, 8, 28, tzinfo=UTC)
)


@pytest.mark.parametrize(
    ("through", "known"),
    [(None, [True, True, True]), (2, [True, True, False]), (0, [False] * 3)],
)
def test_what_was_not_read_is_not_taken_for_none(
    through: int | None, known: list[bool]
) -> None:
    """Up to there nobody's silence counts; without a limit all of it is there."""
    results = [
        Result(ANN, Gameweek(n), gross_points=50, hit=0, total=50 * n)
        for n in (1, 2, 3)
    ]
    reach = None if through is None else Gameweek(through)
    diary = Diary(ANN, results, {}, [BOUGHT], transfers_through=reach)
    weeks = [Week(Gameweek(n), Phase.FINAL, {}) for n in (1, 2, 3)]
    reviews = chronicle(SEASON, League(LeagueId(9), "L"), weeks, [diary])
    outings = [(review, review.outings[ANN]) for review in reviews]
    assert [r.has(Need.TRANSFERS, o) for r, o in outings] == known
    assert [len(o.transfers) for _, o in outings if o.submission.transfers] == (
        [1] if known[1] else []
    )
