"""What moves on the league's page: rows that open, numbers that change."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect
from tests.e2e.watching import OpenPage, Watch
from tests.web.pages import examples
from tests.web.pages.product import StillProduct

from fplbanter.game.model import LeagueId
from fplbanter.services.answers import StandingRow

pytestmark = pytest.mark.e2e

PUB = LeagueId(900)


def put_rows(product: StillProduct, rows: list[StandingRow]) -> None:
    page = replace(examples.PUB.page, items=tuple(rows))
    product.tables[PUB] = replace(examples.PUB, page=page)


def toggle(page: Page, entry_id: int) -> None:
    page.locator(f"#e{entry_id} .team a").click()


@pytest.fixture
def page(open_page: OpenPage, address: str) -> Page:
    """Open the league's page with a clock that the test moves."""
    page = open_page()
    page.clock.install()
    page.goto(f"{address}/l/900")
    page.evaluate("window.stayed = true")
    return page


def stayed(page: Page) -> bool:
    return bool(page.evaluate("window.stayed === true"))


def test_a_row_opens_in_place(page: Page) -> None:
    """A click shows the line-up below the row without leaving the page."""
    row = page.get_by_role("button", name="Bench Warmers FC").first
    expect(row).to_have_attribute("aria-expanded", "false")
    toggle(page, 900003)
    expect(page.locator("#l900003")).to_contain_text("Haaland")
    expect(row).to_have_attribute("aria-expanded", "true")
    toggle(page, 900003)
    expect(page.locator("#l900003")).to_have_count(0)
    expect(row).to_have_attribute("aria-expanded", "false")
    assert stayed(page)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_row_opens_by_keyboard(page: Page, key: str) -> None:
    """As a button does; Escape closes it and the focus stays on the row."""
    page.locator("#e900003 .team a").focus()
    page.keyboard.press(key)
    expect(page.locator("#l900003")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Whole season")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#l900003")).to_have_count(0)
    expect(page.locator("#e900003 .team a")).to_be_focused()
    assert stayed(page)


def test_a_row_opened_by_its_address_can_be_closed(
    open_page: OpenPage, address: str
) -> None:
    """What the server opened is the module's from then on."""
    page = open_page()
    page.goto(f"{address}/l/900?open=900003#e900003")
    expect(page.locator("#l900003")).to_be_visible()
    toggle(page, 900003)
    expect(page.locator("#l900003")).to_have_count(0)


def test_a_changed_number_appears_by_itself(
    page: Page, product: StillProduct, watch: Watch
) -> None:
    """After fifteen seconds; only what changed is flashed."""
    rows = list(examples.PUB.page.items)
    put_rows(product, [replace(rows[0], net_points=777), *rows[1:]])
    page.clock.fast_forward(14_000)
    assert "/l/900/table" not in watch.requested
    page.clock.fast_forward(2_000)
    expect(page.locator("#e900001 .gw b")).to_have_text("777")
    expect(page.locator(".flash")).to_have_count(1)
    assert stayed(page)


def test_an_unchanged_table_is_left_alone(page: Page) -> None:
    """A second look that is a 304 touches nothing."""
    page.evaluate("document.querySelector('#e900001').seen = true")
    for _ in range(3):
        with page.expect_response("**/l/900/table") as answer:
            page.clock.fast_forward(15_500)
    assert answer.value.status == 304
    expect(page.locator(".flash")).to_have_count(0)
    assert page.evaluate("document.querySelector('#e900001').seen")


def test_open_lineups_focus_and_place_survive_a_new_order(
    page: Page, product: StillProduct
) -> None:
    """One falls, one rises: open line-ups go with them, their points are new too."""
    for entry_id in (900001, 900030):
        toggle(page, entry_id)
        expect(page.locator(f"#l{entry_id}")).to_be_visible()
    page.locator("#e900030 .team a").focus()
    page.evaluate("scrollTo(0, 1500)")
    rows = list(examples.PUB.page.items)
    product.haaland = 20
    risen = replace(rows[29], rank=1)
    put_rows(product, [risen, rows[1], rows[0], *rows[2:29], *rows[30:]])
    page.clock.fast_forward(15_500)
    expect(page.locator("tbody tr").first).to_have_id("e900030")
    ids = page.locator("table > tbody > tr").evaluate_all("all => all.map(r => r.id)")
    assert ids[:5] == ["e900030", "l900030", "e900002", "e900001", "l900001"]
    expect(page.locator("#l900001")).to_contain_text("20 \N{MULTIPLICATION SIGN} 2")
    expect(page.locator("#e900030 .team a")).to_be_focused()
    assert page.evaluate("scrollY") == 1500


def test_who_leaves_and_who_comes(page: Page, product: StillProduct) -> None:
    """A row that is gone goes with its line-up; a new one can be opened."""
    toggle(page, 900002)
    expect(page.locator("#l900002")).to_be_visible()
    rows = list(examples.PUB.page.items)
    put_rows(product, [rows[0], examples.row(51), *rows[2:]])
    page.clock.fast_forward(15_500)
    expect(page.locator("#e900051")).to_be_visible()
    expect(page.locator("#l900002, #e900002")).to_have_count(0)
    toggle(page, 900051)
    expect(page.locator("#l900051")).to_be_visible()


def test_offline_is_said_and_ends(page: Page, watch: Watch) -> None:
    """The old numbers stay, with their age, until the network is back."""
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.clock.fast_forward(15_500)
    expect(page.locator(".offline")).to_be_visible()
    expect(page.locator(".read")).to_contain_text("read")
    page.context.set_offline(False)
    expect(page.locator(".offline")).to_be_hidden()


def test_a_hidden_page_asks_for_nothing(page: Page, watch: Watch) -> None:
    """And asks at once when it is looked at again."""
    hide = """hidden => {
      Object.defineProperty(document, "hidden", { value: Boolean(hidden), configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }"""
    page.evaluate(hide, "yes")
    page.clock.fast_forward(60_000)
    assert "/l/900/table" not in watch.requested
    with page.expect_response("**/l/900/table"):
        page.evaluate(hide, "")


def test_calm_readers_see_no_flash(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """The number changes all the same."""
    page = open_page(reduced_motion="reduce")
    page.clock.install()
    page.goto(f"{address}/l/900")
    rows = list(examples.PUB.page.items)
    put_rows(product, [replace(rows[0], net_points=777), *rows[1:]])
    page.clock.fast_forward(15_500)
    expect(page.locator("#e900001 .gw b")).to_have_text("777")
    expect(page.locator(".flash")).to_have_count(0)


def test_a_league_that_was_waited_for_appears(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """The waiting page becomes the table by itself."""
    page = open_page()
    page.clock.install()
    page.goto(f"{address}/l/904")
    expect(page.get_by_role("heading")).to_have_text("FPL has not answered yet")
    late = LeagueId(904)
    del product.waiting[late]
    product.tables[late] = replace(examples.PUB, league=examples.league(904, "Late"))
    page.clock.fast_forward(3_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Late")


def test_a_league_being_read_fills_up(
    open_page: OpenPage, address: str, product: StillProduct
) -> None:
    """Asked every three seconds while it fills; the bar goes when it is done."""
    page = open_page()
    page.clock.install()
    page.goto(f"{address}/l/902")
    expect(page.locator("#filling")).to_be_visible()
    product.tables[LeagueId(902)] = replace(
        examples.PUB, league=examples.FILLING.league
    )
    page.clock.fast_forward(3_500)
    expect(page.locator("#filling")).to_have_count(0)
    expect(page.locator("#e900040 .cap")).not_to_contain_text("not read")
