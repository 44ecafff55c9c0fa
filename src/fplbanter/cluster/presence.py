"""Which processes of this installation are alive, and what they are."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Self
from uuid import uuid4

from fplbanter.cluster.connection import Script, Valkey
from fplbanter.errors import ClusterUnavailable
from fplbanter.ops.closing import Closing

_BEAT: Final = 2.0
_GONE: Final = 7.0
_SCRIPT: Final = Script("presence")


@dataclass(frozen=True, slots=True)
class Process:
    """A process that is alive: its last sign of life was `age` seconds ago."""

    process_id: str
    age: float
    about: Mapping[str, str | int | float]


class Presence(Closing):
    """Says that this process is alive for as long as the block runs."""

    def __init__(self, valkey: Valkey, about: Mapping[str, str | int | float]) -> None:
        self.process_id: Final = uuid4().hex[:12]
        self._valkey = valkey
        self._about = json.dumps(dict(about))
        self._key = valkey.key("presence")
        self._beating: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to give signs of life."""
        self._beating = asyncio.create_task(self._beat())
        return self

    async def aclose(self) -> None:
        """Say goodbye."""
        if self._beating:
            self._beating.cancel()
            await asyncio.gather(self._beating, return_exceptions=True)
        with suppress(ClusterUnavailable):
            await self._valkey.call("HDEL", self._key, self.process_id)

    async def alive(self) -> tuple[Process, ...]:
        """Return all processes that are alive; raises ClusterUnavailable."""
        return await self._ask("")

    async def _beat(self) -> None:
        while True:
            with suppress(ClusterUnavailable):
                await self._ask(self._about)
            await asyncio.sleep(_BEAT)

    async def _ask(self, about: str) -> tuple[Process, ...]:
        args = (self.process_id, about, _GONE)
        answer = await self._valkey.run(_SCRIPT, [self._key], args)
        alive = (_process(*map(bytes.decode, fields)) for fields in answer)
        return tuple(sorted(alive, key=lambda process: process.process_id))


def _process(process_id: str, age: str, about: str) -> Process:
    return Process(process_id, float(age), json.loads(about))
