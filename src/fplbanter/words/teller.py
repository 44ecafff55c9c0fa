"""Sentences out of a folder of catalogues."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final

from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Number, Refusal, Scope
from fplbanter.words.facts import Fact, Facts, completed, sizes
from fplbanter.words.heat import Heat
from fplbanter.words.names import clean_name
from fplbanter.words.wording import Wording, choose

if TYPE_CHECKING:
    from fplbanter.words.tongue import Tongue

ENGLISH: Final = "en"
"""What a language lacks is said in English."""
NAMED_MOST: Final = 3
"""Of more holders only two are named."""


class Unworded(KeyError):
    """There are no words for it: a stat or a language that no catalogue has."""

    def __str__(self) -> str:
        """Say it without KeyError's quotation marks."""
        return str(self.args[0])


class Teller:
    """
    Every sentence, in every language that the folder has; see `telling.py`.

    Reading a catalogue raises BrokenCatalogue if it cannot be told from.
    """

    def __init__(self, root: Traversable) -> None:
        self._root = root
        self._languages: tuple[str, ...] = ()
        self._tongues: dict[str, Tongue] = {}

    def languages(self) -> tuple[str, ...]:
        """Return the languages there are, by name: a folder is a language."""
        if not self._languages:
            folders = (f.name for f in self._root.iterdir() if f.is_dir())
            self._languages = tuple(sorted(folders))
        return self._languages

    def preload(self, language: str = ENGLISH) -> None:
        """Read all of a language (a third of a second): for a start, in a thread."""
        for tongue in self._spoken(language):
            for stat_key in tongue.stats():
                tongue.learn(stat_key)

    def tell(
        self,
        stat_key: str,
        scope: Scope,
        facts: Facts,
        *,
        seed: str,
        turn: int,
        heat: Heat | None = None,
        language: str = ENGLISH,
    ) -> str:
        """
        Tell a verdict in one line; without a heat, in any.

        Facts: `name` (who holds it, as `joined` has it), `count` (how many
        they are), `value` (as shown), and what a receipt gives: `player`,
        `other`, `points`, `minutes`, `gameweek`. Raises Unworded for a stat or
        a language that there are no words for.
        """
        knows = [tongue.learn(stat_key) for tongue in self._spoken(language)]
        if not any(knows):
            raise Unworded(f"There are no words for a stat {stat_key!r}.")
        known = completed(facts, scope)
        return self._told(_stories(stat_key, scope), known, seed, turn, heat, language)

    def exonerated(
        self,
        stat: Stat,
        facts: Facts,
        *,
        seed: str,
        turn: int = 0,
        heat: Heat | None = None,
        language: str = ENGLISH,
    ) -> str:
        """
        Clear former holders, or take an honour from them, in one line.

        Facts as in `tell`, with `name` and `count` of who is cleared, the `value`
        they held it with, and `now`, who holds it since, where anybody does.
        """
        known = completed({"title": stat.title, **facts})
        story = f"exonerated-{stat.side.value}"
        return self._told((story,), known, seed, turn, heat, language)

    def refusal(
        self,
        reason: Refusal,
        *,
        read: int = 0,
        roster: int = 0,
        missing: Iterable[str] = (),
        stat: Stat | None = None,
        language: str = ENGLISH,
    ) -> str:
        """
        Say why nobody holds a stat.

        `read` of `roster` members were read; `missing` are needs of the engine;
        a stat says whether it would have been an honour, and how much it takes.
        """
        lacking = [self.need(key, language=language) for key in missing]
        facts: dict[str, Fact] = {
            "read": read,
            "roster": roster,
            "missing": self._listed(lacking, language),
            "lacking": len(lacking),
            "side": stat.side.value if stat else "",
            "sample": stat.span.min_sample if stat and stat.span else 1,
        }
        return self._say((f"refusal-{reason.value}",), facts, language)

    def joined(
        self,
        names: Sequence[str],
        *,
        count: int | None = None,
        language: str = ENGLISH,
    ) -> str:
        """
        Join names as a sentence has them: "Ana", "Ana and Tom", "Ana, Tom and Kim".

        Of more than three the first two are named: "Ana, Tom and 3 others". They
        are `count`, where not all of them are given.
        """
        nameless = self.say("nameless", language=language)
        clean = [clean_name(name) or nameless for name in names]
        all_of_them = len(clean) if count is None else count
        if all_of_them > NAMED_MOST:
            facts: Facts = {"count": all_of_them - len(clean[:2])}
            clean[2:] = [self._say(("others",), facts, language)]
        return self._listed(clean, language)

    def say(
        self, *messages: str, facts: Facts | None = None, language: str = ENGLISH
    ) -> str:
        """
        Say the first of several messages that there is, with the facts as given.

        Names in the facts must be clean. Raises Unworded where there is none.
        """
        return self._say(messages, facts or {}, language)

    def label(self, label_key: str, *, language: str = ENGLISH) -> str:
        """Return the words for a row of a receipt; a key of old is spelt out."""
        words = self._found((f"label-{label_key}",), {}, language)
        return words or label_key.replace("_", " ").capitalize()

    def need(self, need: str, *, language: str = ENGLISH) -> str:
        """Return the words for what a stat must have read."""
        return self._found((f"need-{need}",), {}, language) or need.replace("_", " ")

    def period(
        self,
        scope: Scope,
        *,
        gameweek: int = 0,
        month: str = "",
        language: str = ENGLISH,
    ) -> str:
        """Return what is judged: "Gameweek 12", "September", "The season"."""
        facts: dict[str, Fact] = {"gameweek": gameweek, "month": clean_name(month)}
        named = bool(facts["month"] if scope is Scope.MONTH else gameweek)
        ids = (f"period-{scope.value}-named",) if named else ()
        return self._say((*ids, f"period-{scope.value}"), facts, language)

    def amount(
        self,
        stat: Stat,
        value: Number | float,
        scope: Scope | None = None,
        *,
        language: str = ENGLISH,
    ) -> str:
        """Return a number with its unit: "12 points", "3 places", "45%"."""
        number = float(value) if isinstance(value, Fraction) else value
        facts: dict[str, Fact] = {"value": number, **sizes(number)}
        asked = scope or stat.scope
        own = _stories(f"amount-{stat.key}", asked)
        unit = stat.unit_in(asked).value
        return self._say((*own, f"amount-{unit}"), facts, language)

    def threshold(
        self, stat: Stat, scope: Scope | None = None, *, language: str = ENGLISH
    ) -> str:
        """
        Say what a number must reach to be told, "" if any will do.

        Without a scope it is the one where the stat is at home.
        """
        asked = scope or stat.scope
        rule = stat.week if asked is Scope.GAMEWEEK else stat.span
        if rule is None or rule.threshold.is_open:
            return ""
        bounds = rule.threshold
        bound = bounds.most if bounds.least is None else bounds.least
        kind = "most" if bounds.least is None else "least"
        facts: dict[str, Fact] = {
            "amount": self.amount(stat, bound or 0, asked, language=language),
            **sizes(bound),
        }
        if bounds.or_share is not None:
            facts["share"] = sizes(bounds.or_share)["percent"]
        own = _stories(f"threshold-{stat.key}", asked)
        return self._say((*own, f"threshold-{kind}"), facts, language)

    def _listed(self, words: Sequence[str], language: str) -> str:
        """Join words with commas, the last one with "and"."""
        listed = words[0] if words else ""
        for count, word in enumerate(words[1:], start=2):
            message = "list-last" if count == len(words) else "list-middle"
            listed = self._say((message,), {"first": listed, "second": word}, language)
        return listed

    def _told(
        self,
        stories: Sequence[str],
        known: dict[str, Fact],
        seed: str,
        turn: int,
        heat: Heat | None,
        language: str,
    ) -> str:
        """Choose a wording and format it; there is always one that needs nothing."""
        known.setdefault("name", self._say(("somebody",), {}, language))
        for tongue, wordings in self._choices(stories, heat, language):
            chosen = choose(wordings, known.keys(), seed=seed, turn=turn)
            if chosen:
                return tongue.tell(chosen, known)
        raise Unworded(f"There are no words for {stories[0]!r} without its facts.")

    def _choices(
        self, stories: Sequence[str], heat: Heat | None, language: str
    ) -> Iterator[tuple["Tongue", list[Wording]]]:
        for ids in (stories, ("anyway",)):
            for tongue in self._spoken(language):
                pool = [w for key in ids for w in tongue.wordings(key)]
                yield tongue, [w for w in pool if heat in (None, w.heat)]

    def _say(self, messages: Sequence[str], facts: Facts, language: str) -> str:
        found = self._found(messages, facts, language)
        if found is None:
            raise Unworded(f"There are no words for {messages[-1]!r}.")
        return found

    def _found(
        self, messages: Sequence[str], facts: Facts, language: str
    ) -> str | None:
        """Format the first of several messages that a language has."""
        for tongue in self._spoken(language):
            message = next((m for m in messages if tongue.has(m)), None)
            if message is not None:
                return tongue.say(message, facts)
        return None

    def _spoken(self, language: str) -> Iterator["Tongue"]:
        """Return the language's tongue ("de" for "de-AT", if need be), then English."""
        names = (language, language.partition("-")[0])
        mine = next((n for n in names if n in self.languages()), None)
        if mine is None:
            raise Unworded(f"There are no words in {language!r}.")
        for name in dict.fromkeys((mine, ENGLISH)):
            yield self._tongue(name)

    def _tongue(self, language: str) -> "Tongue":
        if language not in self._tongues:
            # Fluent and Babel take a tenth of a second to import.
            from fplbanter.words.tongue import Tongue

            self._tongues[language] = Tongue(language, self._root / language)
        return self._tongues[language]


def _stories(stem: str, scope: Scope) -> tuple[str, ...]:
    """Return the messages that fit a scope, the general one last."""
    several = () if scope is Scope.GAMEWEEK else (f"{stem}-span",)
    return (f"{stem}-{scope.value}", *several, stem)
