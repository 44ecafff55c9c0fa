"""
What `/metrics` answers: every metric, with what mirrors a state set just now.

The budget knows its own rate, the board its own ages. They are asked when
somebody reads, so that no gauge has to be kept up to date in between.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from prometheus_client.exposition import choose_encoder

from fplbanter.ops.metrics import REGISTRY

log = logging.getLogger(__name__)

Mirror = Callable[[], None]
"""Sets the gauges that mirror a state. It must not wait for anything."""

_MIRRORS: Final[list[Mirror]] = []


@contextmanager
def mirrored(mirror: Mirror) -> Iterator[None]:
    """Have gauges set whenever somebody reads, for as long as the block runs."""
    _MIRRORS.append(mirror)
    try:
        yield
    finally:
        _MIRRORS.remove(mirror)


def exposition(accept: str = "") -> tuple[bytes, str]:
    """
    Return all metrics and their media type, by what an Accept header prefers.

    A mirror that breaks leaves its gauges as they were and is told to the log:
    whoever watches needs the others most of all then.
    """
    for mirror in tuple(_MIRRORS):
        try:
            mirror()
        except Exception:
            log.exception("A mirror for the metrics broke")
    encode, media_type = choose_encoder(accept)
    return encode(REGISTRY), media_type
