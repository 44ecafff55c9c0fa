"""A manager's page: line-up, chart, gameweeks."""

from collections.abc import Callable
from dataclasses import replace

from starlette.testclient import TestClient
from tests.web.pages import lineups

from fplbanter.game.model import EntryId
from fplbanter.web.pages.chart import HEIGHT, points_chart

Reader = Callable[[str], str]


def test_the_season_is_a_table_with_links(browser: TestClient, text_of: Reader) -> None:
    """Newest first, each gameweek a link, hits shown."""
    page = browser.get("/m/12").text
    text = text_of(page)
    assert "229,143" in text
    assert page.index('href="/m/12?gameweek=21"') < page.rindex(
        'href="/m/12?gameweek=1"'
    )
    assert "(\N{MINUS SIGN}4)" in text


def test_the_lineup_tells_states_marks_and_proofs(
    browser: TestClient, text_of: Reader
) -> None:
    """Captain doubled, provisional bonus named, subs explained, a blank is no nought."""
    text = text_of(browser.get("/m/12?gameweek=7").text)
    assert "Haaland C 26 13 x 2 MCI v MUN (H), SUN (A) · 90" in text
    assert "2 goals +8, bonus +3" in text
    assert "+2 bonus, provisional" in text
    assert "João Pedro - CHE · no match" in text
    assert "Muñoz replaces João Pedro if he plays." in text
    assert "FPL shows 61" in text


def test_a_manager_without_a_lineup_has_a_page(
    browser: TestClient, text_of: Reader
) -> None:
    """Before the first deadline; but a gameweek asked for by number is a 404."""
    answer = browser.get("/m/404")
    assert answer.status_code == 200
    assert "No line-up yet." in text_of(answer.text)
    assert browser.get("/m/404?gameweek=7").status_code == 404


def test_bars_fit_the_chart_whatever_the_points() -> None:
    """Best at the full height, a negative gameweek as a stub, none as no chart."""
    season = lineups.entry(EntryId(12)).gameweeks
    chart = points_chart(season)
    assert chart
    assert max(bar.height for bar in chart.bars) == HEIGHT
    assert all(bar.y + bar.height == HEIGHT for bar in chart.bars)
    lost = replace(season[0], gross_points=0, hit=8, net_points=-8)
    worst = points_chart([lost])
    assert worst
    assert worst.bars[0].height == 1
    assert worst.mean_y == HEIGHT
    assert points_chart([]) is None
