"""An application behind an edge, that counts who comes and waits when it is told to."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fplbanter.web.edge import Edge, at_the_edge

TABLE = "/leagues/900/standings"
JSON = {"content-type": "application/json"}


@dataclass
class Behind:
    """Answers whatever is asked with the same; `scopes` are what came."""

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: dict(JSON))
    body: bytes = b'{"items": [' + b'{"entry_id": 1}, ' * 400 + b"{}]}"
    scopes: list[Scope] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    @property
    def asked(self) -> int:
        return len(self.scopes)

    def header(self, name: str) -> str | None:
        """Return a header of the last request that came."""
        told = dict(self.scopes[-1]["headers"])
        value = told.get(name.encode())
        return None if value is None else value.decode()

    async def __call__(self, scope: Scope, _: Receive, send: Send) -> None:
        self.scopes.append(scope)
        body, status, headers = self.body, self.status, dict(self.headers)
        await self.gate.wait()
        headers["content-length"] = str(len(body))
        told = [(n.encode(), v.encode()) for n, v in headers.items()]
        start = {"type": "http.response.start", "status": status, "headers": told}
        await send(start)
        await send({"type": "http.response.body", "body": body})


@dataclass
class Answer:
    """What went out; `names` are its headers in order, each as often as sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    body: bytes = b""


class Seconds:
    """Real seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Front:
    """An edge in front of an application, asked without a socket."""

    def __init__(self, app: ASGIApp, **options: int) -> None:
        self.seconds = Seconds()
        self.edge: Edge = at_the_edge(app, seconds=self.seconds, **options)

    async def get(
        self,
        target: str = TABLE,
        *lines: tuple[str, str],
        method: str = "GET",
        **headers: str,
    ) -> Answer:
        """Ask; `accept_encoding="br"` is a header, `lines` are more of them."""
        named = [(n.replace("_", "-"), v) for n, v in headers.items()]
        told = [(n.encode(), v.encode()) for n, v in (*named, *lines)]
        path, _, query = target.partition("?")
        scope: Scope = {
            "type": "http",
            "method": method,
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": told,
            "state": {},
        }
        answer = Answer()

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                pairs = [(n.decode(), v.decode()) for n, v in message["headers"]]
                answer.status, answer.headers = message["status"], dict(pairs)
                answer.names = [name for name, _ in pairs]
            else:
                answer.body += message.get("body", b"")

        await self.edge(scope, _nothing, send)
        return answer


def ttl(answer: Answer) -> int:
    """Return the seconds for which an answer says it will be given."""
    found = re.search(r"ttl=(-?\d+)", answer.headers["cache-status"])
    assert found
    return int(found[1])


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
