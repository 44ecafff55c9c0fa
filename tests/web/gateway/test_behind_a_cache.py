"""
A standard cache in front of the door: what we say is understood as we mean it.

The cache is made of the rules that the public HTTP cache tests have judged
(`tests/http_cache/`); what it asks is the door itself, over the pretend FPL.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import httpx2
import pytest
from tests.http_cache.cache import Cache
from tests.web.gateway.gate import Gate

from fplbanter.fpl.http_caching.fields import Fields
from fplbanter.fpl.http_caching.messages import Request, Response

pytestmark = pytest.mark.anyio

PATH = "/fpl/bootstrap-static/"
Forward = Callable[[float], None]


class Door:
    """The door as an origin, with what it has answered."""

    def __init__(self, api: httpx2.AsyncClient) -> None:
        self._api = api
        self.answered: list[int] = []

    async def ask(self, request: Request, body: bytes = b"") -> Response:
        del body
        asked = self._api.build_request(request.method, request.target)
        asked.headers = httpx2.Headers(list(request.fields))
        answer = await self._api.send(asked, stream=True)
        content = b"".join([piece async for piece in answer.aiter_raw()])
        self.answered.append(answer.status_code)
        lines = answer.headers.multi_items()
        return Response(answer.status_code, Fields.of(lines), content)


class Reader:
    """Whoever reads the door through a cache of his own, in whose time it goes on."""

    def __init__(self, gate: Gate) -> None:
        self.door = Door(gate.api)
        self.passed = timedelta()
        self._cache = Cache(self.door, now=lambda: datetime.now(UTC) + self.passed)

    async def get(self, encoding: str = "identity") -> Response:
        fields = Fields.of([("Accept-Encoding", encoding), ("Host", "banter.test")])
        return await self._cache.answer(Request("GET", PATH, fields))


async def test_a_cache_asks_once_in_a_lifetime_and_is_told_304(
    gate: Gate, forward: Forward
) -> None:
    """The body goes over the wire once; `Age` goes on counting in between."""
    reader = Reader(gate)
    first, second = await reader.get(), await reader.get()
    assert reader.door.answered == [200]
    assert first.body == second.body
    assert second.fields.combined("age") is not None
    for _ in range(2):
        forward(3600)
        reader.passed += timedelta(seconds=3600)
        stale = await reader.get()
    assert (stale.status, stale.body) == (200, first.body)
    assert reader.door.answered == [200, 304, 304]
    assert stale.fields.first("etag") == first.fields.first("etag")


async def test_a_cache_keeps_each_packing_for_who_wants_it(gate: Gate) -> None:
    """`Vary` tells them apart: nobody is sent bytes that he cannot read."""
    reader = Reader(gate)
    plain, packed = await reader.get(), await reader.get("br")
    assert "content-encoding" not in plain.fields
    assert packed.fields.first("content-encoding") == "br"
    assert len(packed.body) < len(plain.body)
    again = await reader.get(), await reader.get("br")
    assert [answer.body for answer in again] == [plain.body, packed.body]
    assert reader.door.answered == [200, 200]
