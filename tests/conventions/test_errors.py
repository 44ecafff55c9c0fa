"""One tree of errors, one table of what they become."""

import inspect
import re

from fplbanter import errors
from fplbanter.errors import BanterError
from fplbanter.web.problems import PROBLEMS

CLASSES = {
    cls
    for _, cls in inspect.getmembers(errors, inspect.isclass)
    if issubclass(cls, Exception) and cls.__module__ == errors.__name__
}


def drawn() -> dict[str, str | None]:
    """Read the docstring's tree: each error with the one it is indented under."""
    parents: dict[str, str | None] = {}
    above: list[tuple[int, str]] = []
    tree = re.findall(r"^( {2,})([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE)
    for indent, error in tree:
        above = [(depth, other) for depth, other in above if depth < len(indent)]
        parents[error] = above[-1][1] if above else None
        above.append((len(indent), error))
    return parents


def test_the_tree_in_the_docstring_is_the_tree_in_the_code() -> None:
    """Whoever reads the top of errors.py has read all of it."""
    written = {
        cls.__name__: None if cls is BanterError else cls.__bases__[0].__name__
        for cls in CLASSES
    }
    assert drawn() == written


def test_every_error_is_one_of_ours() -> None:
    """`except BanterError` catches everything that this program says no with."""
    assert all(issubclass(cls, BanterError) for cls in CLASSES)


def test_every_error_has_a_row_in_the_table_of_problems() -> None:
    """What status an error becomes is decided once, in web/problems.py."""
    assert set(PROBLEMS) == CLASSES


def test_an_error_that_is_not_the_asker_s_fault_is_not_a_4xx() -> None:
    """FPL's silence is 503; only a wrong question or a refusal is 4xx."""
    asked = (
        errors.NotFound,
        errors.Refused,
        errors.BadRequest,
        errors.TooManyRequests,
        errors.UpstreamNotFound,
        errors.UpstreamForbidden,
    )
    for cls, kind in PROBLEMS.items():
        assert (400 <= kind.status < 500) == issubclass(cls, asked), cls
