"""Names are hostile input, and stay harmless."""

import pytest
from starlette.testclient import TestClient
from tests.web.pages import examples
from tests.web.pages.product import StillProduct

from fplbanter.game.model import EntryId
from fplbanter.web.pages.wording import NAME_MOST, name

OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HOSTILE = [
    examples.SCRIPT_NAME,
    examples.LONG_NAME,
    examples.TURNED_NAME,
    examples.QUOTE_NAME,
    examples.EMPTY_NAME,
]


@pytest.mark.parametrize("path", ["/l/900", "/l/77", "/l/900/table"])
def test_hostile_names_are_text_in_a_table(browser: TestClient, path: str) -> None:
    """No tag of theirs, no override of direction, no ten kilobytes."""
    html = browser.get(path).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert not any(mark in html for mark in OVERRIDES)
    assert examples.LONG_NAME[:200] not in html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_names_are_text_everywhere_else(
    browser: TestClient, product: StillProduct, hostile: str
) -> None:
    """Titles, headings and attributes of a manager's page and a line-up."""
    product.names[EntryId(12)] = hostile
    for path in ("/m/12", "/l/900/lineup/12", "/l/900?open=12"):
        html = browser.get(path).text
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert not any(mark in html for mark in OVERRIDES)
        assert len(html) < 60_000


def test_names_are_set_apart_from_what_stands_around(browser: TestClient) -> None:
    """A right-to-left name keeps its marks, inside <bdi>."""
    assert f"<bdi>{examples.ARABIC_NAME}</bdi>" in browser.get("/l/900").text


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Net Gains", "Net Gains"),
        ("  two\nlines\t", "two lines"),
        ("", "(no name)"),
        ("\u202e\u2066", "(no name)"),
        ("a\x00b", "a b"),
        ("x" * 5000, "x" * (NAME_MOST - 1) + "…"),
        ("👨‍👩‍👧 FC", "👨‍👩‍👧 FC"),
    ],
)
def test_a_name_is_one_short_line(given: str, shown: str) -> None:
    """Emoji families and Arabic stay whole; controls and overrides go."""
    assert name(given) == shown
