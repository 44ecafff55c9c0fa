"""One language: its catalogues, read when they are first asked for."""

import re
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Final

from fluent.runtime import FluentBundle
from fluent.runtime.resolver import Pattern
from fluent.syntax import ast

from fplbanter.words.facts import Fact
from fplbanter.words.reading import (
    SUFFIX,
    BrokenCatalogue,
    messages,
    parsed,
    wordings,
)
from fplbanter.words.wording import Wording

STAT_KEY: Final = re.compile(r"[a-z0-9_]+")
BORROWED: Final = "en"
"""Whose plurals and numbers a language has that nobody else knows."""


class Tongue:
    """
    What can be said in one language.

    What all stats use is read at once (some milliseconds), a stat's own file
    when the stat is first told. Reading raises BrokenCatalogue.
    """

    def __init__(self, language: str, folder: Traversable) -> None:
        self._bundle = _bundle(language)
        self._folder = folder
        self._entries: dict[str, ast.Message] = {}
        self._wordings: dict[str, tuple[Wording, ...]] = {}
        self._learnt: dict[str, bool] = {}
        self._add(f for f in folder.iterdir() if f.name.endswith(SUFFIX))

    def stats(self) -> tuple[str, ...]:
        """Return the stats that it has a file for."""
        folder = self._folder / "stats"
        names = sorted(f.name for f in folder.iterdir()) if folder.is_dir() else []
        return tuple(n.removesuffix(SUFFIX) for n in names if n.endswith(SUFFIX))

    def learn(self, stat_key: str) -> bool:
        """Read a stat's file, unless it was read. Returns whether there is one."""
        if stat_key not in self._learnt:
            file = self._folder / "stats" / f"{stat_key}{SUFFIX}"
            there = STAT_KEY.fullmatch(stat_key) is not None and file.is_file()
            if there:
                self._add([file])
            self._learnt[stat_key] = there
        return self._learnt[stat_key]

    def messages(self) -> tuple[str, ...]:
        """Return all that was read so far, by name."""
        return tuple(self._entries)

    def has(self, message: str) -> bool:
        """Say whether there is a message with a text of its own."""
        entry = self._entries.get(message)
        return entry is not None and entry.value is not None

    def wordings(self, message: str) -> tuple[Wording, ...]:
        """Return a message's wordings, in the catalogue's order."""
        return self._wordings.get(message, ())

    def say(self, message: str, facts: Mapping[str, Fact]) -> str:
        """Format a message's text. Raises KeyError where there is none."""
        value = self._bundle.get_message(message).value
        if value is None:
            raise KeyError(message)
        return self._formatted(value, facts)

    def tell(self, wording: Wording, facts: Mapping[str, Fact]) -> str:
        """Format a wording."""
        message = self._bundle.get_message(wording.message)
        return self._formatted(message.attributes[wording.attribute], facts)

    def _formatted(self, pattern: Pattern, facts: Mapping[str, Fact]) -> str:
        text, _ = self._bundle.format_pattern(pattern, dict(facts))
        return str(text)

    def _add(self, files: Iterable[Traversable]) -> None:
        """Read files that may refer to one another; twice changes nothing."""
        found: dict[str, str] = {}
        for file in files:
            resource = parsed(file)
            for key, message in messages(resource):
                if found.setdefault(key, file.name) != file.name:
                    raise BrokenCatalogue(f"{file.name}: {key} is in {found[key]}, too")
                self._entries[key] = message
            self._bundle.add_resource(resource, allow_overrides=True)
        for key, name in found.items():
            self._wordings[key] = self._worded(key, name)

    def _worded(self, key: str, file_name: str) -> tuple[Wording, ...]:
        # Looking it up compiles it: better while reading than while telling.
        self._bundle.get_message(key)
        try:
            return tuple(wordings(self._entries[key], self._entries))
        except BrokenCatalogue as broken:
            raise BrokenCatalogue(f"{file_name}: {broken}") from None


def _bundle(language: str) -> FluentBundle:
    """Isolate nothing: `names.py` does, and only where a name needs it."""
    try:
        return FluentBundle([language, BORROWED], use_isolating=False)
    except ValueError:
        # Babel knows no such form of a name, as of a dialect that is a joke.
        return FluentBundle([BORROWED], use_isolating=False)
