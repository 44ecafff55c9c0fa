"""The HTTP client of the FPL API: one answer, within a deadline and a budget."""

import asyncio
from collections.abc import Awaitable, Callable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from random import SystemRandom
from types import TracebackType
from typing import Final, Self

import httpx2

from fplbanter import __version__
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.spender import Spender
from fplbanter.errors import (
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamSlow,
)
from fplbanter.fpl.bodies import parse, read_body, read_notice
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.refusals import refusal

BASE_URL: Final = "https://fantasy.premierleague.com/api/"
USER_AGENT: Final = f"FPLBanter/{__version__} (+self-hosted; fplbanter)"

_TRIES: Final = 2
_WORTH_A_RETRY: Final = (502, 503, 504)
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def _pause_before_retry() -> float:
    """Return 0.5 to 4 seconds: many who failed together come back apart."""
    return SystemRandom().uniform(0.5, 4.0)


class _TryAgain(Exception):
    """An attempt that failed in a way that may pass; `error` says how."""

    def __init__(self, error: UpstreamError) -> None:
        super().__init__(str(error))
        self.error = error


class FPLClient:
    """
    Ask FPL one question at a time, politely.

    Each attempt spends a slot of the budget, and from there on has
    `total_timeout` seconds for its whole answer: time-outs of single reads let
    an answer drip for ever. Nothing is followed, no cookie is kept. Use it as
    `async with FPLClient(BASE_URL, budget) as client`, or call `aclose`.
    """

    def __init__(
        self,
        base_url: str,
        budget: Spender,
        *,
        user_agent: str = USER_AGENT,
        total_timeout: float = 8.0,
        connect_timeout: float = 2.0,
        max_bytes: int = 8 * 1024 * 1024,
        retry_pause: Callable[[], float] = _pause_before_retry,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._budget = budget
        self._base = base_url.rstrip("/") + "/"
        self._total_timeout = total_timeout
        self._max_bytes = max_bytes
        self._retry_pause = retry_pause
        self._sleep = sleep
        self._http = httpx2.AsyncClient(
            headers={
                "User-Agent": user_agent,
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
            },
            timeout=httpx2.Timeout(total_timeout, connect=connect_timeout),
            follow_redirects=False,
            # Cookies of FPL's edge would make one visitor of all our requests.
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=())),
            # A proxy of the environment is for FPL, not for our simulator.
            trust_env=httpx2.URL(base_url).host not in _LOOPBACK,
            transport=transport,
        )

    async def __aenter__(self) -> Self:
        """Return the client; it connects with the first request."""
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def get(
        self, endpoint: Endpoint, lane: Lane = Lane.PERSON, /, **params: int | None
    ) -> object:
        """
        Return an endpoint's answer as parsed JSON.

        Raises ValueError for parameters out of range, before any request, and
        the `UpstreamError` that says why there is no answer. FPL gets a second
        chance where it did not answer or said 502, 503 or 504; not where it
        said when to come back.
        """
        body = await self.fetch(endpoint, lane, **params)
        return parse(body, is_list=endpoint.is_list)

    async def fetch(
        self, endpoint: Endpoint, lane: Lane = Lane.PERSON, /, **params: int | None
    ) -> bytes:
        """Return an endpoint's answer as it came, inflated; raises as `get`."""
        url = self._base + endpoint.path(**params)
        limit = min(endpoint.max_bytes, self._max_bytes)
        for _ in range(_TRIES - 1):
            try:
                return await self._attempt(url, limit, lane, endpoint.group)
            except _TryAgain:
                await self._sleep(self._retry_pause())
        try:
            return await self._attempt(url, limit, lane, endpoint.group)
        except _TryAgain as failure:
            raise failure.error from failure

    async def _attempt(self, url: str, limit: int, lane: Lane, group: str) -> bytes:
        """Spend a slot on one request and read its answer."""
        async with self._budget.slot(lane, group):
            try:
                async with asyncio.timeout(self._total_timeout):
                    return await self._ask(url, limit)
            except TimeoutError:
                raise UpstreamSlow(
                    f"no whole answer within {self._total_timeout:g} s"
                ) from None

    async def _ask(self, url: str, limit: int) -> bytes:
        response = await self._opened(url)
        try:
            if response.status_code == 200:
                return await read_body(response, limit)
            raise _refused(response, await read_notice(response))
        except httpx2.TimeoutException as error:
            raise UpstreamSlow(f"FPL stopped in mid-answer: {error!r}") from error
        except (httpx2.RemoteProtocolError, httpx2.DecodingError) as error:
            raise UpstreamChanged(f"half an answer: {error}", field="body") from error
        except httpx2.TransportError as error:
            raise UpstreamDown(f"cut off in mid-answer: {error!r}") from error
        finally:
            await response.aclose()

    async def _opened(self, url: str) -> httpx2.Response:
        """Send the request and wait for the head of the answer."""
        request = self._http.build_request("GET", url)
        try:
            return await self._http.send(request, stream=True)
        except httpx2.ConnectTimeout as error:
            raise _TryAgain(UpstreamSlow("FPL takes no connection")) from error
        except httpx2.TimeoutException as error:
            raise UpstreamSlow(f"FPL does not answer: {error!r}") from error
        except httpx2.TransportError as error:
            # A kept connection that FPL has closed meanwhile ends here as well.
            raise _TryAgain(UpstreamDown(f"no answer: {error!r}")) from error


def _refused(response: httpx2.Response, notice: bytes) -> Exception:
    """Return the error for an answer that is not 200, or the wish to try again."""
    error = refusal(response.status_code, response.headers, notice)
    passing = response.status_code in _WORTH_A_RETRY and type(error) is UpstreamDown
    # Who says when to come back is not asked before.
    return _TryAgain(error) if passing and not _told_to_wait(response) else error


def _told_to_wait(response: httpx2.Response) -> bool:
    return "retry-after" in response.headers
