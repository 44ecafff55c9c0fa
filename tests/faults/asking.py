"""
Ask one question of FPL in a process of its own, and tell what memory it took.

    python -m tests.faults.asking GOOD_URL URL season 8.0

The server at the first address answers well: that warms the client up. The
second one is asked the question, within so many seconds an attempt. The only
line that is said is JSON: how it ended, after how many seconds, and by how many
bytes memory grew at most.
"""

import asyncio
import json
import resource
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fplbanter.errors import UpstreamError
from fplbanter.fpl.client import FPLClient
from fplbanter.fpl.endpoints import DAY_STATUS, ENDPOINTS


async def main(good_url: str, url: str, name: str, total_timeout: float) -> None:
    """Warm up, ask, and tell."""
    async with patient(good_url, 30.0) as client:
        await client.get(DAY_STATUS)
    async with patient(url, total_timeout) as client:
        forget_peak()
        before, start = peak(), time.monotonic()
        try:
            await client.get(ENDPOINTS[name])
            error = ""
        except UpstreamError as failure:
            error = failure.kind
        told = {"error": error, "seconds": time.monotonic() - start}
        print(json.dumps(told | {"grown": peak() - before}))


class NoLimit:
    """A budget that never makes anybody wait: here it is not what counts."""

    @asynccontextmanager
    async def slot(self, *_: object, **__: object) -> AsyncIterator["NoLimit"]:
        """Give a slot at once."""
        yield self

    async def leave(self) -> None:
        """Let it go out whenever it likes."""


def patient(url: str, total_timeout: float) -> FPLClient:
    """Return the real client, which tries again without a pause."""
    return FPLClient(
        url, NoLimit(), total_timeout=total_timeout, retry_pause=lambda: 0.0
    )


def forget_peak() -> None:
    """Let the kernel's mark of the most memory begin at what is held now."""
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5", "ascii")


def peak() -> int:
    """Return the most memory that was held, in bytes."""
    if sys.platform != "linux":
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    # What rusage says begins with the process that started this one.
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    found = next(line for line in lines if line.startswith("VmHWM"))
    return int(found.split()[1]) * 1024


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], float(sys.argv[4])))
