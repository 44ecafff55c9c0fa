"""Why a server did not start or did not stay: its last words, with the cure."""

import json
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_TAIL_BYTES = 64 * 1024
_LONGEST_WORDS = 300

_LIBRARIES = {
    "libcurl": "libcurl 4 is missing: install it (Debian and Ubuntu: libcurl4)",
    "libcrypto": "OpenSSL 3 is missing: use a system that has it "
    "(Debian 12, Ubuntu 22.04 or newer)",
}
_LIBRARIES["libssl"] = _LIBRARIES["libcrypto"]


@dataclass(frozen=True, slots=True)
class Ending:
    """
    How a server ended: `code` is as `subprocess` gives it, None if it still runs.

    `log` is the end of what it said, `file` has all of it, and `setting` is the one
    that would make the server unnecessary.
    """

    server: str
    setting: str
    code: int | None
    log: str
    file: Path


def explain(ending: Ending) -> str:
    """Return one or two sentences for a person: what is wrong and what cures it."""
    for rule in _RULES:
        if sentence := rule(ending):
            return sentence
    return (
        f"{ending.server} {_manner(ending.code)}; its last words were "
        f'"{last_words(ending.log)}". All of them are in {ending.file}.'
    )


def read_tail(log: Path) -> str:
    """Return the end of a log; nothing when there is no log."""
    try:
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _TAIL_BYTES))
            return file.read().decode(errors="replace")
    except OSError:
        return ""


def last_words(log: str) -> str:
    """Return the last line that says something: the last error, if mongod has one."""
    lines = [_words(line) for line in log.splitlines() if line.strip()]
    errors = [words for is_error, words in lines if is_error]
    words = (errors or [words for _, words in lines] or ["nothing"])[-1]
    return words[:_LONGEST_WORDS]


def _words(line: str) -> tuple[bool, str]:
    """Return whether a line is mongod's of an error, and its words without the rest."""
    try:
        entry = json.loads(line)
        words = f"{entry['msg']} {entry.get('attr', {}).get('error', '')}"
        return entry["s"] in {"E", "F"}, words.strip()
    except (ValueError, KeyError, TypeError, AttributeError):
        return False, line.strip()


def _manner(code: int | None) -> str:
    if code is None:
        return "did not become ready in time"
    if code == -signal.SIGKILL:
        return "was killed (the machine may be out of memory)"
    if code < 0:
        return f"was ended by signal {-code} ({signal.strsignal(-code)})"
    return f"ended with exit code {code}"


def _or_own_server(ending: Ending) -> str:
    return f", or give {ending.setting} of a server of your own."


def _missing_library(ending: Ending) -> str:
    pattern = r"error while loading shared libraries: ([\w.+-]+)"
    if not (found := re.search(pattern, ending.log)):
        return ""
    library = found[1]
    cure = _LIBRARIES.get(library.split(".")[0], "install the package that has it")
    return f"{ending.server} needs {library}; {cure}{_or_own_server(ending)}"


def _old_libc(ending: Ending) -> str:
    if not (
        found := re.search(r"version [`'](GLIBC\w*_[\d.]+)' not found", ending.log)
    ):
        return ""
    return (
        f"{ending.server} needs {found[1]}, and this system is older: use a newer one "
        f"(Debian 12, Ubuntu 22.04){_or_own_server(ending)}"
    )


def _not_executable(ending: Ending) -> str:
    if "cannot execute " not in ending.log:
        return ""
    return (
        f"This system cannot run {ending.server} ({last_words(ending.log)}): use a Linux "
        f"with glibc (Alpine has none){_or_own_server(ending)}"
    )


def _old_processor(ending: Ending) -> str:
    if ending.code != -signal.SIGILL:
        return ""
    return (
        f"This processor is too old for {ending.server} (it needs AVX): use another "
        f"machine{_or_own_server(ending)}"
    )


def _disk_full(ending: Ending) -> str:
    if "No space left on device" not in ending.log:
        return ""
    return (
        f"The disk is full, so {ending.server} cannot run: make room (about 500 MB), or "
        "give FPLBANTER_DATA_DIR on another disk."
    )


def _other_version(ending: Ending) -> str:
    # 62 is mongod's own code for data files of a version it cannot read.
    unreadable = "unsupported WiredTiger file version" in ending.log
    if not unreadable and ending.code != 62:
        return ""
    return (
        f"The data was written by another, probably newer version of {ending.server}: "
        "use that version, or give FPLBANTER_DATA_DIR of a new directory."
    )


def _data_in_use(ending: Ending) -> str:
    if "DBPathInUse" not in ending.log:
        return ""
    return (
        f"Another {ending.server} is using the same data: stop it, or give "
        "FPLBANTER_DATA_DIR of a new directory."
    )


# Asked in this order: the first that knows the ending speaks.
_RULES: tuple[Callable[[Ending], str], ...] = (
    _missing_library,
    _old_libc,
    _not_executable,
    _old_processor,
    _disk_full,
    _other_version,
    _data_in_use,
)
