"""What no file may hold, and what the files around the code promise."""

import re
from pathlib import Path

import pytest
from tests.conventions.tree import ROOT, files, name

# The words are split so that this check names none of them itself.
REGISTRIES = [
    "py" + r"pi\.org",
    "python" + r"hosted\.org",
    r"registry\.npm" + "js",
    r"npm" + r"js\.com",
    r"deb\.deb" + "ian",
    r"archive\.ubu" + "ntu",
]
FOLDERS = ["wo" + "rk", "fa" + "rm", "ro" + "ot", "ho" + "me", "Us" + "ers", "t" + "mp"]
MACHINE_PATH = re.compile(rf"(?<![\w.~/$}}-])/(?:{'|'.join(FOLDERS)})/[\w.]")

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z][a-z0-9-]*):", MAKEFILE, re.MULTILINE)
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]


def readable() -> list[tuple[str, str]]:
    """Read every file that is text."""
    texts = []
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            texts.append((name(path), content.decode("utf-8")))
    return texts


def test_no_file_names_a_registry_or_a_mirror() -> None:
    """Where packages come from is the business of whoever installs them."""
    pattern = re.compile("|".join(REGISTRIES))
    assert [n for n, text in readable() if pattern.search(text)] == []


def test_no_file_holds_a_path_of_the_machine_it_was_written_on() -> None:
    """A clone works wherever it is put."""
    found = {
        n: hit.group() for n, text in readable() if (hit := MACHINE_PATH.search(text))
    }
    assert found == {}


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    """What is installed is byte for byte what was locked, from wherever it comes."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    wanted = [
        line for line in text.splitlines() if line.strip() and line[0] not in "# "
    ]
    assert wanted
    assert [
        line.split(" ")[0]
        for line in wanted
        if "==" not in line or "--hash=sha256:" not in line
    ] == []
    assert not re.search(r"^\s*--?(index-url|extra-index-url|find-links|i|f)\b", text)


@pytest.mark.parametrize("target", sorted(set(TARGETS)))
def test_make_lists_every_target(target: str) -> None:
    """`make` alone shows what there is: each target says what it does."""
    assert re.search(rf"^{target}:.*## \w", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_the_guides_name_only_targets_that_exist(guide: Path) -> None:
    """`make something` in a guide works."""
    named = re.findall(r"`make ([a-z][a-z0-9-]*)", guide.read_text("utf-8"))
    assert set(named) - set(TARGETS) == set()


@pytest.mark.parametrize("target", ["demo", "test", "check", "ci"])
def test_the_guides_tell_contributors_what_to_run(target: str) -> None:
    """The commands that people need are in the README or in CONTRIBUTING."""
    told = "\n".join(guide.read_text("utf-8") for guide in GUIDES)
    assert re.search(rf"\bmake {target}\b", told)
