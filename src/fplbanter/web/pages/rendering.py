"""Templates to answers: compiled once, escaped always, sent with strict headers."""

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from fplbanter.services.answers import Notice
from fplbanter.web.pages import figures, wording
from fplbanter.web.pages.static import version

TEMPLATES: Final = Path(__file__).parent / "templates"

HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; "
        "img-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
"""No inline script or style, nothing from another host, no framing."""


@cache
def environment() -> Environment:
    """Return the one set of compiled templates."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(
        name=wording.name,
        sentence=wording.sentence,
        n=wording.number,
        iso=wording.iso,
        clock=wording.clock_time,
        part=wording.part,
        pick_state=wording.pick_state,
        substitution=wording.substitution,
        phase=wording.phase_name,
        reason=wording.reason,
        headline=wording.headline,
        state=wording.state,
        group_name=wording.group_name,
        part_name=wording.part_name,
        lane_name=wording.lane_name,
        server_name=wording.server_name,
        server_state=wording.server_state,
        span=wording.span,
        figure=figures.figure,
        reckoned=figures.reckoned,
        share=figures.share,
        summed=figures.summed,
    )
    made.globals.update(
        static=f"/static/{version()}",
        chips=wording.CHIPS,
        ago=wording.ago,
        countdown=wording.countdown,
        hour=wording.hour,
        measured=figures.measured,
        phase_note=wording.phase_note,
    )
    return made


def render(template: str, **values: object) -> str:
    """Render a template to HTML."""
    return environment().get_template(template).render(values)


def respond(
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    notice: Notice | None = None,
    **values: object,
) -> HTMLResponse:
    """
    Render a template as an answer with the pages' headers.

    `notice` is what its banner says about FPL.
    """
    html = render(template, notice=notice, **values)
    return HTMLResponse(html, status, headers=HEADERS | dict(headers or {}))


@cache
def build() -> str:
    """Return a hash of all that shapes a page, so that a new release is a new page."""
    digest = hashlib.blake2b(version().encode(), digest_size=6)
    for path in sorted(TEMPLATES.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def etag_of(*values: object) -> str:
    """
    Return a weak ETag for a fragment made of these values.

    The values, not the HTML: "read 20 s ago" is no reason to send it all again.
    """
    digest = hashlib.blake2b(repr((build(), values)).encode(), digest_size=12)
    return f'W/"{digest.hexdigest()}"'


def matches(etag: str, if_none_match: str | None) -> bool:
    """Say whether the client already holds that version (weak comparison)."""
    if if_none_match is None:
        return False
    held = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
    return "*" in held or etag.removeprefix("W/") in held
