"""
What the edge is compared with, each a server with one worker: for `edge.py`.

    python benchmarks/edge_servers.py KIND PORT FOLDER

It needs FastAPI and uvicorn only, so that other environments may run it. FOLDER has
what it answers: `table.json`, `table.br`, `bootstrap.br`.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

FIVE_MINUTES = 300


def raw(folder: Path) -> Any:  # noqa: ANN401  An ASGI application has no narrow type.
    """Send bytes that are there, and look at nothing but the path."""
    answers = {}
    for path, name in (("/table", "table.br"), ("/bootstrap", "bootstrap.br")):
        body = (folder / name).read_bytes()
        told = {
            b"content-type": b"application/json",
            b"content-encoding": b"br",
            b"content-length": str(len(body)).encode(),
        }
        start = {"type": "http.response.start", "status": 200}
        end = {"type": "http.response.body", "body": body}
        answers[path] = ({**start, "headers": list(told.items())}, end)

    async def app(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401, ARG001
        start, end = answers[scope["path"]]
        await send(start)
        await send(end)

    return app


def dicts(folder: Path) -> FastAPI:
    """Return a dict from a dict in which it lives for five minutes, as most do."""
    return _with_table(folder, response_model=None)


def typed(folder: Path) -> FastAPI:
    """Do the same, and declare a type, so that Pydantic writes the JSON."""
    return _with_table(folder, response_model=dict[str, Any])


def _with_table(folder: Path, *, response_model: Any) -> FastAPI:  # noqa: ANN401
    app, kept = FastAPI(), dict[str, tuple[float, Any]]()

    @app.get("/table", response_model=response_model)
    async def table() -> Any:  # noqa: ANN401  As people write it.
        found = kept.get("table")
        if found is None or found[0] < time.monotonic():
            table = json.loads((folder / "table.json").read_bytes())
            found = kept["table"] = (time.monotonic() + FIVE_MINUTES, table)
        return found[1]

    return app


def cached(folder: Path) -> FastAPI:
    """Have fastapi-cache2 keep it in memory for five minutes."""
    # It is in an environment of its own, where alone this function runs.
    from fastapi_cache import FastAPICache  # type: ignore[import-not-found]
    from fastapi_cache.backends.inmemory import (  # type: ignore[import-not-found]
        InMemoryBackend,
    )
    from fastapi_cache.decorator import cache  # type: ignore[import-not-found]

    app = FastAPI()
    FastAPICache.init(InMemoryBackend())

    @app.get("/table")
    @cache(expire=FIVE_MINUTES)  # type: ignore[untyped-decorator]
    async def table() -> Any:  # noqa: ANN401  As people write it.
        return json.loads((folder / "table.json").read_bytes())

    return app


KINDS = {"raw": raw, "dicts": dicts, "typed": typed, "cached": cached}


def main() -> None:
    kind, port, folder = sys.argv[1:]
    uvicorn.run(
        KINDS[kind](Path(folder)),
        host="127.0.0.1",
        port=int(port),
        loop="uvloop",
        http="httptools",
        lifespan="off",
        access_log=False,
        server_header=False,
        log_level="warning",
    )


if __name__ == "__main__":
    main()
