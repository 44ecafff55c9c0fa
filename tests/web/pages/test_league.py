"""The league's page and its fragments, as a browser without JavaScript gets them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from tests.web.pages import examples
from tests.web.pages.product import StillProduct

from fplbanter.errors import UpstreamDown
from fplbanter.game.model import EntryId, Gameweek, LeagueId
from fplbanter.services.answers import Coverage, Page, Progress

PUB = LeagueId(900)
Reader = Callable[[str], str]


def row_html(page: str, key: str) -> str:
    found = re.search(rf'<tr id="e{key}".*?</tr>', page, re.DOTALL)
    assert found, f"no row {key}"
    return found[0]


def test_the_page_says_league_gameweek_phase_and_age(
    browser: TestClient, text_of: Reader
) -> None:
    """Name, gameweek, phase with matches on, and how old the numbers are."""
    answer = browser.get("/l/900")
    text = text_of(answer.text)
    assert answer.status_code == 200
    assert "The Dog & Duck Invitational" in text
    assert "<summary>GW 7</summary>" in answer.text
    assert "Live 3 matches on" in text
    assert "read 20 s ago" in text
    assert 'datetime="2026-10-10T15:22:20Z"' in answer.text


def test_a_row_shows_net_points_and_what_they_were_before_the_hit(
    browser: TestClient, text_of: Reader
) -> None:
    """Net stands large; gross and the hit stand beside it with a true minus."""
    row = examples.row(3)
    text = text_of(row_html(browser.get("/l/900").text, "900003"))
    assert row.hit == 4
    assert f"{row.net_points} {row.gross_points} (\N{MINUS SIGN}4)" in text


def test_the_armband_is_shown_multiplied_with_its_chip(
    browser: TestClient, text_of: Reader
) -> None:
    """A triple captain on minus one is minus three, marked as three times."""
    text = text_of(row_html(browser.get("/l/900").text, "900003"))
    assert "Alexander-Arnold \N{MINUS SIGN}3 x3 TC" in text


def test_a_vice_captain_in_force_is_marked(
    browser: TestClient, text_of: Reader
) -> None:
    """(V) stands before the vice-captain who took over."""
    assert "(V) Saka 16" in text_of(row_html(browser.get("/l/900").text, "900002"))


def test_a_captain_yet_to_play_has_no_points_yet(
    browser: TestClient, text_of: Reader
) -> None:
    """Pending is a dash, not a nought."""
    assert "Palmer -" in text_of(row_html(browser.get("/l/900").text, "900005"))


def test_fpls_own_number_stands_next_to_ours_only_when_they_differ(
    browser: TestClient, text_of: Reader
) -> None:
    """Auto-subs are what FPL's live table does not know."""
    page = browser.get("/l/900").text
    official = examples.row(6).official
    assert official
    text = text_of(row_html(page, "900006"))
    assert f"FPL {official.gross_points}" in text
    assert f"FPL {official.total:,}" in text
    assert "FPL" not in text_of(row_html(page, "900002"))


def test_substitutions_are_marked_and_doubtful_ones_with_a_question(
    browser: TestClient, text_of: Reader
) -> None:
    """A sure one shows its points, a pending one a question mark."""
    text = text_of(row_html(browser.get("/l/900").text, "900001"))
    assert "Mykolenko 1 Gordon?" in text


def test_movement_is_said_in_words_too(browser: TestClient, text_of: Reader) -> None:
    """An arrow alone says nothing to a screen reader."""
    page = browser.get("/l/900").text
    assert "4 up 2" in text_of(row_html(page, "900004"))
    assert "2 down 1" in text_of(row_html(page, "900002"))


def test_fifty_rows_are_asked_for_and_pages_are_linked(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Links lead up and down and keep the gameweek."""
    product.tables[PUB] = replace(
        examples.PUB, page=Page(examples.PUB.page.items, 312, 50, 50)
    )
    page = browser.get("/l/900?skip=50&gameweek=7").text
    assert product.asked == [(7, None, 50, 50)]
    assert '<a rel="prev" href="/l/900?gameweek=7">' in page
    assert '<a rel="next" href="/l/900?gameweek=7&amp;skip=100">' in page
    assert "51-100 of 312" in text_of(page)


def test_other_gameweeks_and_months_are_links(
    browser: TestClient, product: StillProduct
) -> None:
    """Every gameweek so far and every month; the one shown is marked."""
    page = browser.get("/l/900").text
    assert '<a href="/l/900?gameweek=1">1</a>' in page
    assert '<a href="/l/900" aria-current="page">7</a>' in page
    assert '<a href="/l/900?month=3">September</a>' in page
    product.tables[PUB] = replace(examples.PUB, month_id=3, month_name="September")
    month = browser.get("/l/900?month=3").text
    assert product.asked[-1] == (None, 3, 0, 50)
    assert "<summary>September</summary>" in month
    assert '<a href="/l/900?month=3" aria-current="page">September</a>' in month


def test_a_row_opens_without_javascript(browser: TestClient, text_of: Reader) -> None:
    """The row's own link shows its line-up below it, and then closes it."""
    closed = row_html(browser.get("/l/900?gameweek=7").text, "900003")
    assert 'href="/l/900?gameweek=7&amp;open=900003#e900003"' in closed
    assert 'aria-expanded="false"' in closed
    page = browser.get("/l/900?gameweek=7&open=900003").text
    opened = row_html(page, "900003")
    assert 'href="/l/900?gameweek=7#e900003"' in opened
    assert 'aria-expanded="true"' in opened
    sheet = text_of(page[page.index('<tr class="lineup"') :])
    assert "Gordon (6) is on for Porro." in sheet


def test_a_lineup_that_cannot_be_shown_leaves_the_table(
    browser: TestClient, text_of: Reader
) -> None:
    """The table is what the page is for."""
    answer = browser.get("/l/900?open=404")
    assert answer.status_code == 200
    assert "No line-up to show for that manager." in text_of(answer.text)
    assert 'id="e900050"' in answer.text


def test_the_table_stands_without_scores_and_season(
    browser: TestClient, product: StillProduct, text_of: Reader
) -> None:
    """Fixtures and the choice of gameweeks are company, not a condition."""
    product.matches = product.season = UpstreamDown("no")
    answer = browser.get("/l/900")
    assert answer.status_code == 200
    assert "Live between matches" in text_of(answer.text)


def test_a_stale_table_says_why_in_peoples_words(
    browser: TestClient, text_of: Reader
) -> None:
    """The reason is a sentence, the age is there."""
    text = text_of(browser.get("/l/901").text)
    assert "FPL is updating its game" in text
    assert "read 12 min ago" in text
    assert "Provisional all played, FPL still checking" in text


def test_a_league_still_being_read_shows_how_far(
    browser: TestClient, text_of: Reader
) -> None:
    """A bar, the sentence of the issue, rows from FPL's own table, faster reloads."""
    page = browser.get("/l/902").text
    assert "31 of 50 managers" in text_of(page)
    assert '<progress id="filling" max="50" value="31">' in page
    assert "line-up not read yet" in text_of(row_html(page, "900040"))
    assert 'http-equiv="refresh" content="5"' in page
    assert 'data-every="3"' in page
    assert 'data-every="15"' in browser.get("/l/900").text


def test_a_league_without_end_says_where_reading_stopped(
    browser: TestClient, text_of: Reader
) -> None:
    """The first 2,000 of many."""
    text = text_of(browser.get("/l/314").text)
    assert "The first 2,000 of many" in text
    assert "1-50 of 2,000+" in text


def test_a_head_to_head_league_shows_duels(
    browser: TestClient, text_of: Reader
) -> None:
    """Score against the opponent, won-drawn-lost, league points; AVERAGE has no link."""
    page = browser.get("/l/77").text
    duel, row = examples.duel_row(2).head_to_head, examples.duel_row(2)
    assert duel
    text = text_of(row_html(page, "77002"))
    score = f"{row.net_points}-{duel.opponent_points}"
    assert f"{score} v {duel.opponent_name}" in text
    assert "13 4-1-2" in text
    assert "<a " not in row_html(page, "average")


def test_an_empty_league_says_so(browser: TestClient, text_of: Reader) -> None:
    """No table head above nothing."""
    text = text_of(browser.get("/l/903").text)
    assert "Nobody is in this league yet." in text


def test_before_fpl_has_answered_the_page_waits(
    browser: TestClient, text_of: Reader
) -> None:
    """202, a bar, and a reload without JavaScript."""
    answer = browser.get("/l/904")
    assert answer.status_code == 202
    assert "FPL has not answered yet" in text_of(answer.text)
    assert 'http-equiv="refresh"' in answer.text
    assert answer.headers["retry-after"] == "2"


@pytest.mark.parametrize(
    ("state", "status", "words"),
    [
        ("waiting", 202, "FPL has not answered yet"),
        ("reading", 200, "31 of 50 managers"),
        ("failed", 200, "FPL is turning this server away"),
    ],
)
def test_progress_is_a_fragment(
    browser: TestClient,
    product: StillProduct,
    text_of: Reader,
    state: str,
    status: int,
    words: str,
) -> None:
    """What the waiting page asks for every second or so."""
    progress = Progress(LeagueId(904), "waiting", 31, 50, reason="blocked")
    product.waiting[LeagueId(904)] = replace(progress, state=state)  # type: ignore[arg-type]
    answer = browser.get("/l/904/progress")
    assert answer.status_code == status
    assert words in text_of(answer.text)
    assert f'data-state="{state}"' in answer.text


def test_the_table_fragment_is_not_sent_twice(
    browser: TestClient, product: StillProduct
) -> None:
    """304 while nothing has changed, however old it grows; 200 when a number has."""
    first = browser.get("/l/900/table")
    held = {"If-None-Match": first.headers["etag"]}
    assert first.status_code == 200
    assert "<html" not in first.text
    unchanged = browser.get("/l/900/table", headers=held)
    assert unchanged.status_code == 304
    assert unchanged.headers["fplbanter-now"] == "2026-10-10T15:22:40Z"
    rows = list(examples.PUB.page.items)
    rows[0] = replace(rows[0], net_points=rows[0].net_points + 5)
    product.tables[PUB] = replace(
        examples.PUB, page=replace(examples.PUB.page, items=rows)
    )
    assert browser.get("/l/900/table", headers=held).status_code == 200


def test_the_fragment_and_the_page_hold_the_same_table(browser: TestClient) -> None:
    """Otherwise the first refresh would flash everything."""
    page = browser.get("/l/900").text
    fragment = browser.get("/l/900/table").text
    table = fragment[fragment.index('<div id="status"') :]
    assert table.strip() in page


def test_the_lineup_fragment_answers_errors_in_a_line(browser: TestClient) -> None:
    """An error stands inside the row, with its status, and is no whole page."""
    answer = browser.get("/l/900/lineup/404?gameweek=7")
    assert answer.status_code == 404
    assert 'role="alert"' in answer.text
    assert "<html" not in answer.text


def test_a_new_reading_time_is_a_new_version(
    browser: TestClient, product: StillProduct
) -> None:
    """The page has to learn that the same numbers were read again."""
    etag = browser.get("/l/900/table").headers["etag"]
    later = replace(examples.FRESH, as_of=examples.NOW + timedelta(seconds=1))
    product.tables[PUB] = replace(examples.PUB, freshness=later)
    assert browser.get("/l/900/table").headers["etag"] != etag


def test_fifty_rows_weigh_under_sixty_kilobytes(browser: TestClient) -> None:
    """Even with a name of ten kilobytes in two of its rows."""
    assert len(browser.get("/l/900").content) < 60_000


def test_a_coverage_of_nothing_is_no_division_by_zero(
    browser: TestClient, product: StillProduct
) -> None:
    """The first two seconds of a league: 0 of n."""
    product.tables[PUB] = replace(examples.PUB, coverage=Coverage(0, 50))
    assert "0 of 50 managers" in browser.get("/l/900").text


def test_every_entry_is_on_the_page_once(browser: TestClient) -> None:
    """Rows are found by their entry's id."""
    ids = re.findall(r'<tr id="e(\d+)"', browser.get("/l/900").text)
    assert [EntryId(int(i)) for i in ids] == [
        row.entry_id for row in examples.PUB.page.items
    ]
    assert Gameweek(7) == examples.PUB.gameweek
