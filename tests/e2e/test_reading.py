"""The pages in a real browser: readable on a phone, in light and dark, safe."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.e2e.watching import OpenPage, Watch

pytestmark = pytest.mark.e2e

PAGES = [
    "/",
    "/l?league=900",
    "/l/900",
    "/l/900?open=900003",
    "/l/77",
    "/l/77?open=77003",
    "/l/902",
    "/l/314",
    "/l/901",
    "/m/12",
    "/l/900/banter?open=benched_beast",
    "/l/900/banter?open=captain_accuracy",
    "/l/900/hall",
    "/status",
]
TOO_WIDE = """() => [...document.querySelectorAll(
    ".league tr, .sheet, .pick, .bugs.grid .bug, .banner, .cards dl div, " +
    ".verdict summary, .proof, .pardon, .rows li, .shelf li, table.fame, .tabs"
  )].filter(n => n.scrollWidth > n.clientWidth + 1).map(n => n.outerHTML)"""
CONTRAST = (Path(__file__).parent / "contrast.js").read_text()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_sticks_out_at_the_side(
    open_page: OpenPage, address: str, path: str
) -> None:
    """No horizontal scrolling at any width, whatever the names."""
    page = open_page()
    page.goto(address + path)
    for width in (320, 360, 390, 719, 720, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", ["/l/900", "/l/77"])
def test_cells_do_not_run_into_each_other(
    open_page: OpenPage, address: str, path: str
) -> None:
    """On the narrowest phone every number stands clear of its neighbour."""
    page = open_page()
    page.goto(address + path)
    gaps = page.locator("tbody tr").evaluate_all(
        """rows => rows.map(row => {
          const edge = (cell) => {
            const range = document.createRange();
            range.selectNodeContents(row.querySelector(cell + " b"));
            return range.getBoundingClientRect();
          };
          return edge(".total").left - edge(".gw").right;
        })"""
    )
    assert min(gaps) >= 4


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/l/900?open=900003",
        "/l/901",
        "/m/12",
        "/l/900/banter?open=benched_beast",
        "/l/900/hall",
    ],
)
def test_all_text_has_contrast(
    open_page: OpenPage, address: str, path: str, scheme: str
) -> None:
    """WCAG AA for every word on the page, not for a sample."""
    page = open_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + path)
    found = page.evaluate(CONTRAST)
    assert found["seen"] > 30
    assert found["poor"] == []


def test_light_and_dark_are_two_looks(open_page: OpenPage, address: str) -> None:
    """The page follows the system's colour scheme."""
    seen = set()
    for scheme in ("light", "dark"):
        page = open_page(color_scheme=scheme)
        page.goto(address + "/l/900")
        seen.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_the_table_is_there_without_javascript(
    open_page: OpenPage, address: str
) -> None:
    """Fifty rows, and a row's link opens its line-up on a page of its own."""
    page = open_page(java_script_enabled=False)
    page.goto(address + "/l/900")
    expect(page.locator("tbody tr")).to_have_count(50)
    page.get_by_role("link", name="Bench Warmers FC").first.click()
    assert page.url == f"{address}/l/900?open=900003#e900003"
    expect(page.locator("#l900003")).to_contain_text("Gordon (6) is on for Porro.")
    page.locator("#e900003 .team a").click()
    expect(page.locator("#l900003")).to_have_count(0)


def test_a_number_in_the_box_leads_to_the_table(
    open_page: OpenPage, address: str
) -> None:
    """Type, press Enter, read."""
    page = open_page()
    page.goto(address)
    page.get_by_label("League number or link").fill("900")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "The Dog & Duck Invitational"
    )
    assert page.url == f"{address}/l/900"


@pytest.mark.parametrize(
    "path", ["/l/900", "/l/77", "/l/900?open=900003", "/l/900/banter", "/l/900/hall"]
)
def test_hostile_names_do_not_run(open_page: OpenPage, address: str, path: str) -> None:
    """They are words; the only script is ours, the only images too."""
    page = open_page()
    page.goto(address + path)
    expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    scripts = page.locator("script").evaluate_all("all => all.map(s => s.src)")
    assert [s.rsplit("/", 1)[1] for s in scripts] == ["page.js"]
    assert page.locator("img").count() == 1


def test_times_are_the_readers_own(open_page: OpenPage, address: str) -> None:
    """17:00 in UTC is two in the morning in Tokyo."""
    page = open_page(timezone_id="Asia/Tokyo", locale="en-GB")
    page.goto(address + "/l/900")
    kickoff = page.locator("#scores time").first
    expect(kickoff).to_have_attribute("datetime", "2026-10-10T17:00:00Z")
    expect(kickoff).to_have_text("Sun 02:00")


def test_static_files_are_asked_for_by_their_hash(
    open_page: OpenPage, address: str, watch: Watch
) -> None:
    """Modules find each other under the same hash as the page found them."""
    page = open_page()
    page.goto(address + "/l/900", wait_until="networkidle")
    folders = {p.split("/")[2] for p in watch.requested if p.startswith("/static/")}
    assert len(folders) == 1
    assert any(p.endswith("/times.js") for p in watch.requested)
