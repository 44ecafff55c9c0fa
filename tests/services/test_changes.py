"""Whose data was read anew since somebody looked."""

from fplbanter.game.model import EntryId
from fplbanter.services.changes import Changes

ANA, TOM, RAJ = map(EntryId, (1, 2, 3))


def test_it_is_known_whose_they_were() -> None:
    """Only what came after is told, each once."""
    changes = Changes()
    changes.note(ANA)
    seen = changes.count
    assert changes.since(seen) == frozenset()
    for entry_id in (TOM, RAJ, TOM):
        changes.note(entry_id)
    assert changes.since(seen) == frozenset({TOM, RAJ})
    assert changes.since(0) == frozenset({ANA, TOM, RAJ})


def test_what_is_long_ago_is_not_known() -> None:
    """Memory is bounded: who looked before that must take it that all has changed."""
    changes = Changes(remembered=2)
    for entry_id in (ANA, TOM, RAJ):
        changes.note(entry_id)
    assert changes.since(0) is None
    assert changes.since(1) == frozenset({TOM, RAJ})
