"""
A real Chromium against real servers; run by `make e2e`.

Chromium is Debian's (`apt-get install chromium`) or what FPLBANTER_CHROMIUM
names. Every page that a test opens is watched: an error in the console, an
alert, or a request to another host fails the test that caused it.
"""

import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

if (root := str(Path(__file__).resolve().parents[2])) not in sys.path:
    sys.path.insert(0, root)

from tests.e2e.watching import OpenPage, Watch
from tests.web.pages.product import StillProduct, site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 360, "height": 740}


def chromium_path() -> str:
    """Find the browser, or fail with the cure."""
    found = os.environ.get("FPLBANTER_CHROMIUM") or shutil.which("chromium")
    if not found or not Path(found).exists():
        pytest.fail(
            "These tests need Chromium. On Debian: apt-get install chromium. "
            "Elsewhere name one: FPLBANTER_CHROMIUM=/path/to/chromium make e2e",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start one browser for all tests; each page has a profile of its own."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch every page of the test; complain at its end."""
    watching = Watch()
    yield watching
    assert watching.unexpected() == []


@pytest.fixture
def open_page(chromium: Browser, watch: Watch) -> Iterator[OpenPage]:
    """Return a way to open a watched page: `open_page(viewport=..., ...)`."""
    contexts: list[BrowserContext] = []

    def open_one(**options: Any) -> Page:  # noqa: ANN401  # Playwright's own.
        options.setdefault("viewport", PHONE)
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: watch.complain(m.text) if _bad(m.type) else None)
        page.on("pageerror", lambda error: watch.complain(str(error)))
        page.on("dialog", lambda dialog: watch.complain(f"dialog: {dialog.message}"))
        page.on("request", watch.note)
        return page

    yield open_one
    for context in contexts:
        context.close()


def _bad(kind: str) -> bool:
    return kind in ("error", "warning")


@pytest.fixture
def product() -> StillProduct:
    """Return the product behind the pages; a test may change what it answers."""
    return StillProduct()


@pytest.fixture
def address(product: StillProduct) -> Iterator[str]:
    """Serve the real pages over that product; the value is where."""
    config = uvicorn.Config(
        site(product), host="127.0.0.1", port=0, log_level="warning", ws="none"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        threading.Event().wait(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(5)
