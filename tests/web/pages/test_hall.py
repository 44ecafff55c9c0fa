"""The hall of fame and the trophy cabinet; and names that stay words on all of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.pages import examples, halls
from tests.web.pages.product import StillProduct

from fplbanter.errors import StoreUnavailable
from fplbanter.services.answers import Page

Reader = Callable[[str], str]
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def test_the_hall_of_fame(browser: TestClient, text_of: Reader) -> None:
    """Members by trophies, records with their gameweek, streaks that still run."""
    page = browser.get("/l/900/hall").text
    text = text_of(page)
    assert "Expected Toulouse Priya Natarajan 9 0" in text
    assert "GW 5 to 7, still going 3 in a row" in text
    assert "<b>75%</b>" in page
    assert (
        'href="/l/900/banter?gameweek=3&amp;open=benched_beast#benched_beast"' in page
    )
    assert "Hall of fame" in text_of(browser.get("/l/900/banter").text)


def test_the_banter_stands_without_its_hall(
    browser: TestClient, product: StillProduct
) -> None:
    """It is company too."""
    product.banter.fame = StoreUnavailable("no")
    assert browser.get("/l/900/banter").status_code == 200


def test_a_manager_has_a_cabinet(browser: TestClient, text_of: Reader) -> None:
    """How often, how well, since when; and what was said of him lately."""
    text = text_of(browser.get("/m/12").text)
    assert "x4 4 times Gameweek Rocket best 98 points, GW 6" in text
    assert "Captain Accuracy 43%, GW 6" in text
    assert "knew something about Muñoz" in text


def test_a_manager_nobody_has_judged_has_no_cabinet(
    browser: TestClient, product: StillProduct
) -> None:
    """No empty shelves, and no error either."""
    product.banter.cabinet = replace(halls.CABINET, cabinet=(), page=Page((), 0, 0, 5))
    assert "Trophy cabinet" not in browser.get("/m/12").text
    assert browser.get("/m/404").status_code == 200


@pytest.mark.parametrize("path", ["/l/900/banter?open=benched_beast", "/l/900/hall"])
def test_hostile_names_stay_words(browser: TestClient, path: str) -> None:
    """No tag, no override of direction, no ten kilobytes; headers as ever."""
    answer = browser.get(path)
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text
    assert not any(mark in answer.text for mark in OVERRIDES)
    assert examples.LONG_NAME[:200] not in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "script-src 'self'" in answer.headers["content-security-policy"]
