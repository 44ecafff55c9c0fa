"""The status page: how FPL, the budget and our own servers are, for people."""

from collections.abc import Callable
from datetime import timedelta

from starlette.testclient import TestClient
from tests.web.pages import statuses
from tests.web.pages.examples import NOW
from tests.web.pages.product import StillProduct

from fplbanter.web.pages.strip import HEIGHT, LEAST, WIDTH, outage_strip

Reader = Callable[[str], str]
WEEK = NOW - timedelta(days=7)


def test_all_is_well(browser: TestClient, text_of: Reader) -> None:
    """Everything that an operator asks first, in words."""
    answer = browser.get("/status")
    text = text_of(answer.text)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert "FPL answers. Last answer 8 s ago." in text
    assert "Matches and points answers 16 s ago" in text
    assert "Live points read 20 s ago" in text
    assert "Match days not read yet" in text
    assert "37 of 100 requests in the last minute" in text
    assert "Allowed now 2 a second" in text
    assert "Processes 3 one limit for all" in text
    assert "MongoDB answers Valkey answers Version 0.1.0 Running for 2 d 5 h" in text


def test_in_the_middle_of_it(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Since when, until when, who waits, and what is held back."""
    product.how = statuses.BUSY
    text = text_of(browser.get("/status").text)
    assert (
        "FPL has asked us for a breather. Since 15:19 UTC , 3 min so far. "
        "We look again at 15:23 UTC ." in text
    )
    assert "asks us to wait since 15:19 UTC , next try 15:23 UTC" in text
    assert "Leagues not asked yet" in text
    assert "Allowed now 0.5 a second of 2, since FPL refused us" in text
    assert "Waiting 1,217 2 live points 11 for people who wait 1,204 to fill in" in text
    assert "Held back Matches and points for 42 s" in text
    assert "Processes 1 each on its own share" in text


def test_what_cannot_be_known_is_unknown(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """With MongoDB and Valkey frozen there is still a page."""
    product.how = statuses.BLIND
    text = text_of(browser.get("/status").text)
    assert "Unknown: the record cannot be read just now." in text
    assert "How often we ask Unknown." in text
    assert "MongoDB does not answer Valkey unknown" in text


def test_the_outages_are_a_strip_and_a_list(
    browser: TestClient, text_of: Reader
) -> None:
    """The strip for the eye, the list for everybody; how long, and of what kinds."""
    answer = browser.get("/status")
    assert answer.text.count("<title>") == 1 + 4
    assert 'class="strip"' in answer.text
    text = text_of(answer.text)
    assert "Thu 8 Oct, 05:46 UTC not answering, very slow for 4 min" in text
    assert "Sat 3 Oct, 17:46 UTC being updated, not answering for 1 h 4 min" in text


def test_the_footer_leads_there(browser: TestClient) -> None:
    """From every page, and to the same for programs."""
    assert '<a href="/status">' in browser.get("/").text
    assert 'href="/status.json"' in browser.get("/status").text


def test_a_strip_is_a_week_from_left_to_right() -> None:
    """What began before it is cut off, what lasts goes to its end."""
    outages = (
        statuses.outage(1, 0, "down"),
        statuses.outage(3.5, 1, "busy"),
        statuses.outage(8, 60 * 48, "updating"),
    )
    strip = outage_strip(outages, WEEK, NOW)
    assert [(s.x, s.width) for s in strip.stretches] == [
        (0, WIDTH // 7),
        (WIDTH // 2, LEAST),
        (WIDTH * 6 // 7, WIDTH // 7),
    ]
    assert strip.days == tuple(WIDTH * day // 7 for day in (6, 5, 4, 3, 2, 1))
    assert strip.height == HEIGHT


def test_an_outage_of_this_second_is_seen_at_the_end() -> None:
    """It must not fall off the edge."""
    (found,) = outage_strip((statuses.outage(0, 0, "down"),), WEEK, NOW).stretches
    assert (found.x, found.width) == (WIDTH - LEAST, LEAST)
