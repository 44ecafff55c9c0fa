"""Every stat, found by name: a file in `stats/` is a stat, and there is no list."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from fplbanter.banter import stats
from fplbanter.banter.stat import Stat


@cache
def catalogue() -> Mapping[str, Stat]:
    """
    Return all stats by key, in the order of the catalogue's rows.

    Raises TypeError for a file in `stats/` that defines no `STAT` of its name.
    """
    names = [module.name for module in iter_modules(stats.__path__)]
    found = sorted((_stat(name) for name in names), key=lambda s: (s.number, s.key))
    return {stat.key: stat for stat in found}


def _stat(name: str) -> Stat:
    """Load one file's stat."""
    stat = getattr(import_module(f"{stats.__name__}.{name}"), "STAT", None)
    if not isinstance(stat, Stat) or stat.key != name:
        raise TypeError(f"banter/stats/{name}.py must define STAT with key {name!r}")
    return stat
