"""The HTTP client of the FPL API: one answer, within a deadline and a budget."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from http.cookiejar import CookieJar, DefaultCookiePolicy
from random import SystemRandom
from typing import Final, Self

import httpx2

from fplbanter import __version__
from fplbanter.cluster.lanes import Lane
from fplbanter.cluster.slots import Slot
from fplbanter.cluster.spender import Spender
from fplbanter.errors import (
    UpstreamChanged,
    UpstreamDown,
    UpstreamError,
    UpstreamSlow,
)
from fplbanter.fpl.bodies import parse, read_body, read_notice
from fplbanter.fpl.departure import Departure, drivers_loaded
from fplbanter.fpl.endpoints import Endpoint
from fplbanter.fpl.fetched import Fetched, Validators, age
from fplbanter.fpl.measured import Attempt
from fplbanter.fpl.reasons import Reason
from fplbanter.fpl.refusals import refusal
from fplbanter.fpl.retries import RetryBudget
from fplbanter.ops import metrics
from fplbanter.ops.closing import Closing

BASE_URL: Final = "https://fantasy.premierleague.com/api/"
USER_AGENT: Final = f"FPLBanter/{__version__} (+self-hosted; fplbanter)"

_WORTH_A_RETRY: Final = (502, 503, 504)
_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


def _pause_before_retry() -> float:
    """Return 0.5 to 4 seconds: many who failed together come back apart."""
    return SystemRandom().uniform(0.5, 4.0)


IDLE_SECONDS: Final = 60.0
"""For which an unused connection is kept: a new one costs FPL and us a handshake."""

CONNECTIONS: Final = 8
"""At most; the budget lets fewer requests than that be under way."""

_NOTHING_KNOWN: Final = Validators()


def _nothing() -> None:
    """Take no note of an attempt."""


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, the same in every attempt."""

    name: str
    url: str
    limit: int
    lane: Lane
    group: str
    known: Validators = _NOTHING_KNOWN
    began: Callable[[], None] = _nothing
    once: bool = False


class _TryAgain(Exception):
    """An attempt that failed in a way that may pass; `error` says how."""

    def __init__(self, error: UpstreamError) -> None:
        super().__init__(str(error))
        self.error = error


class FPLClient(Closing):
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
        monotonic: Callable[[], float] = time.monotonic,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._budget = budget
        self._base = base_url.rstrip("/") + "/"
        self._total_timeout = total_timeout
        self._max_bytes = max_bytes
        self._retry_pause = retry_pause
        self._sleep = sleep
        self._retries = RetryBudget(monotonic)
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
            limits=httpx2.Limits(
                max_connections=CONNECTIONS, keepalive_expiry=IDLE_SECONDS
            ),
        )

    async def __aenter__(self) -> Self:
        """Return the client; it connects with the first request."""
        await drivers_loaded()
        return self

    async def aclose(self) -> None:
        """Close all connections."""
        await self._http.aclose()

    async def get(
        self, endpoint: Endpoint, lane: Lane = Lane.PERSON, /, **params: int | None
    ) -> object:
        """Return an endpoint's answer as parsed JSON; raises as `fetch`."""
        question = self._question(endpoint, lane, params)
        fetched = await self._answer(question)
        return parse(fetched.body or b"", is_list=endpoint.is_list)

    async def fetch(
        self,
        endpoint: Endpoint,
        lane: Lane = Lane.PERSON,
        /,
        *,
        known: Validators | None = None,
        began: Callable[[], None] | None = None,
        once: bool = False,
        **params: int | None,
    ) -> Fetched:
        """
        Return an endpoint's answer as it came, or that it is still the `known` one.

        `began` is called whenever an attempt has its slot. Raises ValueError for
        parameters out of range, before any request, and the `UpstreamError` that
        says why there is no answer. FPL gets a second chance where it did not
        answer or said 502, 503 or 504; not where it said when to come back, nor
        when many have had one in the last minute, nor when it is asked `once`.
        """
        asked = self._question(endpoint, lane, params)
        known, began = known or asked.known, began or asked.began
        return await self._answer(replace(asked, known=known, began=began, once=once))

    def _question(
        self, endpoint: Endpoint, lane: Lane, params: Mapping[str, int | None]
    ) -> _Question:
        return _Question(
            name=endpoint.name,
            url=self._base + endpoint.path(**params),
            limit=min(endpoint.max_bytes, self._max_bytes),
            lane=lane,
            group=endpoint.group,
        )

    async def _answer(self, question: _Question) -> Fetched:
        """Ask, and once more where that may help and is not asked too often."""
        self._retries.called()
        try:
            return await self._attempt(question)
        except _TryAgain as failure:
            if question.once or not self._retries.spend():
                raise failure.error from failure
        metrics.UPSTREAM_RETRIES.labels(question.name).inc()
        await self._sleep(self._retry_pause())
        try:
            return await self._attempt(question)
        except _TryAgain as failure:
            raise failure.error from failure

    async def _attempt(self, question: _Question) -> Fetched:
        """Spend a slot on one request and read its answer."""
        attempt = Attempt(question.name, question.lane)
        async with self._budget.slot(question.lane, question.group) as slot:
            with attempt:
                question.began()
                try:
                    fetched = await self._in_time(question, slot)
                except _TryAgain as failure:
                    attempt.ended(failure.error)
                    raise
                except UpstreamError as error:
                    attempt.ended(error)
                    raise
                attempt.ended(fetched)
                return fetched

    async def _in_time(self, question: _Question, slot: Slot) -> Fetched:
        """Read the whole answer within the deadline for it."""
        try:
            async with asyncio.timeout(self._total_timeout) as deadline:
                departure = Departure(slot, deadline, self._total_timeout)
                return await self._ask(question, departure)
        except TimeoutError:
            raise UpstreamSlow(
                f"no whole answer within {self._total_timeout:g} s"
            ) from None

    async def _ask(self, question: _Question, departure: Departure) -> Fetched:
        asking = question.known.headers()
        response = await self._opened(question.url, asking, departure)
        try:
            if response.status_code == 304 and asking:
                return _still(question.known, response)
            if response.status_code != 200:
                raise _refused(response, await read_notice(response))
            return _given(response, await read_body(response, question.limit))
        except httpx2.TimeoutException as error:
            raise UpstreamSlow(f"FPL stopped in mid-answer: {error!r}") from error
        except (httpx2.RemoteProtocolError, httpx2.DecodingError) as error:
            raise UpstreamChanged(
                f"half an answer: {error}", field="body", reason=Reason.CUT
            ) from error
        except httpx2.TransportError as error:
            raise UpstreamDown(f"cut off in mid-answer: {error!r}") from error
        finally:
            await response.aclose()

    async def _opened(
        self, url: str, asking: dict[str, str], departure: Departure
    ) -> httpx2.Response:
        """Send the request and wait for the head of the answer."""
        request = self._http.build_request(
            "GET", url, headers=asking, extensions={"trace": departure.trace}
        )
        try:
            return await self._http.send(request, stream=True)
        except httpx2.ConnectTimeout as error:
            raise _TryAgain(UpstreamSlow("FPL takes no connection")) from error
        except httpx2.TimeoutException as error:
            raise UpstreamSlow(f"FPL does not answer: {error!r}") from error
        except httpx2.TransportError as error:
            # A kept connection that FPL has closed meanwhile ends here as well.
            raise _TryAgain(UpstreamDown(f"no answer: {error!r}")) from error


def _given(response: httpx2.Response, body: bytes) -> Fetched:
    told = Validators.of(response.headers)
    return Fetched(body, told.etag, told.last_modified, age(response.headers))


def _still(known: Validators, response: httpx2.Response) -> Fetched:
    """
    Return that FPL stands by what is known.

    Its validators stay: those of a 304 may be another answer's, and asking by
    them would keep the old body for ever.
    """
    return Fetched(None, known.etag, known.last_modified, age(response.headers))


def _refused(response: httpx2.Response, notice: bytes) -> Exception:
    """Return the error for an answer that is not 200, or the wish to try again."""
    error = refusal(response.status_code, response.headers, notice)
    passing = response.status_code in _WORTH_A_RETRY and type(error) is UpstreamDown
    # Who says when to come back is not asked before.
    return _TryAgain(error) if passing and not _told_to_wait(response) else error


def _told_to_wait(response: httpx2.Response) -> bool:
    return "retry-after" in response.headers
