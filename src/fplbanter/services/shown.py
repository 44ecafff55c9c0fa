"""What is stored as an operator's terminal shows it: whatever is in it, only shown."""

from collections.abc import Iterable, Sequence


def visible(text: str) -> str:
    """
    Return text that steers no terminal and turns no line round.

    Control characters and direction marks are written as Python writes them;
    line ends stay.
    """
    return "".join(c if c == "\n" or c.isprintable() else ascii(c)[1:-1] for c in text)


def one_line(text: str) -> str:
    """Return it on one line, its line ends as Python writes them."""
    return visible(text).replace("\n", "\\n")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows below their heads, each column as wide as it must be."""
    lines = [head, *rows]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
