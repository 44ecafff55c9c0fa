"""The collector of cyclic garbage lets what lives as long as the process be."""

import gc
from collections.abc import Iterator

import pytest

from fplbanter.ops.garbage import spare_the_loop


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave the collector of the tests as it was."""
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)


def test_what_is_there_is_looked_through_no_more() -> None:
    """What was there before is out of the collector's sight afterwards."""
    mine: list[list[int]] = [[] for _ in range(3)]
    spare_the_loop()
    seen = {id(one) for one in gc.get_objects()}
    assert not seen & {id(one) for one in mine}


def test_garbage_of_before_is_collected_first() -> None:
    """No garbage is kept for ever: it is collected before the rest is let be."""

    class Cycle:
        gone = False

        def __init__(self) -> None:
            self.itself = self

        def __del__(self) -> None:
            Cycle.gone = True

    gc.disable()
    Cycle()
    spare_the_loop()
    gc.enable()
    assert Cycle.gone


def test_new_garbage_is_still_collected() -> None:
    """The collector goes on with what is new."""
    spare_the_loop()
    assert gc.isenabled()
    assert all(gc.get_threshold())
