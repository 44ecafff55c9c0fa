"""English as the tests see it: its wordings, and facts to tell them with."""

from functools import cache
from importlib.resources import files

from fplbanter.banter.stat import Stat, Unit
from fplbanter.banter.verdict import Scope
from fplbanter.words.facts import OF_ONE, Fact, completed
from fplbanter.words.tongue import Tongue
from fplbanter.words.wording import Wording

FOLDER = files("fplbanter.words") / "catalogues" / "en"
ALWAYS = frozenset({"name", "count", "value", "size", "percent", "scope"})
"""What every verdict has; the rest is a bonus."""
SOMETIMES = frozenset({"player", "other", "points", "minutes", "gameweek"})
HOLDERS = {
    1: "Hazel Underwood",
    2: "Ana and Tom",
    5: "Ana, Tom and 3 others",
}
RANKS = {"overall_rank_king", "rock_bottom", "world_beater"}


@cache
def english() -> Tongue:
    """Read all of it, once."""
    tongue = Tongue("en", FOLDER)
    for stat_key in tongue.stats():
        tongue.learn(stat_key)
    return tongue


def scopes(stat: Stat) -> tuple[Scope, ...]:
    """Return what a stat can be judged over."""
    week = (Scope.GAMEWEEK,) if stat.week else ()
    return (*week, Scope.MONTH, Scope.SEASON) if stat.span else week


def wordings(stat: Stat, scope: Scope) -> list[Wording]:
    """Return what can be said of a stat over a gameweek, a month or a season."""
    several = [] if scope is Scope.GAMEWEEK else [f"{stat.key}-span"]
    ids = [stat.key, f"{stat.key}-{scope.value}", *several]
    return [w for key in ids for w in english().wordings(key)]


def every(stat: Stat) -> list[Wording]:
    """Return all wordings of a stat, each once."""
    told = [w for scope in scopes(stat) for w in wordings(stat, scope)]
    return list(dict.fromkeys(told))


def told(wording: Wording, scope: Scope, count: int, value: float) -> str:
    """Tell one wording to so many holders."""
    facts: dict[str, Fact] = {
        "name": HOLDERS[count],
        "count": count,
        "value": value,
        "player": "Gibbs-White",
        "other": "Mitrović",
        "points": 12,
        "minutes": 90,
        "gameweek": 12,
    }
    return english().tell(wording, completed(facts, scope))


def counts(wording: Wording) -> tuple[int, ...]:
    """Return how many holders it can be told of."""
    return (1,) if wording.needs & OF_ONE else (1, 2, 5)


def values(stat: Stat, scope: Scope) -> tuple[float, ...]:
    """Return numbers that a stat may have: one, several, and those that are odd."""
    if stat.key in RANKS:
        return (1, 84210, 10412007)
    if stat.unit is Unit.SHARE or stat.key == "all_play_luck":
        return (0.5, 0.67, 1)
    if stat.unit is Unit.RANK:
        return (1, 2.25)
    decimals = (14.5,) if stat.places and scope is not Scope.GAMEWEEK else ()
    return (0, 1, 2, 14, -4, *decimals)
