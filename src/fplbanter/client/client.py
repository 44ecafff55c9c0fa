"""The client: one method for each question."""

import asyncio
import ipaddress
from collections.abc import Mapping
from types import TracebackType
from typing import Self, TypeVar

import httpx2
from pydantic import BaseModel, ValidationError

from fplbanter.client.banter import Banter
from fplbanter.client.tables import Progress, Table
from fplbanter.errors import BanterError, NotFound

TIMEOUT_SECONDS = 10.0
PAUSE_SECONDS = 0.5
PATIENCE_SECONDS = 60.0
"""How long a table is waited for while FPL does not answer."""

Answer = TypeVar("Answer", bound=BaseModel)


class Unreachable(BanterError):
    """No FPL Banter answers at that address."""


class BanterClient:
    """Asks an FPL Banter; use it as `async with BanterClient(address) as client`."""

    def __init__(
        self, address: str, *, transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        try:
            url = httpx2.URL(address)
        except httpx2.InvalidURL as error:
            raise Unreachable(f"{address} is no address: {error}") from error
        self._http = httpx2.AsyncClient(
            base_url=url,
            timeout=TIMEOUT_SECONDS,
            transport=transport,
            # A proxy of the environment does not know this machine from its own.
            trust_env=not is_near(url.host),
        )

    async def __aenter__(self) -> Self:
        """Return the client; it connects with the first question."""
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def table(
        self, league_id: int, *, gameweek: int | None = None, limit: int = 100
    ) -> Table:
        """
        Return the top of a league's table, waiting until FPL has answered for it.

        Raises NotFound, Unreachable, or BanterError with the server's words.
        """
        asked = {"limit": str(limit), **_given(gameweek=gameweek)}
        return _read(
            Table, await self._waited(f"/leagues/{league_id}/standings", asked)
        )

    async def banter(
        self,
        league_id: int,
        *,
        gameweek: int | None = None,
        heat: str | None = None,
        limit: int = 100,
    ) -> Banter:
        """
        Return a league's gameweek in banter, as far as it has been judged.

        `heat` is mild, proper or savage, mixed without. Waits and raises as
        `table`; `state` says whether anything has been judged yet.
        """
        asked = {"limit": str(limit), **_given(gameweek=gameweek, heat=heat)}
        return _read(Banter, await self._waited(f"/leagues/{league_id}/banter", asked))

    async def progress(self, league_id: int) -> Progress:
        """Return how far the reading of a league is; raises as `table`."""
        return _read(Progress, await self._get(f"/leagues/{league_id}/progress", {}))

    async def _waited(self, path: str, asked: Mapping[str, str]) -> httpx2.Response:
        """Ask until there is an answer: 202 is none."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    answer = await self._get(path, asked)
                    if answer.status_code != httpx2.codes.ACCEPTED:
                        return answer
                    await asyncio.sleep(PAUSE_SECONDS)
        except TimeoutError:
            raise BanterError("FPL does not answer for that league.") from None

    async def _get(self, path: str, asked: Mapping[str, str]) -> httpx2.Response:
        try:
            answer = await self._http.get(path, params=dict(asked))
        except httpx2.TransportError as error:
            address = self._http.base_url
            raise Unreachable(f"No FPL Banter answers at {address}: {error}") from error
        if answer.is_success:
            return answer
        if answer.status_code == httpx2.codes.NOT_FOUND:
            raise NotFound(_detail(answer))
        raise BanterError(_detail(answer))


def _given(**asked: int | str | None) -> dict[str, str]:
    """Leave out what is not asked for."""
    return {name: str(value) for name, value in asked.items() if value is not None}


def _read(kind: type[Answer], answer: httpx2.Response) -> Answer:
    """Read an answer; another program's answer is none of an FPL Banter."""
    try:
        return kind.model_validate_json(answer.content)
    except ValidationError as error:
        raise Unreachable(f"What answers at {answer.url} is no FPL Banter.") from error


def _detail(answer: httpx2.Response) -> str:
    """Return the words of a problem, or what little there is."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"The server answered {answer.status_code}."


def is_near(host: str) -> bool:
    """Say whether a host is this machine."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"
