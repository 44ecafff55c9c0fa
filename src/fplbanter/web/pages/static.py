"""
The style sheets, modules and icon, served from memory.

Their address holds a hash of them all (`/static/3f9c.../page.css`), so that a
browser keeps them for a year and the modules find each other by plain names.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

from fastapi import Response

STATIC: Final = Path(__file__).parent / "static"

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
_YEAR = "public, max-age=31536000, immutable"


@cache
def files() -> dict[str, bytes]:
    """Return every static file by its name."""
    return {p.name: p.read_bytes() for p in sorted(STATIC.iterdir()) if p.is_file()}


@cache
def version() -> str:
    """Return a hash of every static file's name and content."""
    digest = hashlib.blake2b(digest_size=6)
    for name, content in files().items():
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def static_response(asked_version: str, name: str) -> Response:
    """
    Answer a static file, 404 when there is none of that name.

    A page of the release before asks for another version: it gets the present
    files, but must not keep them.
    """
    content = files().get(name)
    headers = {"X-Content-Type-Options": "nosniff"}
    if content is None:
        return Response("Not found\n", 404, headers, "text/plain; charset=utf-8")
    headers["Cache-Control"] = _YEAR if asked_version == version() else "no-cache"
    return Response(content, 200, headers, _TYPES[Path(name).suffix])
