"""Banter on the pages: the strip above the table, verdicts that open, the cabinet."""

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.web.pages import banters, examples
from tests.web.pages.product import StillProduct

from fplbanter.banter.verdict import Scope
from fplbanter.errors import NotFound, StoreUnavailable
from fplbanter.game.model import Gameweek, Phase
from fplbanter.services.answers import Coverage, Page
from fplbanter.services.answers.banter import LeagueBanter
from fplbanter.web.pages import banter as pages
from fplbanter.web.pages.telling import carded, sheet
from fplbanter.words.heat import Heat

Reader = Callable[[str], str]


def card_html(page: str, stat: str) -> str:
    found = re.search(
        rf'<details class="verdict \w+" id="{stat}".*?</details>', page, re.DOTALL
    )
    assert found, f"no card {stat}"
    return found[0]


def strip_html(page: str) -> str:
    found = re.search(r'<section class="headlines".*?</section>', page, re.DOTALL)
    assert found
    return found[0]


# -- the strip above the table ---------------------------------------------------


def test_the_league_page_tells_its_headlines(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Each with its stat and its sentence, and a link to the proof."""
    strip = strip_html(browser.get("/l/900").text)
    text = text_of(strip)
    assert "Benched Beast" in text
    assert "knew something about Muñoz" in text
    assert (
        'href="/l/900/banter?gameweek=7&amp;open=differential_genius'
        '#differential_genius"' in strip
    )
    assert product.banter.asked[-1] == (Scope.GAMEWEEK, 7, None, None, 0, 1)


def test_a_month_table_has_the_months_headlines(
    browser: TestClient, product: StillProduct
) -> None:
    """What stands above a month's table is the month's."""
    month = replace(examples.PUB, month_id=3, month_name="September")
    product.tables[month.league.league_id] = month
    strip = strip_html(browser.get("/l/900?month=3").text)
    assert product.banter.asked[-1] == (Scope.MONTH, None, 3, None, 0, 1)
    assert "/l/900/banter?month=3&amp;open=" in strip


def test_the_headlines_move_with_the_table(
    browser: TestClient, product: StillProduct
) -> None:
    """The fragment holds them too, and a new headline is a new version of it."""
    first = browser.get("/l/900/table")
    assert "Benched Beast" in strip_html(first.text)
    held = {"If-None-Match": first.headers["etag"]}
    assert browser.get("/l/900/table", headers=held).status_code == 304
    product.banter.league_banter = replace(
        banters.BANTER, headlines=banters.BANTER.headlines[1:]
    )
    assert browser.get("/l/900/table", headers=held).status_code == 200


@pytest.mark.parametrize("error", [NotFound("no"), StoreUnavailable("no")])
def test_a_table_stands_without_its_banter(
    browser: TestClient, product: StillProduct, error: Exception
) -> None:
    """The strip is company, not a condition: it is empty, the table is there."""
    product.banter.league_banter = error  # type: ignore[assignment]
    answer = browser.get("/l/900")
    assert answer.status_code == 200
    assert 'id="e900050"' in answer.text
    assert "<p" not in strip_html(answer.text)


def test_banter_that_hangs_is_not_waited_for(
    browser: TestClient, product: StillProduct, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table is shown without it."""

    async def never(*_: object, **__: object) -> LeagueBanter:
        await asyncio.Event().wait()
        raise AssertionError

    monkeypatch.setattr(product.banter, "league", never)
    monkeypatch.setattr(pages, "COMPANY_SECONDS", 0.01)
    assert browser.get("/l/900").status_code == 200


def test_before_anything_is_judged_the_strip_says_so(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """One quiet line, and no list."""
    product.banter.league_banter = banters.UNJUDGED
    strip = strip_html(browser.get("/l/900").text)
    assert "The jury is still out." in text_of(strip)
    assert "<ol>" not in strip


# -- the page of verdicts --------------------------------------------------------


def test_every_verdict_stands_on_the_page_once(browser: TestClient) -> None:
    """Headlines first, then fame and shame; each stat has one card."""
    page = browser.get("/l/900/banter").text
    cards = re.findall(r'<details class="verdict (\w+)" id="(\w+)"', page)
    stats = [stat for _, stat in cards]
    assert stats[:3] == ["benched_beast", "differential_genius", "captain_catastrophe"]
    assert sorted(stats) == sorted({v.stat for v in banters.VERDICTS})
    assert ("fame", "gameweek_rocket") in cards
    assert ("shame", "wooden_spoon") in cards
    assert page.index('id="fame"') < page.index('id="shame"')


def test_a_receipt_can_be_added_up(browser: TestClient, text_of: Reader) -> None:
    """Points, multiplier and ownership as they count, what does not set apart."""
    page = browser.get("/l/900/banter").text
    genius = text_of(card_html(page, "differential_genius"))
    assert "Muñoz CRY captained · 90" in genius
    assert "12 x 2 x 90% 21.6 Sum 21.6" in genius
    assert "10% of the league have him" in genius
    beast = card_html(page, "benched_beast")
    assert '<tr class="aside"><th scope="row"><b>Mykolenko</b>' in beast
    assert "14 x 2 28" in text_of(card_html(page, "captain_catastrophe"))


def test_a_mean_says_what_it_is_divided_by(
    browser: TestClient, text_of: Reader
) -> None:
    """A share is a percentage."""
    text = text_of(card_html(browser.get("/l/900/banter").text, "captain_accuracy"))
    assert "Mean 3 ÷ 7 43%" in text
    assert "41 of 50 read" in text


def test_shared_verdicts_have_a_receipt_each(
    browser: TestClient, text_of: Reader
) -> None:
    """With whose it is; whoever lost the tie-break is named too."""
    page = browser.get("/l/900/banter").text
    rocket = card_html(page, "gameweek_rocket")
    assert rocket.count('<table class="receipt">') == 2
    assert "Haalandaise Sauce : the receipt" in text_of(rocket)
    assert "behind on the tie-break" in card_html(page, "benched_beast")


def test_many_holders_of_a_stat_share_a_card(
    browser: TestClient, text_of: Reader
) -> None:
    """Three nice scores are one card of three sentences."""
    text = text_of(card_html(browser.get("/l/900/banter").text, "nice_score"))
    assert text.count("made exactly 69") == 3
    assert "and 2 more" in text


def test_an_address_opens_one_receipt(browser: TestClient) -> None:
    """Without JavaScript too; the others stay shut."""
    page = browser.get("/l/900/banter?open=benched_beast").text
    assert len(re.findall(r'<details class="verdict[^>]* open>', page)) == 1
    assert " open>" in card_html(page, "benched_beast")


def test_what_is_provisional_says_so(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """The page while all of it is, a verdict where only it still is."""
    text = text_of(browser.get("/l/900/banter").text)
    assert "Provisional: FPL may still change its data." in text
    assert "Provisional, judged on 50 of 50 managers. Rule 1, version 1." in text
    product.banter.league_banter = replace(banters.BANTER, phase=Phase.FINAL)
    page = browser.get("/l/900/banter").text
    assert "FPL may still change" not in page
    assert '<span class="tag">provisional</span>' in card_html(page, "benched_beast")
    assert "provisional</span>" not in card_html(page, "nice_score")


def test_whoever_is_cleared_is_cleared_in_public(
    browser: TestClient, text_of: Reader
) -> None:
    """Above everything else, with who has it now, and the verdict marked."""
    page = browser.get("/l/900/banter").text
    assert page.index("Cleared") < page.index("Headlines")
    text = text_of(page)
    assert "is innocent: FPL found an assist" in text
    assert "it is now with Haalandaise Sauce" in text
    assert "corrected" in card_html(page, "captain_catastrophe")


def test_what_nobody_holds_is_folded_away(browser: TestClient, text_of: Reader) -> None:
    """With the reason for each."""
    page = browser.get("/l/900/banter").text
    assert '<details class="refused">' in page
    text = text_of(page)
    assert "3 stats nobody holds" in text
    assert "Ten gameweeks have to be over for that." in text


def test_coverage_is_stated(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Thin data is never shown as the whole."""
    product.banter.league_banter = replace(banters.BANTER, coverage=Coverage(41, 50))
    assert "41 of 50 managers read" in text_of(browser.get("/l/900/banter").text)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("", (Scope.GAMEWEEK, None, None, None)),
        ("?gameweek=3", (Scope.GAMEWEEK, 3, None, None)),
        ("?month=3", (Scope.MONTH, None, 3, None)),
        ("?scope=season", (Scope.SEASON, None, None, None)),
        ("?scope=season&heat=savage", (Scope.SEASON, None, None, Heat.SAVAGE)),
        ("?gameweek=&month=&heat=&scope=", (Scope.GAMEWEEK, None, None, None)),
    ],
)
def test_gameweek_month_and_season_are_asked_for(
    browser: TestClient,
    product: StillProduct,
    query: str,
    asked: tuple[Scope, int | None, int | None, Heat | None],
) -> None:
    """The switch is links; each keeps what else was asked."""
    answer = browser.get("/l/900/banter" + query)
    assert answer.status_code == 200
    assert product.banter.asked[-1][:4] == asked
    heat = "&amp;heat=savage" if asked[3] else ""
    assert f'href="/l/900/banter?gameweek=6{heat}"' in answer.text
    assert f'href="/l/900/banter?scope=season{heat}"' in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "?gameweek=0",
        "?gameweek=x",
        "?month=0",
        "?gameweek=3&month=3",
        "?scope=decade",
        "?scope=season&gameweek=3",
        "?heat=volcanic",
        "?skip=-1",
    ],
)
def test_what_makes_no_sense_is_refused(browser: TestClient, query: str) -> None:
    """As a page that says what is wrong."""
    answer = browser.get("/l/900/banter" + query)
    assert answer.status_code == 422
    assert "That makes no sense" in answer.text


@pytest.mark.parametrize("end", ["banter", "hall"])
@pytest.mark.parametrize(
    ("league", "status"), [(403, 403), (404, 404), (503, 503), (904, 202)]
)
def test_leagues_that_cannot_be_shown(
    browser: TestClient, end: str, league: int, status: int
) -> None:
    """With the status and the words that the table has for them."""
    assert browser.get(f"/l/{league}/{end}").status_code == status


def test_before_anything_is_judged_the_page_says_so(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Rather than an empty sheet; it looks again by itself until something is."""
    again = 'http-equiv="refresh"'
    assert again not in browser.get("/l/900/banter").text
    product.banter.league_banter = banters.UNJUDGED
    page = browser.get("/l/900/banter").text
    assert "The jury is still out" in text_of(page)
    assert again in page


def test_a_link_that_is_pasted_tells_the_best_of_it(browser: TestClient) -> None:
    """Title and description name the gameweek and its first headlines, harmlessly."""
    page = browser.get("/l/900/banter").text
    found = re.search(r'<meta property="og:description" content="([^"]*)">', page)
    assert found
    assert "left 15 points of Gordon on the bench" in found[1]
    assert "&lt;script&gt;" in found[1]
    assert 'content="Gameweek 7 in banter · The Dog &amp; Duck Invitational' in page
    assert "left 15 points" in browser.get("/l/900").text.split("</head>")[0]
    assert "1,197 points" in browser.get("/m/12").text.split("</head>")[0]


def test_pages_are_linked_where_there_are_more(
    browser: TestClient, product: StillProduct
) -> None:
    """The next page has no headlines, and every verdict of its own."""
    many = replace(banters.BANTER, page=Page(banters.VERDICTS[:5], 300, 0, 100))
    product.banter.league_banter = many
    assert 'href="/l/900/banter?skip=100"' in browser.get("/l/900/banter").text
    second = sheet(replace(many, page=Page(banters.VERDICTS[:5], 300, 100, 100)))
    assert second.headlines == ()
    assert {t.stat for t in second.shame} == {"benched_beast", "captain_catastrophe"}


def test_a_verdict_is_not_told_twice_on_its_card() -> None:
    """What is among the headlines and in the list is the same."""
    (card,) = carded((banters.NICE[0], *banters.NICE))
    assert card.verdicts == banters.NICE


def test_a_gameweeks_address_can_be_kept(
    browser: TestClient, product: StillProduct
) -> None:
    """The strip of another gameweek leads to that gameweek's banter."""
    product.banter.league_banter = replace(banters.BANTER, gameweek=Gameweek(5))
    product.tables[examples.PUB.league.league_id] = replace(
        examples.PUB, gameweek=Gameweek(5)
    )
    assert "/l/900/banter?gameweek=5&amp;open=" in browser.get("/l/900?gameweek=5").text
