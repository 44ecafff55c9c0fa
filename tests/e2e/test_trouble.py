"""FPL in trouble, in a real browser: the banner comes and goes, the status page moves."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.watching import OpenPage, Watch
from tests.web.pages import statuses
from tests.web.pages.product import StillProduct

pytestmark = pytest.mark.e2e

CONTRAST = (Path(__file__).parent / "contrast.js").read_text()
HERE = {"timezone_id": "Asia/Tokyo", "locale": "en-GB"}


def opened(open_page: OpenPage, address: str, path: str) -> Page:
    """Open a page with a clock that the test moves."""
    page = open_page(**HERE)
    page.clock.install()
    page.goto(address + path)
    return page


def test_the_banner_follows_a_page_that_stays_open(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """It comes, says something else, and goes, with the times of the reader."""
    page = opened(open_page, address, "/l/900")
    banner = page.get_by_role("status")
    expect(banner).to_be_empty()
    product.trouble = statuses.UPDATING
    page.clock.run_for(16_000)
    expect(banner).to_contain_text("FPL is updating its game")
    expect(banner).to_contain_text("as of 00:07; we look again at 00:23.")
    expect(page.locator("#banner")).to_have_count(1)
    product.trouble = replace(statuses.UPDATING, kind="down")
    page.clock.run_for(16_000)
    expect(banner).to_contain_text("FPL is not answering.")
    product.trouble = None
    page.clock.run_for(16_000)
    expect(banner).to_be_empty()
    assert page.evaluate("document.getElementById('banner').offsetHeight") == 0


def test_a_league_that_is_waited_for_says_why(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """Whoever waits for FPL wants to know that it is updating."""
    page = opened(open_page, address, "/l/904")
    product.trouble = statuses.UPDATING
    page.clock.run_for(3_000)
    expect(page.get_by_role("status")).to_contain_text("FPL is updating its game")


def test_the_status_page_moves_by_itself(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """Somebody looks at it for as long as an outage lasts."""
    page = opened(open_page, address, "/status")
    expect(page.locator(".whole")).to_contain_text("FPL answers.")
    product.how, product.trouble = statuses.BUSY, statuses.UPDATING
    page.clock.run_for(11_000)
    expect(page.locator(".whole")).to_contain_text("FPL has asked us for a breather.")
    expect(page.get_by_role("status")).to_contain_text("FPL is updating its game")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/status", "/l/901", "/", "/l/503"])
def test_all_text_has_contrast(
    open_page: OpenPage,
    address: str,
    product: StillProduct,
    watch: Watch,
    path: str,
    scheme: str,
) -> None:
    """WCAG AA for every word, in the middle of an outage."""
    watch.expected.append("503")
    product.how, product.trouble = statuses.BUSY, statuses.UPDATING
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    found = page.evaluate(CONTRAST)
    assert found["seen"] > 5
    assert found["poor"] == []


def test_without_javascript_all_of_it_is_there(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """The server renders it, in its own time."""
    product.how, product.trouble = statuses.BUSY, statuses.UPDATING
    page = open_page(java_script_enabled=False)
    page.goto(address + "/status")
    expect(page.locator("#banner")).to_contain_text("we look again at 15:23 UTC")
    expect(page.locator(".outages li")).to_have_count(5)


def test_a_busy_status_fits_any_width(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """Nothing sticks out at the side, and nothing is cut off."""
    product.how, product.trouble = statuses.BUSY, statuses.UPDATING
    page = open_page()
    page.goto(address + "/status")
    for width in (320, 390, 720, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
