"""The simulator as a real process, and its control door: what fault tests ask."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

import httpx2
from tests.faults.asking import patient
from tests.faults.processes import Running, free_port, port_open, running

from fplbanter.fpl.endpoints import FIXTURES


class PretendFPL:
    """
    A simulator that runs, and its control door.

    `url` takes the place of FPL's base address, `program` can be frozen or killed.
    """

    def __init__(self, port: int, program: Running) -> None:
        self.port, self.program = port, program
        self.url = f"http://127.0.0.1:{port}/api/"
        self._http = httpx2.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=30
        )

    async def fail(self, kind: str, **order: object) -> None:
        """Put a fault in, the only one; `order` is what the control door knows."""
        await self.recover()
        await self._told("POST", "/control/faults", {"kind": kind, **order})

    async def recover(self) -> None:
        """Take all faults away."""
        await self._told("DELETE", "/control/faults")

    async def limit(
        self, per_second: int | None = None, per_minute: int | None = None
    ) -> None:
        """Refuse from now on what comes faster; nothing by itself is no limit."""
        order = {"per_second": per_second, "per_minute": per_minute}
        await self._told("POST", "/control/limit", order)

    async def clock(self, **order: object) -> None:
        """Move the virtual clock: `advance`, `to`, `pace`, `gameweek` with `stage`."""
        await self._told("POST", "/control/clock", order)

    async def requests(self, recent: int = 20_000) -> dict[str, Any]:
        """
        Return who came since the last `forget`.

        `total`, `most_in_a_second`, `most_in_a_minute`, `violations`, `counts` by
        path, and of the `recent` ones `at` (monotonic seconds), `path`, `status`.
        """
        return await self._told("GET", f"/control/requests?recent={recent}")

    async def forget(self) -> None:
        """Count from nothing again."""
        await self._told("DELETE", "/control/requests")

    async def close(self) -> None:
        """Close our connection to the control door."""
        await self._http.aclose()

    async def _told(
        self, method: str, path: str, body: Mapping[str, object] | None = None
    ) -> dict[str, Any]:
        answer = await self._http.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@asynccontextmanager
async def pretend_fpl(*options: str | int) -> AsyncIterator[PretendFPL]:
    """
    Run a simulator for as long as the block lasts; its slow first answers are made.

    `options` are those of `python -m fplbanter.simulator`. It runs before others
    where the system permits, so that a busy machine does not stamp late.
    """
    port = free_port()
    command = ("-m", "fplbanter.simulator", "--port", port, "--control", *options)
    async with running(*command) as program:
        await port_open(port)
        program.favour()
        fpl = PretendFPL(port, program)
        async with patient(fpl.url, 30.0) as client:
            await client.get(FIXTURES)
        await fpl.forget()
        try:
            yield fpl
        finally:
            await fpl.close()
