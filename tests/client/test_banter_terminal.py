"""Banter in a terminal: sums that can be followed, names that do no harm."""

import unicodedata
from dataclasses import replace

from tests.web.pages import banters

from fplbanter.client.banter import Banter, StatCard
from fplbanter.client.banter_terminal import listed, told
from fplbanter.game.model import Phase
from fplbanter.services.answers import Coverage, Page
from fplbanter.services.answers.banter import LeagueBanter
from fplbanter.web.rest.banter_bodies import LeagueBanterBody


def read(found: LeagueBanter) -> Banter:
    """Pass an answer through the door, as the client reads it."""
    body = LeagueBanterBody.showing(found).model_dump_json()
    return Banter.model_validate_json(body)


def test_headlines_come_first_and_nothing_comes_twice() -> None:
    """Then fame, then shame; who is cleared stands above all."""
    lines = told(read(banters.BANTER)).splitlines()
    heads = [line for line in lines if line in ("HEADLINES", "FAME", "SHAME")]
    assert heads == ["HEADLINES", "FAME", "SHAME"]
    assert lines.index("HEADLINES") > next(
        i for i, line in enumerate(lines) if line.startswith("CLEARED")
    )
    text = "\n".join(lines)
    assert text.count("🪑 Benched Beast (provisional)") == 1
    assert text.count("😏 Nice Score") == 3
    assert "Nobody holds: Bought a Red, Late Raider, Loyalist." in text


def test_a_receipt_can_be_followed() -> None:
    """Factors, amounts, and what they come to."""
    text = " ".join(told(read(banters.BANTER)).split())
    assert "Muñoz CRY, captained, 90' 12 x 2 x 90 % 21.6 = 21.6" in text
    assert "Mykolenko EVE, on the bench, 64' 2 -" in text
    assert "3 / 7 = 42.86 %" in text
    assert "Haalandaise Sauce: points of the eleven 102 hit -4 = 98" in text


def test_it_says_how_sure_it_is() -> None:
    """Provisional, thin, cut off, not judged yet."""
    assert "provisional: FPL may still change its data" in told(read(banters.BANTER))
    final = told(read(replace(banters.BANTER, phase=Phase.FINAL)))
    assert "may still change" not in final
    thin = replace(
        banters.BANTER,
        coverage=Coverage(41, 50),
        page=Page(banters.VERDICTS, 300, 0, 100),
    )
    assert "10 of 300 verdicts." in told(read(thin))
    assert "41 of 50 managers read." in told(read(thin))
    assert "Nothing has been judged yet." in told(read(banters.UNJUDGED))


def test_of_many_holders_of_one_stat_some_are_shown() -> None:
    """A league of a thousand has fifty derbies; three tell it."""
    many = tuple(
        replace(banters.NICE[0], holders=(banters.holder(n, f"Team {n}"),))
        for n in range(1, 9)
    )
    text = told(read(replace(banters.BANTER, page=Page(many, 8, 0, 100), headlines=())))
    assert text.count("made exactly 69") == 3
    assert "Nice Score: 5 more." in text


def test_hostile_names_do_no_harm() -> None:
    """Nothing moves the cursor, rings, or turns a line around."""
    for line in told(read(banters.BANTER)).splitlines():
        assert all(unicodedata.category(c)[0] != "C" for c in line)
        assert len(line) <= 90


def test_the_catalogue_is_a_line_for_each_stat() -> None:
    """With its key, and from which number on it is told."""
    cards = [StatCard.model_validate(c, from_attributes=True) for c in banters.CARDS]
    lines = listed(cards).splitlines()
    assert len(lines) == len(cards) + 1
    line = " ".join(lines[1].split())
    assert line == "🪑 benched_beast Benched Beast shame gameweek From 6 points."
