"""The front door: the box, the glance, the demo's leagues."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient
from tests.web.pages.product import StillProduct, site

from fplbanter.errors import UpstreamDown

Reader = Callable[[str], str]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("900", "/l/900"),
        (" #900 ", "/l/900"),
        ("https://fantasy.premierleague.com/leagues/900/standings/c", "/l/900"),
        ("fantasy.premierleague.com/leagues/77/standings/h", "/l/77"),
        ("https://fantasy.premierleague.com/api/leagues-classic/314/", "/l/314"),
        ("http://localhost:8000/l/900?open=3", "/l/900"),
        ("https://fantasy.premierleague.com/entry/12/event/7", "/m/12"),
    ],
)
def test_the_box_takes_numbers_and_pasted_links(
    browser: TestClient, typed: str, address: str
) -> None:
    """303 to the page it means."""
    answer = browser.get("/l", params={"league": typed})
    assert answer.status_code == 303
    assert answer.headers["location"] == address


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "0", "-1", "9223372036854775808", "٩٠٠", "<script>", "//evil.example",
     "leagues/99999999999999/standings"],
)  # fmt: skip
def test_nonsense_in_the_box_is_said_on_the_same_page(
    browser: TestClient, text_of: Reader, typed: str
) -> None:
    """422, the box again, and what to type instead."""
    answer = browser.get("/l", params={"league": typed})
    assert answer.status_code == 422
    assert "Your mini" in text_of(answer.text)
    assert 'role="alert"' in answer.text
    assert "<script>" not in answer.text


def test_the_glance_has_gameweek_scores_and_deadline(
    browser: TestClient, text_of: Reader
) -> None:
    """Where the gameweek stands, matches with scores, and how long until the next."""
    text = text_of(browser.get("/").text)
    assert "Gameweek 7 Live 3 matches on" in text
    assert "ARS 2-1 CHE 67" in text
    assert "Gameweek 8 deadline in 6 d 18 h" in text


def test_only_the_demo_lists_leagues(browser: TestClient) -> None:
    """An installation does not show strangers whose leagues it reads."""
    assert 'href="/l/900"' in browser.get("/").text
    with TestClient(site(StillProduct(), demo=False)) as other:
        assert 'href="/l/900"' not in other.get("/").text


def test_the_door_opens_before_fpl_has_been_read(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """The box works without a season."""
    product.season = UpstreamDown("never")
    answer = browser.get("/")
    assert answer.status_code == 200
    assert "FPL has not been read yet" in text_of(answer.text)
