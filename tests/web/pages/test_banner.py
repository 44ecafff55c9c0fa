"""While FPL is in trouble every page says so; while it is not, none does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.web.pages import examples, statuses
from tests.web.pages.product import FPL_DOWN, PRIVATE, StillProduct

from fplbanter.fpl.condition import MOST_TELLING
from fplbanter.web.pages import wording

Reader = Callable[[str], str]

PAGES = [
    "/",
    "/l?league=nonsense",
    "/l/900",
    "/l/900?open=900003",
    "/l/901",
    "/l/904",
    "/m/12",
    "/status",
    "/l/12345",
    "/l/abc",
    f"/l/{PRIVATE}",
    f"/l/{FPL_DOWN}",
]


def banner_of(html: str) -> str:
    """Cut the banner out of a page."""
    head, _, rest = html.partition('id="banner"')
    assert rest, "the page has no banner"
    return head[head.rindex("<") :] + 'id="banner"' + rest.partition("</div>")[0]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_is_wrong(
    browser: TestClient, product: StillProduct, text_of: Reader, path: str
) -> None:
    """Rendered by the server, told to screen readers, with the next try."""
    product.trouble = statuses.UPDATING
    banner = banner_of(browser.get(path).text)
    assert 'role="status"' in banner
    assert text_of(banner) == (
        "FPL is updating its game, as after every deadline. You see the numbers "
        "as of 15:07 UTC ; we look again at 15:23 UTC . Status"
    )


@pytest.mark.parametrize("path", PAGES)
def test_no_page_says_anything_while_all_is_well(
    browser: TestClient, text_of: Reader, path: str
) -> None:
    """Its place is there, and empty, so that a change in it is read out."""
    banner = banner_of(browser.get(path).text)
    assert 'role="status"' in banner
    assert text_of(banner) == ""


def test_only_what_is_known_is_said(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Without a next try there is none; with numbers that move, only that."""
    product.trouble = replace(statuses.UPDATING, kind="down", retry_at=None)
    assert text_of(banner_of(browser.get("/").text)) == (
        "FPL is not answering. You see the numbers as of 15:07 UTC . Status"
    )
    product.trouble = replace(statuses.UPDATING, kind="changed", as_of=None)
    assert text_of(banner_of(browser.get("/").text)) == (
        "FPL sends something new that we do not understand yet. "
        "We look again at 15:23 UTC . Status"
    )


def test_every_kind_has_its_words() -> None:
    """A sentence, a state, and why numbers are old; an unknown kind has some too."""
    assert set(wording.TROUBLES) == set(wording.STATES) == set(MOST_TELLING)
    assert set(MOST_TELLING) < set(wording.REASONS)
    assert all(said.endswith(".") for said in wording.TROUBLES.values())
    assert wording.headline("meteor") == wording.TROUBLES["down"]
    assert wording.state("meteor") == wording.STATES["down"]
    assert wording.state(None) == "answers"


def test_a_time_of_another_day_has_its_day() -> None:
    """The numbers of Friday night are not those of this afternoon."""
    assert wording.hour(examples.NOW, examples.NOW) == "15:22 UTC"
    before = examples.NOW - timedelta(days=1)
    assert wording.hour(before, examples.NOW) == "Fri 15:22 UTC"


def test_the_banner_says_it_once(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """A table that is stale needs no second notice below the banner."""
    assert "numbers from before" in text_of(browser.get("/l/901").text)
    product.trouble = statuses.UPDATING
    assert "numbers from before" not in text_of(browser.get("/l/901").text)


@pytest.mark.parametrize("path", ["/l/900/table", "/l/904/progress"])
def test_what_moves_brings_the_banner_along(
    browser: TestClient, product: StillProduct, path: str
) -> None:
    """A page that has been open for an hour says so too, and stops saying so."""
    assert 'id="banner" role="status"></div>' in browser.get(path).text
    product.trouble = statuses.UPDATING
    assert "FPL is updating" in banner_of(browser.get(path).text)


def test_a_table_is_another_version_with_another_banner(
    browser: TestClient, product: StillProduct
) -> None:
    """But not with each look at the clock."""

    def asked(tag: str) -> tuple[int, str]:
        answer = browser.get("/l/900/table", headers={"If-None-Match": tag})
        return answer.status_code, answer.headers["etag"]

    _, tag = asked("")
    product.trouble = statuses.UPDATING
    status, tag = asked(tag)
    assert status == 200
    later = examples.NOW + timedelta(seconds=9)
    product.trouble = replace(statuses.UPDATING, at=later, retry_in=33.0)
    assert asked(tag) == (304, tag)
    product.trouble = None
    assert asked(tag)[0] == 200
