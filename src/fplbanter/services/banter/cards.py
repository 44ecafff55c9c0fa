"""The catalogue as readers see it."""

from functools import cache

from fplbanter.banter.catalogue import catalogue
from fplbanter.banter.stat import Stat
from fplbanter.banter.verdict import Scope
from fplbanter.errors import NotFound
from fplbanter.services.answers.banter import StatCard
from fplbanter.services.banter.sentences import threshold_of


@cache
def cards() -> tuple[StatCard, ...]:
    """Return a card of each stat, in the order of the catalogue."""
    return tuple(_card(stat) for stat in catalogue().values())


def stat_of(key: str) -> Stat:
    """Return a stat by its key; raises NotFound."""
    found = catalogue().get(key)
    if found is None:
        raise NotFound(f"There is no stat {key!r}.")
    return found


def card_of(stat: Stat, scope: Scope | None = None) -> StatCard:
    """Return a stat's card; raises NotFound where it is not judged over a scope."""
    if scope is not None and scope not in scopes_of(stat):
        raise NotFound(f"{stat.title} is not judged over a {scope}.")
    return next(card for card in cards() if card.key == stat.key)


def _card(stat: Stat) -> StatCard:
    return StatCard(
        key=stat.key,
        number=stat.number,
        title=stat.title,
        emoji=stat.emoji,
        side=stat.side,
        scope=stat.scope,
        scopes=scopes_of(stat),
        unit=stat.unit,
        definition=stat.definition,
        example=stat.example,
        threshold=threshold_of(stat),
        places=stat.places,
        relative=stat.relative,
        version=stat.version,
    )


def scopes_of(stat: Stat) -> tuple[Scope, ...]:
    """Return all that a stat can be judged over."""
    weekly = (Scope.GAMEWEEK,) if stat.week else ()
    return (*weekly, Scope.MONTH, Scope.SEASON) if stat.span else weekly
