"""What is followed in all processes together: each says so every two seconds."""

import asyncio
import json
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Final, Self
from uuid import uuid4

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.errors import ClusterUnavailable
from fplbanter.ops.closing import Closing

MOST: Final = 2_000
"""Topics that one process names."""

_BEAT: Final = 2.0
_GONE: Final = 7.0
_SAY: Final = Script("followed")


class Followed(Closing):
    """
    Says which topics are followed here, for as long as the block runs.

    `topics` returns those of this process.
    """

    def __init__(self, valkey: Valkey, topics: Callable[[], Collection[str]]) -> None:
        self._process_id: Final = uuid4().hex[:12]
        self._valkey = valkey
        self._topics = topics
        self._key = valkey.key("followed")
        self._beating: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to say it."""
        self._beating = asyncio.create_task(self._beat())
        return self

    async def aclose(self) -> None:
        """Take it back."""
        if self._beating:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        with suppress(ClusterUnavailable):
            await self._valkey.call("HDEL", self._key, self._process_id)

    async def find(self) -> frozenset[str]:
        """Return what is followed anywhere; while Valkey is away, what is here."""
        found = set(self._topics())
        with suppress(ClusterUnavailable):
            for words in await self._ask(""):
                with suppress(ValueError, TypeError):
                    found |= {str(topic) for topic in json.loads(words)}
        return frozenset(found)

    async def _beat(self) -> None:
        while True:
            with suppress(ClusterUnavailable):
                await self._ask(json.dumps(sorted(self._topics())[:MOST]))
            await asyncio.sleep(_BEAT)

    async def _ask(self, words: str) -> list[bytes]:
        args = (self._process_id, words, _GONE)
        answer = await self._valkey.run(_SAY, [self._key], args)
        return [told for _, _, told in answer]
