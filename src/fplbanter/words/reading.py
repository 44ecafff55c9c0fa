"""Reading a catalogue, and refusing one that could not be told from."""

from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any, Final

from fluent.runtime import FluentResource
from fluent.syntax import ast
from fluent.syntax.visitor import Visitor

from fplbanter.words.heat import Heat
from fplbanter.words.wording import Wording

SUFFIX: Final = ".ftl"
HEATS: Final = {heat.value: heat for heat in Heat}
PARTS: Final = (
    ast.TextElement,
    ast.VariableReference,
    ast.MessageReference,
    ast.SelectExpression,
)
"""What a text is made of."""
Messages = Mapping[str, ast.Message]


class BrokenCatalogue(ValueError):
    """A catalogue cannot be used; the message names the file and the place."""


def parsed(file: Traversable) -> ast.Resource:
    """Parse a file. Raises BrokenCatalogue with the first line that is no Fluent."""
    source = file.read_text("utf-8")
    resource = FluentResource(source)
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            at = entry.span.start if entry.span else 0
            line = source.count("\n", 0, at) + 1
            why = entry.annotations[0].message if entry.annotations else "no Fluent"
            raise BrokenCatalogue(f"{file.name}, line {line}: {why}")
    return resource


def messages(resource: ast.Resource) -> Iterator[tuple[str, ast.Message]]:
    """Return its messages by name."""
    for entry in resource.body:
        if isinstance(entry, ast.Message):
            yield entry.id.name, entry


def wordings(message: ast.Message, known: Messages) -> Iterator[Wording]:
    """
    Return a message's wordings: its attributes, each named after its heat.

    Raises BrokenCatalogue for a name without a heat or twice there, and for what
    refers to a message that nobody `known` has.
    """
    seen: set[str] = set()
    for attribute in message.attributes:
        name = attribute.id.name
        heat = HEATS.get(name.split("-")[0])
        if heat is None or name in seen:
            raise BrokenCatalogue(f"{message.id.name}.{name}: which heat, or twice")
        seen.add(name)
        yield Wording(
            message=message.id.name,
            attribute=name,
            heat=heat,
            needs=needs(attribute.value, known),
            opens_with_name=_opens_with_name(attribute.value),
        )


def needs(
    pattern: ast.Pattern, known: Messages, within: tuple[str, ...] = ()
) -> frozenset[str]:
    """Return every fact that a text uses, and the texts in it."""
    references = _References()
    references.visit(pattern)
    found = set(references.facts)
    for name in references.messages:
        message = known.get(name)
        if message is None or message.value is None or name in within:
            raise BrokenCatalogue(f"{{ {name} }} is no message, or holds itself")
        found |= needs(message.value, known, (*within, name))
    return frozenset(found)


class _References(Visitor):
    """What a text refers to, and what stands first in it."""

    def __init__(self) -> None:
        self.facts: set[str] = set()
        self.messages: set[str] = set()
        self.first: ast.BaseNode | None = None

    def generic_visit(self, node: Any) -> None:  # noqa: ANN401  So is its base's.
        if isinstance(node, PARTS) and self.first is None:
            self.first = node
        if isinstance(node, ast.VariableReference):
            self.facts.add(node.id.name)
        elif isinstance(node, ast.MessageReference):
            self.messages.add(node.id.name)
        else:
            super().generic_visit(node)


def _opens_with_name(pattern: ast.Pattern) -> bool:
    references = _References()
    references.visit(pattern)
    first = references.first
    return isinstance(first, ast.VariableReference) and first.id.name == "name"
