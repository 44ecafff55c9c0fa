"""What is worked out once, and may be forgotten since it can be worked out again."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

T = TypeVar("T")


class Memo:
    """Values, each under a key that says what work it is the result of."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def once(self, key: object, work: Callable[[], T]) -> T:
        """Do work that is asked for again only once."""
        if key not in self._known:
            self._known[key] = work()
        return cast("T", self._known[key])

    def find(self, key: object) -> Any | None:  # noqa: ANN401  Only the key knows.
        """Return what came of that work; None where it has not been done."""
        return self._known.get(key)

    def keep(self, key: object, value: object) -> None:
        """Remember what came of work that was done elsewhere."""
        self._known[key] = value

    def forget(self) -> None:
        """Let all of it go."""
        self._known.clear()
