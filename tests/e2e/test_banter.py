"""Banter in a real browser: a strip to swipe, proofs that open, headlines that move."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.watching import OpenPage
from tests.web.pages import banters
from tests.web.pages.product import StillProduct

pytestmark = pytest.mark.e2e


def is_open(page: Page, stat: str) -> bool:
    return bool(page.locator(f"#{stat}").evaluate("card => card.open"))


@pytest.mark.parametrize("scripted", [True, False])
def test_a_proof_opens_and_shuts(
    open_page: OpenPage, address: str, *, scripted: bool
) -> None:
    """By itself, without JavaScript too; by keyboard as by mouse."""
    page = open_page(java_script_enabled=scripted)
    page.goto(address + "/l/900/banter")
    receipt = page.locator("#differential_genius .receipt")
    expect(receipt).to_be_hidden()
    page.locator("#differential_genius summary").click()
    expect(receipt).to_be_visible()
    expect(receipt).to_contain_text("21.6")
    page.locator("#differential_genius summary").focus()
    page.keyboard.press("Enter")
    expect(receipt).to_be_hidden()
    page.locator(".refused summary").click()
    expect(page.get_by_text("Nobody bought a card this gameweek.")).to_be_visible()


@pytest.mark.parametrize("scripted", [True, False])
def test_a_headline_leads_to_its_proof(
    open_page: OpenPage, address: str, *, scripted: bool
) -> None:
    """One tap on the table's page, and the receipt is open before one's eyes."""
    page = open_page(java_script_enabled=scripted)
    page.goto(address + "/l/900")
    page.locator(".headlines li a").first.click()
    expect(page.locator("#benched_beast .receipt")).to_be_visible()
    expect(page.locator("#benched_beast")).to_be_in_viewport()
    assert not is_open(page, "captain_catastrophe")


def test_the_strip_is_swiped_on_a_phone_and_whole_on_a_desk(
    open_page: OpenPage, address: str
) -> None:
    """It scrolls by itself, never the page; the table begins on the first screen."""
    page = open_page()
    page.goto(address + "/l/900")
    strip = page.locator(".headlines ol")
    assert strip.evaluate("list => list.scrollWidth > list.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.locator("#e900001")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert strip.evaluate("list => list.scrollWidth <= list.clientWidth")


def test_a_new_headline_appears_by_itself(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """With the table it stands above; what has been swiped to stays."""
    page = open_page()
    page.clock.install()
    page.goto(address + "/l/900")
    expect(page.locator(".headlines li")).to_have_count(4)
    product.banter.league_banter = replace(
        banters.BANTER, headlines=(*banters.BANTER.headlines, banters.ROCKET)
    )
    page.clock.fast_forward(15_500)
    expect(page.locator(".headlines li")).to_have_count(5)
    expect(page.locator(".headlines")).to_contain_text("share the best gameweek")


def test_another_stretch_is_chosen_without_javascript(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """Gameweek, month and season are links behind one button."""
    page = open_page(java_script_enabled=False)
    page.goto(address + "/l/900/banter?heat=mild")
    page.locator(".when summary").click()
    page.get_by_role("link", name="September").click()
    assert page.url == f"{address}/l/900/banter?month=3&heat=mild"
    expect(page.locator(".when summary")).to_have_text("September")
    page.get_by_role("link", name="savage").click()
    assert page.url == f"{address}/l/900/banter?month=3&heat=savage"
    assert product.banter.asked[-1][3] == "savage"


def test_a_tap_is_wide_enough(open_page: OpenPage, address: str) -> None:
    """Every verdict's line is at least as high as a thumb."""
    page = open_page()
    page.goto(address + "/l/900/banter")
    heights = page.locator(".verdict summary").evaluate_all(
        "all => all.map(s => s.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
