"""What is closed at the end of an `async with`, however the block ends."""

from abc import ABC, abstractmethod
from types import TracebackType


class Closing(ABC):
    """Closes at the end of the block; how it begins, each says with `__aenter__`."""

    @abstractmethod
    async def aclose(self) -> None:
        """Let go of everything; once more does no harm."""

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close."""
        await self.aclose()
