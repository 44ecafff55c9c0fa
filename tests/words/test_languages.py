"""A language is a directory; what it lacks is said in English."""

import shutil
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.verdict import Refusal, Scope
from fplbanter.words import telling
from fplbanter.words.reading import BrokenCatalogue
from fplbanter.words.teller import Teller, Unworded

PIG = """
bacon = { $count ->
    [one] oinksway
   *[other] oinkway
}
benched_beast-gameweek =
    .mild-1 = { $name } { bacon } { $size } ointspay.
    .mild-2 = Enchbay: { $name } { bacon }.
    .savage-1 = { $name } { bacon }!
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Copy the catalogues, and drop a language in beside English."""
    with as_file(files("fplbanter.words") / "catalogues") as ours:
        shutil.copytree(ours, tmp_path / "catalogues")
    pig = tmp_path / "catalogues" / "en-pig"
    (pig / "stats").mkdir(parents=True)
    (pig / "grammar.ftl").write_text(
        "list-last = { $first } andway { $second }\n"
        "label-wasted = Enchbay\n"
        "refusal-nobody = Obodynay.\n"
    )
    (pig / "stats" / "benched_beast.ftl").write_text(PIG)
    return tmp_path / "catalogues"


def tell(root: Path, language: str, stat: str = "benched_beast", turn: int = 0) -> str:
    return Teller(root).tell(
        stat,
        Scope.GAMEWEEK,
        {"name": "Ana", "count": 1, "value": 12},
        seed="seed",
        turn=turn,
        language=language,
    )


def test_a_directory_is_a_language(root: Path) -> None:
    """Its own words are told, with the plurals of its locale."""
    teller = Teller(root)
    assert teller.languages() == ("en", "en-pig")
    assert telling.languages() == ("en",)
    lines = {tell(root, "en-pig", turn=turn) for turn in range(4)}
    assert lines == {
        "Ana oinksway 12 ointspay.",
        "Ana oinksway!",
        "Enchbay: Ana oinksway.",
    }
    assert teller.joined(["Ana", "Tom"], language="en-pig") == "Ana andway Tom"
    assert teller.label("wasted", language="en-pig") == "Enchbay"
    assert teller.refusal(Refusal.NOBODY, language="en-pig") == "Obodynay."


def test_what_a_language_lacks_is_english(root: Path) -> None:
    """Half a translation is of use already."""
    assert tell(root, "en-pig", "bottle_job") == tell(root, "en", "bottle_job")
    assert Teller(root).label("hit", language="en-pig") == "Paid for transfers"
    stat = catalogue()["benched_beast"]
    assert Teller(root).amount(stat, 3, language="en-pig") == "3 points"


def test_a_region_speaks_its_language() -> None:
    """British English is English, until somebody writes it down."""
    assert telling.label("hit", language="en-GB") == telling.label("hit")


@pytest.mark.parametrize("language", ["xx", "", "../en", "stats"])
def test_a_language_that_nobody_has_is_a_clear_key_error(language: str) -> None:
    """A door asks `languages()` first."""
    with pytest.raises(Unworded, match="no words in"):
        telling.label("hit", language=language)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("benched_beast-gameweek =\n    .mild-1 = { $name\n", "line 1"),
        ("benched_beast-gameweek =\n    .spicy-1 = { $name }\n", "spicy-1"),
        ("benched_beast-gameweek =\n    .mild = { $name }\n    .mild = x\n", "twice"),
        ("benched_beast-gameweek =\n    .mild-1 = { pionts }\n", "pionts"),
        (
            "a = { b }\nb = { a }\nbenched_beast =\n    .mild-1 = { a }\n",
            "holds itself",
        ),
    ],
)
def test_a_catalogue_that_cannot_be_told_from_is_refused(
    root: Path, source: str, complaint: str
) -> None:
    """Whoever writes one is told the file and the place."""
    (root / "en-pig" / "stats" / "benched_beast.ftl").write_text(source)
    with pytest.raises(BrokenCatalogue, match=complaint) as caught:
        tell(root, "en-pig")
    assert "benched_beast.ftl" in str(caught.value)


def test_two_files_may_not_say_the_same_thing(root: Path) -> None:
    """Or it would depend on their names which one is heard."""
    (root / "en-pig" / "more.ftl").write_text("label-wasted = Other\n")
    with pytest.raises(BrokenCatalogue, match="label-wasted"):
        Teller(root).label("wasted", language="en-pig")


def test_all_of_a_language_can_be_read_beforehand(root: Path) -> None:
    """A server reads it while it starts, not while somebody waits."""
    teller = Teller(root)
    teller.preload()
    shutil.rmtree(root / "en" / "stats")
    line = teller.tell("bottle_job", Scope.GAMEWEEK, {"name": "Ana"}, seed="s", turn=0)
    assert "Ana" in line
