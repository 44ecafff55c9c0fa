"""Numbers, ages and sentences as people write them."""

from datetime import timedelta

import pytest
from tests.web.pages import examples

from fplbanter.game.model import Phase
from fplbanter.game.scoring import Certainty
from fplbanter.services.answers import PointsPart
from fplbanter.web.pages import wording


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-3, "just now"),
        (4, "just now"),
        (20, "20 s ago"),
        (750, "12 min ago"),
        (3 * 3600 + 720, "3 h 12 min ago"),
        (7 * 3600, "7 h ago"),
        (2 * 86_400 + 3700, "2 d 1 h ago"),
    ],
)
def test_ages(seconds: int, said: str) -> None:
    """One or two units are enough."""
    moment = examples.NOW - timedelta(seconds=seconds)
    assert wording.ago(moment, examples.NOW) == said


def test_what_was_never_read_has_no_age() -> None:
    """None is not "0 s ago"."""
    assert wording.ago(None, examples.NOW) == "not read yet"


def test_a_deadline_passes() -> None:
    """A countdown does not run below nought."""
    assert wording.countdown(examples.NOW, examples.NOW) == "passed"
    later = examples.NOW + timedelta(minutes=12)
    assert wording.countdown(later, examples.NOW) == "in 12 min"


def test_numbers_have_a_true_minus_and_thousands() -> None:
    """A hyphen is no minus."""
    assert wording.number(-1432) == "\N{MINUS SIGN}1,432"
    assert wording.signed(3) == "+3"


def test_one_match_is_singular() -> None:
    """Everybody would notice a plural of one."""
    assert wording.phase_note(Phase.LIVE, examples.MATCHES[:1]) == "1 match on"
    assert wording.phase_note(Phase.FINAL, examples.MATCHES) == ""


@pytest.mark.parametrize(
    ("identifier", "value", "points", "said"),
    [
        ("goals_scored", 2, 8, "2 goals +8"),
        ("goals_scored", 1, 4, "goal +4"),
        ("bonus", 3, 3, "bonus +3"),
        ("red_cards", 1, -3, "red \N{MINUS SIGN}3"),
        ("something_new", 2, 6, "2 something new +6"),
    ],
)
def test_proofs(identifier: str, value: int, points: int, said: str) -> None:
    """An identifier FPL adds next season is shown by its own name."""
    assert wording.part(PointsPart(identifier, value, points)) == said


def test_substitutions_say_how_sure_they_are() -> None:
    """Certain, likely and pending are three different sentences."""
    said = {c: wording.substitution(examples.sub(certainty=c)) for c in Certainty}
    assert said[Certainty.CERTAIN] == "Gordon (6) is on for Porro."
    assert said[Certainty.LIKELY].startswith("Gordon (6) is set to replace Porro")
    assert said[Certainty.PENDING] == "Gordon replaces Porro if he plays."


def test_an_unknown_reason_is_still_a_sentence() -> None:
    """A word added to FPL's troubles later must not break the page."""
    assert wording.reason("meteor").endswith(".")
    assert wording.reason(None).endswith(".")
