"""
A general HTTP cache made of the product's rules, for the public tests to judge.

Of the product are under test: every rule of `fplbanter.fpl.http_caching` (what may
be kept, freshness and age, Vary, reuse, validators and 304, invalidation,
Cache-Status), and `fplbanter.fpl.flights`, one fetch for all who want the same.
Only the mount is what holds them together here: a dictionary for the shelves, the
ranges, and asking any origin instead of FPL. The product's gateway differs where it
must: FPL's answers live by our own table of lifetimes, whatever FPL says, and
readers cannot force a request (docs/decisions/0009-caching-rules.md).
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Protocol

from tests.http_cache.origin import OriginGone
from tests.http_cache.ranges import part_of

from fplbanter.cluster.lanes import Lane
from fplbanter.fpl.flights import Flights
from fplbanter.fpl.http_caching.cache_status import CacheStatus, Forwarded
from fplbanter.fpl.http_caching.dates import format_http_date
from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.freshness import current_age
from fplbanter.fpl.http_caching.messages import Kept, Request, Response
from fplbanter.fpl.http_caching.reuse import (
    Reuse,
    may_ask_origin,
    reuse,
    serves_after_failure,
    ttl,
)
from fplbanter.fpl.http_caching.storing import end_to_end, may_store, storable
from fplbanter.fpl.http_caching.updating import (
    forgotten_after,
    freshened,
    is_confirmed_by_head,
)
from fplbanter.fpl.http_caching.validators import (
    TOLD_WITH_304,
    checking,
    is_answered_by_304,
    is_conditional,
)
from fplbanter.fpl.http_caching.varying import fits, select

_SERVER_ERROR = 500
_COLLAPSED = CacheStatus(Forwarded.URI_MISS, collapsed=True)
_FAILED = CacheStatus(Forwarded.STALE, detail="stale-if-error")


class Asks(Protocol):
    """Whoever answers for an origin; raises OriginGone."""

    async def ask(self, request: Request, body: bytes = b"") -> Response:
        """Forward a request."""


def _now() -> datetime:
    return datetime.now(UTC)


class Cache:
    """A shared cache in front of one origin."""

    def __init__(self, origin: Asks, *, now: Callable[[], datetime] = _now) -> None:
        self._origin = origin
        self._now = now
        self._shelf: dict[str, list[Kept]] = {}
        self._flights: Flights[Response] = Flights()

    async def aclose(self) -> None:
        """Give up what is under way."""
        await self._flights.close()

    async def answer(
        self, request: Request, body: bytes = b"", *, home: str = ""
    ) -> Response:
        """Answer a request; `home` is the origin as who asks knows it."""
        if request.method not in ("GET", "HEAD"):
            return await self._pass_on(request, body, home)
        kept = self._find(request)
        if kept is None:
            return await self._missed(request)
        match reuse(kept, request, self._now()):
            case Reuse.CHECK:
                return await self._checked(kept, request)
            case Reuse.REFRESH:
                self._refresh(kept)
        return self._given(kept, request, CacheStatus())

    # -- from what is kept -----------------------------------------------------

    def _find(self, request: Request) -> Kept | None:
        return select(self._shelf.get(request.target, ()), request)

    def _given(self, kept: Kept, request: Request, status: CacheStatus) -> Response:
        """Answer with what is kept: whole, in part, or with a 304."""
        now = self._now()
        said = replace(status, ttl=ttl(kept, now))
        age = str(int(current_age(kept, now)))
        fields = said.added_to(kept.response.fields.with_("Age", age))
        if is_answered_by_304(kept, request):
            return Response(304, fields.only(*TOLD_WITH_304))
        return part_of(replace(kept.response, fields=fields), request)

    # -- from the origin -------------------------------------------------------

    async def _missed(self, request: Request) -> Response:
        """Fetch what is not kept; who wants the same meanwhile waits for that."""
        if not may_ask_origin(request):
            return _failure(504, self._why(request))
        if not _is_plain(request):
            return await self._fetched(request, None)
        waits = request.target in self._flights
        flight = self._flights.launch(
            request.target, Lane.PERSON, lambda _: self._fetched(request, None)
        )
        # It goes on when who waits for it has left.
        response = await asyncio.shield(flight.task)
        if not waits:
            return response
        kept = self._find(request)
        if kept and reuse(kept, request, self._now()) is Reuse.FRESH:
            return self._given(kept, request, _COLLAPSED)
        # It was not for everybody: whoever waited asks for himself, at once.
        return await self._fetched(request, None)

    async def _checked(self, kept: Kept, request: Request) -> Response:
        """Ask whether what is kept still holds."""
        if not may_ask_origin(request):
            return _failure(504, Forwarded.STALE)
        return await self._fetched(request, kept)

    def _refresh(self, kept: Kept) -> None:
        """Have a stale response made new; nobody waits for it."""
        self._flights.launch(
            kept.request.target,
            Lane.BACKFILL,
            lambda _: self._fetched(kept.request, kept),
        )

    async def _fetched(self, request: Request, kept: Kept | None) -> Response:
        """Ask the origin, keep what it says, and answer."""
        why = Forwarded.STALE if kept else self._why(request)
        fields = checking(request.fields, kept) if kept else request.fields
        asked_at = self._now()
        try:
            answer = await self._origin.ask(replace(request, fields=fields))
        except OriginGone:
            return self._after_failure(request, kept, _failure(504, why))
        answer = self._dated(answer)
        if answer.status >= _SERVER_ERROR and kept:
            return self._after_failure(request, kept, self._new(answer, why))
        status = CacheStatus(why, status=answer.status)
        if kept and (answer.status == 304 or _confirms(request, kept, answer)):
            fresh = freshened(kept, answer, asked_at, self._now())
            self._keep(fresh)
            return self._given(fresh, request, status)
        stored = self._take_in(request, answer, asked_at)
        return self._new(answer, why, stored=stored)

    def _after_failure(
        self, request: Request, kept: Kept | None, failure: Response
    ) -> Response:
        if kept and serves_after_failure(kept, request, self._now()):
            return self._given(kept, request, _FAILED)
        return failure

    async def _pass_on(self, request: Request, body: bytes, home: str) -> Response:
        """Forward what may change something, and forget what it has changed."""
        asked_at = self._now()
        try:
            answer = self._dated(await self._origin.ask(request, body))
        except OriginGone:
            return _failure(502, Forwarded.METHOD)
        for target in forgotten_after(request, answer, home):
            self._shelf.pop(target, None)
        stored = self._take_in(request, answer, asked_at)
        return self._new(answer, Forwarded.METHOD, stored=stored)

    # -- keeping ---------------------------------------------------------------

    def _take_in(self, request: Request, answer: Response, asked_at: datetime) -> bool:
        """Keep an answer if that is allowed; say whether it is."""
        now = self._now()
        if request.method == "HEAD" and answer.status == 200:
            # What it says about the response that is kept is that it is another.
            self._shelf.pop(request.target, None)
        if not may_store(request, answer, now):
            return False
        kept = replace(answer, fields=storable(answer.fields))
        self._keep(Kept(request, kept, asked_at, now))
        return True

    def _keep(self, kept: Kept) -> None:
        """Keep a response in place of those that the same request selects."""
        shelf = self._shelf.setdefault(kept.request.target, [])
        shelf[:] = [one for one in shelf if not fits(one, kept.request)] + [kept]

    # -- words -----------------------------------------------------------------

    def _why(self, request: Request) -> Forwarded:
        others = request.target in self._shelf
        return Forwarded.VARY_MISS if others else Forwarded.URI_MISS

    def _new(
        self, answer: Response, why: Forwarded, *, stored: bool = False
    ) -> Response:
        """Send an answer of the origin on."""
        fields = end_to_end(answer.fields)
        return replace(answer, fields=CacheStatus(why, stored=stored).added_to(fields))

    def _dated(self, answer: Response) -> Response:
        """Give an answer without a Date the moment it came (RFC 9110, 6.6.1)."""
        if "date" in answer.fields:
            return answer
        now = format_http_date(self._now())
        return replace(answer, fields=answer.fields.with_("Date", now))


def _is_plain(request: Request) -> bool:
    """Say whether what it brings may be what others wait for."""
    if request.method != "GET" or is_conditional(request):
        return False
    private = ("authorization", "range")
    return not any(n in request.fields for n in private) and not (
        {"no-store", "no-cache", "max-age"} & request.fields.cache_control().keys()
    )


def _confirms(request: Request, kept: Kept, answer: Response) -> bool:
    return request.method == "HEAD" and is_confirmed_by_head(kept, answer)


def _failure(status: int, why: Forwarded) -> Response:
    """Answer for an origin that does not, or must not be asked."""
    body = b"The origin has not answered.\n"
    fields = Fields.of(
        [
            ("Content-Type", "text/plain"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ]
    )
    return Response(status, CacheStatus(why).added_to(fields), body)
