"""What is wrong is said on a page, with the right status, and headers are strict."""

import asyncio
from collections.abc import Callable
from typing import NoReturn

import pytest
from fastapi import Request
from starlette.testclient import TestClient
from tests.web.pages import statuses
from tests.web.pages.product import FPL_DOWN, PRIVATE, StillProduct, site

from fplbanter.errors import (
    BadRequest,
    NotFound,
    Refused,
    StoreUnavailable,
    UpstreamBlocked,
    UpstreamBusy,
    UpstreamChanged,
    UpstreamForbidden,
    UpstreamNotFound,
    UpstreamSlow,
    UpstreamUpdating,
)
from fplbanter.web.deadline import Deadline
from fplbanter.web.pages import render_problem
from fplbanter.web.pages.refusals import Refusal, problem_page
from fplbanter.web.pages.static import version
from fplbanter.web.problems import install_problems

Reader = Callable[[str], str]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/l/0", 422),
        ("/l/-1", 422),
        ("/l/9223372036854775808", 422),
        ("/l/abc", 422),
        ("/l/%3Cscript%3E", 422),
        ("/l/900?gameweek=0", 422),
        ("/l/900?gameweek=48", 422),
        ("/l/900?gameweek=x", 422),
        ("/l/900?month=0", 422),
        ("/l/900?skip=-1", 422),
        ("/l/900?open=abc", 422),
        ("/l/900?gameweek=8", 404),
        ("/l/12345", 404),
        (f"/l/{PRIVATE}", 403),
        (f"/l/{FPL_DOWN}", 503),
        ("/m/0", 422),
        ("/m/405", 404),
        ("/l/900/table?gameweek=8", 404),
        ("/l/12345/progress", 404),
        ("/l/abc/lineup/1", 422),
        ("/l/900/lineup/abc", 422),
    ],
)
def test_bad_questions_get_a_clear_page(
    browser: TestClient, path: str, status: int
) -> None:
    """Never JSON, never a 500, nothing reflected unescaped."""
    answer = browser.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script>" not in answer.text


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (BadRequest("The limit is odd.", field="limit"), 422, "The limit is odd."),
        (NotFound("There is no league 1."), 404, "There is no league 1."),
        (UpstreamNotFound(""), 404, "There is no such thing."),
        (Refused(""), 403, "FPL shows this only to those who log in."),
        (UpstreamForbidden(""), 403, "FPL shows this only to those who log in."),
        (UpstreamUpdating("x"), 503, "FPL is updating its game"),
        (UpstreamSlow("x"), 503, "FPL takes too long"),
        (UpstreamBusy("x", retry_after=7), 503, "a breather"),
        (UpstreamBlocked("x"), 503, "turning this server away"),
        (UpstreamChanged("x", field="y"), 503, "does not understand yet"),
    ],
)
def test_each_error_has_its_page(
    text_of: Reader, error: Refusal, status: int, words: str
) -> None:
    """The words are people's; an upstream error's own text stays in the log."""
    answer = problem_page(request_of(StillProduct()), error)
    assert answer.status_code == status
    assert words in text_of(bytes(answer.body).decode())
    wanted = {503: "7" if isinstance(error, UpstreamBusy) else "30"}.get(status)
    assert answer.headers.get("retry-after") == wanted


def request_of(product: StillProduct) -> Request:
    """Give a request to the pages over a product."""
    return Request({"type": "http", "app": site(product), "headers": []})


def test_a_problem_says_when_fpl_is_asked_again() -> None:
    """If the error does not know better; our own trouble has its own time."""
    product = StillProduct()
    product.trouble = statuses.UPDATING
    request = request_of(product)

    def wait(error: Refusal) -> str | None:
        return problem_page(request, error).headers.get("retry-after")

    assert wait(UpstreamSlow("x")) == "42"
    assert wait(UpstreamBusy("x", retry_after=6.2)) == "7"
    assert wait(StoreUnavailable("x")) == "30"
    assert wait(NotFound("x")) is None


def test_a_problem_may_quote_a_stranger(text_of: Reader) -> None:
    """Title and detail are escaped, tamed and cut."""
    hostile = "<b>bold</b>\u202eturned " + "x" * 10_000
    html = bytes(render_problem(418, hostile, hostile).body).decode()
    assert "<b>bold" not in html
    assert "\u202e" not in html
    assert len(html) < 4_000
    assert "418" in text_of(html)


@pytest.mark.parametrize("path", ["/", "/l/900", "/l/900/table", "/m/12", "/l/904"])
def test_pages_are_sent_with_strict_headers(browser: TestClient, path: str) -> None:
    """No inline code, nothing from elsewhere, no framing, no sniffing."""
    answer = browser.get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    for rule in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    for inline in (" style=", " onclick=", "<style", "javascript:"):
        assert inline not in answer.text


def test_head_is_answered(browser: TestClient) -> None:
    """Link previews and monitors ask that way."""
    assert browser.head("/l/900").status_code == 200


@pytest.mark.parametrize("path", ["/l/900", "/l/900/table", "/m/12", "/status"])
def test_a_page_that_is_too_slow_is_refused_as_a_page(
    product: StillProduct, path: str
) -> None:
    """A person who waited in vain reads a sentence, not JSON."""

    async def never(*_: object, **__: object) -> NoReturn:
        await asyncio.Event().wait()
        raise AssertionError

    for question in ("standings", "entry", "status"):
        setattr(product, question, never)
    app = site(product)
    install_problems(app)
    app.add_middleware(Deadline, seconds=0.05)
    with TestClient(app) as browser:
        answer = browser.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 503
    assert answer.headers["content-type"].startswith("text/html")


def test_static_files_are_kept_for_a_year_under_their_hash(browser: TestClient) -> None:
    """An old address still works but is not kept; an unknown name is a 404."""
    kept = browser.get(f"/static/{version()}/page.js")
    assert kept.status_code == 200
    assert kept.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in kept.headers["cache-control"]
    old = browser.get("/static/older/page.js")
    assert old.headers["cache-control"] == "no-cache"
    assert old.content == kept.content
    assert browser.get(f"/static/{version()}/nothing.js").status_code == 404
    assert browser.get("/static/x/..%2F..%2Frouter.py").status_code == 404
    assert browser.get("/favicon.ico").headers["content-type"] == "image/svg+xml"
