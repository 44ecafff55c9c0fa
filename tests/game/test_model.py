"""The words themselves: what a value says of itself."""

import dataclasses
import inspect

import pytest
from tests.game.builders import lineup

from fplbanter.game import model
from fplbanter.game.model import EntryId, Gameweek, PlayerId, PlayerStats, Result

VALUES = [
    cls
    for _, cls in inspect.getmembers(model, inspect.isclass)
    if dataclasses.is_dataclass(cls) and cls.__module__ == model.__name__
]


@pytest.mark.parametrize("cls", VALUES, ids=lambda cls: cls.__name__)
def test_every_value_is_frozen_and_slotted(cls: type) -> None:
    """A value can be shared between requests: nobody can change it."""
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(cls)


@pytest.mark.parametrize(
    ("minutes", "yellow", "red", "played"),
    [(1, 0, 0, 1), (0, 0, 0, 0), (0, 1, 0, 1), (0, 0, 1, 1)],
)
def test_playing_is_a_minute_or_a_card(
    minutes: int, yellow: int, red: int, played: int
) -> None:
    """FPL's `played`: minutes, or a card without any."""
    stats = PlayerStats(PlayerId(1), minutes, 0, yellow_cards=yellow, red_cards=red)
    assert stats.played == bool(played)


def test_a_result_s_net_points_are_after_the_hit() -> None:
    """Gross 60 with a hit of 8 is 52."""
    assert Result(EntryId(1), Gameweek(1), 60, 8, 52).net_points == 52


def test_picks_are_the_squad_and_the_assistant_manager() -> None:
    """Fifteen in every season, a sixteenth with that one chip."""
    assert lineup().picks == lineup().squad == tuple(range(1, 16))
    assert lineup(assistant=16).picks == tuple(range(1, 17))
