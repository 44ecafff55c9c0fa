"""
`/docs` and `/redoc` without any request to another host.

Swagger UI and ReDoc come from the files of the package fastapi-offline.
"""

import importlib.util
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse

OWN = Path(__file__).parent / "docs_static"

_TYPES = {".css": "text/css", ".js": "text/javascript", ".png": "image/png"}
_NAMES = {
    "swagger-ui-bundle.js",
    "swagger-ui.css",
    "redoc.standalone.js",
    "start-swagger.js",
    "start-redoc.js",
}

# Both tools write style attributes, and ReDoc searches in a worker of its own.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "worker-src blob:; base-uri 'none'; frame-ancestors 'none'"
)

_SWAGGER = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>FPL Banter: the API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.ico">
<link rel="stylesheet" href="/docs/static/swagger-ui.css"></head>
<body><div id="swagger-ui"></div>
<script src="/docs/static/swagger-ui-bundle.js"></script>
<script src="/docs/static/start-swagger.js"></script></body></html>
"""

_REDOC = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>FPL Banter: the API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="/favicon.ico"></head>
<body><div id="redoc"></div>
<script src="/docs/static/redoc.standalone.js"></script>
<script src="/docs/static/start-redoc.js"></script></body></html>
"""


def build_docs() -> APIRouter:
    """Return the pages that show the API, and their files."""
    router = APIRouter(include_in_schema=False)
    router.add_api_route("/docs", _swagger, methods=["GET", "HEAD"])
    router.add_api_route("/redoc", _redoc, methods=["GET", "HEAD"])
    router.add_api_route("/docs/static/{name}", _file, methods=["GET", "HEAD"])
    return router


async def _swagger() -> HTMLResponse:
    return HTMLResponse(_SWAGGER, headers={"Content-Security-Policy": _POLICY})


async def _redoc() -> HTMLResponse:
    return HTMLResponse(_REDOC, headers={"Content-Security-Policy": _POLICY})


async def _file(name: str) -> Response:
    if name not in _NAMES:
        return Response("Not found\n", 404, media_type="text/plain")
    headers = {"Cache-Control": "public, max-age=86400"}
    return Response(_content(name), 200, headers, _TYPES[Path(name).suffix])


@cache
def _content(name: str) -> bytes:
    own = OWN / name
    content = (own if own.is_file() else _bundled() / name).read_bytes()
    # ReDoc shows its maker's logo from a host of theirs; ours is here.
    return content.replace(b"https://cdn.redoc.ly/redoc/logo-mini.svg", b"/favicon.ico")


@cache
def _bundled() -> Path:
    """Find fastapi-offline's files without importing it."""
    spec = importlib.util.find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("fastapi-offline is not installed")
    return Path(spec.origin).parent / "static"
