"""One connection that listens to a channel, and comes back whenever it breaks."""

import asyncio
from collections.abc import Callable
from random import SystemRandom
from typing import Final

from redis.asyncio.client import PubSub

from fplbanter.cluster.connection import Valkey
from fplbanter.cluster.heeding import heeding
from fplbanter.errors import ClusterUnavailable

_QUIET: Final = 2.0
"""Seconds without a word after which the server is asked for a sign of life."""


class Subscriber:
    """
    Call `hear` with each message, and `missed` when some may have been missed.

    Messages are not kept by Valkey: who was away must look for himself.
    """

    def __init__(
        self,
        valkey: Valkey,
        channel: str,
        hear: Callable[[bytes], None],
        missed: Callable[[], None],
    ) -> None:
        self._valkey = valkey
        self._channel = channel
        self._hear = hear
        self._missed = missed
        self._task: asyncio.Task[None] | None = None
        self.listens = False
        """Whether it hears what is said just now."""

    def start(self) -> None:
        """Begin to listen, if it has not begun yet."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._listen())

    async def stop(self) -> None:
        """Stop listening."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _listen(self) -> None:
        """Listen for ever, again and again."""
        while True:
            try:
                async with self._valkey.listening(self._channel) as subscription:
                    self.listens = True
                    self._missed()
                    await self._hear_all(subscription)
            except ClusterUnavailable:
                self.listens = False
                # Many processes lost the same server; they come back apart.
                await asyncio.sleep(SystemRandom().uniform(0.2, 0.6))

    async def _hear_all(self, subscription: PubSub) -> None:
        """Pass messages on until the server is silent for too long."""
        asked = False
        while True:
            with heeding():
                message = await subscription.get_message(timeout=_QUIET)
            if message is None and asked:
                raise ClusterUnavailable("Valkey fell silent")
            asked = message is None
            if message is None:
                with heeding():
                    await subscription.ping()
            elif message["type"] == "message":
                self._hear(message["data"])
